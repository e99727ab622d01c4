"""Keys that drill from a standard down to the events, and move in the list there."""

from __future__ import annotations

from ledger_tui.drill import Level
from ledger_tui.messages import RowChosen, StandardChosen
from ledger_tui.screens.choosing import Choosing
from ledger_tui.widgets.scrolled import Scrolled


class Drilling(Choosing):
    """Goes into the chosen row; the way back leads to exactly where one was."""

    def on_standard_chosen(self, message: StandardChosen) -> None:
        """Keep the standard that was clicked, or go into the one that was kept already."""
        if self.at.level is None and not self.at.aside and (self.at.chosen, self.at.follows) == (message.standard, False):
            self.action_enter()
        else:
            self.go(self.at.choosing(message.standard))

    def action_enter(self) -> None:
        """Into the chosen standard, or into the chosen row of the list; from an event, to that event."""
        row = self.shown.row if self.shown else None
        if self.at.level is None:
            self.go(self.at.into(Level(self.at.chosen), self.at.chosen))
        elif row is not None and row.into is not None:
            self.go(self.at.into(row.into))
        elif row is not None and row.step:
            self.go(self.at.away(row.step))
        else:
            self.say("nothing is recorded of it yet")

    def action_choose(self, by: int) -> None:
        """The next or previous row of the list, or standard of the board."""
        if self.at.level is None:
            super().action_choose(by)
        else:
            self.action_row(by)

    def action_row(self, by: int) -> None:
        """The next or previous row of the list."""
        if self.shown is not None and self.at.level is not None:
            self.go(self.at.row_by(by, len(self.shown.rows)))

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose the row that was clicked, or go into it where it was chosen already."""
        if self.shown is not None and self.shown.row_index == message.row:
            self.action_enter()
        else:
            self.go(self.at.row_by(message.row - self.at.row, message.row + 1))

    def action_detail(self, lines: int) -> None:
        """Read on or back in the words beside, as far as the longest of them goes."""
        read = [panel.read_on(self.at.read, lines) for panel in self.query(Scrolled) if panel.display]
        if read:
            self.go(self.at.reading(max(read)))

    def action_read_on(self, by: int) -> None:
        """Read on or back in the words beside, whatever else is open."""
        Drilling.action_detail(self, 3 * by)
