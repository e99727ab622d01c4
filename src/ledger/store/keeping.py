"""Kept projections, written in the append's own transaction: rows that are always what the events give."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from ledger.domain.framework import Framework
from ledger.domain.recorded import OF_THE_LEDGER, RecordedEvent
from ledger.errors import DamagedError, LedgerError, StorageError
from ledger.projections import registry
from ledger.projections.rating_rows import RatingValues
from ledger.projections.registry import PROJECTIONS, TIMELINE, Held, Projection, ProjectionError, Row, Views
from ledger.store import kept_statements as statements
from ledger.store.backend import Answers, Cursor, Question
from ledger.store.selecting import between

MOST_VIEWS: Final = 32
"""Of how many inspections at most the views are held in memory, so that the next append folds only what is new."""

MOST_ROWS: Final = 2_000
"""How many rows of a projection at most wait to be written together."""

Progress = Callable[[str, int, int], None]
"""Told what is being worked on, how much is done, and of how much."""


class KeptState(NamedTuple):
    """Of which version a projection's rows are, and the position that they hold up to, -1 where that cannot be read."""

    version: str
    position: int


class Keeping:
    """The kept projections of one ledger under the frameworks of today."""

    def __init__(self, resolve: Callable[[str], Framework], rules: Callable[[], str]) -> None:
        """`resolve` gives a framework by id; `rules` gives the digest of all frameworks, and is asked only when it is needed."""
        self._resolve = resolve
        self._rules = rules
        self._views: OrderedDict[str, Views] = OrderedDict()

    def start(self) -> Views:
        """The views before any event."""
        return registry.start(self._resolve)

    def version(self, projection: Projection) -> str:
        """The version that rows have which are written now: that of the projection, and the rules that they follow."""
        return f"{projection.version}:{self._rules()}"

    def is_current(self, states: Mapping[str, KeptState], projection: Projection) -> bool:
        """Whether the projection's rows, as far as they hold, are those that would be written now."""
        state = states.get(projection.name)
        return state is None or (state.version == self.version(projection) and state.position >= 0)

    def questions(self, inspections: Iterable[str]) -> list[Question]:
        """What `write` has to know of before the append: what is kept, and the last event of each inspection that is written to."""
        return [(statements.states(), ()), *((statements.last_of(), (inspection,)) for inspection in inspections)]

    def write(
        self, cursor: Cursor, events: Iterable[RecordedEvent], span: tuple[int, int], place: str, answers: Answers
    ) -> dict[str, Views]:
        """Writes the rows of events just appended, and returns the views after them, for `hold` once they are committed.

        `span` is the first and the last of their positions; `answers` are what the `questions` gave.

        Rows that are behind are brought up first. Raises StorageError where they are of another version, ProjectionError where
        an event cannot be followed.
        """
        head, last = span[0] - 1, span[1]
        states, *ends = answers
        if set(states) != {(projection.name, self.version(projection), head) for projection in PROJECTIONS}:
            self._bring_up(cursor, head, place)
        seen = {inspection: (position, event_id) for found in ends for inspection, position, event_id in found}
        views: dict[str, Views] = {}
        put = Puts()
        for recorded in events:
            inspection = recorded.inspection
            if inspection == OF_THE_LEDGER:
                continue
            before = views[inspection] if inspection in views else self._at(cursor, inspection, head, seen.get(inspection))
            views[inspection] = put.follow(before, recorded)
            put.write_many(cursor)
        put.write(cursor)
        cursor.many(statements.move_states(), [(last,)])
        return views

    def hold(self, views: Mapping[str, Views]) -> None:
        """Keeps the views of committed events in memory, those of the inspections written to last."""
        for inspection, view in views.items():
            self._views[inspection] = view
            self._views.move_to_end(inspection)
        while len(self._views) > MOST_VIEWS:
            self._views.popitem(last=False)

    def rebuild(self, cursor: Cursor, projections: Sequence[Projection], last: int, progress: Progress) -> list[str]:
        """Writes all rows of some projections anew, up to the last position, and returns the inspections that cannot be followed."""
        for projection in projections:
            cursor.execute(statements.remove_all(projection))
        names = sorted(name for (name,) in cursor.execute(statements.inspections_between(), (0, last)))
        done = 0
        unkept = []
        for name in names:
            progress(name, done, last)
            done += (count := self._refold(cursor, name, last, projections))
            if not count:
                unkept.append(name)
        progress("", last, last)
        cursor.insert(statements.set_state(), [(p.name, self.version(p), last) for p in projections])
        return unkept

    def _bring_up(self, cursor: Cursor, head: int, place: str) -> None:
        """Returns with every projection of this version and holding up to `head`, the last position before the append."""
        states = states_of(cursor)
        if any(not self.is_current(states, p) or (p.name in states and states[p.name].position > head) for p in PROJECTIONS):
            raise StorageError(f"the lists kept in {place} are of another version of the program: run `ledger upgrade`")
        held = min(states[p.name].position if p.name in states else 0 for p in PROJECTIONS)
        if held < head:
            for (name,) in cursor.execute(statements.inspections_between(), (held, head)).fetchall():
                _remove(cursor, name, PROJECTIONS)
                self._refold(cursor, name, head, PROJECTIONS)
        if held < head or len(states) < len(PROJECTIONS):
            cursor.insert(statements.set_state(), [(p.name, self.version(p), head) for p in PROJECTIONS])

    def _refold(self, cursor: Cursor, inspection: str, last: int, projections: Sequence[Projection]) -> int:
        """Writes one inspection's rows from its first event on, and returns how many events it has.

        Where they cannot be read or followed, returns 0, and none are kept but one that has it listed as such: the harm that one event
        does ends at its inspection, and neither keeps others from being recorded nor the lists from being written anew.
        """
        try:
            return self._followed(cursor, inspection, last, projections)
        except (DamagedError, ProjectionError) as error:
            if isinstance(error, ProjectionError) and not isinstance(error.__cause__, LedgerError):
                raise  # the program is at fault, and not the event
            _remove(cursor, inspection, projections)
            if TIMELINE in projections:
                [(first,)] = cursor.execute(statements.first_of(), (inspection,)).fetchall()
                cursor.insert(statements.put(TIMELINE), [(inspection, first, 0, "", None, None)])
            return 0

    def _followed(self, cursor: Cursor, inspection: str, last: int, projections: Sequence[Projection]) -> int:
        events = between(cursor, inspection, 0, last)
        put = Puts(projections)
        views = self.start()
        for recorded in events:
            views = put.follow(views, recorded)
            put.write_many(cursor)
        put.write(cursor)
        return len(events)

    def _at(self, cursor: Cursor, inspection: str, head: int, last: tuple[int, str] | None) -> Views:
        """The views of one inspection as at `head`, folded on from those in memory where they are still of this history.

        `last` is the position and id of its last event by then.
        """
        if last is None:
            return self.start()
        known = self._views.get(inspection, self.start())
        seen = known.ratings.last
        if seen is not None and (seen.position, seen.id) == last:
            return known
        if seen is not None and cursor.execute(statements.id_at(), (seen.position,)).fetchone() != (seen.id,):
            known, seen = self.start(), None
        events = between(cursor, inspection, seen.position if seen else 0, head)
        held = cursor.execute(statements.holding(), (inspection,))
        return registry.resumed(known, events, [(subject, Held(since, RatingValues(*values))) for subject, since, *values in held])


