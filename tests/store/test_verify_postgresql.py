"""`verify` on a server: everything is read again by a connection of its own, and what was altered with the triggers off is found."""

from __future__ import annotations

import pytest
from tests.engines import write
from tests.store.kept_events import NORTH, Recording, kept_store, story

from ledger.domain import events as e
from ledger.integrity.faults import Verified
from ledger.store import examining


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
