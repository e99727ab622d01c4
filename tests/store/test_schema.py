from __future__ import annotations

import ast
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from tests.engines import read, write
from tests.store.samples import StandingClock

import ledger_migrations
from ledger.errors import DamagedError, StorageError
from ledger.store.engine import engine
from ledger.store.opening import open_store
from ledger.store.schema import APPLICATION_ID, REVISIONS, metadata
from ledger.store.state import SchemaState, State, schema_state
from ledger.store.upgrade import create, upgrade

MIGRATIONS = Path(str(ledger_migrations.__file__)).parent
TABLES = (
    "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND name <> 'alembic_version' AND sql IS NOT NULL ORDER BY name"
)


def state_of(path: Path) -> SchemaState:
    bound = engine(path, read_only=True)
    try:
        return schema_state(bound)
    finally:
        bound.dispose()


def foreign(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
    return path


def test_the_migrated_schema_is_the_one_that_is_read_and_written(path: Path, tmp_path: Path) -> None:
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    metadata.create_all(made)
    made.dispose()
    assert read(path, TABLES) == read(tmp_path / "made.db", TABLES)


def test_a_comparison_of_the_migrated_schema_finds_no_difference(path: Path) -> None:
    bound = engine(path)
    with bound.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    bound.dispose()


def test_the_triggers_are_there_and_the_tables_are_strict(path: Path) -> None:
    assert [name for (name,) in read(path, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")] == [
        "events_are_not_changed",
        "events_are_not_deleted",
        "events_follow_on",
        "texts_are_not_changed",
        "texts_are_not_replaced",
    ]
    assert read(path, "SELECT name, strict FROM pragma_table_list WHERE name IN ('events', 'marks', 'texts') ORDER BY name") == [
        ("events", 1),
        ("marks", 1),
        ("texts", 1),
    ]


def test_a_ledger_is_marked_in_its_header_and_write_ahead_logged(path: Path) -> None:
    assert read(path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert read(path, "PRAGMA journal_mode") == [("wal",)]
    assert path.read_bytes()[68:72] == b"LEDG"


def test_connections_wait_sync_and_check(path: Path) -> None:
    bound = engine(path)
    with bound.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "busy_timeout", "journal_mode")
        ]
    bound.dispose()
    assert found == [2, 1, 5000, "wal"]


def test_every_version_is_known_in_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert tuple(reversed([script.revision for script in ScriptDirectory.from_config(config).walk_revisions()])) == REVISIONS


def test_migrations_never_import_the_ledger() -> None:
    for file in MIGRATIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [name.name for name in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            assert not any(name.partition(".")[0] == "ledger" for name in names), file


def test_a_new_ledger_is_current_and_empty(tmp_path: Path) -> None:
    assert create(tmp_path / "new.db").schema == REVISIONS[-1]
    assert state_of(tmp_path / "new.db") == (State.CURRENT, REVISIONS[-1])
    with open_store(tmp_path / "new.db", StandingClock()) as store:
        assert (store.head(), store.inspections(), list(store.everything())) == (None, [], [])


def test_an_empty_file_may_become_a_ledger(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    assert state_of(file).state is State.EMPTY
    with pytest.raises(StorageError, match=r"empty\.db is empty: make a ledger of it with `ledger init`"):
        open_store(file, StandingClock())
    with pytest.raises(StorageError, match=r"empty\.db is empty"):
        upgrade(file)
    assert create(f"sqlite:///{file}").schema == REVISIONS[-1]


def test_a_path_with_odd_characters_is_a_path(tmp_path: Path) -> None:
    odd = tmp_path / "a 100% #odd?name=é"
    odd.mkdir()
    create(odd / "it's.db")
    assert state_of(odd / "it's.db").state is State.CURRENT
    assert [file.name for file in odd.iterdir() if file.suffix == ".db"] == ["it's.db"]


def test_a_ledger_is_not_made_over_a_ledger(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"ledger\.db is a ledger already \(schema 0001\): nothing was changed"):
        create(path)
    assert path.read_bytes() == before


def test_a_ledger_is_not_made_over_another_program_s_file(tmp_path: Path) -> None:
    file = foreign(tmp_path / "notes.db")
    before = file.read_bytes()
    for refused in (create, upgrade, lambda path: open_store(path, StandingClock())):
        with pytest.raises(StorageError, match=r"notes\.db is not a ledger"):
            refused(file)
    assert file.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["notes.db"]


def test_an_upgrade_of_a_current_ledger_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    assert upgrade(path) == ("0001", "0001")
    assert path.read_bytes() == before


def test_a_newer_ledger_is_named_as_such_and_left_alone(path: Path) -> None:
    write(path, "UPDATE alembic_version SET version_num = '0099'")
    before = path.read_bytes()
    sentence = r"was written by a newer version \(schema 0099, this one knows 0001\): install that version or a later one"
    for refused in (
        create,
        upgrade,
        lambda path: open_store(path, StandingClock()),
        lambda path: open_store(path, StandingClock(), read_only=True),
    ):
        with pytest.raises(StorageError, match=sentence):
            refused(path)
    assert path.read_bytes() == before


def test_an_older_ledger_is_told_to_upgrade(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.state.REVISIONS", ("0001", "0002"))
    with pytest.raises(StorageError, match=r"has schema 0001, this version needs 0002: run `ledger upgrade`"):
        open_store(path, StandingClock())


def test_a_ledger_without_a_version_is_damaged(path: Path) -> None:
    write(path, "DELETE FROM alembic_version")
    with pytest.raises(DamagedError, match="expected one schema version in it, found 0"):
        open_store(path, StandingClock())


def test_a_migration_that_fails_half_way_leaves_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create(tmp_path / "new.db")
    assert state_of(tmp_path / "new.db").state is State.EMPTY
    monkeypatch.undo()
    assert create(tmp_path / "new.db").schema == "0001"
