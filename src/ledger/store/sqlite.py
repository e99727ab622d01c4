"""Everything that is SQLite's own: how a file is opened, locked and recognised."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import orjson
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

from ledger.integrity.faults import Fault
from ledger.store.at_rest import MovedError, RestingConnection, at_rest
from ledger.store.backend import Answers, Cursor, Found, Insert, Mode, Parameters, Question, Statement
from ledger.store.forking import require_own
from ledger.store.schema import APPLICATION_ID
from ledger.store.sqlite_faults import is_damage, missing_guards, told
from ledger.store.sqlite_scouring import scour

if TYPE_CHECKING:
    from ledger.domain.access import Login
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

BROKEN: Final = (sqlite3.Error, UnicodeDecodeError)
"""The driver reads even its own error messages as text."""
REJECTED: Final = sqlite3.IntegrityError
UNREACHABLE: Final = (MovedError,)
"""There is no server that could be out of reach; but a file may be written to while it is read as it lies."""

BUSY_SECONDS: Final = 5
LOG_PAGES: Final = 4000
"""How long the log of writes may grow before it is folded into the file: fewer, larger folds cost a third less."""
CACHE_KILOBYTES: Final = 16_000
LEAST_RECORD: Final = 64
"""A record takes more bytes of the file than this: how many there can be at most follows from the file's size."""

PAGES: Final = 2000
"""How many pages are copied between two reports of how far it is."""

_OPENED: Final[dict[Mode, str]] = {"read": "ro", "write": "rw", "create": "rwc"}
_BEGIN_READING: Final = "BEGIN"
_BEGIN_WRITING: Final = "BEGIN IMMEDIATE"
_CHECK: Final = "PRAGMA integrity_check(1000000)"
"""Checks every page, row and index, and says all that is wrong and not only the first hundred faults."""
_TRIGGERS: Final = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_FILE_SIZE: Final = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"


def engine(file: Path, mode: Mode) -> Engine:
    """An engine whose connections wait for a writer, sync every commit, and leave transactions to whoever asks for one."""
    url = URL.create("sqlite+pysqlite", database=str(file))
    made = create_engine(url, creator=partial(connect, file, mode), poolclass=QueuePool, max_overflow=-1, pool_reset_on_return=None)
    event.listen(made, "begin", _begin)
    return made


def connect(file: Path, mode: Mode) -> RestingConnection:
    """A connection to the file: write-ahead logged if it is or becomes a ledger, so that readers and the writer never wait for each other.

    Any other file is opened without being changed.
    """
    require_own(file)
    look = at_rest(file) if mode == "read" else None
    connection = RestingConnection(file, _uri(file, mode) + ("&immutable=1" if look else ""), BUSY_SECONDS, look)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
        if mode == "create" or (mode == "write" and connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID):
            connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def place(bound: Engine) -> str:
    """The path of the file."""
    return str(bound.url.database)


class SqliteCursor:
    """A driver cursor, which takes each statement as SQLite has it."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def execute(self, statement: Statement, parameters: Parameters = ()) -> sqlite3.Cursor:
        """What one statement gives; it is gone with the next statement."""
        return self._cursor.execute(statement.sqlite, parameters)

    def ask(self, questions: Sequence[Question]) -> Answers:
        """The rows that each of some statements gives, in their order."""
        return [self._cursor.execute(statement.sqlite, parameters).fetchall() for statement, parameters in questions]

    def each(self, statement: Statement, parameters: Sequence[Parameters]) -> list[list[Any]]:
        """The rows that a statement gives for each of some parameters, in their order."""
        execute, text = self._cursor.execute, statement.sqlite
        return [execute(text, given).fetchall() for given in parameters]

    def among(self, statement: Statement, given: Sequence[str]) -> list[Any]:
        """The rows of a statement about any number of given texts, which are its one parameter."""
        return self._cursor.execute(statement.sqlite, (orjson.dumps(given).decode(),)).fetchall()

    def many(self, statement: Statement, parameters: Sequence[Parameters]) -> None:
        """Executes a statement that gives nothing for each of some parameters."""
        self._cursor.executemany(statement.sqlite, parameters)

    def insert(self, insertion: Insert, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts the rows, each with all columns in order."""
        self._cursor.executemany(insertion.rows.sqlite, rows)

    def stream(self, statement: Statement) -> Iterator[Any]:
        """The rows of a statement one by one; other statements may be executed meanwhile."""
        return self._cursor.connection.execute(statement.sqlite)


def cursor(connection: sqlite3.Connection) -> SqliteCursor:
    """A cursor in whatever transaction the connection is in."""
    return SqliteCursor(connection.cursor())


