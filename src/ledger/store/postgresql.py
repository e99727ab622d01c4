"""Everything that is PostgreSQL's own: how a database is reached, locked and recognised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
from psycopg.adapt import AdaptersMap
from psycopg.pq import Conninfo, TransactionStatus
from psycopg.types.numeric import Int8BinaryDumper, Int8Dumper
from psycopg.types.string import StrBinaryDumper, StrDumper
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

from ledger.domain.access import Login
from ledger.errors import StorageError
from ledger.integrity.faults import Fault
from ledger.store.backend import Cursor, Found, Mode, Statement
from ledger.store.exchange import LedgerConnection
from ledger.store.postgresql_cursor import PostgresqlCursor
from ledger.store.postgresql_faults import is_damage, told
from ledger.store.schema import TABLE_MARK

if TYPE_CHECKING:
    from ledger.store.keeping import Progress

__all__ = [
    "BROKEN",
    "REJECTED",
    "UNREACHABLE",
    "begin_reading",
    "begin_writing",
    "commit",
    "connect",
    "cursor",
    "end_reading",
    "engine",
    "examining",
    "found",
    "is_damage",
    "is_lost",
    "login",
    "pages",
    "place",
    "scour",
    "told",
    "watch",
]

BROKEN: Final = (psycopg.Error, UnicodeDecodeError)
REJECTED: Final = psycopg.IntegrityError
UNREACHABLE: Final = (psycopg.OperationalError,)
BUSY_SECONDS: Final = 5
SHOWN: Final = frozenset({"host", "port", "options"})
"""What a message repeats of a URL's options: they say which ledger it is. Others may be secret."""
_DEFAULTS: Final = {
    "connect_timeout": 10,
    "application_name": "ledger",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""What a URL's own options may say otherwise; a server whose machine is gone is found gone within a minute and not within hours."""

_LISTEN: Final = "LISTEN ledger"
"""The trigger that refuses gaps notifies: no append goes without, whoever makes it, and it costs no exchange with the server."""
_BEGIN_READING: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_BEGIN_WRITING: Final = "BEGIN ISOLATION LEVEL READ COMMITTED"
_LOCK: Final = """
    SELECT set_config('idle_in_transaction_session_timeout', '60s', true), pg_advisory_xact_lock(1279607879, hashtext(current_schema()))
"""
"""One lock for each schema. It is let go once the transaction is seen by all, so that whoever gets it next sees the last position.

The server ends a writer that holds it and asks nothing for a minute: one that was stopped, or whose machine is gone.
"""

_TABLES: Final = """
    SELECT relname, obj_description(pg_class.oid, 'pg_class') FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""
_FACTS: Final = "SELECT current_schema(), current_setting('server_encoding')"
_REVISIONS: Final = "SELECT version_num FROM alembic_version"
_LOGIN: Final = "SELECT session_user::text, pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'events'::regclass"

_TRIGGERS_ON: Final = """
    SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled IN ('O', 'A')
"""
GUARDS: Final = (
    "events_follow_on",
    "events_are_typed_by_their_login",
    "events_are_not_changed",
    "events_are_not_deleted",
    "texts_are_not_changed",
    "texts_are_not_emptied",
    "texts_are_their_events_own",
)
"""Every trigger that a ledger is made with."""

ADAPTERS: Final = AdaptersMap(psycopg.adapters)
"""Every number is sent as a bigint and every string as text, so that a statement is prepared once and not for each size of number."""
for _dumper in (Int8Dumper, Int8BinaryDumper):
    ADAPTERS.register_dumper(int, _dumper)
for _text in (StrDumper, StrBinaryDumper):
    ADAPTERS.register_dumper(str, _text)


def engine(url: URL, mode: Mode) -> Engine:
    """An engine whose connections wait for a writer, and leave transactions to whoever asks for one."""
    url = url.set(drivername="postgresql+psycopg")
    _require_settable(url.query)
    creator = partial(connect, url, mode)
    made = create_engine(url, creator=creator, poolclass=QueuePool, max_overflow=-1, pool_reset_on_return=None, use_native_hstore=False)
    event.listen(made, "begin", _begin)
    return made


def connect(url: URL, mode: Mode) -> LedgerConnection:
    """A connection that commits to disk, speaks UTF-8 and waits for a lock no longer than a person would; read-only where asked to be."""
    given = {name: value if isinstance(value, str) else ",".join(value) for name, value in url.query.items()}
    settings = {
        "synchronous_commit": "on",
        "lock_timeout": f"{int(BUSY_SECONDS * 1000)}ms",
        "default_transaction_read_only": "on" if mode == "read" else "off",
    }
    options = " ".join([*(f"-c {name}={value}" for name, value in settings.items()), given.pop("options", "")])
    named = {**_DEFAULTS, **url.translate_connect_args(username="user", database="dbname"), **given}
    return LedgerConnection.connect(
        **named, options=options, client_encoding="utf8", autocommit=True, prepare_threshold=None, context=ADAPTERS
    )


def place(bound: Engine) -> str:
    """The URL without its password and without options that may be secret."""
    shown = {name: value for name, value in bound.url.query.items() if name in SHOWN}
    return bound.url.set(query=shown).render_as_string(hide_password=True)


def cursor(connection: LedgerConnection) -> PostgresqlCursor:
    """A cursor in whatever transaction the connection is in."""
    return PostgresqlCursor(connection)


def begin_reading(connection: LedgerConnection) -> PostgresqlCursor:
    """Begins a transaction that sees the ledger as it stands when first used."""
    connection.exchange.later(_BEGIN_READING)
    return cursor(connection)


def end_reading(_connection: LedgerConnection) -> None:
    """Nothing is needed: the server keeps what a transaction reads of one moment."""


def begin_writing(connection: LedgerConnection) -> PostgresqlCursor:
    """Begins a transaction that holds the writer lock; what is asked next sees everything that was committed before the lock was let go."""
    connection.exchange.later(_BEGIN_WRITING)
    connection.exchange.later(_LOCK)
    return cursor(connection)


def commit(connection: LedgerConnection) -> None:
    """Makes what was written last; an error where the server rolled it back instead, as it does after one that nobody saw."""
    connection.exchange.later("COMMIT")
    if connection.exchange.answers()[-1].said != b"COMMIT":
        raise psycopg.InternalError("the transaction was rolled back where it should have been committed")


def is_lost(connection: LedgerConnection) -> bool:
    """Whether the server or the way to it is gone, which shows at the latest in rolling back what was left undone."""
    connection.exchange.forget()
    if connection.pgconn.transaction_status == TransactionStatus.IDLE:
        return False
    try:
        connection.rollback()
    except psycopg.Error:
        return True
    return connection.pgconn.transaction_status != TransactionStatus.IDLE


def login(cursor: Cursor) -> Login:
    """The login of the session, which no SET ROLE changes, and whether it owns the ledger's events, by itself or by a role."""
    [(name, owns)] = cursor.execute(Statement.same(_LOGIN))
    return Login(name, owns=owns)


def found(cursor: Cursor) -> Found:
    """What stands in the schema that names are looked up in first; a ledger is marked by a comment on its events."""
    [(schema, encoding)] = cursor.execute(Statement.same(_FACTS))
    if schema is None:
        raise StorageError("the database has no schema that this login may use: name one in its search_path, or grant USAGE on it")
    if encoding != "UTF8":
        raise StorageError(f"expected a database in UTF8, found one in {encoding}: make one with `createdb --encoding=UTF8`")
    tables: dict[str, str | None] = dict(cursor.execute(Statement.same(_TABLES)).fetchall())
    if tables.get("events") != TABLE_MARK or "alembic_version" not in tables:
        return Found(bool(tables), tables.get("events") == TABLE_MARK)
    return Found(anything=True, marked=True, revisions=tuple(name for (name,) in cursor.execute(Statement.same(_REVISIONS))))


class WatchedDatabase:
    """A connection that listens for what every append says at its commit."""

    def __init__(self, bound: Engine) -> None:
        self._connection = connect(bound.url, "read")
        self._connection.execute(_LISTEN)

    def refresh(self) -> None:
        """Nothing is needed: every transaction sees what stands now."""

    def pause(self, seconds: float) -> bool:
        """Whether an append was committed: known as soon as the server says so, without asking it."""
        return bool(list(self._connection.notifies(timeout=seconds, stop_after=1)))

    def close(self) -> None:
        """Looks out no more."""
        self._connection.close()


watch = WatchedDatabase


def scour(_bound: Engine) -> None:
    """Nothing that a client could do: what was erased is gone from every reading, and the server's files and logs are its keeper's."""


def pages(_bound: Engine, _file: Path, _progress: Progress) -> None:
    """The server's pages are its own: a ledger is copied out of it record by record."""


class ExaminedDatabase:
    """A connection to a database that may be damaged: an error ends what was asked and not the whole reading."""

    def __init__(self, connection: LedgerConnection) -> None:
        self.connection = connection
        connection.execute(_BEGIN_READING)
        connection.execute("SAVEPOINT before_what_failed")
        self.cursor = cursor(connection)

    def structure(self) -> Iterator[Fault]:
        """The triggers that keep events as they are, and their typists who they say, where they are missing or switched off."""
        found = {name for (name,) in self.connection.execute(_TRIGGERS_ON)}
        for name in GUARDS:
            if name not in found:
                yield Fault(f"trigger {name}", "it switched on, as the ledger was made", "it missing or switched off")

    def most(self) -> None:
        """The server does not tell how many records there can be."""

    def recover(self) -> None:
        """Goes back to before the statement that failed, in the same state of the ledger."""
        self.connection.execute("ROLLBACK TO SAVEPOINT before_what_failed")


@contextmanager
def examining(bound: Engine) -> Iterator[ExaminedDatabase]:
    """The ledger as it stands now, by a new connection."""
    with closing(connect(bound.url, "read")) as connection:
        yield ExaminedDatabase(connection)


def _require_settable(options: Iterable[str]) -> None:
    """Returns where a URL has only options of libpq, not of the driver, and not the encoding, which is always UTF-8; else StorageError."""
    settable = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"client_encoding"}
    if others := sorted(set(options) - settable):
        raise StorageError(
            f"expected a URL with options of libpq alone, such as sslmode, and without client_encoding, found {', '.join(others)}: "
            "leave out what is not"
        )


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(_BEGIN_WRITING)
    connection.exec_driver_sql(_LOCK)
