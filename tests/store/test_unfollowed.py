"""One event that nobody can read or follow harms its own inspection, and neither others nor the lists of all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from eventsourcing.persistence import StoredEvent
from tests.builders import OPENED, resolve, sampled
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_rows, kept_store, small_keeping
from tests.store.samples import StandingClock

from ledger.answers import UnlistedError
from ledger.application import Ledger
from ledger.domain import events as e
from ledger.errors import LedgerError
from ledger.store.faults import UnkeptError
from ledger.store.keeping import folded
from ledger.store.opening import open_store
from ledger.store.store import Store


def silent(*_: object) -> None:
    pass


def nonsense(store: Store) -> None:
    store.insert_events([StoredEvent(SOUTH, store.version(SOUTH) + 1, "draft-shared.v1", b"{}")])


def a_dispute_of_nonsense(store: Store) -> None:
    store.insert_events([StoredEvent(f"{SOUTH}/dispute/1", 1, "dispute-raised.v1", b"{}")])


def another_framework(store: Store) -> None:
    Recording(store)(SOUTH, e.InspectionOpened("South Service", "youth-1998"))


SPOILED: list[tuple[Callable[[Store], None], str, str]] = [
    (nonsense, "the event at position 7 cannot be read", "inspection 'south-service': expected events that can be folded"),
    (a_dispute_of_nonsense, "the event at position 7 cannot be read", "inspection 'south-service': expected events that can be folded"),
    (
        another_framework,
        "south-service cannot be followed .There is no framework 'youth-1998'",
        "the event at position 7 .inspection-opened",
    ),
]


@pytest.fixture
def place_of_two(place: str) -> str:
    with kept_store(place) as store:
        for inspection in (NORTH, SOUTH):
            Recording(store)(inspection, OPENED, *sampled("court", "C01", "C02"))
    return place


@pytest.mark.parametrize(("spoil", "why", "fault"), SPOILED, ids=lambda value: getattr(value, "__name__", ""))
def test_others_are_recorded_and_listed_beside_an_inspection_that_cannot_be_followed(
    place_of_two: str, spoil: Callable[[Store], None], why: str, fault: str
) -> None:
    with open_store(place_of_two, StandingClock()) as unkept:
        spoil(unkept)
    with kept_store(place_of_two) as store:
        ledger = Ledger(store, resolve, lambda *_: b"")
        assert listed(ledger, why) == [NORTH]
        assert is_found(store, fault)
        Recording(store)(NORTH, *sampled("court", "C03"))
        assert listed(ledger, "no overall rating is kept of south-service at #4: see `ledger verify`") == [NORTH]
        assert list(ledger.decisions_elsewhere(NORTH, ledger.head())) == []
        with pytest.raises(LedgerError, match="the event at position 7"):
            Recording(store)(SOUTH, *sampled("court", "C03"))
        with pytest.raises(UnkeptError, match="nothing is kept of south-service, whose events cannot be read or followed") as caught:
            store.rebuild(silent, all_of_them=True)
        assert caught.value.rebuilt == ("ratings", "blame", "timeline")
        assert listed(ledger, "no overall rating is kept of south-service") == [NORTH]
        theirs = folded(small_keeping().start(), store.history(NORTH))
        kept = {name: {row for row in rows if row[0] == NORTH} for name, rows in kept_rows(store).items()}
        assert kept == {projection.name: set(rows.values()) for projection, rows in theirs.items()}
        assert is_found(store, fault)


def listed(ledger: Ledger, why: str) -> list[str]:
    """The inspections that are listed beside one that cannot be."""
    with pytest.raises(UnlistedError, match=why) as caught:
        ledger.listed()
    return [one.inspection for one in caught.value.listed]


def is_found(store: Store, fault: str) -> bool:
    """Whether the fault is found, and none in the inspection that is not spoiled."""
    found = [one.sentence for rung in store.verify(silent).rungs for one in rung.faults]
    return any(re.search(fault, sentence) for sentence in found) and not any(NORTH in sentence for sentence in found)


def test_an_inspection_that_its_first_event_does_not_open_keeps_no_other_from_being_listed(place_of_two: str) -> None:
    with kept_store(place_of_two) as store:
        Recording(store)("third-service", *sampled("court", "C01"))
        assert listed(Ledger(store, resolve, lambda *_: b""), "no overall rating is kept of third-service") == [NORTH, SOUTH]
        [fault] = [fault for rung in store.verify(silent).rungs for fault in rung.faults]
    assert fault.sentence == "#7: opening: expected 'third-service' opened by its first event, found case-sampled.v1"
