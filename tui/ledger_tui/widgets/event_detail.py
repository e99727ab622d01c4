"""The event at the cursor in plain words, and what it changed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.style import Style

from ledger.integrity.faults import Verified
from ledger_tui.consequences import consequences
from ledger_tui.palette import DIM, STRONG, TEXT, WARN
from ledger_tui.shown import Shown
from ledger_tui.telling.verified import event_verified
from ledger_tui.widgets.panel import Parts, heading
from ledger_tui.widgets.shown_panel import Aside
from ledger_tui.wording import Words, describe

LABEL = 8


class EventDetail(Aside):
    """Headline, what, who, why, what it led to, when and evidence; scrolls where they do not fit."""

    top = 0
    verified: Verified | None = None
    _body: Sequence[Parts] = ()

    def show(self, shown: Shown) -> None:
        """Show the event at the cursor, another one than before from its beginning."""
        if self.shown is None or self.shown.recorded is not shown.recorded:
            self.top = 0
        super().show(shown)

    def scroll_by(self, lines: int) -> None:
        """Move the text so many lines, as far as there is any."""
        self.top = max(0, min(self.top + lines, len(self._body) - self.size.height + 1))
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading and as much of the text as fits, saying how much more there is."""
        width, height = self.size
        if self.shown is None:
            return
        recorded = self.shown.recorded
        title = f"Event #{recorded.position}" if recorded else "Event"
        yield heading(title, "", self.shown.stamp, width)
        self._body = list(self._text(self.shown, width - 2))
        room = height - 1
        rest = len(self._body) - self.top - room
        shown = self._body[self.top : self.top + (room if rest <= 0 else room - 1)]
        yield from ([(" ", TEXT), *parts] for parts in shown)
        if rest > 0:
            yield [(f" ↓ {rest + 1} more lines: page down", DIM)]

    def _text(self, shown: Shown, width: int) -> Iterator[Parts]:
        recorded = shown.recorded
        if recorded is None:
            yield [("Nothing has happened yet.", TEXT)]
            return
        words = describe(recorded, shown.view.framework, shown.previous_like)
        yield from ([(line, STRONG)] for line in textwrap.wrap(words.headline, width))
        yield from _fields(words, consequences(shown.before, shown.view), width)
        bytes_ = event_verified(self.verified, recorded.position) if self.verified else "not verified since this was opened: V verifies"
        yield from field("bytes", (bytes_,), width, TEXT if self.verified else DIM)


def _fields(words: Words, changed: Sequence[str], width: int) -> Iterator[Parts]:
    yield from field("what", words.what[:1], width)
    yield from field("who", (words.who,), width)
    yield from field("why", (words.why,), width, DIM if words.why == "no reason recorded" else TEXT)
    yield from field("led to", changed, width, STRONG)
    yield from field("when", (words.happened, words.recorded), width)
    yield from field("more", words.what[1:], width)
    yield from field("cites", words.evidence, width)
    yield from field("note", (words.provenance,) if words.provenance else (), width, WARN)


def field(label: str, texts: Sequence[str], width: int, style: Style = TEXT) -> Iterator[Parts]:
    """A labelled field: the label beside the first line, every text wrapped within the rest of the width."""
    shown = label
    for text in texts:
        for line in textwrap.wrap(text, max(10, width - LABEL)):
            yield [(f"{shown:<{LABEL}}", DIM), (line, style)]
            shown = ""
