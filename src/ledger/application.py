"""The one door to a ledger for the command line and the terminal screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, assert_never

from ledger.answers import Board, Change, Listed, Outcome, RulesThen
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.domain.values import wrong_name
from ledger.errors import DamagedError, NotFoundError, UsageError
from ledger.integrity.whole import require_whole
from ledger.listing import Listing
from ledger.projections import ratings as fold
from ledger.projections.points import AtMilestone, HappenedBy, Point, Position, RecordedBy, is_beyond, parse_point, step_at
from ledger.projections.rating_rows import RatingValues
from ledger.projections.ratings import RatingsView
from ledger.store.faults import AlreadyRecordedError, StreamMovedError
from ledger.strict_json import LARGEST

if TYPE_CHECKING:
    from ledger.access import Logins
    from ledger.audit.why_model import Why
    from ledger.deciding import Deciding
    from ledger.domain import commands as c
    from ledger.integrity.faults import Verified
    from ledger.store.keeping import Progress
    from ledger.store.snapshot import Snapshot
    from ledger.store.store import Store
    from ledger.stream_states import Known

__all__ = ["ATTEMPTS", "LATEST", "Board", "Change", "Ledger", "Listed", "Outcome", "RulesThen"]

Answer = TypeVar("Answer")

LATEST = AtMilestone("latest")
ATTEMPTS = 200
"""Each failed attempt is somebody else's success, so that with ten writers no command comes near to so many."""


def _unwatched(_what: str, _done: int, _total: int) -> None:
    """Nobody watches how far it is."""


