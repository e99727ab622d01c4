"""The board: every standard with its rating, score, marks and the figures of its key questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger.domain.framework import Domain, Rating, Standard
from ledger_tui.consequences import changed_standards
from ledger_tui.messages import StandardChosen
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.rows import board_rows
from ledger_tui.shown import Shown
from ledger_tui.widgets.panel import Parts, heading, length
from ledger_tui.widgets.river import ALIGNED
from ledger_tui.widgets.shown_panel import ShownPanel
from ledger_tui.widgets.standard_row import standard_row


class Board(ShownPanel):
    """Standards as rows, grouped by domain; the chosen one is lit, those the cursor's event changed are pointed at.

    With suppositions those that came out otherwise than recorded are pointed at, with the rating as recorded.
    """

    WHEEL = "standard({})"
    changed: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()

    def show(self, shown: Shown) -> None:
        """Show the ratings as at the cursor."""
        self.changed = changed_standards(shown.before, shown.view)
        self.moved = changed_standards(shown.as_recorded, shown.view)
        super().show(shown)

    @property
    def chosen(self) -> str:
        """The id of the chosen standard."""
        return self.shown.at.chosen if self.shown else ""

    @property
    def rows(self) -> list[Domain | Standard]:
        """Domains and standards in printed order; the domains only where everything fits with them."""
        framework = self.shown.view.framework if self.shown else None
        beneath = 2 if self.has_class(ALIGNED) else 0
        return board_rows(framework, self.size.height - 1 - beneath) if framework else []

    @property
    def first(self) -> int:
        """The first row shown, so that the chosen one is on the screen."""
        chosen = next((y for y, row in enumerate(self.rows) if isinstance(row, Standard) and row.id == self.chosen), 0)
        return max(0, chosen + 2 - self.size.height)

    def lines(self) -> Iterator[Parts]:
        """A heading, then one line a row; beside the river the overall rating too, which has its row there."""
        width = self.size.width
        if self.shown is None:
            return
        yield heading("Board", "", self.shown.stamp, width)
        for row in self.rows[self.first :]:
            yield self._standard(row.id, width) if isinstance(row, Standard) else [(f" {row.id} {row.title}", DIM)]
        overall = self.shown.view.overall
        if self.has_class(ALIGNED) and overall is not None:
            found = look(overall.rating)
            yield [("     Overall ", STRONG), (f"{found.shape} {found.letter:<2} {found.word}", found.bold)]

    def _standard(self, name: str, width: int) -> Parts:
        assert self.shown is not None
        rating, was = self.shown.view.standards[name].rating, self._was(name)
        lit = SELECTED if name == self.chosen else Style()
        pointer = "»" if name in self.moved else "►" if name in self.changed else " "
        parts = [(pointer, WARN), *standard_row(rating, width, was if was != rating.rating else None)]
        return [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def _was(self, name: str) -> Rating | None:
        recorded = self.shown.as_recorded.standards.get(name) if self.shown else None
        return recorded.rating.rating if recorded else None

    def on_click(self, event: events.Click) -> None:
        """Choose the standard that was clicked; a click on the one that is kept goes into it."""
        index = event.y - 1 + self.first
        rows = self.rows
        if event.y and index < len(rows):
            row = rows[index]
            if isinstance(row, Standard):
                self.post_message(StandardChosen(row.id))
