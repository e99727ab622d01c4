"""Events in order laid out over cells: which cell a step stands in, and which step a cell begins with."""

from __future__ import annotations

from typing import Final

LEGEND: Final = (
    ("▁▄█", "one cell a slice of the events, in their order: the higher, the more events on the day of that cell; bright up to the cursor"),
    ("▴", "a rating or the score changed in that cell; [ and ] go from one change to the next"),
    ("◆panel", "a milestone, named where there is room: a click on its name goes to it, p and P to the one before or after"),
)
"""What stands on the timeline."""


def cell_of(step: int, steps: int, width: int) -> int:
    """The cell a step stands in."""
    return (max(1, step) - 1) * width // steps


def step_of(cell: int, steps: int, width: int) -> int:
    """The first step that stands in a cell, or the last step at the right end."""
    if cell >= width - 1:
        return steps
    return min(steps, max(0, -(-max(0, cell) * steps // width)) + 1)
