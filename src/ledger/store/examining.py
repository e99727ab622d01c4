"""A ledger as a verification reads it: everything once more from the file or server, whatever state it is in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Final, TypeVar

from sqlalchemy.engine import Engine

from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError
from ledger.integrity.faults import Fault
from ledger.integrity.records import Erasers, Record, TextRow
from ledger.integrity.verifying import Chunk, Rebuilt, Standing
from ledger.projections.registry import PROJECTIONS, Projection, Row
from ledger.store import kept_statements, statements
from ledger.store.backend import Cursor, Examination
from ledger.store.engine import backend_of
from ledger.store.keeping import Keeping, folded, states_of
from ledger.store.lending import AbsentError, LostError
from ledger.store.selecting import between, erasers

Answer = TypeVar("Answer")

CHUNK: Final = 500
"""How many records at most are held at once."""

_NO_TEXT: Final = re.compile("[\ud800-\udfff]")


class Examined:
    """The source of a verification: one state of the ledger, read through a connection of its own."""

    def __init__(self, engine: Engine, examination: Examination, keeping: Keeping | None) -> None:
        self._broken, self._is_damage = backend_of(engine).BROKEN, backend_of(engine).is_damage
        self._examination = examination
        self._cursor = examination.cursor
        self._keeping = keeping

    def structure(self) -> Iterator[Fault]:
        """What the database finds wrong with its pages, rows and indexes."""
        yield from self._examination.structure()

    def size(self) -> int:
        """The last position, as far as it can be read and there can be so many."""
        try:
            [(last,)] = self._cursor.execute(statements.last_position()).fetchall()
            most = self._examination.most()
        except self._broken as error:
            self._require_damage(error)
            return 0
        return min(last, last if most is None else most) if isinstance(last, int) else 0

    def chunks(self) -> Iterator[Chunk]:
        """All records in order; past one that cannot be read each is looked for by its position."""
        last = 0
        read: list[Record] = []
        try:
            for row in self._cursor.stream(statements.records()):
                read.append(Record(*row))
                if len(read) == CHUNK:
                    yield self._chunk(read, [])
                    last, read = read[-1].position, []
        except self._broken as error:
            self._require_damage(error)
            yield self._chunk(read, [Fault("records", "records that can be read in order", str(error))])
            yield from self._one_by_one(read[-1].position if read else last)
        else:
            yield self._chunk(read, [])

    def erasers(self) -> Erasers:
        """Every text that was erased, with the event that erased it."""
        return self._read(erasers)

    def orphans(self) -> list[TextRow]:
        """The texts of events that are not there."""
        return self._read(lambda cursor: [TextRow(*row) for row in cursor.execute(statements.orphans())])

    def inspections(self) -> list[str]:
        """The inspections that records name in text; any other name has been found faulty in its record."""
        named = self._read(lambda cursor: [name for (name,) in cursor.execute(statements.named_inspections())])
        return [name for name in named if _can_be_asked_for(name)]

    def history(self, inspection: str, upto: int) -> list[RecordedEvent]:
        """An inspection's events up to a position."""
        return self._read(lambda cursor: between(cursor, inspection, 0, upto))

    def standings(self) -> Mapping[Projection, Standing]:
        """The kept projections that have been written."""
        keeping = self._keeping
        if keeping is None:
            return {}
        states = self._read(states_of)
        known = ((projection, states[projection.name]) for projection in PROJECTIONS if projection.name in states)
        return {projection: Standing(state.position, keeping.is_current(states, projection)) for projection, state in known}

    def kept(self, projection: Projection, inspection: str) -> list[Row]:
        """The rows kept of one inspection."""
        return self._read(lambda cursor: list(cursor.execute(kept_statements.rows(projection), (inspection,))))

    def inspections_kept(self, projection: Projection) -> list[str]:
        """The inspections that rows are kept of."""
        return self._read(lambda cursor: [name for (name,) in cursor.execute(kept_statements.inspections_kept(projection))])

    def rebuilt(self, history: Iterable[RecordedEvent]) -> Rebuilt:
        """The rows that should be kept of an inspection's events."""
        assert self._keeping is not None
        return folded(self._keeping.start(), history)

    def _one_by_one(self, last: int) -> Iterator[Chunk]:
        """The records after a position, each looked for by its own, and those that cannot be read."""
        for start in range(last, self.size(), CHUNK):
            records: list[Record] = []
            unreadable: list[Fault] = []
            for position in range(start + 1, start + CHUNK + 1):
                try:
                    records.extend(Record(*row) for row in self._cursor.execute(statements.record_at(), (position,)))
                except self._broken as error:
                    self._require_damage(error)
                    unreadable.append(Fault("record", "a record that can be read", str(error), position))
            yield self._chunk(records, unreadable)

    def _chunk(self, records: list[Record], unreadable: list[Fault]) -> Chunk:
        texts: defaultdict[str, dict[str, TextRow]] = defaultdict(dict)
        for record in records:
            if not _can_be_asked_for(record.event_id):
                continue
            try:
                for row in self._cursor.execute(statements.texts_of(), (record.event_id,)):
                    texts[record.event_id][row[1]] = TextRow(*row)
            except self._broken as error:
                self._require_damage(error)
                unreadable.append(Fault("texts", "texts that can be read", str(error), record.position))
        return Chunk(records, texts, unreadable)

    def _read(self, ask: Callable[[Cursor], Answer]) -> Answer:
        try:
            return ask(self._cursor)
        except self._broken as error:
            self._require_damage(error)
            raise DamagedError(str(error)) from error

    def _require_damage(self, error: Exception) -> None:
        """Returns, ready to read on, where an error is about what is stored; raises any other one."""
        if not self._is_damage(error):
            raise error
        self._examination.recover()


@contextmanager
def examined(engine: Engine, keeping: Keeping | None) -> Iterator[Examined]:
    """The ledger as it stands now, by a new connection, so that nothing comes from what was read before.

    Raises `LostError` where the way to the server is lost within the block, or what was read in it may be of several moments.
    """
    backend = backend_of(engine)
    with ExitStack() as opened:
        try:
            examination = opened.enter_context(backend.examining(engine))
        except backend.UNREACHABLE as error:
            raise AbsentError from error
        try:
            yield Examined(engine, examination, keeping)
            backend.end_reading(examination.connection)
        except Exception as error:
            if backend.is_lost(examination.connection):
                raise LostError from error
            raise


def _can_be_asked_for(value: object) -> bool:
    """Whether the value is text that a statement can carry; other values have been found faulty in their columns."""
    return isinstance(value, str) and not _NO_TEXT.search(value)
