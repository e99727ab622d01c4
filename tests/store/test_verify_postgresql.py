"""`verify` on a server: everything is read again by a connection of its own, and what was altered with the triggers off is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from tests.engines import end_others, write
from tests.store.kept_events import NORTH, Recording, kept_store, story

from ledger.domain import events as e
from ledger.errors import StorageError
from ledger.integrity.faults import Verified
from ledger.store import examining, patience, postgresql, selecting


@pytest.fixture
def told(database: str) -> str:
    """A ledger of one inspection, kept rows included."""
    with kept_store(database) as store:
        Recording(store)(NORTH, *story(), reason="as seen on the file")
        Recording(store)(NORTH, e.ReviewerNoteAdded(position=3), reason="a note")
    return database


def verify(place: str) -> Verified:
    with kept_store(place, read_only=True) as store:
        return store.verify(lambda *_: None)


def faults(place: str) -> list[str]:
    return [fault.sentence for rung in verify(place).rungs for fault in rung.faults]


def going_wrong(times: int, do: Callable[[], object]) -> Callable[..., object]:
    """A reading of an inspection before which something is done the first few times."""
    between, left = selecting.between, [None] * times

    def read(*given: Any) -> object:  # noqa: ANN401 - handed on
        if left:
            left.pop()
            do()
        return between(*given)

    return read


def canceled() -> None:
    raise psycopg.errors.QueryCanceled("canceling statement due to statement timeout")


def test_a_verification_whose_connection_is_lost_is_done_again_as_a_whole(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, refused = postgresql.connect, [None] * 2

    def restarting(*given: Any) -> object:  # noqa: ANN401 - handed on
        if refused:
            refused.pop()
            raise psycopg.OperationalError("connection refused")
        return connect(*given)

    def restart() -> None:
        end_others(told)
        monkeypatch.setattr(postgresql, "connect", restarting)

    monkeypatch.setattr(patience, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(examining, "between", going_wrong(1, restart))
    found = verify(told)
    assert (found.ok, found.size, refused) == (True, len(story()) + 1, [])


@pytest.mark.parametrize(
    ("lost", "sentence"), [(True, r"is being stopped or restarted \(.*repeat the command"), (False, r"stopped the command \(.*repeat it")]
)
def test_what_ends_a_verification_says_nothing_of_the_ledger(
    told: str, sentence: str, monkeypatch: pytest.MonkeyPatch, *, lost: bool
) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    monkeypatch.setattr(examining, "between", going_wrong(1000, (lambda: end_others(told)) if lost else canceled))
    with pytest.raises(StorageError, match=sentence) as caught:
        verify(told)
    assert "damaged" not in str(caught.value)


def test_a_ledger_that_nobody_altered_is_whole_however_few_records_are_read_at_once(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "CHUNK", 7)
    found = verify(told)
    assert found.ok
    assert found.rungs[0].checked == found.size == len(story()) + 1


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET state = state || ' ' WHERE position = 5", "#5: "),
        ("UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE position = 5", "#5: "),
        ("UPDATE events SET inspection = 'x' WHERE position = 9", "#9: column inspection: expected 'north-service' as the record has it"),
        ("UPDATE texts SET body = 'another' WHERE event_id = (SELECT event_id FROM events WHERE position = 7)", "#7: "),
        ("DELETE FROM texts WHERE event_id = (SELECT event_id FROM events WHERE position = 7)", "#7: "),
        ("DELETE FROM events WHERE position = 12", "#13: "),
        ("UPDATE kept_ratings SET out_of = 99 WHERE subject = 'overall' AND until_position IS NULL", "kept ratings"),
    ],
)
def test_what_was_altered_with_the_triggers_off_is_found(told: str, statement: str, sentence: str) -> None:
    write(told, statement, guarded=False)
    found = faults(told)
    assert any(fault.startswith(sentence) for fault in found), found