class Puts:
    """Rows to be written, the last one of each key; a fold's steps add to them."""

    def __init__(self, projections: Sequence[Projection] = PROJECTIONS) -> None:
        self.rows: dict[Projection, dict[Row, Row]] = {projection: {} for projection in projections}

    def follow(self, views: Views, recorded: RecordedEvent) -> Views:
        """The views after one event, whose rows are added."""
        step = registry.follow(views, recorded)
        for projection, rows in self.rows.items():
            for row in registry.rows_of(step, projection):
                rows[row[: projection.keys]] = row
        return step.after

    def write(self, cursor: Cursor) -> None:
        """Writes the rows, each in place of the one of its key, and holds them no more."""
        for projection, rows in self.rows.items():
            if rows:
                cursor.insert(statements.put(projection), list(rows.values()))
                rows.clear()

    def write_many(self, cursor: Cursor) -> None:
        """Writes the rows once there are many, so that they take no more memory however many events lead to them."""
        if any(len(rows) >= MOST_ROWS for rows in self.rows.values()):
            self.write(cursor)


def _remove(cursor: Cursor, inspection: str, projections: Sequence[Projection]) -> None:
    for projection in projections:
        cursor.execute(statements.remove(projection), (inspection,))


def states_of(cursor: Cursor) -> dict[str, KeptState]:
    """What is kept, by the projection's name."""
    rows = cursor.execute(statements.states())
    return {name: KeptState(version, position if isinstance(position, int) else -1) for name, version, position in rows}


def folded(views: Views, events: Iterable[RecordedEvent]) -> dict[Projection, dict[Row, Row]]:
    """The rows that should be kept of an inspection's events, by projection and key."""
    put = Puts()
    for recorded in events:
        views = put.follow(views, recorded)
    return put.rows
