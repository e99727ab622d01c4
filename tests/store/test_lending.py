"""Connections that are interrupted, lost or many: what goes back to the pool is clean, and an interrupt is never taken for a lost server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from tests.engines import end_others
from tests.store.samples import INSPECTION, StandingClock, pending

from ledger.store import lending, patience, postgresql, sqlite
from ledger.store.engine import backend_of, engine, reading
from ledger.store.exchange import LedgerConnection
from ledger.store.opening import open_store
from ledger.store.store import Store


def interrupted(then: Callable[..., Any], times: int = 1) -> Callable[..., Any]:
    """What raises KeyboardInterrupt as many times, and does `then` afterwards."""
    left = [None] * times

    def call(*given: Any) -> object:  # noqa: ANN401 - handed on
        if left:
            left.pop()
            raise KeyboardInterrupt
        return then(*given)

    return call


@pytest.fixture
def elsewhere(place: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Appends as another program does, which waits for no lock, and returns the position."""
    for backend in (sqlite, postgresql):
        monkeypatch.setattr(backend, "BUSY_SECONDS", 0.05)

    def append() -> int:
        with open_store(place, StandingClock()) as other:
            return other.append([pending(1, "elsewhere", command=7)]).first

    return append


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_an_interrupt_while_the_lock_is_waited_for_ends_the_command(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.head()
    monkeypatch.setattr(LedgerConnection, "wait", interrupted(LedgerConnection.wait))
    with pytest.raises(KeyboardInterrupt):
        store.append([pending(1)])
    assert store.head() is None


def test_what_is_interrupted_twice_is_not_committed_by_the_next_command(
    store: Store, elsewhere: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for backend in (sqlite, postgresql):
        monkeypatch.setattr(backend, "commit", interrupted(backend.commit))
        monkeypatch.setattr(backend, "is_lost", interrupted(backend.is_lost))
    with pytest.raises(KeyboardInterrupt) as caught:
        store.append([pending(n) for n in range(1, 4)])
    assert elsewhere() == 1, "the lock is free while the interrupt is still looked at"
    assert caught.type is KeyboardInterrupt
    assert store.append([pending(1)]).first == 2
    assert [event.stream for event in store.everything()] == ["elsewhere", pending(1).stream]


def test_what_is_interrupted_between_the_first_answers_and_the_rest_is_rolled_back(
    store: Store, elsewhere: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, left = lending._Loan.ask, [None]

    def asked(*given: Any) -> object:  # noqa: ANN401 - handed on
        answers = ask(*given)
        if left:
            left.pop()
            raise KeyboardInterrupt
        return answers

    monkeypatch.setattr(lending._Loan, "ask", asked)
    with pytest.raises(KeyboardInterrupt) as caught:
        store.append([pending(1)])
    assert elsewhere() == 1, "the lock is free while the interrupt is still looked at"
    assert caught.type is KeyboardInterrupt
    assert store.append([pending(1)]).first == 2


def test_a_connection_that_nobody_gives_back_is_rolled_back_before_it_is_lent_again(place: str, elsewhere: Callable[[], int]) -> None:
    bound = engine(place)
    backend = backend_of(bound)
    loan = lending._Loan(bound, backend)
    loan.ask(backend.begin_writing, ())
    del loan
    assert elsewhere() == 1
    with reading(bound) as cursor:
        assert cursor is not None
    bound.dispose()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_a_new_connection_that_is_lost_too_is_replaced_again(place: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    begin, left = postgresql.begin_reading, [None, None]

    def lost(connection: LedgerConnection) -> object:
        if left:
            left.pop()
            end_others(place)
        return begin(connection)

    store.append([pending(1)])
    monkeypatch.setattr(patience, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(postgresql, "begin_reading", lost)
    assert len(store.history(INSPECTION)) == 1
    assert not left


def test_as_many_as_ask_are_lent_a_connection(place: str) -> None:
    bound = engine(place)
    with ExitStack() as readings:
        for _ in range(16):
            readings.enter_context(reading(bound))
    bound.dispose()
