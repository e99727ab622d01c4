"""Everything that is SQLite's own: how a file is opened, locked and recognised."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

from ledger.store.schema import APPLICATION_ID

BEGIN_READING: Final = "BEGIN"
BEGIN_WRITING: Final = "BEGIN IMMEDIATE"
BUSY_SECONDS: Final = 5
CHECK: Final = "PRAGMA integrity_check(1000000)"
"""Checks every page, row and index, and says all that is wrong and not only the first hundred faults."""
FILE_SIZE: Final = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
LOG_PAGES: Final = 4000
"""How long the log of writes may grow before it is folded into the file: fewer, larger folds cost a third less."""
CACHE_KILOBYTES: Final = 16_000


def engine(file: Path, mode: Literal["read", "write", "create"]) -> Engine:
    """An engine whose connections wait for a writer, sync every commit, and leave transactions to whoever asks for one."""
    url = URL.create("sqlite+pysqlite", database=str(file))
    made = create_engine(url, creator=partial(connect, file, mode), poolclass=QueuePool)
    event.listen(made, "begin", _begin)
    return made


def connect(file: Path, mode: Literal["read", "write", "create"]) -> sqlite3.Connection:
    """A connection to the file: write-ahead logged if it is or becomes a ledger, so that readers and the writer never wait for each other.

    Any other file is opened without being changed.
    """
    connection = sqlite3.connect(_uri(file, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
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


def _uri(file: Path, mode: Literal["read", "write", "create"]) -> str:
    name = "file:" + quote(str(file.absolute()))
    if mode == "read":
        return f"{name}?mode=ro&immutable=1" if _is_at_rest(file) else f"{name}?mode=ro"
    return f"{name}?mode={'rwc' if mode == 'create' else 'rw'}"


def _is_at_rest(file: Path) -> bool:
    """Whether nobody can be writing: no new file can be made beside it, and no log of unfinished writes is there."""
    log = Path(f"{file}-wal")
    if log.exists() and log.stat().st_size:
        return False
    return not os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(BEGIN_WRITING)
