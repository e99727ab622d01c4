"""The as-at stamp: which event everything on the screen stands at, on both clocks."""

from __future__ import annotations

from ledger.audit.suppositions import NOTHING_SUPPOSED, Suppositions
from ledger.domain.recorded import RecordedEvent
from ledger_tui.dates import happened_on, recorded_at
from ledger_tui.standpoint import Mode


def short_stamp(recorded: RecordedEvent | None) -> str:
    """The stamp on each panel: `AS AT #412`."""
    return f"AS AT #{recorded.position}" if recorded else "BEFORE THE FIRST EVENT"


def mode_stamp(mode: Mode, recorded: RecordedEvent | None, supposed: Suppositions = NOTHING_SUPPOSED) -> str:
    """The mode word with the stamp: `AS AT #412`, `WHAT IF (2) · AS AT #412` with how much is supposed."""
    stamp = short_stamp(recorded)
    words = [mode] if mode != "AS AT" else []
    return " · ".join([*words, *([f"WHAT IF ({len(supposed)})"] if supposed else []), stamp])


def long_stamps(recorded: RecordedEvent | None, step: int, steps: int) -> tuple[str, ...]:
    """What follows the short stamp, in full first and then ever shorter, for the widest that fits."""
    if recorded is None:
        return (f"step {step} of {steps}",)
    happened, entered = happened_on(recorded.by.happened), recorded_at(recorded.recorded_at)
    return (
        f"step {step} of {steps} · {happened} (happened) · recorded {entered}",
        f"step {step} of {steps} · {happened} · recorded {entered}",
        f"{step}/{steps} · {happened} · recorded {entered}",
        f"{step}/{steps} · {happened}",
    )
