"""Keys that drill from a standard down to the events, and move in the list there."""

from __future__ import annotations

from ledger_tui.drill import Level
from ledger_tui.messages import RowChosen
from ledger_tui.screens.choosing import Choosing
from ledger_tui.widgets.scrolled import Scrolled


class Drilling(Choosing):
    """Goes into the chosen row; the way back leads to exactly where one was."""

    def action_enter(self) -> None:
        """Into the chosen standard, or into the chosen row of the list; from an event, to that event."""
        row = self.shown.row if self.shown else None
        if self.at.level is None:
            self.go(self.at.into(Level(self.at.chosen), self.at.chosen))
        elif row is not None and row.into is not None:
            self.go(self.at.into(row.into))
        elif row is not None and row.step:
            self.go(self.at.away(row.step))

    def action_choose(self, by: int) -> None:
        """The next or previous row of the list, or standard of the board."""
        if self.at.level is None:
            super().action_choose(by)
        elif self.shown is not None:
            self.go(self.at.row_by(by, len(self.shown.rows)))

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose the row that was clicked, or go into it where it was chosen already."""
        if self.shown is not None and self.shown.row_index == message.row:
            self.action_enter()
        else:
            self.go(self.at.row_by(message.row - self.at.row, message.row + 1))

    def action_detail(self, lines: int) -> None:
        """Read on or back in the words beside."""
        for panel in self.query(Scrolled):
            if panel.display:
                self.go(self.at.reading(panel.read_on(self.at.read, lines)))
