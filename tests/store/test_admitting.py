"""What is to be recorded is read back first: nothing that nobody could read again gets into a ledger, by whichever door."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from tests.store.samples import EXAMPLES, JUDGED, attribution, pending

from ledger.domain.recorded import Actor, Happened
from ledger.errors import UsageError
from ledger.store.admitting import read_back
from ledger.store.appending import Row
from ledger.store.mapper import PendingEvent, to_state
from ledger.store.store import Store

ANY = cast("Any", "other")
SEVEN = cast("Any", 7)


def row(given: PendingEvent) -> Row:
    return Row(given.stream, given.version, *to_state(given), given.id, given.by.command_id)


def by(**said: object) -> PendingEvent:
    changes: dict[str, Any] = said
    return replace(pending(), by=attribution()._replace(**changes))


@pytest.mark.parametrize("topic", EXAMPLES)
def test_every_event_is_read_back_as_it_is(topic: str) -> None:
    given = pending(3, event=EXAMPLES[topic], texts={"reason": "why"})
    [found] = read_back([row(given)])
    assert (found.id, found.stream, found.version, found.by, found.event) == (given.id, given.stream, 3, given.by, given.event)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (pending(event=replace(JUDGED, judgement=ANY)), r"at data\.judgement: Input should be 'sufficient'"),
        (pending(event=replace(JUDGED, reaffirmed=ANY)), r"at data\.reaffirmed: Input should be a valid boolean"),
        (pending(event=replace(JUDGED, case=SEVEN)), r"at data\.case: Input should be a valid string"),
        (by(actor=Actor("inspector-1", ANY)), r"at actor\.role: Input should be"),
        (by(provenance="heard"), r"at provenance: Input should be"),
        (by(recorded_by=7), r"at recorded_by: Input should be a valid string"),
        (by(evidence=(7,)), r"at evidence\.0: Input should be a valid string"),
        (by(happened=Happened("2020-06-05", "month")), "2020-06-05 is no month"),
    ],
)
def test_what_nobody_could_read_again_is_not_taken_and_its_field_is_named(given: PendingEvent, said: str) -> None:
    with pytest.raises(UsageError, match=rf"expected an event that can be read again, found one that cannot, {said}.*nothing was recorded"):
        read_back([row(pending(2)), row(given)])


def test_an_append_with_one_event_that_nobody_could_read_again_records_none(store: Store) -> None:
    with pytest.raises(UsageError, match=r"at data\.judgement"):
        store.append([pending(1), pending(2, event=replace(JUDGED, judgement=ANY))])
    assert store.head() is None
