"""Everything that the store is measured beside: the drivers alone, and the eventsourcing library's own recorders, on both engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

import psycopg
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from sqlalchemy import make_url

from ledger.domain.events import KeyQuestionJudged
from ledger.domain.recorded import Actor, Attribution, Happened
from ledger.store import statements
from ledger.store.engine import engine, reading
from ledger.store.mapper import PendingEvent
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create

STATE = b'{"judgement":"' + b"x" * 200 + b'"}'
INSPECTION = "benchmark-2026"


class Contender(Protocol):
    """Something that keeps events: it writes a batch from one version on in one commit, reads rows, and reads typed events."""

    def write(self, first: int, size: int, stream: str = INSPECTION) -> object:
        """Keep as many events as asked for, from one version of a stream on, in one commit."""

    def rows(self) -> int:
        """Read every row and count them."""

    def typed(self) -> int:
        """Read every event as its type and count them, 0 where there are no types."""


class Raw:
    """The driver alone: one table, one prepared statement, unique versions and positions, no hash."""

    def __init__(self, cursor: Any, insert: str, begin: str) -> None:  # noqa: ANN401 - either driver's
        self._cursor, self._insert, self._begin = cursor, insert, begin
        self._next = 1

    def write(self, first: int, size: int, stream: str = INSPECTION) -> None:
        """Keep as many events as asked for, from one version of a stream on, in one commit."""
        self._cursor.execute(self._begin)
        rows = [(self._next + number, stream, first + number, "topic", STATE) for number in range(size)]
        self._cursor.executemany(self._insert, rows)
        self._cursor.execute("COMMIT")
        self._next += size

    def rows(self) -> int:
        """Read every row and count them."""
        return len(self._cursor.execute("SELECT * FROM events ORDER BY position").fetchall())

    def typed(self) -> int:
        """None has a type."""
        return 0


class Recording:
    """A recorder of the library's interface, with opaque states."""

    def __init__(self, recorder: ApplicationRecorder) -> None:
        self.recorder = recorder

    def write(self, first: int, size: int, stream: str = INSPECTION) -> None:
        """Keep as many events as asked for, from one version of a stream on, in one commit."""
        self.recorder.insert_events([StoredEvent(stream, version, "topic", STATE) for version in range(first, first + size)])

    def rows(self) -> int:
        """Read every row and count them."""
        return len(self.recorder.select_notifications(None, 10**9))

    def typed(self) -> int:
        """None has a type."""
        return 0


class InUse:
    """The store as the application uses it: every event a command of its own, checked, hashed, indexed and decoded whole."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, first: int, size: int, stream: str = INSPECTION) -> None:
        """Keep as many events as asked for, from one version of a stream on, in one commit."""
        self._store.append(pending(stream, first, size))

    def rows(self) -> int:
        """Read every row and count them."""
        with reading(self._store._engine) as cursor:  # noqa: SLF001 - what a read costs before its events are decoded
            return len(cursor.execute(statements.rows_between(one_inspection=False), (0, 10**9)).fetchall())

    def typed(self) -> int:
        """Read every event as its type and count them."""
        return len(self._store.history(INSPECTION))


_BY = Attribution(
    command_id="",
    command_digest="ab" * 32,
    actor=Actor("inspector-1", "inspector"),
    recorded_by="recorder-1",
    authenticated=False,
    provenance="recorded",
    happened=Happened("2020-06-05", "day"),
    evidence=(),
    correlation="import-1",
    causation=None,
    framework_digest="cd" * 32,
)


def pending(stream: str, first: int, size: int) -> Sequence[PendingEvent]:
    """Judgements under a command each; commands in order of time, event ids as scattered as hashes are."""
    made = []
    for version in range(first, first + size):
        scattered = f"{(version * 0x9E3779B97F4A7C15 + hash(stream)) % 2**64:016x}"
        by = _BY._replace(command_id=f"0198c0de-0000-7000-8000-{version:012}")
        event_id = f"{scattered[:8]}-{scattered[8:12]}-5000-8{scattered[13:16]}-{version:012}"
        made.append(PendingEvent(event_id, stream, version, by, KeyQuestionJudged(f"C{version}", "3.2.3", "sufficient"), {}))
    return made


def now() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


@contextmanager
def raw_sqlite(place: str) -> Iterator[Raw]:
    """The sqlite3 module alone, synced at each commit."""
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _make(connection, "INTEGER PRIMARY KEY", "BLOB")
        yield Raw(connection.cursor(), "INSERT INTO events VALUES (?, ?, ?, ?, ?)", "BEGIN IMMEDIATE")


@contextmanager
def raw_psycopg(place: str) -> Iterator[Raw]:
    """The psycopg driver alone, rows read in binary."""
    with closing(psycopg.connect(**_named(place), autocommit=True)) as connection:
        _make(connection, "bigint PRIMARY KEY", "bytea")
        yield Raw(connection.cursor(binary=True), "INSERT INTO events VALUES (%s, %s, %s, %s, %s)", "BEGIN")


@contextmanager
def native_sqlite(place: str) -> Iterator[Recording]:
    """The library's own SQLite recorder."""
    with closing(SQLiteDatastore(place, originator_id_type="text")) as datastore:
        yield Recording(SQLiteApplicationRecorder(datastore))


@contextmanager
def native_postgresql(place: str) -> Iterator[Recording]:
    """The library's own PostgreSQL recorder."""
    named = _named(place)
    datastore = PostgresDatastore(
        str(named["dbname"]), str(named["host"]), str(named.get("port", "5432")), str(named["user"]), "", originator_id_type="text"
    )
    with closing(datastore):
        yield Recording(PostgresApplicationRecorder(datastore))


@contextmanager
def ours(place: str) -> Iterator[Recording]:
    """The ledger's recorder behind the same interface."""
    bound = engine(place)
    with ExitStack() as stack:
        stack.callback(bound.dispose)
        yield Recording(Store(bound, now))


@contextmanager
def in_use(place: str) -> Iterator[InUse]:
    """The ledger's store as the application uses it, but for kept projections."""
    with open_store(place, now) as store:
        yield InUse(store)


Opened = Callable[[str], Any]
CONTENDERS: dict[str, dict[str, Opened]] = {
    "sqlite": {
        "raw sqlite3": raw_sqlite,
        "eventsourcing SQLite recorder": native_sqlite,
        "ledger recorder, same interface": ours,
        "ledger store, as in use": in_use,
    },
    "postgresql": {
        "raw psycopg": raw_psycopg,
        "eventsourcing PostgreSQL recorder": native_postgresql,
        "ledger recorder, same interface": ours,
        "ledger store, as in use": in_use,
    },
}


def prepare(engine_name: str, contender: str, place: str) -> None:
    """Makes, once, the tables that a contender opens; the drivers alone make their own."""
    if contender.startswith("ledger"):
        create(place)
    elif contender.startswith("eventsourcing"):
        with CONTENDERS[engine_name][contender](place) as opened:
            opened.recorder.create_table()


def _make(connection: Any, position: str, state: str) -> None:  # noqa: ANN401 - either driver's
    connection.execute(
        f"CREATE TABLE events (position {position}, stream TEXT, version INTEGER, topic TEXT, state {state}, UNIQUE (stream, version))"
    )


def _named(place: str) -> dict[str, Any]:
    url = make_url(place)
    return {**url.translate_connect_args(username="user", database="dbname"), **url.query}
