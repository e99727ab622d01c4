"""Events in order laid out over cells: which cell a step stands in, and which step a cell begins with."""

from __future__ import annotations


def cell_of(step: int, steps: int, width: int) -> int:
    """The cell a step stands in."""
    return (max(1, step) - 1) * width // steps


def step_of(cell: int, steps: int, width: int) -> int:
    """The first step that stands in a cell, or the last step at the right end."""
    if cell >= width - 1:
        return steps
    return min(steps, max(0, -(-max(0, cell) * steps // width)) + 1)
