"""Forks: a child shares no connection with its parent, since neither database could tell the two apart.

PostgreSQL would hear two programs on one connection. SQLite remembers by process what it has locked: a child that inherits one open
connection to a file holds no lock by any other either, and what it records is lost once the parent closes. A new connection in the child
does not help, so every connection that nobody uses is closed before the fork, and a file that somebody was using is refused after it.
"""

from __future__ import annotations

import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Engine

from ledger.errors import StorageError

_ENGINES: Final = WeakKeyDictionary[Engine, None]()
_OPEN: Final = WeakKeyDictionary["FileConnection", Path]()
_IN_USE: Final[set[Path]] = set()
"""The files that somebody in the parent was using when this process was forked."""


class FileConnection(sqlite3.Connection):
    """A connection to a file, for any thread and with no transaction of its own accord, known to be open until it is closed."""

    def __init__(self, file: Path, uri: str, seconds: float) -> None:
        _OPEN[self] = file
        super().__init__(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=seconds)

    def close(self) -> None:
        """Rolls back what was left undone, which SQLite would put off for as long as anyone holds a cursor, and closes it."""
        try:
            if _OPEN.pop(self, None):
                self.rollback()
        finally:
            super().close()


def follow(bound: Engine) -> None:
    """From now on the engine's connections are closed before a fork, and both processes make new ones."""
    _prepare()
    _ENGINES[bound] = None


def require_own(file: Path) -> None:
    """Returns where a connection to the file can be this process's own; StorageError where its parent was using the file at the fork."""
    if any(used.exists() and file.exists() and used.samefile(file) for used in _IN_USE):
        raise StorageError(
            f"{file} was in use when this process was forked, and SQLite keeps a child from such a file: fork while no thread uses the "
            "ledger, or start the process afresh (`spawn`)"
        )


def leave(inherited: object) -> None:
    """Keeps what a parent is using as it is in this process, which would otherwise close it at its own end at the latest."""
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(inherited))


@cache
def _prepare() -> None:
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_close, after_in_child=_begin_anew)


def _close() -> None:
    for bound in _ENGINES.keyrefs():
        if (living := bound()) is not None:
            living.dispose()


def _begin_anew() -> None:
    for connection, file in list(_OPEN.items()):
        leave(connection)
        _IN_USE.add(file.absolute())
    _OPEN.clear()
    for bound in list(_ENGINES):
        bound.dispose(close=False)
