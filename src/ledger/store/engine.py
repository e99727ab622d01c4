"""Engines: from a file path or a URL to connections that never lose a write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError

from ledger.errors import StorageError
from ledger.store import sqlite

Clock = Callable[[], datetime]
Mode = Literal["read", "write", "create"]


def engine(url_or_path: str | Path, *, read_only: bool = False, create: bool = False) -> Engine:
    """An engine on the ledger at a file path or SQLAlchemy URL; it connects on first use and makes no file unless told to `create`."""
    mode: Mode = "read" if read_only else "create" if create else "write"
    return sqlite.engine(file_of(url_or_path), mode)


def file_of(url_or_path: str | Path) -> Path:
    """The file that a path or a `sqlite:///` URL names; StorageError for an engine that is not supported."""
    text = str(url_or_path)
    if isinstance(url_or_path, Path) or "://" not in text:
        return Path(text).expanduser()
    url = _parsed(text)
    match url.get_backend_name():
        case "sqlite":
            return _sqlite_file(url)
        case "postgresql":
            raise StorageError("PostgreSQL is not supported by this version yet: give a file")
        case other:
            raise StorageError(f"expected a file path or a sqlite:/// URL, found one for {other}")


def place_of(bound: Engine) -> str:
    """The path or URL of an engine's ledger, without any password, as messages name it."""
    return bound.url.database or bound.url.render_as_string(hide_password=True)


@contextmanager
def reading(bound: Engine) -> Iterator[DBAPICursor]:
    """A driver cursor that sees the ledger as it stands when first used, whatever is appended or erased meanwhile."""
    connection = bound.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sqlite.BEGIN_READING)
        yield cursor
    finally:
        connection.close()


@contextmanager
def writing(bound: Engine) -> Iterator[DBAPICursor]:
    """A driver cursor in one transaction that holds the writer lock: committed whole, or rolled back whole on any exception."""
    connection = bound.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(sqlite.BEGIN_WRITING)
        yield cursor
        connection.commit()
    finally:
        connection.close()


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
