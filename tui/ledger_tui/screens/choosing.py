"""Keys that choose a standard and open the panels beside the event."""

from __future__ import annotations

from ledger_tui.messages import StandardChosen
from ledger_tui.screens.frame import ReplayFrame


class Choosing(ReplayFrame):
    """Chooses a row of the board, and which panel stands beside the event."""

    def on_standard_chosen(self, message: StandardChosen) -> None:
        """Keep the standard that was clicked."""
        self.go(self.at.choosing(message.standard))

    def action_choose(self, by: int) -> None:
        """The next or previous standard of the board."""
        self.go(self.at.choosing_by(by, self.standards))

    def action_follow(self) -> None:
        """Let the choice follow the events."""
        self.go(self.at.freed())

    def action_aside(self, name: str) -> None:
        """A panel beside the event, or the usual one again."""
        self.go(self.at.beside(name))

    def action_river(self) -> None:
        """The river, or the room it takes."""
        self.go(self.at.with_river())
