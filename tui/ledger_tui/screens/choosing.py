"""Keys that choose a standard and open the panels beside the event."""

from __future__ import annotations

from ledger_tui.offered import NOT_KEPT
from ledger_tui.screens.frame import ReplayFrame


class Choosing(ReplayFrame):
    """Chooses a row of the board, and which panel stands beside the event."""

    def action_standard(self, by: int) -> None:
        """The next or previous standard of the board, whatever else is open."""
        self.go(self.at.choosing_by(by, self.standards))

    def action_choose(self, by: int) -> None:
        """The next or previous standard of the board."""
        self.action_standard(by)

    def action_follow(self) -> None:
        """Let the choice follow the events."""
        self.go(self.at.saying(NOT_KEPT) if self.at.follows else self.at.freed())

    def action_aside(self, name: str) -> None:
        """A panel beside the event, or the usual one again."""
        self.go(self.at.beside(name))

    def action_river(self) -> None:
        """The river, or the room it takes."""
        self.go(self.at.with_river())