def begin_reading(connection: RestingConnection) -> SqliteCursor:
    """Begins a transaction that sees the ledger as it stands when first used; MovedError where the connection sees an earlier file only."""
    connection.require_still()
    connection.execute(_BEGIN_READING)
    return cursor(connection)


def end_reading(connection: RestingConnection) -> None:
    """Returns where everything that was read is of one moment; else MovedError."""
    connection.require_still()


def begin_writing(connection: sqlite3.Connection) -> SqliteCursor:
    """Begins a transaction that holds the writer lock."""
    connection.execute(_BEGIN_WRITING)
    return cursor(connection)


def commit(connection: sqlite3.Connection) -> None:
    """Makes what was written last."""
    connection.commit()


def is_lost(connection: RestingConnection) -> bool:
    """Whether what was left undone could not be rolled back, or the file was written to while it was read as it lies."""
    connection.rollback()
    return connection.in_transaction or connection.has_moved()


def login(_cursor: Cursor) -> Login | None:
    """Nobody: whoever may open the file may write in it."""
    return None


def found(cursor: Cursor) -> Found:
    """What stands in the file; a ledger is marked in its header."""
    [(mark,)] = cursor.execute(Statement.same("PRAGMA application_id"))
    tables = {name for (name,) in cursor.execute(Statement.same("SELECT name FROM sqlite_master"))}
    if mark != APPLICATION_ID or "alembic_version" not in tables:
        return Found(bool(mark or tables), mark == APPLICATION_ID)
    return Found(anything=True, marked=True, revisions=tuple(name for (name,) in cursor.execute(Statement.same(REVISIONS))))


class WatchedFile:
    """A file that is looked at again and again, by a new connection: one opened before might be of a file replaced since."""

    def __init__(self, bound: Engine) -> None:
        self._bound = bound

    def refresh(self) -> None:
        """Gives back every connection."""
        self._bound.dispose()

    def pause(self, seconds: float) -> bool:
        """In time for another look, always: a file tells nothing."""
        time.sleep(seconds)
        return True

    def close(self) -> None:
        """Nothing is open between two looks."""


watch = WatchedFile


def pages(bound: Engine, file: Path, progress: Progress) -> int:
    """Copies the pages of the file as they are in one state of the ledger, and returns the last position in it."""
    with _opened(bound) as source, closing(sqlite3.connect(file)) as target, source.still():
        source.execute(_BEGIN_READING)
        [(last,)] = source.execute("SELECT coalesce(max(position), 0) FROM events")
        source.backup(target, pages=PAGES, progress=lambda _, left, total: progress("backing up", total - left, total))
    return int(last)


class ExaminedFile:
    """A connection to a file that may be damaged: bytes that are no text are kept in it, so that they can be told and hashed."""

    def __init__(self, connection: RestingConnection) -> None:
        connection.text_factory = _text
        self.connection = connection
        self.cursor = begin_reading(connection)

    def structure(self) -> Iterator[Fault]:
        """What SQLite finds wrong with the file's pages, rows and indexes, and the triggers that are missing."""
        try:
            for (said,) in self.connection.execute(_CHECK):
                if said != "ok":
                    yield Fault("database file", "pages, rows and indexes that agree", said)
            yield from missing_guards({name for (name,) in self.connection.execute(_TRIGGERS)})
        except BROKEN as error:
            if not is_damage(error):
                raise
            yield Fault("database file", "a file that can be checked", str(error))

    def most(self) -> int:
        """As many records as the file could hold."""
        [(size,)] = self.connection.execute(_FILE_SIZE)
        return int(size) // LEAST_RECORD

    def recover(self) -> None:
        """Nothing is needed to read on after an error."""


@contextmanager
def examining(bound: Engine) -> Iterator[ExaminedFile]:
    """The file as it stands now, by a new connection."""
    with _opened(bound) as connection:
        yield ExaminedFile(connection)


@contextmanager
def _opened(bound: Engine) -> Iterator[RestingConnection]:
    """A new connection to read much by, and if that was in vain, the best moment to do it again."""
    with closing(connect(Path(place(bound)), "read")) as connection:
        try:
            yield connection
        except Exception:
            connection.await_log()
            raise
        connection.await_log()


REVISIONS: Final = "SELECT version_num FROM alembic_version"


def _text(raw: bytes) -> str:
    """Text as it is, bytes that are none kept in it."""
    return raw.decode(errors="surrogateescape")


def _uri(file: Path, mode: Mode) -> str:
    return f"file:{quote(str(file.absolute()))}?mode={_OPENED[mode]}"


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(_BEGIN_WRITING)
