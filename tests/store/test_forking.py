"""A process that forks while a ledger is open: the child and the parent each record by themselves, and nothing of either is lost."""

from __future__ import annotations

import os
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.store.samples import StandingClock, pending

from ledger.errors import StorageError
from ledger.store import appending
from ledger.store.engine import engine, reading
from ledger.store.opening import open_store
from ledger.store.postgresql_cursor import PostgresqlCursor
from ledger.store.store import Store

CLOCK = StandingClock()


def forked(do: Callable[[], object]) -> Callable[[], int]:
    """Does something in a child, and returns what waits for its end and gives its exit code, 0 where nothing was raised."""
    child = os.fork()
    if not child:
        signal.alarm(10)
        code = 1
        try:
            do()
            code = 0
        except BaseException:  # noqa: BLE001 - the test ends in the parent alone
            traceback.print_exc()
        finally:
            os._exit(code)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_what_a_child_records_is_kept_when_its_parent_closes_before_it(place: str, store: Store) -> None:
    parent, child = socket.socketpair()

    def record() -> None:
        parent.close()
        assert store.append([pending(2)]).first == 2
        child.send(b".")
        assert child.recv(1)
        assert store.append([pending(3)]).first == 3

    store.append([pending(1)])
    ended = forked(record)
    child.close()
    with parent:
        assert parent.recv(1)
        store.close()
        parent.send(b".")
        assert ended() == 0
    with open_store(place, CLOCK) as other:
        assert [event.position for event in other.everything()] == [1, 2, 3]
    assert store.append([pending(4)]).first == 4


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_a_child_talks_to_the_server_by_itself(place: str) -> None:
    def backend() -> int:
        with reading(bound) as cursor:
            assert isinstance(cursor, PostgresqlCursor)
            return cursor._connection.info.backend_pid

    bound = engine(place)
    mine = backend()
    told, tell = os.pipe()
    assert forked(lambda: os.write(tell, str(backend()).encode()))() == 0
    assert len({mine, int(os.read(told, 20)), backend()}) == 3
    os.close(told)
    os.close(tell)
    bound.dispose()


def test_a_child_listens_by_itself_and_leaves_its_parent_listening(place: str, store: Store) -> None:
    def listen() -> None:
        assert store.wait(0, 0.0) == 0
        store.close()

    store.wait(0, 0.0)
    with store._news._one:  # as a thread that waits would have it, which no child has
        ended = forked(listen)
    assert ended() == 0
    listens = store._news._watch
    with open_store(place, CLOCK) as other:
        other.append([pending(1)])
    assert store.wait(0, 60.0) == 1
    assert store._news._watch is listens, "the connection of before was not lost"


def test_a_file_in_use_at_the_fork_is_refused_to_the_child_and_goes_on_in_the_parent(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    bound = engine(path)

    def record() -> None:
        with pytest.raises(StorageError, match=r"ledger\.db was in use when this process was forked, .* start the process afresh"):
            open_store(path, CLOCK)
        with open_store(copy, CLOCK) as other:
            other.append([pending(1)])

    with reading(bound):
        ended = forked(record)
    assert ended() == 0
    with open_store(path, CLOCK) as store:
        assert store.append([pending(1)]).first == 1
    bound.dispose()


def test_a_connection_whose_pool_was_given_up_while_it_was_lent_is_in_use_no_more(path: Path) -> None:
    bound = engine(path)
    with reading(bound):
        bound.dispose()
    assert forked(lambda: open_store(path, CLOCK).close())() == 0
    bound.dispose()


def test_a_child_that_is_forked_within_a_reading_leaves_it_to_its_parent(place: str, store: Store) -> None:
    store.append([pending(1)])
    with ExitStack() as read:
        cursor = read.enter_context(reading(store._engine))
        assert appending.head(cursor) == (1, "2026-11-21T16:00:00.000000Z")
        assert forked(read.close)() == 0
        with open_store(place, CLOCK) as other:
            other.append([pending(2)])
        assert appending.head(cursor) == (1, "2026-11-21T16:00:00.000000Z"), "the state in which the reading began"
