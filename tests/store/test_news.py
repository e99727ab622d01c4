"""Waiting for what others record; others write exactly where the wait would sleep."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.samples import StandingClock, pending

from ledger.errors import StorageError
from ledger.store import sqlite
from ledger.store.opening import open_store
from ledger.store.store import Store

LONG = 60.0


@pytest.fixture
def store(path: Path, clock: StandingClock) -> Iterator[Store]:
    """A store on a file, which is what these tests are about."""
    with open_store(path, clock) as opened:
        yield opened


def while_asleep(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[float]:
    """The lengths of the sleeps, in each of which something is done."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        do()

    monkeypatch.setattr(time, "sleep", sleep)
    return slept


def written_elsewhere(path: Path) -> None:
    with open_store(path, StandingClock()) as other:
        other.append([pending((other.head() or (0, ""))[0] + 1)])


def test_what_is_there_already_is_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    slept = while_asleep(monkeypatch, lambda: None)
    store.append([pending()])
    assert (store.wait(0, LONG), slept) == (1, [])


def test_what_others_record_meanwhile_ends_the_wait(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept = while_asleep(monkeypatch, lambda: written_elsewhere(path))
    assert (store.wait(0, LONG), len(slept)) == (1, 1)
    assert (store.wait(1, LONG), len(slept)) == (2, 2)


def test_a_wait_without_news_ends_with_its_time(store: Store) -> None:
    store.append([pending()])
    assert store.wait(1, 0.0) == 1
    assert store.wait(1, 0.01) == 1


def test_a_look_is_never_put_off_for_longer_than_the_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", iter([0.0, 0.1, 1.0]).__next__)
    slept = while_asleep(monkeypatch, lambda: None)
    assert store.wait(0, 0.15) == 0
    assert slept == pytest.approx([0.05])


def test_a_file_that_was_opened_as_one_nobody_writes_to_is_looked_at_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_is_at_rest", lambda _: True)
    with open_store(path, StandingClock(), read_only=True) as reader:
        assert reader.wait(0, 0.0) == 0
        written_elsewhere(path)
        assert reader.wait(0, 0.0) == 1


def test_a_ledger_that_is_gone_is_a_storage_error_and_one_that_comes_back_is_waited_for(path: Path, store: Store) -> None:
    store.append([pending()])
    store.close()
    away = path.with_name("away.db")
    path.rename(away)
    with pytest.raises(StorageError, match=r"there is no ledger at .*ledger\.db"):
        store.wait(1, LONG)
    away.rename(path)
    written_elsewhere(path)
    assert store.wait(1, LONG) == 2
