"""A change of the schema that is stopped anywhere leaves the ledger as it was, and can be tried again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.engines import contents, read
from tests.next_schema import NEXT, NOW, Migrate, next_version
from tests.store.samples import StandingClock, pending

from ledger.errors import LedgerError, StorageError
from ledger.store.opening import open_store
from ledger.store.upgrade import upgrade

KILLED = """
import sys
import ledger_migrations
from ledger.store import state, upgrade
place, ledger_migrations.__file__ = sys.argv[1:]
state.REVISIONS = upgrade.REVISIONS = (*state.REVISIONS, "9999")
upgrade.upgrade(place)
"""


@pytest.fixture
def migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Migrate:
    return next_version(tmp_path, monkeypatch)


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
