"""How things look: a letter, a word, a shape and an ink for every rating, so that colour alone never carries anything.

A style here names its inks (`good`, `selected`); which colours those are the palette in use decides when a line is drawn
(`palettes.py`). Outside a panel, where nothing decides, an ink is the terminal's own colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.color import Color, ColorType
from rich.style import Style

from ledger.domain.framework import Rating


def _ink(name: str) -> Color:
    """A colour by the name of its use."""
    return Color(name, ColorType.DEFAULT)


TEXT = Style(color=_ink("text"))
STRONG = Style(color=_ink("strong"), bold=True)
DIM = Style(color=_ink("dim"))
RULE = Style(color=_ink("rule"))
PLAYED = Style(color=_ink("played"))
HEAD = Style(color=_ink("on-head"), bgcolor=_ink("head"), bold=True)
MODE = Style(color=_ink("on-mode"), bgcolor=_ink("mode"), bold=True)
WARN = Style(color=_ink("warn"), bold=True)
SELECTED = Style(bgcolor=_ink("selected"))


@dataclass(frozen=True, slots=True)
class Look:
    """How one rating is shown: `shape` is one cell, `letter` at most two."""

    letter: str
    word: str
    shape: str
    ink: str

    @property
    def style(self) -> Style:
        """The rating's ink."""
        return Style(color=_ink(self.ink))

    @property
    def bold(self) -> Style:
        """The rating's ink, bold."""
        return Style(color=_ink(self.ink), bold=True)


LOOKS: dict[Rating | Literal["Pending"], Look] = {
    Rating.INADEQUATE: Look("I", "Inadequate", "▁", "inadequate"),
    Rating.REQUIRES_IMPROVEMENT: Look("RI", "Requires improvement", "▃", "requires-improvement"),
    Rating.GOOD: Look("G", "Good", "▅", "good"),
    Rating.OUTSTANDING: Look("O", "Outstanding", "█", "outstanding"),
    Rating.NOT_RATED: Look("-", "Not rated", "·", "not-rated"),
    "Pending": Look("…", "Pending", "·", "pending"),
}


def look(rating: Rating | Literal["Pending"] | None) -> Look:
    """How a rating is shown; None, a key question with no band, as not rated."""
    return LOOKS[Rating.NOT_RATED if rating is None else rating]
