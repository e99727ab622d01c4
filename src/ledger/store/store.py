"""The ledger's store: appends that are whole or nothing, and events as they were recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

from sqlalchemy.engine import Engine

from ledger.domain.recorded import RecordedEvent, inspection_of
from ledger.projections.registry import PROJECTIONS
from ledger.store import appending, statements
from ledger.store.admitting import read_back, require_admissible
from ledger.store.appending import Appended, Row
from ledger.store.engine import Clock, backend_of, engine, locked, reading, translated, writing
from ledger.store.faults import UnkeptError
from ledger.store.keeping import Keeping, Progress, states_of
from ledger.store.lending import LostError
from ledger.store.mapper import PendingEvent, to_state
from ledger.store.news import News, never
from ledger.store.patience import asked, repeated
from ledger.store.recorder import SqlRecorder
from ledger.store.resolving import resolved
from ledger.store.snapshot import Snapshot

if TYPE_CHECKING:
    from ledger.integrity.faults import Verified
    from ledger.store.backup import Backup
    from ledger.store.copying import Copied

Answer = TypeVar("Answer")

CHUNK: Final = 500
"""How many events at most are read at once when all are walked through."""

_NO_GUARDS: Final[Mapping[str, int]] = MappingProxyType({})


class StoredText(NamedTuple):
    """A text as it is kept, with the salt under which it was hashed."""

    sha256: str
    salt: bytes
    body: str


_TextRow = tuple[str, str, str, bytes, str]


class _Written(NamedTuple):
    """What an append writes and erases, and its events as they will be read."""

    rows: Sequence[Row]
    texts: Sequence[_TextRow]
    erased: Sequence[tuple[str, str]]
    events: Sequence[RecordedEvent]


class Store(SqlRecorder):
    """One ledger: a recorder whose rows are this ledger's own events, read and appended to as such.

    What the database itself reports is raised as a `StorageError` or `DamagedError`.
    """

    def __init__(self, bound: Engine, clock: Clock, keeping: Keeping | None = None) -> None:
        """Without `keeping` no kept projection is written: they stay behind until a store that has it appends."""
        super().__init__(bound, clock)
        self.keeping = keeping
        self._news = News(bound)

    def __enter__(self) -> Self:
        """The store itself, closed when the block ends."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Every connection is given back, whatever happened in the block."""
        self.close()

    def close(self) -> None:
        """Gives back every connection; on SQLite the log of writes is folded into the file."""
        self._news.close()
        self._engine.dispose()

    def append(
        self, events: Sequence[PendingEvent], *, guards: Mapping[str, int] = _NO_GUARDS, erase: Sequence[tuple[str, str]] = ()
    ) -> Appended:
        """Records the events in one transaction, in their order, at the next positions and with one time; all of them or none.

        The texts to `erase`, by event id and name, are deleted with their salts in the same transaction; `scour` follows.

        Each written stream must stand at the version before its first event, and each guard at the version given. Raises
        `StreamMovedError` where one does not, `AlreadyRecordedError` where an event id is in the ledger already, `RepeatedEventError`
        where two of the events have the same id, `ProjectionError` where a kept projection cannot follow, UsageError for an event that
        nobody could read again.
        """
        if not events:
            raise ValueError("expected at least one event to append, found none")
        require_admissible(events)
        rows = [_row(pending) for pending in events]
        written = _Written(rows, _texts(events), erase, read_back(rows))
        with translated(self._engine):
            try:
                return resolved(self._engine, rows, lambda: self._append(written, guards))
            except backend_of(self._engine).REJECTED:
                with reading(self._engine) as cursor:
                    appending.require_new(cursor, rows)
                raise

    def scour(self) -> str | None:
        """Takes what was erased out of what is kept beside the ledger, too; the file where it still is, None for none known of."""
        return backend_of(self._engine).scour(self._engine)

    def read(self, read: Callable[[Snapshot], Answer]) -> Answer:
        """What `read` makes of the ledger as it stands when first asked: all of it of one moment, asked again where the server restarts."""
        return asked(self._engine, lambda cursor: read(Snapshot(cursor, backend_of(self._engine).login, self.keeping)))

    def history(self, inspection: str, *, after: int = 0, upto: int | None = None) -> list[RecordedEvent]:
        """An inspection's events after one position and up to another, in order of position; empty for an unknown inspection."""
        return self.read(lambda now: now.history(inspection, after=after, upto=upto))

    def everything(self, after: int = 0) -> Iterator[RecordedEvent]:
        """Every event after a position, in order, as many as there are when the walk begins."""
        last = (self.head() or (0, ""))[0]
        for start in range(after, last, CHUNK):
            yield from self.read(lambda now, start=start: now.between(start, min(start + CHUNK, last)))  # type: ignore[misc]

    def stream(self, stream: str) -> list[RecordedEvent]:
        """A stream's events in order; empty for an unknown stream."""
        return self.read(lambda now: now.stream(stream))

    def command(self, command_id: str) -> list[RecordedEvent]:
        """The events that a command was recorded as, in order; empty for a command not recorded."""
        return self.read(lambda now: now.command(command_id))

    def at(self, position: int) -> RecordedEvent | None:
        """The event at a position, None where there is none."""
        return self.read(lambda now: now.at(position))

    def named(self, event_id: str) -> RecordedEvent | None:
        """The event with an id, None where there is none."""
        return self.read(lambda now: now.named(event_id))

    def inspections(self) -> list[str]:
        """The inspections in the order in which they were opened."""
        return self.read(Snapshot.inspections)

    def recorded_by(self, moment: str) -> int:
        """The last position recorded at or before a moment, 0 where there is none."""
        return self.read(lambda now: now.recorded_by(moment))

    def rebuild(self, progress: Progress, *, all_of_them: bool = False) -> tuple[str, ...]:
        """Writes the kept projections anew that are behind or of another version, or all, and returns their names; all or nothing.

        Raises `UnkeptError`, once that is done, where an inspection cannot be read or followed, of which therefore nothing is kept.
        """
        keeping = self.keeping
        if keeping is None:
            return ()
        with translated(self._engine), writing(self._engine) as cursor:
            head = (appending.head(cursor) or (0, ""))[0]
            states = states_of(cursor)
            wanted = [p for p in PROJECTIONS if all_of_them or states.get(p.name, (keeping.version(p), 0)) != (keeping.version(p), head)]
            unkept = keeping.rebuild(cursor, wanted, head, progress) if wanted else []
        rebuilt = tuple(projection.name for projection in wanted)
        if unkept:
            raise UnkeptError(rebuilt, unkept)
        return rebuilt

    def become_copy_of(self, source: Store, progress: Progress) -> Copied:
        """Brings this ledger to what the source is now, or goes on with that; StorageError where it is another ledger."""
        from ledger.store import copying

        copied = copying.copy(source._engine, self._engine, progress)
        with suppress(UnkeptError):  # a copy is what its source is, and `verify` says the same of both
            self.rebuild(progress)
        copying.finish(source._engine, self._engine, copied.head)
        return copied

    def backup(self, file: Path, progress: Progress) -> Backup:
        """Writes the ledger as it stands now into a new file, whole or not at all, while others go on writing."""
        from ledger.store.backup import write_backup

        return write_backup(self, file, progress)

    def write_into(self, file: Path, progress: Progress) -> int:
        """Writes the ledger as it is in one state into an empty file, and returns the last position in it."""
        from ledger.store.upgrade import create

        with translated(bound := engine(file)):
            head = repeated(lambda: self._pages(file, progress))
        if head is not None:
            return head
        create(file)
        with Store(bound, self._clock, self.keeping) as target:
            return target.become_copy_of(self, progress).head

    def verify(self, progress: Progress) -> Verified:
        """Every record of the ledger as it stands at one moment read again and checked, with every fault found."""
        from ledger.integrity.verifying import verify
        from ledger.store.examining import examined

        def once() -> Verified:
            with examined(self._engine, self.keeping) as source:
                return verify(source, progress)

        with translated(self._engine):
            return repeated(once)

    def head(self) -> tuple[int, str] | None:
        """The last event's position and time of recording; None in an empty ledger."""
        return self.read(Snapshot.head)

    def wait(self, after: int, seconds: float, stopped: Callable[[], bool] = never) -> int:
        """The last position, as soon as it is beyond `after`, else once the seconds have passed or it is stopped.

        StorageError at once where the server is lost: whoever follows says so, and waits again.
        """
        return self._news.wait(after, seconds, stopped)

    def version(self, stream: str) -> int:
        """The last version of a stream, 0 where it has no event."""
        return self.read(lambda now: now.version(stream))

    def texts_of(self, event_ids: Sequence[str]) -> dict[tuple[str, str], StoredText]:
        """The texts of some events by event id and name; those erased are left out."""
        wanted = [(event_id,) for event_id in event_ids]
        found = asked(self._engine, lambda cursor: cursor.each(statements.texts_of(), wanted))
        return {(event_id, name): StoredText(sha256, salt, body) for rows in found for event_id, name, sha256, salt, body in rows}

    def mark(self, name: str) -> str | None:
        """A small fact about the ledger itself, such as `kind`; None where it is not set."""
        return next((value for (value,) in self._rows(statements.mark(), (name,))), None)

    def set_mark(self, name: str, value: str) -> None:
        """Sets a small fact about the ledger itself."""
        with translated(self._engine), writing(self._engine) as cursor:
            cursor.execute(statements.remove_mark(), (name,))
            cursor.insert(statements.insert_mark(), [(name, value)])

    def _pages(self, file: Path, progress: Progress) -> int | None:
        backend = backend_of(self._engine)
        try:
            return backend.pages(self._engine, file, progress)
        except backend.UNREACHABLE as error:
            raise LostError from error

    def _append(self, written: _Written, guards: Mapping[str, int]) -> Appended:
        rows = written.rows
        kept = self.keeping.questions({inspection_of(row.stream) for row in rows}) if self.keeping else []
        with locked(self._engine, [appending.where_it_stands(rows, guards), *kept]) as (cursor, (stands, *answers)):
            head = appending.require_versions(cursor, stands, rows, guards)
            appended = appending.write(cursor, rows, head, self._clock())
            if written.texts:
                cursor.insert(statements.insert_text(), written.texts)
            if written.erased:
                cursor.many(statements.erase_text(), written.erased)
            recorded = _recorded(written.events, appended)
            views = self.keeping.write(cursor, recorded, appended[:2], self._place, answers) if self.keeping else {}
        if self.keeping:
            self.keeping.hold(views)
        return appended


def _row(pending: PendingEvent) -> Row:
    topic, state = to_state(pending)
    return Row(pending.stream, pending.version, topic, state, pending.id, pending.by.command_id)


def _recorded(events: Sequence[RecordedEvent], appended: Appended) -> Iterator[RecordedEvent]:
    """The events as they stand recorded, their texts left out as if erased."""
    for position, event in enumerate(events, appended.first):
        yield event._replace(position=position, recorded_at=appended.recorded_at)


def _texts(events: Sequence[PendingEvent]) -> list[_TextRow]:
    return [(pending.id, name, text.sha256, text.salt, text.body) for pending in events for name, text in pending.texts.items()]
