"""A ledger's file as any other program sees it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any


def read(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def write(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(statement)


def refused(path: Path, statement: str) -> str:
    """What SQLite says to a statement that must not be taken."""
    try:
        write(path, statement)
    except sqlite3.IntegrityError as error:
        return str(error)
    raise AssertionError(f"it was taken: {statement}")
