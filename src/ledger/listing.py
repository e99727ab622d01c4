"""The inspections of a ledger as they are listed: from kept rows as far as they hold, folded in memory where they are behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from ledger.answers import Listed, UnlistedError
from ledger.domain.events import InspectionOpened
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Overall
from ledger.errors import DamagedError, NotFoundError
from ledger.integrity.whole import require_whole
from ledger.projections import rating_rows
from ledger.projections import ratings as fold
from ledger.projections.points import AtMilestone, HappenedBy, Point, Position, step_at
from ledger.projections.rating_rows import RatingValues

if TYPE_CHECKING:
    from ledger.store.listing import KeptOverall, KeptRating
    from ledger.store.selecting import Disputed
    from ledger.store.snapshot import Snapshot
    from ledger.store.store import Store


class Listing:
    """What is read of all inspections at once; as many queries for a thousand of them as for one, but where rows are behind."""

    def __init__(self, store: Store, frameworks: Callable[[str], Framework]) -> None:
        self._store = store
        self._frameworks = frameworks

    def listed(self, at: Point, upto: int | None) -> list[Listed]:
        """Every inspection that had begun by a point, which is at a position unless it is a day, in order of opening."""
        return self._store.read(lambda now: self._as_at(now, at, upto))

    def standings(self, listed: Sequence[Listed]) -> dict[str, Mapping[str, RatingValues]]:
        """The ratings of every standard, by inspection, as at the event that each is listed as at."""
        return self._store.read(lambda now: self._standings(now, listed))

    def decisions(self, upto: int, *, without: str) -> Iterator[list[RecordedEvent]]:
        """The opening of every inspection but one, and the discretion decisions in it that stood at a position.

        Of an inspection without any there is nothing, nor of one that cannot be read: what is wrong with that is for the list and `verify`
        to say. Of one whose kept rows are behind there is every event.
        """
        kept, behind = self._store.read(lambda now: _decisions(now, upto, without))
        yield from kept
        for name in behind:
            with suppress(DamagedError):
                yield self._store.history(name)

    def _as_at(self, now: Snapshot, at: Point, upto: int | None) -> list[Listed]:
        found = now.listed_by_day(at.day) if isinstance(at, HappenedBy) else now.listed(upto)
        events = now.at_each([position for row in found.kept for position in (row.first, row.last)])
        disputes, point = now.disputes(), at if upto is None else Position(upto)
        kept = (partial(self._kept, row, events.get(row.first), events.get(row.last), disputes) for row in found.kept)
        folded = (partial(self._folded, now, name, point, disputes) for name in found.behind)
        listed, unread = _each([*kept, *folded])
        unread = [*found.unread, *unread]
        if isinstance(at, AtMilestone) and len(listed) + len(unread) != len(now.inspections()):
            raise DamagedError(f"expected every inspection in the list that is kept, found {len(listed)} of them: see `ledger verify`")
        if unread:
            raise UnlistedError(listed, unread)
        return listed

    def _kept(self, row: KeptOverall, opened: RecordedEvent | None, last: RecordedEvent | None, disputes: Disputed) -> Listed:
        if opened is None or last is None or {opened.inspection, last.inspection} != {row.inspection}:
            raise DamagedError(f"expected {row.inspection} from #{row.first} to #{row.last}, found other events there: see `ledger verify`")
        return self._listed(opened, last, (row.step, row.of), row.overall, disputes)

    def _listed(self, opened: RecordedEvent, last: RecordedEvent, step: tuple[int, int], overall: Overall, disputes: Disputed) -> Listed:
        if not isinstance(opened.event, InspectionOpened):
            raise DamagedError(f"expected the event at position {opened.position} to open {opened.inspection}: see `ledger verify`")
        open_disputes = how_many_open(disputes.of(opened.inspection), last.position)
        return Listed(opened.event.service, opened, last, *step, overall, self._frameworks(opened.event.framework), open_disputes)

    def _folded(self, now: Snapshot, inspection: str, at: Point, disputes: Disputed) -> Listed | None:
        """An inspection as at a point, None where it had not begun by then; DamagedError where it cannot be read or followed."""
        history = now.history(inspection)
        require_whole(history)
        try:
            step = step_at(at, history)
        except NotFoundError:
            return None
        try:
            overall = fold.fold(fold.start(self._frameworks), history[:step]).overall
        except NotFoundError as error:
            raise DamagedError(f"{inspection} cannot be followed ({error}): see `ledger verify`") from error
        if overall is None:
            raise DamagedError(f"expected {inspection} to be opened by position {history[step - 1].position}: see `ledger verify`")
        return self._listed(history[0], history[step - 1], (step, len(history)), overall, disputes)

    def _standings(self, now: Snapshot, listed: Iterable[Listed]) -> dict[str, Mapping[str, RatingValues]]:
        kept = now.ratings_kept()
        return {one.inspection: self._standing(now, one, kept.get(one.inspection, ())) for one in listed}

    def _standing(self, now: Snapshot, one: Listed, kept: Iterable[KeptRating]) -> Mapping[str, RatingValues]:
        found = {rating.subject: rating.values for rating in kept if rating.holds_at(one.last.position)}
        if found.keys() >= one.framework.by_standard.keys():
            return found
        view = fold.fold(fold.start(self._frameworks), now.history(one.inspection, upto=one.last.position))
        return {rating.standard.id: rating_rows.of_standard(rating) for rating in view.ratings}


def _each(ones: Iterable[Callable[[], Listed | None]]) -> tuple[list[Listed], list[DamagedError]]:
    """Those that can be listed, in order of opening, and what is wrong with the others."""
    listed: list[Listed] = []
    unread: list[DamagedError] = []
    for one in ones:
        try:
            found = one()
        except DamagedError as error:
            unread.append(error)
        else:
            listed.extend([found] if found else [])
    return sorted(listed, key=lambda one: one.opened.position), unread


def _decisions(now: Snapshot, upto: int, without: str) -> tuple[list[list[RecordedEvent]], list[str]]:
    """The openings and decisions of every inspection but one whose kept rows hold, and the names of those whose do not."""
    found = now.decided(upto)
    taken = [row for row in found.kept if row.inspection != without]
    events = now.at_each(sorted({position for row in taken for position in (row.first, row.decision)}))
    by_inspection: dict[str, list[RecordedEvent]] = {}
    for event in events.values():
        by_inspection.setdefault(event.inspection, []).append(event)
    return list(by_inspection.values()), [name for name in found.behind if name != without]


def how_many_open(events: Sequence[RecordedEvent], upto: int) -> int:
    """How many of the disputes that the events are of were open at a position."""
    if not events:
        return 0
    from ledger.domain.dispute import DisputeState, evolve

    states: dict[str, DisputeState] = {}
    for event in events:
        if event.position <= upto:
            states[event.stream] = evolve(states.get(event.stream, DisputeState()), event)
    return sum(state.is_open for state in states.values())
