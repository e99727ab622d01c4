"""A byte changed anywhere in a ledger's file or in any column: found where it changes a record, and never a crash."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.depth import examples
from tests.engines import read, unguarded
from tests.store.kept_events import kept_store

from ledger.errors import LedgerError
from ledger.integrity.faults import Fault, Verified

FLIPS = examples(80)
ROUNDS = 4
COLUMNS = {
    "events": ("position", "recorded_at", "inspection", "stream", "version", "topic", "event_id", "command_id", "state", "leaf"),
    "texts": ("event_id", "name", "sha256", "salt", "body"),
    "kept_ratings": ("inspection", "subject", "from_position", "until_position", "rating", "score", "provisional", "decision_position"),
    "kept_blame": ("inspection", "subject", "position"),
    "kept_timeline": ("inspection", "position", "step", "event", "happened", "changed"),
}

KEYS = {
    "events": ("position",),
    "texts": ("event_id", "name"),
    "kept_ratings": ("inspection", "subject", "from_position"),
    "kept_blame": ("inspection", "subject"),
    "kept_timeline": ("inspection", "position"),
}


def verified(file: Path) -> Verified | LedgerError:
    """The verification, or what opening the ledger says instead."""
    try:
        with kept_store(file, read_only=True) as store:
            return store.verify(lambda *_: None)
    except LedgerError as error:
        return error


def records(file: Path) -> dict[str, Any] | None:
    """Every record by its position and every text by its key, or None where they cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            connection.text_factory = bytes
            events = {row[0]: row[1:] for row in connection.execute("SELECT * FROM events NOT INDEXED")}
            texts = {row[:2]: row[2:] for row in connection.execute("SELECT * FROM texts")}
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return {"events": events, "texts": texts}


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_byte_flipped_in_the_file_is_found_wherever_it_changes_a_record(seed: int, whole: bytes, tmp_path: Path) -> None:
    chosen = random.Random(seed)
    file = tmp_path / "ledger.db"
    file.write_bytes(whole)
    before = records(file)
    assert before is not None
    used = [offset for offset, byte in enumerate(whole) if byte]
    changed_records = 0
    for number in range(FLIPS // ROUNDS):
        offset = chosen.choice(used) if number % 2 else chosen.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[offset] ^= chosen.randrange(1, 256)
        file.write_bytes(damaged)
        found, after = verified(file), records(file)
        if after != before:
            changed_records += 1
            assert_said(found, before["events"], after["events"] if after else None, offset)
        for beside in ("-wal", "-shm", "-journal"):
            Path(f"{file}{beside}").unlink(missing_ok=True)
    assert changed_records > 5


def assert_said(found: Verified | LedgerError, before: dict[Any, Any], after: dict[Any, Any] | None, offset: int) -> None:
    """The change is found, and where the record still stands at its position, that position is named."""
    if isinstance(found, LedgerError):
        return
    assert not found.ok, f"the byte at {offset} changed a record"
    if after is not None and before.keys() == after.keys():
        changed = {position for position in before if before[position] != after[position]}
        named = {fault.position for rung in found.rungs for fault in rung.faults}
        assert changed <= named, f"the byte at {offset} changed {changed}"


def flipped(value: Any, chosen: random.Random) -> Any:  # noqa: ANN401 - a column of any type
    """The value with one byte, one bit or its being there changed."""
    match value:
        case int():
            return value ^ (1 << chosen.randrange(8))
        case None:
            return 7
        case bytes():
            at = chosen.randrange(len(value))
            return value[:at] + bytes([value[at] ^ chosen.randrange(1, 256)]) + value[at + 1 :]
        case _:
            at = chosen.randrange(len(value))
            return value[:at] + chr((ord(value[at]) ^ chosen.randrange(1, 32)) or 33) + value[at + 1 :]


def changed_to(file: Path, table: str, column: str, key: tuple[str, ...], row: tuple[Any, ...], value: Any) -> bool:  # noqa: ANN401 - a column of any type
    """Whether the column could be changed in that row, its guards being taken away first."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        where = " AND ".join(f"{name} IS ?" for name in key)
        try:
            with unguarded(connection):
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *row))
        except sqlite3.IntegrityError:
            return False
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, columns in COLUMNS.items() for column in columns])
def test_a_change_in_any_column_is_found_and_said_where(table: str, column: str, whole: bytes, tmp_path: Path) -> None:
    chosen = random.Random(f"{table} {column}")
    file = tmp_path / "ledger.db"
    key = KEYS[table]
    for _ in range(6):
        file.write_bytes(whole)
        *row, value = chosen.choice(read(file, f"SELECT {', '.join(key)}, {column} FROM {table}"))
        if not changed_to(file, table, column, key, tuple(row), flipped(value, chosen)):
            continue
        found = verified(file)
        assert isinstance(found, Verified)
        assert not found.ok
        faults = [fault for rung in found.rungs for fault in rung.faults]
        assert any(is_about(fault, table, column, tuple(row)) for fault in faults), [fault.sentence for fault in faults]


def is_about(fault: Fault, table: str, column: str, row: tuple[Any, ...]) -> bool:
    if table == "events":
        return column == "position" or fault.position == row[0]
    if table == "texts":
        return "text" in fault.what
    return fault.what.startswith(f"kept {table.removeprefix('kept_')}")
