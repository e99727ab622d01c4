"""What is recorded on the chosen line of a sheet: what stands, by whom, why and on what evidence, and what stood before."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.style import Style

from ledger.domain.recorded import RecordedEvent
from ledger.domain.roles import spoken
from ledger_tui.palette import DIM, STRONG, TEXT, WARN
from ledger_tui.sheet import Line, said_by
from ledger_tui.stamp import short_stamp
from ledger_tui.widgets.panel import Panel, Parts, heading
from ledger_tui.wording import describe
from ledger_tui.writing import Writing

KEYS = {
    "standard": (),
    "question": (("s", "sufficient"), ("i", "insufficient"), ("r", "not relevant")),
    "prompt": (("y", "yes"), ("n", "no"), ("a", "not applicable")),
}
"""The keys of each kind of line, and what they record."""


class LineDetail(Panel):
    """The keys of the line or what is said of the last of them, then the events on it, the last one first."""

    DEFAULT_CSS = "LineDetail { height: 5; }"

    writing: Writing | None = None

    def show(self, writing: Writing) -> None:
        """Show the chosen line."""
        self.writing = writing
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading, the keys and as much of the history as fits."""
        width = self.size.width
        if self.writing is None:
            return
        line = self.writing.line
        kind = {"standard": "Standard", "question": "Key question", "prompt": "Prompt"}[line.kind]
        yield heading(f"{kind} {line.id}", "", short_stamp(self.writing.sheet.view.last), width)
        if self.writing.message:
            yield from ([(" ", TEXT), (text, WARN)] for text in textwrap.wrap(self.writing.message, width - 2))
        else:
            yield [(" ", TEXT), *_keys(line)]
        told = self.writing.sheet.told.get(line.id, ())
        if not told and line.kind != "standard":
            yield [(f" Not {'answered' if line.kind == 'prompt' else 'judged'} yet.", DIM)]
        for recorded in reversed(told):
            yield from _event(recorded, width)


def _keys(line: Line) -> Iterator[tuple[str, Style]]:
    for key, word in KEYS[line.kind]:
        yield (f"{key} ", STRONG)
        yield (f"{word}   ", DIM)


def _event(recorded: RecordedEvent, width: int) -> Iterator[Parts]:
    words = describe(recorded)
    value = spoken(str(said_by(recorded.event)))
    head = f"#{recorded.position} {value} · {words.who} · {words.happened}"
    why = f"why: {words.why}" if "reason" in recorded.texts else ""
    cites = f"cites {', '.join(words.evidence)}" if words.evidence else ""
    texts = [(head, TEXT), (why, TEXT), (cites, DIM)]
    for text, style in texts:
        yield from ([(" ", TEXT), (part, style)] for part in textwrap.wrap(text, width - 2))
