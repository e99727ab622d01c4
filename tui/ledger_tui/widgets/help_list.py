"""The list of the help: every key of a screen and what the signs mean, folded, scrolled and filtered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from rich.style import Style

from ledger_tui.folding import folded
from ledger_tui.marks import LEGEND
from ledger_tui.palette import DIM, LOOKS, STRONG, TEXT, WARN
from ledger_tui.river import LEGEND as RIVER
from ledger_tui.screens.keys import Entry
from ledger_tui.track import LEGEND as TIMELINE
from ledger_tui.widgets.panel import Panel, Parts, heading

LABEL = 22
"""The cells that the keys have."""
MOST = 9
"""No entry takes more lines."""

Told = tuple[str, Style, str, Style]
"""A label and what is said of it, each in its style."""


Legends = Mapping[str, Sequence[tuple[str, str]]]
"""Signs and what they mean, under titles."""

SIGNS: Final[Legends] = {"Timeline": TIMELINE, "River": RIVER, "Marks": [(mark.sign, mark.words) for mark in LEGEND]}
"""The signs of a replay."""


class HelpList(Panel):
    """The keys, then the ratings and the signs, as far as they hold all words of the filter; the keys that do nothing here stand last."""

    def __init__(self, keys: Sequence[Entry], legends: Legends) -> None:
        super().__init__()
        self.keys, self.legends = keys, legends
        self.filter = ""
        self.top = 0

    def narrow(self, text: str) -> None:
        """Keep only what holds every word of the text."""
        self.filter, self.top = text, 0
        self.redraw()

    def scroll_by(self, lines: int) -> None:
        """Move so many lines, as far as there are any."""
        self.top = max(0, min(self.top + lines, len(self._body()) - self.room))
        self.redraw()

    @property
    def room(self) -> int:
        """The lines there are for the list; one says how much more there is, where not all of it fits."""
        return self.size.height - (len(self._body()) > self.size.height)

    def lines(self) -> Iterator[Parts]:
        """What fits from the place scrolled to, and how much there is above and below."""
        body, room = self._body(), self.room
        if not body:
            yield [(f" Nothing found for “{self.filter}”: escape shows all again.", TEXT)]
            return
        self.top = max(0, min(self.top, len(body) - room))
        yield from body[self.top : self.top + room]
        below = len(body) - self.top - room
        more = [f"↓ {below} more below" if below > 0 else "", f"↑ {self.top} more above" if self.top else ""]
        if any(more):
            yield [(f" {' · '.join(said for said in more if said)}", DIM)]

    def _body(self) -> list[Parts]:
        return [
            *self._section("Keys", [(one.keys, STRONG, one.does, TEXT) for one in self.keys if not one.not_here]),
            *self._section("Ratings", [(f"{look.shape} {look.letter}", look.bold, look.word, look.style) for look in LOOKS.values()]),
            *(
                part
                for title, signs in self.legends.items()
                for part in self._section(title, [(sign, WARN, words, TEXT) for sign, words in signs])
            ),
            *self._section(
                "Keys that do nothing here", [(k.keys, DIM, f"{k.does} (not here: {k.not_here})", DIM) for k in self.keys if k.not_here]
            ),
        ]

    def _section(self, title: str, entries: Sequence[Told]) -> Iterator[Parts]:
        words, width = self.filter.casefold().split(), self.size.width
        kept = [entry for entry in entries if all(word in f"{title} {entry[0]} {entry[2]}".casefold() for word in words)]
        if kept:
            yield heading(title, "", "", width)
            for label, style, said, ink in kept:
                labels, lines = folded(label, LABEL - 1, MOST), folded(said, max(10, width - LABEL - 2), MOST)
                yield from ([(f" {left:<{LABEL}}", style), (right, ink)] for left, right in zip_longest(labels, lines, fillvalue=""))

    def on_mouse_scroll_down(self) -> None:
        """Further down."""
        self.scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        """Further up."""
        self.scroll_by(-3)
