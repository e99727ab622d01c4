"""The terminal program: which screen is open, and how it ends."""

from __future__ import annotations

import os
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType

from ledger.application import Ledger
from ledger_tui.messages import InspectionOpened
from ledger_tui.palettes import NONE, PALETTES, following, suited
from ledger_tui.screens.inspections import InspectionsScreen
from ledger_tui.screens.keys import APP
from ledger_tui.screens.replay import ReplayScreen


class ReplayApp(App[BaseException]):
    """Opens the inspections, or one of them; ends with the error that stopped it, if one did."""

    TITLE = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = APP
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Footer { background: $panel; }
    Footer.-compact FooterLabel { margin: 0 1 0 0; }
    ToastRack { margin-bottom: 6; }
    """

    def __init__(self, ledger: Ledger, inspection: str | None = None) -> None:
        suiting = suited(os.environ)
        super().__init__(ansi_color=True if suiting is NONE else None)
        for palette in PALETTES.values():
            self.register_theme(palette.theme)
        self.theme = suiting.theme.name
        self._ledger = ledger
        self._inspection = inspection

    def on_mount(self) -> None:
        """Open the first screen."""
        if self._inspection is None:
            self.push_screen(InspectionsScreen(self._ledger))
        else:
            self._replay(self._inspection)

    def on_inspection_opened(self, message: InspectionOpened) -> None:
        """Replay the inspection that was asked for."""
        self._replay(message.inspection)

    def action_theme(self) -> None:
        """The next theme: dark, light, or the terminal's own sixteen colours on either."""
        self.theme = following(self.theme)

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
