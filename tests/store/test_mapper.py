from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tests.store.samples import CASE, EXAMPLES, JUDGED, attribution, pending

from ledger.domain.events import TOPIC_OF, TOPICS, Event
from ledger.domain.recorded import Actor, Attribution, Happened
from ledger.errors import DamagedError
from ledger.store import decoding
from ledger.store.canonical import LARGEST, canonical
from ledger.store.decoding import Decoder, from_row
from ledger.store.mapper import NewText, PendingEvent, to_state

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
STAMP = "2026-11-21T16:00:00.000000Z"

st.register_type_strategy(int, st.integers(-LARGEST, LARGEST))
TIMES = st.sampled_from(
    [Happened(None, "none"), Happened("2020-06", "month"), Happened("2020-06-05", "day"), Happened("2020-06-05T17:00Z", "instant")]
)
ATTRIBUTIONS = st.builds(Attribution, actor=st.from_type(Actor), happened=TIMES)


def encoded(topic: str, example: Event) -> bytes:
    return to_state(replace(pending(3, event=example, texts={"reason": "why"}), by=attribution(881)))[1]


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    state = json.loads(to_state(pending())[1])
    change(state)
    return canonical(state)


EVENTS = st.one_of([st.from_type(kind) for kind in TOPICS.values()])


@given(EVENTS, ATTRIBUTIONS, st.dictionaries(st.sampled_from(["reason", "note"]), st.text(st.characters(codec="utf-8"))))
def test_every_event_comes_back_as_it_went_in(event: Event, by: Attribution, bodies: dict[str, str]) -> None:
    given_event = PendingEvent("id-1", CASE, 4, by, event, {name: NewText(b"s" * 16, body) for name, body in bodies.items()})
    topic, state = to_state(given_event)
    found = from_row(9, STAMP, CASE, 4, topic, state, {("id-1", name): body for name, body in bodies.items()})
    assert (found.event, found.by, found.id, found.stream, found.version) == (event, by, "id-1", CASE, 4)
    assert (found.position, found.recorded_at) == (9, STAMP)
    assert {name: text.body for name, text in found.texts.items()} == bodies
    assert {name: text.sha256 for name, text in found.texts.items()} == {name: text.sha256 for name, text in given_event.texts.items()}
    assert state == rfc8785.dumps(json.loads(state))


@pytest.mark.parametrize("topic", TOPICS)
def test_a_stored_example_reads_as_it_always_did_and_writes_the_same_bytes(topic: str) -> None:
    raw = (GOLDEN / f"{topic}.json").read_bytes()
    found = from_row(1, STAMP, CASE, 3, topic, raw)
    assert found.event == EXAMPLES[topic]
    assert found.by == attribution(881)
    assert encoded(topic, found.event) == raw


def test_every_topic_has_a_stored_example_and_every_example_a_topic() -> None:
    assert sorted(EXAMPLES) == sorted(TOPICS) == sorted(file.name.removesuffix(".json") for file in GOLDEN.iterdir())


def test_the_topic_of_an_event_is_in_its_bytes() -> None:
    topic, state = to_state(pending())
    assert topic == TOPIC_OF[type(pending().event)] == json.loads(state)["topic"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (changed(lambda state: state["data"].pop("case")), r"position 5 cannot be read: at data\.case: Field required"),
        (changed(lambda state: state["data"].update(more=1)), r"position 5 cannot be read: at data\.more"),
        (changed(lambda state: state["data"].update(case=1)), r"at data\.case: Input should be a valid string"),
        (changed(lambda state: state["data"].update(reaffirmed=1)), r"at data\.reaffirmed: Input should be a valid boolean"),
        (changed(lambda state: state["data"].update(judgement="maybe")), r"at data\.judgement"),
        (changed(lambda state: state.update(more=1)), "at more: Extra inputs"),
        (changed(lambda state: state.pop("actor")), "at actor: Field required"),
        (changed(lambda state: state.update(profile="other")), "at profile"),
        (changed(lambda state: state.update(version="1")), "at version"),
        (changed(lambda state: state["happened"].update(on="2020-06")), "position 5 cannot be read: 2020-06 is no day"),
        (changed(lambda state: state["happened"].update(on="June")), "position 5 cannot be read: expected a time"),
        (b"{", r"position 5 cannot be read: at the start: Invalid JSON"),
        (b"", "position 5 cannot be read"),
        (b"\xff", "position 5 cannot be read"),
    ],
)
def test_a_state_that_is_not_what_its_topic_says_is_damage_at_its_position(state: bytes, sentence: str) -> None:
    with pytest.raises(DamagedError, match=sentence):
        from_row(5, STAMP, CASE, 1, "key-question-judged.v1", state)


@pytest.mark.parametrize(
    ("stream", "version", "topic"),
    [("other", 1, "key-question-judged.v1"), (CASE, 2, "key-question-judged.v1")],
)
def test_columns_that_disagree_with_the_state_are_damage(stream: str, version: int, topic: str) -> None:
    with pytest.raises(
        DamagedError, match=f"position 5 cannot be read: its columns say {topic} {stream} version {version}, its state says"
    ):
        from_row(5, STAMP, stream, version, topic, to_state(pending())[1])


