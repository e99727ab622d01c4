"""Texts that are gone or there against what events say of them."""

from __future__ import annotations

from pathlib import Path

from tests.engines import write
from tests.store.kept_events import NORTH, Recording, kept_store

from ledger.domain import events as e
from ledger.integrity.faults import Fault


def of_bytes(file: Path) -> tuple[Fault, ...]:
    with kept_store(file, read_only=True) as store:
        return store.verify(lambda *_: None).rungs[0].faults


def test_a_text_taken_away_is_a_fault_until_an_event_says_that_it_was_erased(ledger_file: Path) -> None:
    write(ledger_file, "DELETE FROM texts WHERE name = 'reason'")
    gone = of_bytes(ledger_file)
    assert gone
    assert {(fault.what, fault.found) for fault in gone} == {("text 'reason'", "neither")}
    with kept_store(ledger_file) as store:
        record = Recording(store)
        record(NORTH, *[e.TextErased(fault.position, "reason") for fault in gone if fault.position is not None])
    assert of_bytes(ledger_file) == ()


def test_a_text_put_back_after_its_erasure_is_a_fault(ledger_file: Path) -> None:
    with kept_store(ledger_file) as store:
        last = Recording(store)(NORTH, e.TextErased(3, "reason"))
    [fault] = of_bytes(ledger_file)
    assert fault.sentence == f"#3: text 'reason': expected none, since event #{last} erased it, found one put back"
