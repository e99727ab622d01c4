"""Events read by what is their own are those that come of reading every state whole, whatever stands in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.depth import examples
from tests.store.samples import CASE, EXAMPLES, attribution, pending

from ledger.domain.events import Event
from ledger.domain.recorded import Actor, Happened, RecordedEvent
from ledger.errors import DamagedError
from ledger.store import alike
from ledger.store.alike import Alike, StoredRow
from ledger.store.canonical import canonical
from ledger.store.decoding import Decoder
from ledger.store.mapper import PendingEvent, to_state

STAMP = "2026-11-21T16:00:00.000000Z"
MEMBERS = sorted(json.loads(to_state(pending())[1]))


def row(of: PendingEvent, state: bytes | None = None) -> StoredRow:
    topic, written = to_state(of)
    return (of.version, STAMP, of.stream, of.version, topic, written if state is None else state)


def whole(one: StoredRow) -> RecordedEvent | None:
    """What comes of reading the whole state, None where that is refused."""
    try:
        return Decoder()._whole(one)
    except DamagedError:
        return None


@pytest.mark.parametrize("topic", EXAMPLES)
@pytest.mark.parametrize("texts", [{}, {"reason": "why", "note": "seen"}])
def test_every_kind_of_event_is_read_by_what_is_its_own(topic: str, texts: dict[str, str]) -> None:
    one = row(pending(event=EXAMPLES[topic], texts=texts))
    found = Alike().event(one)
    assert found is not None
    assert found == whole(one)


def test_what_many_events_have_alike_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    check = Mock(side_effect=alike._checked)
    monkeypatch.setattr(alike, "_checked", check)
    others = attribution(9)._replace(actor=Actor("inspector-2", "inspector"))
    rows = [row(pending(n)) for n in (1, 2)] + [row(replace(pending(3), by=others)), row(pending(4))]
    reading = Alike()
    assert [reading.event(one) for one in rows] == [whole(one) for one in rows]
    assert check.call_count == 2


def test_only_so_many_cuts_are_known_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alike, "MOST_KNOWN", 1)
    rows = [row(replace(pending(n), by=attribution(n)._replace(recorded_by=f"recorder-{n % 2}"))) for n in range(1, 5)]
    reading = Alike()
    assert [reading.event(one) for one in rows] == [whole(one) for one in rows]
    assert len(reading._known) == 1


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    state = json.loads(to_state(pending())[1])
    change(state)
    return canonical(state)


@pytest.mark.parametrize(
    "one",
    [
        row(pending(texts={"reason": "why"}), to_state(pending(texts={"reason": "why"}))[1].replace(b'"reason":"', b'"reason":0,"x":"')),
        (*row(pending(texts={"reason": "why"}))[:3], 2, *row(pending(texts={"reason": "why"}))[4:]),
        row(replace(pending(), id="no-uuid")),
        row(replace(pending(), stream='a","x":"b'), changed(lambda state: state.update(stream="a", x="b"))),
        (1, STAMP, CASE, "1", *to_state(pending())),
        (1, STAMP, 7, 1, *to_state(pending())),
        (*row(pending())[:4], "os.system", to_state(pending())[1]),
        (*row(pending())[:5], to_state(pending())[1].decode()),
        row(pending(), changed(lambda state: state["happened"].update(precision="month"))),
        row(pending(), changed(lambda state: state.update(authenticated=1))),
        row(pending(), changed(lambda state: state["actor"].update(more="x"))),
        row(pending(), changed(lambda state: state["data"].update(more="x"))),
        row(pending(), to_state(pending())[1].replace(b'"data":{', b'"data":null,"x":{')),
        row(pending(), b'{"profile":1}'),
        row(pending(), b"\xff"),
    ],
)
def test_whatever_is_not_cut_so_or_not_what_it_should_be_is_left_to_be_read_whole(one: StoredRow) -> None:
    assert Alike().event(one) is None


CUTS = st.sampled_from([f',"{name}":' for name in MEMBERS] + ['"', "{", "}", '"},"', ',"id":"a"', "\\", "null", "é"])


@settings(max_examples=examples(60))
@given(
    st.sampled_from(list(EXAMPLES.values())),
    st.sampled_from([{}, {"reason": "why"}]),
    st.lists(st.tuples(st.integers(0, 800), st.integers(0, 60), CUTS | st.text(max_size=3)), max_size=2),
    st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)), max_size=2),
)
def test_a_state_that_was_meddled_with_is_read_as_the_whole_of_it_is_or_not_at_all(
    event: Event, texts: dict[str, str], cuts: list[tuple[int, int, str]], swaps: list[tuple[str, str]]
) -> None:
    given_event = replace(pending(event=event, texts=texts), by=attribution()._replace(happened=Happened("2020-06-05", "day")))
    state = to_state(given_event)[1].decode()
    for one, other in swaps:
        state = state.replace(f'"{one}":', "\0").replace(f'"{other}":', f'"{one}":').replace("\0", f'"{other}":')
    for start, length, put in cuts:
        state = state[:start] + put + state[start + length :]
    meddled, plain = row(given_event, state.encode(errors="surrogatepass")), row(given_event)
    reading = Alike()
    for found in (reading.event(meddled), reading.event(plain) and reading.event(meddled)):
        assert found is None or found == whole(meddled)