class Ledger:
    """Commands in, history and ratings out; every write is one transaction."""

    def __init__(self, store: Store, frameworks: Callable[[str], Framework], salt: Callable[[str, str], bytes]) -> None:
        """`salt` gives the salt of a text from its event's id and its name."""
        self._store = store
        self._frameworks = frameworks
        self._salt = salt
        self._known: Known | None = None
        self._listing = Listing(store, frameworks)

    def __enter__(self) -> Self:
        """The ledger itself, closed when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Every connection is given back, whatever happened in the block."""
        self.close()

    def close(self) -> None:
        """Gives back every connection to the database."""
        self._store.close()

    @property
    def logins(self) -> Logins:
        """Which database login is whose."""
        from ledger.access import Logins

        return Logins(self._store, self._salt)

    def inspections(self) -> list[str]:
        """The ids of all inspections, in the order they were opened."""
        return self._store.inspections()

    def listed(self, at: Point = LATEST) -> list[Listed]:
        """Every inspection that had begun by a point, in order of opening, with its overall rating as at then.

        A date is every inspection's own: what had happened in it by then. Reads kept rows, and folds in memory where they are behind.
        UsageError for a milestone, which no list has; UnlistedError, which has all others, where one cannot be read or followed.
        """
        upto = self._position(at)
        return self._listing.listed(at, upto)

    def standings(self, listed: Sequence[Listed]) -> dict[str, Mapping[str, RatingValues]]:
        """The ratings of every standard, by inspection, as at the event that each is listed as at."""
        return self._listing.standings(listed)

    def decisions_elsewhere(self, inspection: str, upto: int) -> Iterator[list[RecordedEvent]]:
        """Of every other inspection in which a discretion decision stood at a position, its opening and those decisions."""
        return self._listing.decisions(upto, without=inspection)

    def history(self, inspection: str) -> list[RecordedEvent]:
        """All recorded events of an inspection in order; NotFoundError where there is no such inspection."""
        events = self._store.history(inspection) if wrong_name(inspection) is None else []
        if not events:
            known = self.inspections()
            there = f"It has: {', '.join(known)}." if known else "It has none yet."
            raise NotFoundError(f"There is no inspection {inspection!r} in this ledger. {there}")
        require_whole(events)
        return events

    def require(self, inspection: str) -> None:
        """Returns where there is such an inspection, of which nothing more is read; else NotFoundError."""
        if wrong_name(inspection) or not self._store.version(inspection):
            self.history(inspection)

    def since(self, inspection: str, position: int) -> list[RecordedEvent]:
        """The events of an inspection after a position, in order; none where nothing was recorded since."""
        return self._store.history(inspection, after=position)

    def step_at(self, at: Point, history: Sequence[RecordedEvent]) -> int:
        """How many of an inspection's events stand at a point; NotFoundError for one before its first, or beyond the whole ledger."""
        if is_beyond(at, history):
            self._position(at)
        return step_at(at, history)

    def _require_reached(self, position: int) -> None:
        if position > (head := self.head()):
            raise NotFoundError(f"Nothing is recorded at #{position} yet: this ledger ends at #{head}.")

    def event(self, position: int) -> RecordedEvent:
        """The event at a position; NotFoundError where there is none."""
        found = self._store.at(position) if 0 < position <= LARGEST else None
        if found is None:
            head = self.head()
            if 0 < position < head:
                raise DamagedError(f"expected an event at position {position} of {head}, found none: see `ledger verify`")
            there = f"Its positions go from #1 to #{head}." if head else "It has none yet."
            raise NotFoundError(f"There is no event #{position} in this ledger. {there}")
        return found

    def start(self, framework: str | None = None) -> RatingsView:
        """The ratings view before any event, to be folded over a history, under the inspection's own framework or another."""
        return fold.start(self._frameworks, self._frameworks(framework).id if framework else None)

    def board(self, inspection: str, at: Point = LATEST, framework: str | None = None) -> Board:
        """The ratings of an inspection as at a point, under its own framework or another."""
        start = self.start(framework)
        history = self.history(inspection)
        return Board(fold.fold(start, history[: self.step_at(at, history)]), len(history))

    def ratings(self, inspection: str, at: str = "latest", framework: str | None = None) -> RatingsView:
        """The ratings of an inspection as at a point (`panel`, `412`, `2020-06-05`), under its own framework or another."""
        return self.board(inspection, parse_point(at), framework).view

    def why(self, inspection: str, standard: str, at: str = "latest") -> Why:
        """The explanation of a standard's rating as at a point, from the judgements to the overall."""
        from ledger.audit.why import why

        history = self.history(inspection)
        return why(history, self.step_at(parse_point(at), history), self.start(), standard)

    def verify(self, progress: Progress) -> Verified:
        """Every record read again and checked, rung by rung, with every fault found."""
        return self._store.verify(progress)

    def head(self) -> int:
        """The last position written, 0 in an empty ledger."""
        head = self._store.head()
        return head[0] if head else 0

    def wait(self, after: int, seconds: float, stopped: Callable[[], bool] = lambda: False) -> int:
        """The last position, as soon as it is beyond `after`, else once the seconds have passed: how one follows what others record.

        Keep the last position seen, wait with it, and read everything after it; so nothing is missed, whatever happens between two waits.
        StorageError at once where the ledger is lost: wait again. It blocks, so a screen waits in a worker, and stops it when it is left.
        """
        return self._store.wait(after, seconds, stopped)

    def decided(self, run: Callable[[Deciding], Answer], standing: Mapping[str, int] | None = None) -> Answer:
        """What comes of a run of commands that are decided on what stands now; it records nothing by itself.

        Where the connection is lost they are decided again from the first on, so `run` must leave nothing behind but its answer.
        """
        return self._store.read(lambda now: run(self._deciding(now, standing)))

    def _deciding(self, now: Snapshot, standing: Mapping[str, int] | None = None) -> Deciding:
        from ledger.deciding import Deciding
        from ledger.stream_states import Known

        if self._known is None:
            self._known = Known()
        return Deciding(now, self._known, self._frameworks, self._salt, standing)

    def handle(self, *commands: c.Command, standing: Mapping[str, int] | None = None, report: Progress = _unwatched) -> Outcome:
        """Decide the commands in order and record what they lead to in one transaction: all or nothing.

        A command recorded before changes nothing; where someone else wrote first, the commands are decided again on what stands now,
        unless it is in a stream that must be `standing` at a version. Raises UsageError for a value that no command may have, RefusedError,
        NotFoundError, or ConflictError where that fails, two commands have one id, or a panel's evidence has moved.
        """
        _check(commands)
        for attempt in range(1, ATTEMPTS + 1):
            deciding, recorded = self.decided(lambda run: (run, _decide(run, commands, report)), standing)
            known = [position for positions in recorded.values() for position in positions]
            if not deciding.pending:
                return Outcome(tuple(known), len(recorded))
            report("being recorded", 0, 0)
            try:
                appended = self._store.append(deciding.pending, guards=deciding.guards, erase=deciding.erased)
            except (StreamMovedError, AlreadyRecordedError):
                if attempt == ATTEMPTS:
                    raise
            else:
                remains = self._store.scour() if deciding.erased else None
                return Outcome((*known, *range(appended.first, appended.last + 1)), len(recorded), remains)
        raise AssertionError("the last attempt returns or raises")

    def preview(self, *commands: c.Command) -> Change:
        """What the commands would lead to if they were handled now; nothing is recorded. They are all about one inspection."""
        _check(commands)
        return self._store.read(lambda now: self._foreseen(now, commands))

    def _foreseen(self, now: Snapshot, commands: Sequence[c.Command]) -> Change:
        from ledger.deciding import as_if_recorded

        deciding = self._deciding(now)
        _decide(deciding, commands, _unwatched)
        before = fold.fold(self.start(), now.history(commands[0].inspection))
        events = tuple(as_if_recorded(pending, number) for number, pending in enumerate(deciding.pending, (now.head() or (0, ""))[0] + 1))
        return Change(events, before, fold.fold(before, events))

    def change(self, positions: Sequence[int]) -> Change:
        """What the events at these positions, which are all of one inspection, changed."""
        events = tuple(self.event(position) for position in positions)
        history = self.history(events[0].inspection)
        before = fold.fold(self.start(), (event for event in history if event.position < positions[0]))
        return Change(events, before, fold.fold(before, (event for event in history if positions[0] <= event.position <= positions[-1])))

    def events_of(self, command_id: str) -> list[RecordedEvent]:
        """The events that a command was recorded as, none where it was not."""
        return self._store.command(command_id)

    def _position(self, at: Point) -> int | None:
        """The position of the ledger that a point names, None for the latest and for a date."""
        match at:
            case AtMilestone("latest"):
                return None
            case Position(number):
                self._require_reached(number)
                return number
            case RecordedBy(moment):
                return self._store.recorded_by(moment)
            case HappenedBy():
                return None
            case AtMilestone(milestone):
                raise UsageError(
                    "Expected a point of the whole ledger: a position such as 412, a date such as 2020-06-05, a time such as "
                    f"2020-06-05T17:00Z, or latest; a milestone is an inspection's own. Found {milestone!r}."
                )
            case _:
                assert_never(at)


def _check(commands: Sequence[c.Command]) -> None:
    from ledger.domain.checking import check

    for command in commands:
        check(command)


def _decide(deciding: Deciding, commands: Sequence[c.Command], report: Progress) -> dict[str, list[int]]:
    """Decides those of the commands that are not recorded yet, and returns the positions of those that are, by id."""
    recorded = deciding.recorded(commands)
    for number, command in enumerate(commands, 1):
        if command.by.command_id not in recorded:
            deciding.decide(command)
        report("decided", number, len(commands))
    return recorded
