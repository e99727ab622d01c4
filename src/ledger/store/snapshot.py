"""A ledger as it stands at one moment: whatever is read of it comes from one state, whatever is recorded meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ledger.domain.recorded import Happened, RecordedEvent
from ledger.errors import DamagedError
from ledger.store import appending, listing, selecting, statements
from ledger.store.backend import Cursor
from ledger.store.listing import KeptDecisions, KeptList, KeptRating
from ledger.store.selecting import Disputed
from ledger.store.statements import END

if TYPE_CHECKING:
    from ledger.domain.access import Login
    from ledger.store.keeping import Keeping


class Snapshot:
    """Reads recorded events, and what is kept of them, through one transaction, which whoever began it ends."""

    def __init__(self, cursor: Cursor, login: Callable[[Cursor], Login | None], keeping: Keeping | None) -> None:
        self._cursor = cursor
        self._login = login
        self._keeping = keeping

    def history(self, inspection: str, *, after: int = 0, upto: int | None = None) -> list[RecordedEvent]:
        """An inspection's events after one position and up to another, in order of position; empty for an unknown inspection."""
        return self._between((inspection,), after, END if upto is None else upto)

    def between(self, after: int, upto: int) -> list[RecordedEvent]:
        """Every event after one position and up to another, in order."""
        return self._between((), after, upto)

    def stream(self, stream: str) -> list[RecordedEvent]:
        """A stream's events in order; empty for an unknown stream."""
        return self._where("stream", stream)

    def facts(self, stream: str, after: RecordedEvent | None = None) -> list[RecordedEvent] | None:
        """A stream's events, all or after one of them, their texts left out as if erased; None where that one is not in the stream."""
        return selecting.facts(self._cursor, stream, after)

    def command(self, command_id: str) -> list[RecordedEvent]:
        """The events that a command was recorded as, in order; empty for a command not recorded."""
        return self._where("command_id", command_id)

    def recorded(self, command_ids: Sequence[str]) -> set[str]:
        """Those of some commands that are recorded."""
        if len(command_ids) == 1:
            return {command_id for (command_id,) in self._cursor.execute(statements.is_recorded(), command_ids)}
        return {command_id for (command_id,) in self._cursor.among(statements.commands_among(), command_ids)}

    def at(self, position: int) -> RecordedEvent | None:
        """The event at a position, None where there is none."""
        return next(iter(self._where("position", position)), None)

    def at_each(self, positions: Sequence[int]) -> dict[int, RecordedEvent]:
        """The events at some positions, their texts left out as if erased; those where there is none are left out."""
        return {event.position: event for event in selecting.at_each(self._cursor, positions)}

    def disputes(self) -> Disputed:
        """The events of every dispute by inspection, as far as they can be read."""
        return selecting.of_disputes(self._cursor)

    def inspections(self) -> list[str]:
        """The inspections in the order in which they were opened."""
        return [name for (name,) in self._cursor.execute(statements.inspections())]

    def listed(self, upto: int | None = None) -> KeptList:
        """The overall rating of every inspection as at a position, from kept rows, and the inspections of which they are behind."""
        head = self._last()
        return listing.listed(self._cursor, self._keeping, head if upto is None else min(upto, head), head)

    def listed_by_day(self, day: Happened) -> KeptList:
        """As `listed`, every inspection as at what had happened in it by a day."""
        return listing.listed_by_day(self._cursor, self._keeping, day, self._last())

    def ratings_kept(self) -> dict[str, list[KeptRating]]:
        """Every rating kept, of standards and overall, by inspection."""
        return listing.ratings(self._cursor, self._keeping, self._last())

    def decided(self, upto: int) -> KeptDecisions:
        """Where the discretion decisions are that stood at a position, from kept rows, and the inspections of which they are behind."""
        return listing.decided(self._cursor, self._keeping, upto, self._last())

    def recorded_by(self, moment: str) -> int:
        """The last position recorded at or before a moment, 0 where there is none; times never go back, so that halving finds it.

        DamagedError where it comes upon a position that is no event's, or that of several.
        """
        low, high = 0, self._last()
        while low < high:
            middle = (low + high + 1) // 2
            times = self._cursor.execute(statements.recorded_at(), (middle,)).fetchall()
            if len(times) != 1:
                raise DamagedError(f"expected one event at position {middle}, found {len(times)}; see `ledger verify`")
            low, high = (middle, high) if times[0][0] <= moment else (low, middle - 1)
        return low

    def version(self, stream: str) -> int:
        """The last version of a stream, 0 where it has no event."""
        return appending.version(self._cursor, stream)

    def named(self, event_id: str) -> RecordedEvent | None:
        """The event with an id, None where there is none."""
        return next(iter(self._where("event_id", event_id)), None)

    def head(self) -> tuple[int, str] | None:
        """The last event's position and time of recording; None in an empty ledger."""
        return appending.head(self._cursor)

    def login(self) -> Login | None:
        """The login that the database knows its user by; None where it knows nobody, as in a file."""
        return self._login(self._cursor)

    def _last(self) -> int:
        return (self.head() or (0, ""))[0]

    def _where(self, column: str, value: str | int) -> list[RecordedEvent]:
        return selecting.read(self._cursor, statements.rows(column), statements.bodies(column), (value,))

    def _between(self, inspection: tuple[str, ...], after: int, upto: int) -> list[RecordedEvent]:
        one = bool(inspection)
        rows, bodies = statements.rows_between(one_inspection=one), statements.bodies_between(one_inspection=one)
        return selecting.read(self._cursor, rows, bodies, (*inspection, after, upto))
