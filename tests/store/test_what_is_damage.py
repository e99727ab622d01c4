"""Which errors of a database are about what is stored, and so are faults of the ledger."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from ledger.store import postgresql_faults, sqlite_faults


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("CORRUPT_INDEX", True),
        ("IOERR_READ", True),
        ("ERROR", True),
        ("BUSY_SNAPSHOT", False),
        ("CANTOPEN_ISDIR", False),
        ("INTERRUPT", False),
    ],
)
def test_damage_is_what_is_wrong_with_what_is_stored_in_a_file(name: str, *, damage: bool) -> None:
    error = sqlite3.OperationalError("broken")
    error.sqlite_errorname = f"SQLITE_{name}"
    assert sqlite_faults.is_damage(error) is damage
    assert not sqlite_faults.is_damage(KeyError())


@pytest.mark.parametrize(
    ("error", "damage"),
    [
        (psycopg.errors.DataCorrupted(), True),
        (psycopg.errors.InternalError_(), True),
        (psycopg.errors.UndefinedFile(), True),
        (psycopg.errors.IoError(), True),
        (psycopg.errors.UndefinedTable(), True),
        (psycopg.errors.CharacterNotInRepertoire(), True),
        (psycopg.DataError("a value that cannot be read"), True),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"), True),
        (psycopg.OperationalError("the connection was lost"), False),
        (psycopg.errors.AdminShutdown(), False),
        (psycopg.errors.QueryCanceled(), False),
        (psycopg.errors.DiskFull(), False),
        (psycopg.errors.InsufficientPrivilege(), False),
        (ValueError(), False),
    ],
)
def test_damage_is_what_is_wrong_with_what_is_stored_on_a_server(error: Exception, *, damage: bool) -> None:
    assert postgresql_faults.is_damage(error) is damage
