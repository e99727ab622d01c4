"""States are known from one command to the next, and never say more or less than the ledger does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.builders import INSPECTION, resolve
from tests.desk import Desk, at_the_draft
from tests.engines import EngineName, Places
from tests.store.samples import StandingClock

from ledger import stream_states
from ledger.application import Ledger
from ledger.bootstrap import random_salt
from ledger.domain.recorded import RecordedEvent, case_stream
from ledger.errors import RefusedError
from ledger.store.opening import open_store
from ledger.store.postgresql_cursor import PostgresqlCursor
from ledger.store.snapshot import Snapshot
from ledger.store.sqlite import SqliteCursor
from ledger.stream_states import Known, _Kind

CURSORS: dict[EngineName, type[Any]] = {"sqlite": SqliteCursor, "postgresql": PostgresqlCursor}
C02 = case_stream(INSPECTION, "C02")


def known_streams(desk: Desk) -> list[str]:
    assert desk.ledger._known is not None
    return list(desk.ledger._known._known)


@pytest.fixture
def place(places: Places) -> str:
    """Where nothing is yet, on either engine."""
    return places.new()


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    """A ledger with an inspection whose draft is shared: 2.3.1 of C02 alone is not judged."""
    desk = at_the_draft(place)
    yield desk
    desk.store.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """How many events of which stream are read anew to decide on, as they are read."""
    found: list[tuple[str, int]] = []
    facts = Snapshot.facts

    def counted(self: Snapshot, stream: str, after: RecordedEvent | None = None) -> list[RecordedEvent] | None:
        events = facts(self, stream, after)
        found.append((stream, len(events) if events is not None else -1))
        return events

    monkeypatch.setattr(Snapshot, "facts", counted)
    return found


def test_what_a_command_was_decided_on_is_not_read_again_for_the_next(desk: Desk, read: list[tuple[str, int]]) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    assert read[1] == (C02, 5)
    read.clear()
    desk.ledger.handle(desk.judge("2.3.1", "C02", "insufficient"))
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    assert read == [(INSPECTION, 0), (C02, 1)] * 2


QUESTIONS: dict[EngineName, list[str]] = {
    "sqlite": ["ask", *["execute"] * 3, "ask", "insert", "insert"],
    "postgresql": ["ask", *["execute"] * 5, "ask", "insert", "insert"],
}
"""Whether there is anybody; what is recorded of the command, the inspection, on a server who asks and whose every login is, the case; with the
writer lock where all stands; event and reason, which go to a server with the commit."""


def told(asked: list[str], name: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """The same, and its name is noted each time."""

    def noted(*given: object) -> object:
        asked.append(name)
        return do(*given)

    return noted


def test_a_command_asks_the_database_no_more_than_it_needs(desk: Desk, engine_name: EngineName, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    asked: list[str] = []
    for name in ("execute", "each", "ask", "among", "many", "insert"):
        monkeypatch.setattr(CURSORS[engine_name], name, told(asked, name, getattr(CURSORS[engine_name], name)))
    desk.ledger.handle(desk.judge("2.3.1", "C02", "insufficient"))
    assert asked == QUESTIONS[engine_name]


def test_what_others_recorded_meanwhile_is_read_on(desk: Desk, place: str, read: list[tuple[str, int]]) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    with open_store(place, StandingClock()) as other:
        Ledger(other, resolve, random_salt).handle(desk.judge("2.3.1", "C02", "insufficient"))
    read.clear()
    assert not desk.ledger.handle(desk.judge("2.3.1", "C02", "insufficient")).positions
    assert read == [(INSPECTION, 0), (C02, 2)]


def test_a_stream_that_has_other_events_now_is_read_from_its_beginning(desk: Desk) -> None:
    known = Known()
    kind: _Kind[tuple[str, ...]] = _Kind((), lambda state, event: (*state, event.id))
    whole, version = desk.store.read(lambda now: known.state(now, C02, kind))
    known._known[C02] = known._known[C02][0]._replace(id="of another ledger"), ("of another ledger",)
    assert desk.store.read(lambda now: known.state(now, C02, kind)) == (whole, version)
    assert desk.store.read(lambda now: known.state(now, "elsewhere", kind)) == ((), 0)
    assert len(whole) == version == 5


def test_only_so_many_streams_are_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_states, "MOST_KNOWN", 1)
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    assert known_streams(desk) == [C02]


def test_a_refusal_leaves_what_is_known_as_it_is_recorded(desk: Desk) -> None:
    with pytest.raises(RefusedError, match="needs a reason"):
        desk.ledger.handle(desk.judge("2.3.1", "C02"), desk.judge("2.3.1", "C01", "insufficient", reason=None))
    assert desk.ledger.handle(desk.judge("2.3.1", "C02")).positions
