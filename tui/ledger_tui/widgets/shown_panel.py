"""A panel of the replay screen: given what is shown, it draws it."""

from __future__ import annotations

from typing import ClassVar

from ledger_tui.messages import WheelTurned
from ledger_tui.shown import Shown
from ledger_tui.widgets.panel import Panel


class ShownPanel(Panel):
    """A panel that the screen hands what is shown, at every move; it repaints only the lines that changed."""

    WHEEL: ClassVar[str] = ""
    """The action of a turn of the wheel, `{}` being 1 for down and -1 for up; empty where it does nothing."""
    shown: Shown | None = None

    def show(self, shown: Shown) -> None:
        """Show a standpoint."""
        self.shown = shown
        self.redraw()

    def on_mouse_scroll_down(self) -> None:
        """What a turn of the wheel does."""
        self._turned(1)

    def on_mouse_scroll_up(self) -> None:
        """The same the other way."""
        self._turned(-1)

    def _turned(self, by: int) -> None:
        if self.WHEEL:
            self.post_message(WheelTurned(self.WHEEL.format(by)))


class Aside(ShownPanel):
    """A panel that stands beside the event when it is asked for by its name, which is its id."""
