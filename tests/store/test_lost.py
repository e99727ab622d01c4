"""A connection lost before, in and after the commit, or in a read: everything is recorded once, or the answer says that it is not known."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from tests.builders import SMALL
from tests.desk import Desk
from tests.engines import connected, end_others, write
from tests.store.samples import INSPECTION, StandingClock, pending

from ledger.application import Outcome
from ledger.domain import commands as c
from ledger.errors import StorageError, UnknownError
from ledger.store import patience, postgresql, selecting
from ledger.store.appending import Appended
from ledger.store.exchange import LedgerConnection as Connection
from ledger.store.faults import StreamMovedError
from ledger.store.lending import LostError
from ledger.store.opening import open_store
from ledger.store.resolving import resolved
from ledger.store.snapshot import Snapshot
from ledger.store.store import Store, _row


@pytest.fixture
def store(database: str, clock: StandingClock) -> Iterator[Store]:
    with open_store(database, clock) as opened:
        yield opened


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)


def once(do: Callable[[Connection], object], commit: Callable[[Connection], None], *, after: bool = False) -> Callable[[Connection], None]:
    """A commit around which something is done to the connection, the first time only."""
    done: list[bool] = []

    def committed(connection: Connection) -> None:
        first = not done
        done.append(True)
        if first and not after:
            do(connection)
        commit(connection)
        if first and after:
            do(connection)
            connection.execute("SELECT 1")

    return committed


def cut(connection: Connection) -> None:
    """Closes the socket under a connection, which the driver finds out when it uses it next."""
    with socket.socket(fileno=connection.fileno()) as under:
        under.shutdown(socket.SHUT_RDWR)
        under.detach()


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("how", ["ended by the server", "cut"])
def test_a_connection_lost_around_the_commit_leaves_everything_recorded_once(
    store: Store, database: str, how: str, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    lose = cut if how == "cut" else lambda _: end_others(database)
    monkeypatch.setattr(postgresql, "commit", once(lose, postgresql.commit, after=after))
    appended = store.append([pending(1, texts={"reason": "why"}), pending(2)])
    assert appended == (1, 2, "2026-11-21T16:00:00.000000Z")
    assert [event.id for event in store.history(INSPECTION)] == [pending(1).id, pending(2).id]
    assert store.append([pending(3)]).first == 3


def test_a_commit_that_was_sent_and_not_heard_of_is_waited_for_and_found(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unheard(connection: Connection, _: object) -> None:
        connection.close()
        raise psycopg.OperationalError("gone")

    def sent(connection: Connection) -> None:
        with monkeypatch.context() as deaf:
            deaf.setattr(Connection, "wait", unheard)
            postgresql.commit(connection)

    monkeypatch.setattr(postgresql, "commit", once(sent, postgresql.commit))
    assert store.append([pending(1)]).first == 1
    assert [event.position for event in store.everything()] == [1]


def test_a_connection_lost_among_the_statements_of_a_commit_leaves_nothing_and_then_everything(store: Store, database: str) -> None:
    write(
        database,
        "CREATE SEQUENCE first",
        """CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN IF nextval('first') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END $$""",
        "CREATE TRIGGER z_die AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION die()",
    )
    assert store.append([pending(1, texts={"reason": "why"})]).first == 1
    assert [event.position for event in store.everything()] == [1]


def test_idle_connections_that_were_ended_are_replaced(store: Store, database: str) -> None:
    store.append([pending(1)])
    end_others(database)
    assert len(store.history(INSPECTION)) == 1
    end_others(database)
    assert store.append([pending(2)]).first == 2


def test_a_stream_that_moved_while_the_connection_was_lost_is_a_conflict(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(_: Connection) -> None:
        end_others(database)
        with open_store(database, StandingClock()) as other:
            other.append([pending(1, command=9)])

    monkeypatch.setattr(postgresql, "commit", once(overtaken, postgresql.commit))
    with pytest.raises(StreamMovedError, match=r"expected .* at version 0, found it at version 1"):
        store.append([pending(1)])
    assert [event.position for event in store.everything()] == [1]


def test_a_server_that_does_not_come_back_leaves_the_outcome_unknown_and_says_so(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(connection: Connection) -> None:
        cut(connection)
        monkeypatch.setattr(Connection, "connect", refuse)

    def refuse(*_: object, **__: object) -> None:
        raise psycopg.OperationalError("connection refused")

    monkeypatch.setattr(postgresql, "commit", once(gone, postgresql.commit))
    told = rf"while command {pending(1).by.command_id} was recorded, and whether it is recorded could not be found out since \(connection refused\)"
    with pytest.raises(UnknownError, match=told) as caught:
        store.append([pending(1)])
    assert caught.value.exit_code == 7
    monkeypatch.undo()
    assert store.head() is None


def test_what_cannot_be_looked_for_is_not_known_and_says_why(store: Store, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(connection: Connection) -> None:
        cut(connection)
        holder.execute("SELECT pg_advisory_lock(1279607879, hashtext(current_schema()))")

    monkeypatch.setattr(postgresql, "BUSY_SECONDS", 0.02)
    monkeypatch.setattr(postgresql, "commit", once(overtaken, postgresql.commit))
    with closing(connected(database)) as holder:
        with pytest.raises(UnknownError, match=r"could not be found out since \(canceling statement due to lock timeout\)"):
            store.append([pending(1)])
        assert store.head() is None


def test_what_was_looked_for_and_then_fails_for_another_reason_is_told_as_that(store: Store) -> None:
    failures = [LostError(), LostError(), psycopg.errors.DiskFull("no space")]

    def write() -> Appended:
        raise failures.pop(0)

    with pytest.raises(psycopg.errors.DiskFull, match="no space"):
        resolved(store._engine, [_row(pending(1))], write)


def cutting(database: str, times: int) -> Callable[..., Any]:
    """A reading of events that loses its connection half-way as many times."""
    read, left = selecting.read, [None] * times

    def cut_off(*given: Any) -> object:  # noqa: ANN401 - handed on
        if left:
            left.pop()
            end_others(database)
        return read(*given)

    return cut_off


def test_a_read_that_is_cut_off_is_asked_again_as_a_whole(store: Store, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append([pending(1, texts={"reason": "why"})])

    def heads_and_history(now: Snapshot) -> tuple[object, int]:
        before = now.head()
        if not second:
            second.append(True)
            with open_store(database, StandingClock()) as other:
                other.append([pending(2)])
        return before, len(now.history(INSPECTION))

    second: list[bool] = []
    monkeypatch.setattr(selecting, "read", cutting(database, 2))
    head, count = store.read(heads_and_history)
    assert (head, count) == ((2, "2026-11-21T16:00:00.000000Z"), 2), "both are of the later moment"
    monkeypatch.setattr(selecting, "read", cutting(database, 1))
    assert [event.position for event in store.everything()] == [1, 2]


def test_commands_whose_connection_is_lost_while_they_are_decided_are_decided_again_and_recorded_once(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(database)
    opened = desk.ask(c.OpenInspection, "lead-inspector", service="Small Service", framework=SMALL.id)
    assigned = [desk.ask(c.AssignTeamMember, "lead-inspector", member=f"{role}-1", role=role) for role in ("lead-inspector", "inspector")]
    facts, left = selecting.facts, [True]

    def cut_off(*given: Any) -> object:  # noqa: ANN401 - handed on
        if left:
            left.pop()
            end_others(database)
        return facts(*given)

    desk.ledger.handle(opened)
    monkeypatch.setattr(selecting, "facts", cut_off)
    assert desk.ledger.handle(*assigned) == Outcome((2, 3), 0)
    assert not left
    assert [event.position for event in desk.store.everything()] == [1, 2, 3]
    desk.store.close()


def test_a_read_that_is_cut_off_each_time_says_so_and_the_next_one_reads(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append([pending(1)])
    with monkeypatch.context() as patched:
        patched.setattr(selecting, "read", cutting(database, 1000))
        with pytest.raises(
            StorageError, match=r"is being stopped or restarted \(terminating connection.* repeat the command once it is back"
        ):
            store.history(INSPECTION)
    assert len(store.history(INSPECTION)) == 1


def away(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Has the server refuse connections as many times, and returns what counts them."""
    connect, refused = Connection.connect, [0]

    def refusing(*given: Any, **named: Any) -> object:  # noqa: ANN401 - handed on
        if refused[0] < times:
            refused[0] += 1
            raise psycopg.OperationalError("connection refused")
        return connect(*given, **named)

    monkeypatch.setattr(Connection, "connect", refusing)
    return refused


def test_a_server_that_went_away_before_a_read_is_waited_for(store: Store, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.append([pending(1)])
    end_others(database)
    refused = away(monkeypatch, 3)
    assert len(store.history(INSPECTION)) == 1
    assert refused == [3]


def test_a_server_that_stays_away_is_said_to_and_a_write_that_was_not_begun_waits_for_nothing(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append([pending(1)])
    end_others(database)
    refused = away(monkeypatch, 1000)
    with pytest.raises(StorageError, match=r"cannot be reached \(connection refused\)") as caught:
        store.head()
    assert caught.value.exit_code == 7
    monkeypatch.undo()
    store.head()
    end_others(database)
    refused = away(monkeypatch, 1000)
    with pytest.raises(StorageError, match=r"cannot be reached \(connection refused\)"):
        store.append([pending(2)])
    assert refused == [1]
