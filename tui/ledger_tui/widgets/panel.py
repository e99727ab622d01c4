"""A widget drawn line by line, which repaints only the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from ledger.signs import SIGNS
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
        self._look: tuple[object, ...] = ()

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
        """Draw in the colours of the new theme; styles that leave them and the panel's classes as they are leave the drawing too."""
        super().notify_style_update()
        if self._look != (look := (self.rich_style, self.app.theme, self.classes)):
            self._look = look
            self._anew()

    def _anew(self) -> None:
        self._strips = []
        self.redraw()


def _segments(parts: Parts, background: Style, palette: Palette) -> list[Segment]:
    return [Segment(_shown(text), background + palette.drawn(style)) for text, style in parts if text]


def _shown(text: str) -> str:
    """Recorded text with signs in place of what the terminal would obey."""
    return text if text.isprintable() else text.translate(SIGNS)


def spread(left: Parts, right: Parts, width: int) -> Parts:
    """A line with one part at each end; the right one is left out where both do not fit."""
    gap = width - length(left) - length(right)
    return [*left, (" " * gap, TEXT), *right] if gap > 0 else left


FRAME = 7
"""The cells of a heading besides its title and its stamp."""


LEAST_SAID = 8
"""In fewer cells than this nothing is said, unless it fits whole."""

LEAST = (12, 5)
"""To so many cells a title is cut before the stamp loses more of its words."""


def heading(title: str, said: str, stamp: str, width: int) -> Parts:
    """The rule a panel begins with: its title, what it says for now, and its stamp at the right end, whose mode word always stays."""
    title, stamp = _fitted(title, stamp, width - FRAME)
    left: list[tuple[str, Style]] = [("─ ", RULE), (title, STRONG), (" ", RULE)] if title else []
    right = [(f" {stamp} ", DIM), ("─", RULE)] if stamp else [("─", RULE)]
    room = width - length(left) - length(right) - 4
    if said and room >= min(cell_len(said), LEAST_SAID):
        left += [("· ", RULE), (folded(said, room, 1)[0], STRONG), (" ", RULE)]
    gap = width - length(left) - length(right)
    return [*left, ("─" * max(0, gap), RULE), *right] if gap >= 0 else [*left, *right]


def _fitted(title: str, stamp: str, room: int) -> tuple[str, str]:
    """Title and stamp in so many cells: of the stamp goes the `AS AT` after a mode, how much is supposed, the position; then the title."""
    if cell_len(title) + cell_len(stamp) <= room or not stamp:
        return title, stamp
    forms = list(_shorter(stamp))
    for least in (cell_len(title), *LEAST):
        for form in forms:
            if cell_len(form) + min(least, cell_len(title)) <= room:
                return _cut(title, room - cell_len(form)), form
    return "", forms[-1]


def _cut(title: str, width: int) -> str:
    """The title in at most so many cells; a position at its end, which the stamp has too, is left out whole."""
    if cell_len(title) <= width:
        return title
    short = title.partition(" #")[0]
    return short if cell_len(short) <= width else fit(short, width)


def _shorter(stamp: str) -> Iterator[str]:
    """A stamp in full and then with fewer words: `WHAT IF (2) · AS AT #412`, without `AS AT`, without the number, without the position."""
    yield stamp
    *modes, where = stamp.split(" · ")
    if modes:
        words = " · ".join(modes)
        place = where.replace("AS AT ", "")
        bare = words.partition(" (")[0]
        yield from (f"{words} · {place}", f"{bare} · {place}", words, bare)


def length(parts: Parts) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in parts)


def fit(text: str, width: int) -> str:
    """The text in exactly so many cells, cut with an ellipsis or filled with blanks."""
    if cell_len(text) > width:
        return text[: max(0, width - 1)] + "…" if width > 0 else ""
    return text + " " * (width - cell_len(text))


def clipped(parts: Parts, width: int) -> Parts:
    """The line in at most so many cells, with an ellipsis where it is cut."""
    if length(parts) <= width:
        return parts
    kept: list[tuple[str, Style]] = []
    for text, style in parts:
        left = width - length(kept)
        if cell_len(text) >= left:
            return [*kept, (fit(f"{text} ", left), style)]
        kept.append((text, style))
    return kept


def widest(candidates: Iterable[str], width: int) -> str:
    """The first of the texts, given from long to short, that fits; else the last, cut."""
    last = ""
    for last in candidates:
        if cell_len(last) <= width:
            return last
    return fit(last, width)
