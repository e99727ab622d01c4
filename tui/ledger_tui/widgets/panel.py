"""A widget drawn line by line, which repaints only the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ledger_tui.folding import folded
from ledger_tui.palette import DIM, RULE, STRONG, TEXT
from ledger_tui.palettes import Palette, palette_of

Parts = Sequence[tuple[str, Style]]
"""One line as pieces of text, each with its style."""


class Panel(Widget):
    """A widget whose `lines` are drawn as they are; `redraw` repaints those that differ from what stands."""

    DEFAULT_CSS = "Panel { height: 1fr; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []

    def lines(self) -> Iterable[Parts]:
        """The lines to draw in the size that the widget has; those beyond its height are cut."""
        return ()

    def redraw(self) -> None:
        """Draw again, repainting only the lines that changed."""
        width, height = self.size
        if not width or not height:
            return
        background, palette = self.rich_style, palette_of(self.app.theme)
        drawn = [Strip(_segments(parts, background, palette)).adjust_cell_length(width, background) for parts in self.lines()]
        drawn = drawn[:height] + [Strip.blank(width, background)] * (height - len(drawn))
        stale = [y for y, strip in enumerate(drawn) if y >= len(self._strips) or strip != self._strips[y]]
        self._strips = drawn
        if stale:
            self.refresh(*(Region(0, y, width, 1) for y in stale))

    def render_line(self, y: int) -> Strip:
        """The line as last drawn."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width, self.rich_style)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._anew()

    def notify_style_update(self) -> None:
        """Draw in the colours of the new theme."""
        super().notify_style_update()
        self._anew()

    def _anew(self) -> None:
        self._strips = []
        self.redraw()


def _segments(parts: Parts, background: Style, palette: Palette) -> list[Segment]:
    return [Segment(text, background + palette.drawn(style)) for text, style in parts if text]


def spread(left: Parts, right: Parts, width: int) -> Parts:
    """A line with one part at each end; the right one is left out where both do not fit."""
    gap = width - length(left) - length(right)
    return [*left, (" " * gap, TEXT), *right] if gap > 0 else left


FRAME = 6
"""The cells of a heading besides its title and its stamp."""


def heading(title: str, said: str, stamp: str, width: int) -> Parts:
    """The rule a panel begins with: its title, what it says for now, and its stamp at the right end."""
    if cell_len(title) + cell_len(stamp) + FRAME > width:  # the stamp is never left out: it loses words before the title does
        stamp = stamp.replace("AS AT ", "")
        title = title if cell_len(title) + cell_len(stamp) + FRAME <= width else fit(title, max(1, width - cell_len(stamp) - FRAME))
    left: list[tuple[str, Style]] = [("─ ", RULE), (title, STRONG), (" ", RULE)]
    right = [(f" {stamp} ", DIM), ("─", RULE)]
    room = width - length(left) - length(right) - 4
    if said and room > 0:
        left += [("· ", RULE), (folded(said, room, 1)[0], STRONG), (" ", RULE)]
    gap = width - length(left) - length(right)
    return [*left, ("─" * max(0, gap), RULE), *right] if gap >= 0 else left


def length(parts: Parts) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in parts)


def fit(text: str, width: int) -> str:
    """The text in exactly so many cells, cut with an ellipsis or filled with blanks."""
    if cell_len(text) > width:
        return text[: max(0, width - 1)] + "…" if width > 0 else ""
    return text + " " * (width - cell_len(text))


def widest(candidates: Iterable[str], width: int) -> str:
    """The first of the texts, given from long to short, that fits; else the last, cut."""
    last = ""
    for last in candidates:
        if cell_len(last) <= width:
            return last
    return fit(last, width)
