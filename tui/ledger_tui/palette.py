"""How ratings look: a letter, a word, a shape and a colour each, so that colour alone never carries anything.

The colours are of the Okabe and Ito kind, told apart by people who are colour-blind; the shapes rise with the rating.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.style import Style

from ledger.domain.framework import Rating

TEXT = Style(color="#c9ced6")
STRONG = Style(color="#ffffff", bold=True)
DIM = Style(color="#8b93a1")
RULE = Style(color="#545c69")
PLAYED = Style(color="#7f9dbd")
HEAD = Style(color="#15181d", bgcolor="#e6e9ee", bold=True)
MODE = Style(color="#15181d", bgcolor="#9fc3e8", bold=True)
WARN = Style(color="#f0c34e", bold=True)
SELECTED = Style(bgcolor="#2b323d")


@dataclass(frozen=True, slots=True)
class Look:
    """How one rating is shown: `shape` is one cell, `letter` at most two."""

    letter: str
    word: str
    shape: str
    colour: str

    @property
    def style(self) -> Style:
        """The rating's colour."""
        return Style(color=self.colour)

    @property
    def bold(self) -> Style:
        """The rating's colour, bold."""
        return Style(color=self.colour, bold=True)


LOOKS: dict[Rating | Literal["Pending"], Look] = {
    Rating.INADEQUATE: Look("I", "Inadequate", "▁", "#e8694a"),
    Rating.REQUIRES_IMPROVEMENT: Look("RI", "Requires improvement", "▃", "#f0c34e"),
    Rating.GOOD: Look("G", "Good", "▅", "#45b896"),
    Rating.OUTSTANDING: Look("O", "Outstanding", "█", "#6cb4f5"),
    Rating.NOT_RATED: Look("-", "Not rated", "·", "#8b93a1"),
    "Pending": Look("…", "Pending", "·", "#c9ced6"),
}


def look(rating: Rating | Literal["Pending"] | None) -> Look:
    """How a rating is shown; None, a key question with no band, as not rated."""
    return LOOKS[Rating.NOT_RATED if rating is None else rating]