def test_a_topic_column_that_disagrees_with_the_state_is_damage() -> None:
    state = to_state(pending(event=EXAMPLES["ratings-confirmed.v1"]))[1]
    with pytest.raises(DamagedError, match=r"columns say draft-shared\.v1 .* its state says ratings-confirmed\.v1"):
        from_row(5, STAMP, CASE, 1, "draft-shared.v1", state)


def test_an_unknown_topic_is_named_with_its_position() -> None:
    with pytest.raises(
        DamagedError,
        match=r"position 5 cannot be read: its topic 'os\.system' is not known here, so it was written by a newer version, or damaged",
    ):
        from_row(5, STAMP, CASE, 1, "os.system", to_state(pending())[1])


def rename(state: dict[str, Any]) -> dict[str, Any]:
    data = {**state["data"], "key_question": state["data"]["question"]}
    del data["question"]
    return {**state, "topic": "key-question-judged.v1", "data": data}


def old_state() -> bytes:
    def age(state: dict[str, Any]) -> None:
        state["topic"] = "key-question-judged.v0"
        state["data"]["question"] = state["data"].pop("key_question")

    return changed(age)


def test_a_topic_no_longer_written_is_brought_up_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(decoding.UPCASTERS, "key-question-judged.v0", rename)
    assert from_row(5, STAMP, CASE, 1, "key-question-judged.v0", old_state()).event == pending().event


@pytest.mark.parametrize(
    "state",
    [
        changed(lambda state: state.update(topic="key-question-judged.v1")),
        b"{",
        b"[]",
        changed(lambda state: state.update(topic="key-question-judged.v0")),
    ],
)
def test_an_old_topic_with_another_state_is_damage(monkeypatch: pytest.MonkeyPatch, state: bytes) -> None:
    monkeypatch.setitem(decoding.UPCASTERS, "key-question-judged.v0", rename)
    with pytest.raises(DamagedError, match="position 5 cannot be read"):
        from_row(5, STAMP, CASE, 1, "key-question-judged.v0", state)


def test_events_of_one_command_share_their_attribution() -> None:
    rows = [(n, STAMP, CASE, n, *to_state(pending(n, command=1))) for n in (1, 2)]
    first, second = Decoder().events(rows)
    assert first.by is second.by


def test_events_that_claim_one_command_with_other_words_keep_their_own() -> None:
    other = attribution(1)._replace(recorded_by="recorder-2")
    rows = [(1, STAMP, CASE, 1, *to_state(pending(1))), (2, STAMP, CASE, 2, *to_state(replace(pending(2), by=other)))]
    assert [event.by.recorded_by for event in Decoder().events(rows)] == ["recorder-1", "recorder-2"]


def test_a_text_that_was_erased_has_its_hash_and_no_body() -> None:
    given_event = pending(texts={"reason": "why"})
    found = from_row(1, STAMP, CASE, 1, *to_state(given_event))
    assert found.reason is None
    assert found.texts["reason"].sha256 == given_event.texts["reason"].sha256


def test_text_that_cannot_be_written_as_utf_8_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates not allowed"):
        to_state(pending(texts={"reason": "\ud800"}))
    with pytest.raises(ValueError, match=r"at \$\.data\.case"):
        to_state(pending(event=replace(JUDGED, case="\ud800")))


ANYTHING: Any = ("a",)


def said(**changes: Any) -> Attribution:  # noqa: ANN401 - of kinds that it should not have
    return attribution()._replace(**changes)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"by": said(recorded_by=1.5)}, r"at \$\.recorded_by, found float"),
        ({"by": said(causation=("a",))}, r"at \$\.causation, found tuple"),
        ({"by": said(actor=Actor(ANYTHING, "inspector"))}, r"at \$\.actor\.id, found tuple"),
        ({"by": said(happened=Happened(ANYTHING, "day"))}, r"at \$\.happened\.on, found tuple"),
        ({"by": said(evidence=("a", b"b"))}, r"at \$\.evidence\[1\], found bytes"),
        ({"version": LARGEST + 1}, r"at \$\.version, found 9007199254740992"),
        ({"texts": {"naïve": NewText(b"s" * 16, "why")}}, r"ASCII text as a key at \$\.texts, found 'naïve'"),
    ],
)
def test_what_is_outside_the_canonical_profile_is_refused_with_its_place(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        to_state(replace(pending(), **change))


@pytest.mark.parametrize("length", [15, 17])
def test_a_salt_of_another_length_is_never_written(length: int) -> None:
    with pytest.raises(ValueError, match=rf"expected a salt of 16 bytes, found one of {length}"):
        to_state(replace(pending(), texts={"reason": NewText(b"s" * length, "why")}))


def test_a_fact_of_another_kind_is_never_written() -> None:
    with pytest.raises(TypeError):
        to_state(pending(event=replace(JUDGED, case=cast("str", 1.5))))
