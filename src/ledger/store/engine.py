"""Engines: from a file path or a URL to connections that never lose a write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from ledger.errors import LedgerError, StorageError
from ledger.store import forking, sqlite
from ledger.store.backend import Answers, Backend, Cursor, Mode, Question
from ledger.store.lending import LostError, begun, guard

Clock = Callable[[], datetime]

POSTGRESQL: Final = ("postgresql", "postgresql+psycopg")


def engine(url_or_path: str | Path, *, read_only: bool = False, create: bool = False) -> Engine:
    """An engine on the ledger at a file path or SQLAlchemy URL; it connects on first use and makes no file unless told to `create`."""
    made = _made(named_by(url_or_path), "read" if read_only else "create" if create else "write")
    forking.follow(made)
    guard(made, backend_of(made))
    return made


def named_by(url_or_path: str | Path) -> Path | URL:
    """The file that a path or a `sqlite:///` URL names, or a PostgreSQL URL; StorageError for anything else."""
    text = str(url_or_path)
    if isinstance(url_or_path, Path) or "://" not in text:
        return Path(text).expanduser()
    url = _parsed(text)
    if url.get_backend_name() == "sqlite":
        return _sqlite_file(url)
    if url.drivername in POSTGRESQL:
        return url
    raise StorageError(f"expected a file path, a sqlite:/// URL or a postgresql+psycopg:// URL, found one for {url.drivername}")


def backend_of(bound: Engine) -> Backend:
    """What the engine's database does its own way."""
    if bound.dialect.name == "sqlite":
        return sqlite
    from ledger.store import postgresql

    return postgresql


def place_of(bound: Engine) -> str:
    """The path or URL of an engine's ledger, without any password, as messages name it."""
    return backend_of(bound).place(bound)


@contextmanager
def translated(bound: Engine) -> Iterator[None]:
    """Raises every database error that leaves the block as a `StorageError` or `DamagedError` that names the ledger."""
    try:
        yield
    except Exception as error:
        said = error.__cause__ if isinstance(error, LostError) else getattr(error, "orig", None)
        told = backend_of(bound).told(place_of(bound), said if isinstance(said, Exception) else error)
        if told is None:
            raise
        raise told from error


@contextmanager
def reading(bound: Engine) -> Iterator[Cursor]:
    """A cursor that sees the ledger as it stands when first used, whatever is appended or erased meanwhile.

    Raises `LostError` where the way to the server is lost within the block, or what was read in it may be of several moments.
    """
    backend = backend_of(bound)
    with begun(bound, backend, backend.begin_reading, ()) as (connection, cursor, _):
        try:
            yield cursor
        except LedgerError:
            backend.end_reading(connection)
            raise
        backend.end_reading(connection)


@contextmanager
def writing(bound: Engine) -> Iterator[Cursor]:
    """As `locked`, with no question."""
    with locked(bound, ()) as (cursor, _):
        yield cursor


@contextmanager
def locked(bound: Engine, questions: Sequence[Question]) -> Iterator[tuple[Cursor, Answers]]:
    """A cursor in one transaction that holds the writer lock: committed whole, or rolled back whole on any exception.

    Comes with the rows that each question gives, asked together with the lock. Raises `LostError` where the way to the server is lost
    within the block, also while it is committed.
    """
    backend = backend_of(bound)
    with begun(bound, backend, backend.begin_writing, questions) as (connection, cursor, answers):
        yield cursor, answers
        backend.commit(connection)


def _made(named: Path | URL, mode: Mode) -> Engine:
    if isinstance(named, Path):
        return sqlite.engine(named, mode)
    from ledger.store import postgresql

    return postgresql.engine(named, mode)


def _parsed(text: str) -> URL:
    try:
        return make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StorageError("expected a file path or a SQLAlchemy URL such as sqlite:///ledger.db, found neither") from error


def _sqlite_file(url: URL) -> Path:
    if not url.database or url.database == ":memory:":
        raise StorageError("expected a file, found a ledger in memory: it would be lost when the command ends")
    if url.query:
        raise StorageError(f"expected a sqlite:/// URL without options, found {', '.join(sorted(url.query))}")
    return Path(url.database)
