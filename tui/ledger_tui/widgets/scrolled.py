"""A panel of text that is read on where it does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger_tui.palette import DIM, TEXT
from ledger_tui.widgets.panel import Parts
from ledger_tui.widgets.shown_panel import Aside


class Scrolled(Aside):
    """Text from the line that the standpoint says is read on from, as much as fits, and how much more there is."""

    WHEEL = "read_on({})"
    _most = 0

    def read_on(self, line: int, lines: int) -> int:
        """The line so many further on than a line, as far as there is any text."""
        return max(0, min(line + lines, self._most))

    def scrolled(self, body: Sequence[Parts], room: int) -> Iterator[Parts]:
        """The part of the text to show in so many lines."""
        self._most = max(0, len(body) - room)
        top = min(self.shown.at.read if self.shown else 0, self._most)
        rest = len(body) - top - room
        yield from ([(" ", TEXT), *parts] for parts in body[top : top + (room if rest <= 0 else room - 1)])
        if rest > 0:
            yield [(f" ↓ {rest + 1} more: page down", DIM)]
