"""A verification told, rung by rung: what was checked, every fault, and what even a clean result does not prove."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.integrity.faults import Verified
from ledger_tui.telling.line import Line, counted, heading


def verified_told(verified: Verified) -> Iterator[Line]:
    """The result in a line, then each rung."""
    faults = sum(len(rung.faults) for rung in verified.rungs)
    result = "no fault found" if verified.ok else f"{counted(faults, 'fault')} found"
    yield Line(f"{counted(verified.size, 'record')} verified, {result}", weight="strong" if verified.ok else "warning")
    for rung in verified.rungs:
        yield heading(f"{rung.name}: {'ok' if rung.ok else counted(len(rung.faults), 'fault')}, {rung.checked:,} checked")
        yield from (Line(fault.sentence, "fault", "warning", fault.position) for fault in rung.faults)
        yield from (Line(note, "note") for note in rung.notes)
        yield Line(f"Does not prove: {rung.does_not_prove[:1].lower()}{rung.does_not_prove[1:]}", weight="faint")


def event_verified(verified: Verified, position: int) -> str:
    """Whether the bytes of one event verify, in words."""
    faults = [fault.sentence for rung in verified.rungs for fault in rung.faults if fault.position == position]
    if faults:
        return "; ".join(faults)
    return "its bytes and hash verify" if position <= verified.size else "recorded since the verification"
