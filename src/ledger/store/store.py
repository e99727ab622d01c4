"""The ledger's store: appends that are whole or nothing, and events as they were recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Final, NamedTuple, Self

from ledger.domain.recorded import RecordedEvent
from ledger.store import appending, statements
from ledger.store.appending import Appended, Row
from ledger.store.decoding import Decoder
from ledger.store.engine import reading, writing
from ledger.store.faults import translated
from ledger.store.mapper import PendingEvent, to_state
from ledger.store.recorder import SqlRecorder

CHUNK: Final = 500
"""How many events at most are read at once when all are walked through."""

_END: Final = 2**62
_NO_GUARDS: Final[Mapping[str, int]] = MappingProxyType({})


class StoredText(NamedTuple):
    """A text as it is kept, with the salt under which it was hashed."""

    sha256: str
    salt: bytes
    body: str


class Store(SqlRecorder):
    """One ledger: a recorder whose rows are this ledger's own events, read and appended to as such.

    What the database itself reports is raised as a `StorageError` or `DamagedError`.
    """

    def __enter__(self) -> Self:
        """The store itself, closed when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Every connection is given back, whatever happened in the block."""
        self.close()

    def close(self) -> None:
        """Gives back every connection; on SQLite the log of writes is folded into the file."""
        self._engine.dispose()

    def append(
        self, events: Sequence[PendingEvent], *, guards: Mapping[str, int] = _NO_GUARDS, erase: Sequence[tuple[str, str]] = ()
    ) -> Appended:
        """Records the events in one transaction, in their order, at the next positions and with one time; all of them or none.

        The texts to `erase`, by event id and name, are deleted with their salts in the same transaction.

        Each written stream must stand at the version before its first event, and each guard at the version given. Raises
        `StreamMovedError` where one does not, `AlreadyRecordedError` where an event id is in the ledger already.
        """
        if not events:
            raise ValueError("expected at least one event to append, found none")
        rows = [_row(pending) for pending in events]
        with translated(self._place):
            try:
                return self._append(rows, _texts(events), guards, erase)
            except sqlite3.IntegrityError:
                with reading(self._engine) as cursor:
                    appending.require_new(cursor, rows)
                raise

    def history(self, inspection: str, *, after: int = 0, upto: int | None = None) -> list[RecordedEvent]:
        """An inspection's events after one position and up to another, in order of position; empty for an unknown inspection."""
        return self._between((inspection,), after, _END if upto is None else upto)

    def everything(self, after: int = 0) -> Iterator[RecordedEvent]:
        """Every event after a position, in order, as many as there are when the walk begins."""
        last = (self.head() or (0, ""))[0]
        for start in range(after, last, CHUNK):
            yield from self._between((), start, min(start + CHUNK, last))

    def stream(self, stream: str) -> list[RecordedEvent]:
        """A stream's events in order; empty for an unknown stream."""
        return self._where("stream", stream)

    def command(self, command_id: str) -> list[RecordedEvent]:
        """The events that a command was recorded as, in order; empty for a command not recorded."""
        return self._where("command_id", command_id)

    def at(self, position: int) -> RecordedEvent | None:
        """The event at a position, None where there is none."""
        return next(iter(self._where("position", position)), None)

    def named(self, event_id: str) -> RecordedEvent | None:
        """The event with an id, None where there is none."""
        return next(iter(self._where("event_id", event_id)), None)

    def inspections(self) -> list[str]:
        """The inspections in the order in which they were opened."""
        return [name for (name,) in self._rows(statements.inspections(), ())]

    def head(self) -> tuple[int, str] | None:
        """The last event's position and time of recording; None in an empty ledger."""
        with translated(self._place), reading(self._engine) as cursor:
            return appending.head(cursor)

    def version(self, stream: str) -> int:
        """The last version of a stream, 0 where it has no event."""
        with translated(self._place), reading(self._engine) as cursor:
            return appending.version(cursor, stream)

    def texts_of(self, event_ids: Sequence[str]) -> dict[tuple[str, str], StoredText]:
        """The texts of some events by event id and name; those erased are left out."""
        with translated(self._place), reading(self._engine) as cursor:
            found = [row for event_id in event_ids for row in cursor.execute(statements.texts_of(), (event_id,))]
        return {(event_id, name): StoredText(sha256, salt, body) for event_id, name, sha256, salt, body in found}

    def mark(self, name: str) -> str | None:
        """A small fact about the ledger itself, such as `kind`; None where it is not set."""
        return next((value for (value,) in self._rows(statements.mark(), (name,))), None)

    def set_mark(self, name: str, value: str) -> None:
        """Sets a small fact about the ledger itself."""
        with translated(self._place), writing(self._engine) as cursor:
            cursor.execute(statements.remove_mark(), (name,))
            cursor.execute(statements.insert_mark(), (name, value))

    def _append(
        self, rows: Sequence[Row], texts: Sequence[tuple[object, ...]], guards: Mapping[str, int], erase: Sequence[tuple[str, str]]
    ) -> Appended:
        with writing(self._engine) as cursor:
            appending.require_versions(cursor, rows, guards)
            appended = appending.write(cursor, rows, self._clock())
            if texts:
                cursor.executemany(statements.insert_text(), texts)
            if erase:
                cursor.executemany(statements.erase_text(), erase)
        return appended

    def _where(self, column: str, value: str | int) -> list[RecordedEvent]:
        return self._read(statements.rows(column), statements.bodies(column), (value,))

    def _between(self, inspection: tuple[str, ...], after: int, upto: int) -> list[RecordedEvent]:
        one = bool(inspection)
        return self._read(
            statements.rows_between(one_inspection=one), statements.bodies_between(one_inspection=one), (*inspection, after, upto)
        )

    def _read(self, rows: str, bodies: str, parameters: tuple[str | int, ...]) -> list[RecordedEvent]:
        with translated(self._place), reading(self._engine) as cursor:
            kept = {(event_id, name): body for event_id, name, body in cursor.execute(bodies, parameters)}
            return Decoder().events(cursor.execute(rows, parameters), kept)


def _row(pending: PendingEvent) -> Row:
    topic, state = to_state(pending)
    return Row(pending.stream, pending.version, topic, state, pending.id, pending.by.command_id)


def _texts(events: Sequence[PendingEvent]) -> list[tuple[str, str, str, bytes, str]]:
    return [(pending.id, name, text.sha256, text.salt, text.body) for pending in events for name, text in pending.texts.items()]
