"""How fast the player goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """A speed: so many events every so many milliseconds."""

    name: str
    events: int
    milliseconds: int


SPEEDS = (
    Speed("¼x", 1, 400),
    Speed("½x", 1, 200),
    Speed("1x", 1, 100),
    Speed("2x", 1, 50),
    Speed("4x", 2, 50),
    Speed("8x", 4, 50),
    Speed("16x", 8, 50),
)
NORMAL = 2
"""The index of 1x, ten events a second."""
