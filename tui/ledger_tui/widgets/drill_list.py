"""The list of the level drilled into, with the row chosen in it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger_tui.messages import RowChosen
from ledger_tui.palette import DIM, SELECTED, TEXT
from ledger_tui.widgets.panel import Parts, clipped, heading, length
from ledger_tui.widgets.shown_panel import Aside


class DrillList(Aside):
    """A row a question, case, prompt or event; the chosen row is kept in the middle, so that a row always shows the same part."""

    WHEEL = "row({})"

    @property
    def first(self) -> int:
        """The first row shown."""
        if self.shown is None:
            return 0
        room = self.size.height - 1
        return max(0, min(self.shown.row_index - room // 2, len(self.shown.rows) - room))

    def lines(self) -> Iterator[Parts]:
        """The way down as a heading, then the rows."""
        width, height = self.size
        if self.shown is None or self.shown.at.level is None:
            return
        rows, chosen = self.shown.rows, self.shown.row_index
        yield heading(self.shown.at.level.title, f"{chosen + 1} of {len(rows)}" if rows else "", self.shown.stamp, width)
        if not rows:
            yield [(" Nothing is recorded of it yet.", DIM)]
        for index in range(self.first, min(len(rows), self.first + height - 1)):
            lit = SELECTED if index == chosen else Style()
            parts = clipped([("→ " if index == chosen else "  ", TEXT), *rows[index].parts], width)
            yield [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked; a click on the chosen one goes into it."""
        index = event.y - 1 + self.first
        if self.shown is not None and event.y and index < len(self.shown.rows):
            self.post_message(RowChosen(index))
