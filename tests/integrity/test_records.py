"""The rung `bytes`: one record at a time, each spoiled in one way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.builders import OPENED, SMALL
from tests.store.samples import attribution

from ledger.domain.recorded import Happened
from ledger.identity import event_id
from ledger.integrity.faults import shown
from ledger.integrity.records import Record, Records, TextRow, Texts, orphan
from ledger.store.canonical import leaf_hash
from ledger.store.mapper import NewText, PendingEvent, to_state

COMMAND = attribution().command_id
AT = "2026-11-21T16:00:00.000000Z"
SALT = b"s" * 16


def record(index: int = 0, **texts: str) -> Record:
    identity = event_id(COMMAND, index)
    pending = PendingEvent(identity, "north", index + 1, attribution(), OPENED, {name: NewText(SALT, body) for name, body in texts.items()})
    topic, state = to_state(pending)
    return hashed(Record(index + 1, AT, "north", "north", index + 1, topic, identity, COMMAND, state, b""))


def hashed(one: Record) -> Record:
    return one._replace(leaf=leaf_hash(one.position, one.recorded_at, one.stream, one.version, one.topic, one.state))


def kept(one: Record, name: str, body: str) -> TextRow:
    return TextRow(one.event_id, name, hashlib.sha256(SALT + body.encode()).hexdigest(), SALT, body)


def replaced(one: Record, column: str, value: object) -> Record:
    """The record with one column as something else than it can be, or is."""
    columns: dict[str, Any] = {column: value}
    return one._replace(**columns)


def said(one: Record, texts: Texts | None = None) -> list[str]:
    return [fault.sentence for fault in Records({}).faults(one, texts or {})]


def test_a_whole_record_has_no_fault() -> None:
    assert said(record()) == []


def test_events_of_one_command_have_their_number_in_their_id() -> None:
    records = Records({})
    for index in range(3):
        assert list(records.faults(record(index), {})) == []
    assert [fault.what for fault in records.faults(record(4), {})] == ["event id"]


def test_another_command_begins_to_count_again() -> None:
    records = Records({})
    assert list(records.faults(record(0), {})) == []
    by = attribution(2)
    topic, state = to_state(PendingEvent(event_id(by.command_id, 0), "north", 2, by, OPENED))
    other = hashed(Record(2, AT, "north", "north", 2, topic, event_id(by.command_id, 0), by.command_id, state, b""))
    assert list(records.faults(other, {})) == []


def test_a_command_id_that_is_no_uuid_is_said() -> None:
    by = attribution()._replace(command_id="first", happened=Happened(None, "none"), framework_digest=SMALL.digest)
    topic, state = to_state(PendingEvent("id-1", "north", 1, by, OPENED))
    one = hashed(Record(1, AT, "north", "north", 1, topic, "id-1", "first", state, b""))
    assert said(one) == ["#1: command id: expected a UUID, found 'first'"]


@pytest.mark.parametrize("column", ["recorded_at", "stream", "topic"])
def test_a_column_that_was_hashed_is_found_by_the_hash(column: str) -> None:
    one = record()
    [leaf, *_] = said(replaced(one, column, "other"))
    assert leaf.startswith(f"#1: leaf hash: expected {one.leaf.hex()} as kept, found ")
    assert leaf.endswith(" from the record's bytes")


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("event_id", f"#1: column event_id: expected '{event_id(COMMAND, 0)}' as the record has it, found 'other'"),
        ("command_id", f"#1: column command_id: expected '{COMMAND}' as the record has it, found 'other'"),
        ("inspection", "#1: column inspection: expected 'north' as the record has it, found 'other'"),
    ],
)
def test_a_column_that_was_not_hashed_is_held_against_the_record(column: str, sentence: str) -> None:
    assert said(replaced(record(), column, "other")) == [sentence]


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("event_id", None, "#1: column event_id: expected text, found nothing"),
        ("state", "text", "#1: column state: expected bytes, found str 'text'"),
        ("version", b"\x01", "#1: column version: expected a whole number, found bytes 01"),
        ("position", 1.5, "column position: expected a whole number, found float 1.5"),
    ],
)
def test_a_column_of_another_kind_is_said_and_nothing_more_is_asked(column: str, value: object, sentence: str) -> None:
    assert said(replaced(record(), column, value)) == [sentence]


def test_columns_that_cannot_be_hashed_are_said() -> None:
    [leaf, *_] = said(record()._replace(recorded_at="\udc80"))
    assert (
        leaf
        == "#1: leaf hash: expected columns that can be hashed, found expected text that can be written as UTF-8 at $.recorded_at, found half of a surrogate pair"
    )


def spoiled(change: Callable[[dict[str, Any]], object]) -> Record:
    one = record()
    state = json.loads(one.state)
    change(state)
    return hashed(one._replace(state=json.dumps(state, separators=(",", ":"), sort_keys=True).encode()))


def test_a_state_that_is_no_json_is_said_twice_over() -> None:
    assert [fault.what for fault in Records({}).faults(hashed(record()._replace(state=b"{")), {})] == ["state", "state"]


def test_a_state_in_another_order_or_spacing_is_not_canonical() -> None:
    one = record()
    spaced = hashed(one._replace(state=one.state.replace(b":", b": ", 1)))
    assert said(spaced) == ["#1: state: expected canonical JSON, found JSON in another order or spacing"]


def test_a_state_of_another_stream_than_its_columns_is_said() -> None:
    [sentence] = said(spoiled(lambda state: state.update(stream="south")))
    assert sentence.startswith("#1: state: expected an event of topic 'inspection-opened.v1' as its columns name it, found its columns say")


def test_a_state_with_a_field_too_many_is_said_with_the_field() -> None:
    [sentence] = said(spoiled(lambda state: state.update(extra=1)))
    assert sentence.endswith("found at extra: Extra inputs are not permitted")


def test_an_id_that_does_not_follow_from_its_command_is_said() -> None:
    one = spoiled(lambda state: state.update(id=event_id(COMMAND, 7)))._replace(event_id=event_id(COMMAND, 7))
    assert said(one) == [f"#1: event id: expected {event_id(COMMAND, 0)} for event 0 of command {COMMAND}, found '{event_id(COMMAND, 7)}'"]


def test_a_text_that_is_the_one_hashed_is_no_fault_and_neither_is_an_erased_one() -> None:
    one = record(reason="seen", note="é")
    assert said(one, {"reason": kept(one, "reason", "seen"), "note": kept(one, "note", "é")}) == []
    assert said(one) == []


def test_another_text_than_the_one_hashed_is_said_whatever_is_kept_beside_it() -> None:
    one = record(reason="seen")
    right, wrong = kept(one, "reason", "seen"), kept(one, "reason", "seem")
    assert said(one, {"reason": wrong}) == [
        f"#1: text 'reason': expected SHA-256 {right.sha256}, found {wrong.sha256}, kept as '{wrong.sha256}'"
    ]
    assert len(said(one, {"reason": right._replace(body="seem")})) == 1
    assert len(said(one, {"reason": right._replace(sha256="")})) == 1
    assert len(said(one, {"reason": right._replace(body="\udcff")})) == 1


def test_words_moved_into_the_salt_or_out_of_it_are_said_though_the_hash_is_the_same() -> None:
    one = record(reason="not seen")
    right = kept(one, "reason", "not seen")
    moved = right._replace(salt=SALT + b"not ", body="seen")
    assert said(one, {"reason": moved}) == ["#1: text 'reason': expected a salt of 16 bytes, found one of 20"]
    assert said(one, {"reason": right._replace(salt=SALT[:-1], body="snot seen")}) == [
        "#1: text 'reason': expected a salt of 16 bytes, found one of 15"
    ]


def test_a_text_that_the_event_does_not_name_is_said() -> None:
    one = record()
    assert said(one, {"reason": kept(one, "reason", "seen")}) == ["#1: texts: expected texts that the event names, found 'reason'"]


def test_a_text_of_another_kind_is_said() -> None:
    one = record(reason="seen")
    salt: Any = "s"
    row = kept(one, "reason", "seen")._replace(salt=salt)
    assert said(one, {"reason": row}) == ["#1: text 'reason': expected columns of text, and a salt of bytes, found str, str, str, str, str"]


def test_a_text_of_no_event_is_said_without_its_words() -> None:
    fault = orphan(TextRow("id-1", "reason", "", b"", "secret"))
    assert fault.sentence == "texts: expected texts of events that are there, found 'reason' of event 'id-1', which is not"


def test_what_is_found_is_shown_as_text_that_can_be_printed() -> None:
    assert (shown("a\udc80\x1b"), shown(b"\x00"), shown(7), shown(None)) == ("'a\\udc80\\x1b'", "00", "7", "None")
    assert shown("x" * 200) == "'" + "x" * 119 + "… (202 characters)"
