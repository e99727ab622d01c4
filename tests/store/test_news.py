"""Waiting for what others record; others write exactly where the wait pauses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests.engines import server_connection
from tests.store.samples import StandingClock, pending

from ledger.errors import StorageError
from ledger.store import appending, postgresql, sqlite
from ledger.store.backend import Cursor, Watch
from ledger.store.faults import StreamMovedError
from ledger.store.news import PAUSE
from ledger.store.opening import open_store
from ledger.store.store import Store

LONG = 60.0


def while_paused(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[float]:
    """The lengths asked for of the pauses, at the beginning of each of which something is done."""
    paused: list[float] = []
    for kind in (sqlite.WatchedFile, postgresql.WatchedDatabase):

        def pause(watch: Watch, seconds: float, really: Callable[[Watch, float], bool] = kind.pause) -> bool:  # type: ignore[assignment]
            paused.append(seconds)
            do()
            return really(watch, seconds)

        monkeypatch.setattr(kind, "pause", pause)
    return paused


def written_elsewhere(place: str | Path) -> None:
    with open_store(place, StandingClock()) as other:
        other.append([pending((other.head() or (0, ""))[0] + 1)])


def test_what_is_there_already_is_not_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    paused = while_paused(monkeypatch, lambda: None)
    store.append([pending()])
    assert (store.wait(0, LONG), paused) == (1, [])


def test_what_others_record_meanwhile_ends_the_wait(store: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paused = while_paused(monkeypatch, lambda: written_elsewhere(place))
    assert (store.wait(0, LONG), len(paused)) == (1, 1)
    assert (store.wait(1, LONG), len(paused)) == (2, 2)


def test_what_is_rolled_back_is_no_news(store: Store, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> None:
        with open_store(place, StandingClock()) as other, pytest.raises(StreamMovedError, match="at version 4"):
            other.append([pending(5)])

    paused = while_paused(monkeypatch, refused)
    assert store.wait(0, 0.05) == 0
    assert paused


def test_a_wait_without_news_ends_with_its_time(store: Store) -> None:
    store.append([pending()])
    assert store.wait(1, 0.0) == 1
    assert store.wait(1, 0.01) == 1


def test_a_wait_that_is_stopped_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stop: list[bool] = []
    paused = while_paused(monkeypatch, lambda: stop.append(True))
    assert (store.wait(0, LONG, lambda: bool(stop)), len(paused)) == (0, 1)


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_a_server_that_says_nothing_is_asked_when_a_wait_begins_and_when_it_ends(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Cursor] = []
    monkeypatch.setattr(appending, "head", asked.append)
    paused = while_paused(monkeypatch, lambda: None)
    store.wait(0, 2.5 * PAUSE)
    assert (len(asked), len(paused)) == (2, 3)


def test_a_pause_is_never_longer_than_what_is_left_of_the_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    paused = while_paused(monkeypatch, lambda: None)
    store.wait(0, 0.05)
    assert 0 < paused[0] <= 0.05


def test_a_file_that_is_gone_is_a_storage_error_and_one_that_comes_back_is_waited_for(path: Path) -> None:
    with open_store(path, StandingClock()) as store:
        store.append([pending()])
        store.close()
        away = path.with_name("away.db")
        path.rename(away)
        with pytest.raises(StorageError, match=r"there is no ledger at .*ledger\.db"):
            store.wait(1, LONG)
        away.rename(path)
        written_elsewhere(path)
        assert store.wait(1, LONG) == 2


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_a_server_that_is_lost_is_a_storage_error_and_the_next_wait_misses_nothing(
    place: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose() -> None:
        with server_connection() as server:
            name = make_url(place).database
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        written_elsewhere(place)

    while_paused(monkeypatch, lose)
    with pytest.raises(StorageError, match="server"):
        store.wait(0, LONG)
    monkeypatch.undo()
    assert store.wait(0, LONG) == 1
    while_paused(monkeypatch, lambda: written_elsewhere(place))
    assert store.wait(1, LONG) == 2
