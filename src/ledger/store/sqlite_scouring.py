"""What was erased taken out of the log of writes too, where SQLite keeps it until the log is folded into the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Final

from sqlalchemy.engine import Engine

_FOLD: Final = "PRAGMA wal_checkpoint(TRUNCATE)"
"""Waits for whoever is reading as long as a writer would wait; in the file itself what is deleted is overwritten (`secure_delete`)."""


def scour(bound: Engine) -> str | None:
    """Folds the log into the file and empties it; the log's name where that cannot be done, so that what was erased is still in it."""
    try:
        with closing(bound.raw_connection()) as lent:
            connection = lent.driver_connection
            assert isinstance(connection, sqlite3.Connection)
            [(busy, _, _)] = connection.execute(_FOLD)
    except sqlite3.Error:
        busy = 1
    return f"{bound.url.database}-wal" if busy else None
