"""Words that were erased, looked for in the bytes of every file that a ledger consists of."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.store.samples import StandingClock, pending

from ledger.domain.events import TextErased
from ledger.store import sqlite
from ledger.store.engine import engine, reading
from ledger.store.opening import open_store
from ledger.store.statements import head
from ledger.store.store import Store

WORDS = b"It names the child. "


def erased(store: Store) -> str | None:
    given = pending(1, texts={"reason": WORDS.decode() * 400})
    store.append([given])
    store.append([pending(2, event=TextErased(1, "reason"))], erase=[(given.id, "reason")])
    return store.scour()


def where(path: Path) -> set[str]:
    return {file.name.removeprefix(path.name) for file in path.parent.iterdir() if WORDS in file.read_bytes()}


def test_erased_words_are_in_no_file_any_more_though_others_have_the_ledger_open(path: Path) -> None:
    with open_store(path, StandingClock()) as store, open_store(path, StandingClock(), read_only=True) as other:
        assert other.head() is None
        assert erased(store) is None
        assert where(path) == set()


def test_where_somebody_is_reading_it_is_said_which_file_has_them_until_the_last_one_closes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0)
    bound = engine(path)
    with open_store(path, StandingClock()) as store, reading(bound) as cursor:
        cursor.execute(head()).fetchone()
        assert erased(store) == f"{path}-wal"
        assert where(path) == {"-wal"}
    bound.dispose()
    assert where(path) == set()


def test_a_file_that_cannot_be_opened_for_it_is_said_to_have_them_since_the_erasure_is_recorded(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(path, StandingClock()) as store:

        def refused() -> None:
            raise sqlite3.OperationalError("unable to open database file")

        monkeypatch.setattr(store._engine, "raw_connection", refused)
        assert store.scour() == f"{path}-wal"


def test_a_server_keeps_its_files_itself(database: str) -> None:
    with open_store(database, StandingClock()) as store:
        assert erased(store) is None
