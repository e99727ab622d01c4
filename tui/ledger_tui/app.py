"""The terminal program: which screen is open, and how it ends."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.theme import Theme

from ledger.application import Ledger
from ledger_tui.messages import InspectionOpened
from ledger_tui.screens.inspections import InspectionsScreen
from ledger_tui.screens.replay import ReplayScreen

CALM = Theme(
    name="calm",
    primary="#9fc3e8",
    secondary="#45b896",
    accent="#9fc3e8",
    warning="#f0c34e",
    error="#e8694a",
    success="#45b896",
    foreground="#c9ced6",
    background="#15181d",
    surface="#1b1f26",
    panel="#232932",
    dark=True,
)


class ReplayApp(App[BaseException]):
    """Opens the inspections, or one of them; ends with the error that stopped it, if one did."""

    TITLE = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", "Leave at once", show=False, priority=True, id="app.quit")]
    ENABLE_COMMAND_PALETTE = False
    CSS = "Footer { background: $panel; } Footer.-compact FooterLabel { margin: 0 1 0 0; }"

    def __init__(self, ledger: Ledger, inspection: str | None = None) -> None:
        super().__init__()
        self._ledger = ledger
        self._inspection = inspection

    def on_mount(self) -> None:
        """Open the first screen."""
        self.register_theme(CALM)
        self.theme = "calm"
        if self._inspection is None:
            self.push_screen(InspectionsScreen(self._ledger))
        else:
            self._replay(self._inspection)

    def on_inspection_opened(self, message: InspectionOpened) -> None:
        """Replay the inspection that was asked for."""
        self._replay(message.inspection)

    def _replay(self, inspection: str) -> None:
        self.push_screen(ReplayScreen(self._ledger, inspection), self._left)

    def _left(self, _: None) -> None:
        """Show the inspections when a replay that was opened first is left."""
        if not any(isinstance(screen, InspectionsScreen) for screen in self.screen_stack):
            self.push_screen(InspectionsScreen(self._ledger))


def run(ledger: Ledger, inspection: str | None = None) -> None:
    """Replay until it is left; an error that stopped it is raised once the screen is closed."""
    error = ReplayApp(ledger, inspection).run()
    if error is not None:
        raise error
