"""A change of the schema that is stopped anywhere leaves the ledger as it was, and can be tried again."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines import contents, read
from tests.store.samples import StandingClock, pending

import ledger_migrations
from ledger.errors import LedgerError, StorageError
from ledger.store.opening import open_store
from ledger.store.schema import REVISIONS
from ledger.store.upgrade import upgrade

NOW, NEXT = REVISIONS[-1], "9999"

MIGRATION = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{now}", None, None

def upgrade():
    op.create_table("extra", sa.Column("name", sa.Text, nullable=False))
    op.execute("INSERT INTO extra VALUES ('half')")
    op.add_column("marks", sa.Column("since", sa.Text))
    {then}
"""

KILLED = """
import sys
import ledger_migrations
from ledger.store import state, upgrade
place, ledger_migrations.__file__ = sys.argv[1:]
state.REVISIONS = upgrade.REVISIONS = (*state.REVISIONS, "9999")
upgrade.upgrade(place)
"""

Migrate = Callable[[str], Path]


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migrate:
    """A newer version of the program, whose migration ends with a statement."""
    directory = tmp_path / "migrations"
    shutil.copytree(Path(str(ledger_migrations.__file__)).parent, directory)
    monkeypatch.setattr(ledger_migrations, "__file__", str(directory / "__init__.py"))
    for module in ("state", "upgrade"):
        monkeypatch.setattr(f"ledger.store.{module}.REVISIONS", (*REVISIONS, NEXT))

    def write(then: str) -> Path:
        file = directory / "versions" / "9999_next.py"
        file.write_text(MIGRATION.format(now=NOW, then=then), encoding="utf-8")
        return directory / "__init__.py"

    return write


@pytest.fixture
def filled(place: str) -> str:
    with open_store(place, StandingClock()) as store:
        store.append([pending(1, texts={"reason": "why"}), pending(2)])
    return place


def is_as_before(place: str, before: object) -> None:
    assert contents(place) == before
    with pytest.raises(StorageError, match=rf"has schema {NOW}, this version needs {NEXT}: run `ledger upgrade`"):
        open_store(place, StandingClock())


def is_upgraded(place: str) -> None:
    assert upgrade(place) == (NOW, NEXT)
    assert read(place, "SELECT name FROM extra") == [("half",)]
    with open_store(place, StandingClock()) as store:
        assert store.append([pending(3)]).first == 3


def test_a_migration_brings_a_ledger_with_events_to_the_next_schema(filled: str, migration: Migrate) -> None:
    migration("pass")
    is_upgraded(filled)
    assert upgrade(filled) == (NEXT, NEXT)


@pytest.mark.parametrize("then", ["raise ZeroDivisionError", "op.execute('SELECT nothing FROM nowhere')"])
def test_a_migration_that_fails_half_way_changes_nothing_and_can_be_tried_again(filled: str, migration: Migrate, then: str) -> None:
    before = contents(filled)
    migration(then)
    with pytest.raises((ZeroDivisionError, LedgerError)):
        upgrade(filled)
    is_as_before(filled, before)
    migration("pass")
    is_upgraded(filled)


def test_a_migration_killed_half_way_changes_nothing_and_can_be_tried_again(filled: str, migration: Migrate) -> None:
    before = contents(filled)
    file = migration("os.kill(os.getpid(), signal.SIGKILL)")
    ran = subprocess.run([sys.executable, "-c", KILLED, filled, str(file)], check=False)
    assert ran.returncode == -signal.SIGKILL
    is_as_before(filled, before)
    migration("pass")
    is_upgraded(filled)


def test_a_ledger_of_the_next_schema_is_one_of_a_newer_program(filled: str, migration: Migrate, monkeypatch: pytest.MonkeyPatch) -> None:
    migration("pass")
    upgrade(filled)
    monkeypatch.undo()
    for refused in (upgrade, lambda place: open_store(place, StandingClock())):
        with pytest.raises(
            StorageError, match=rf"was written by a newer version \(schema {NEXT}, this one knows {NOW}\): install that version"
        ):
            refused(filled)
