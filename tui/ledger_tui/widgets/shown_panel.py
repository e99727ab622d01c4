"""A panel of the replay screen: given what is shown, it draws it."""

from __future__ import annotations

from ledger_tui.shown import Shown
from ledger_tui.widgets.panel import Panel


class ShownPanel(Panel):
    """A panel that the screen hands what is shown, at every move; it repaints only the lines that changed."""

    shown: Shown | None = None

    def show(self, shown: Shown) -> None:
        """Show a standpoint."""
        self.shown = shown
        self.redraw()


class Aside(ShownPanel):
    """A panel that stands beside the event when it is asked for by its name, which is its id."""
