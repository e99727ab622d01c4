"""The inspections of the ledger; enter replays one."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import Worker, WorkerState, get_current_worker

from ledger.application import Ledger
from ledger_tui.messages import InspectionOpened, InspectionRead, InspectionsListed
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import INSPECTIONS, explained
from ledger_tui.widgets.inspection_list import InspectionList


class InspectionsScreen(Screen[None]):
    """Lists the inspections with their latest overall ratings."""

    BINDINGS: ClassVar[list[BindingType]] = INSPECTIONS

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger

    def compose(self) -> ComposeResult:
        """The list and the footer."""
        yield InspectionList()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin reading."""
        self.read()

    @work(thread=True, exclusive=True, exit_on_error=False, group="inspections")
    def read(self) -> None:
        """Read the ids, then one board after the other."""
        worker = get_current_worker()
        ids = self._ledger.inspections()
        self.post_message(InspectionsListed(ids))
        for inspection in ids:
            if worker.is_cancelled:
                return
            self.post_message(InspectionRead(self._ledger.board(inspection)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_inspections_listed(self, message: InspectionsListed) -> None:
        """Show the ids."""
        listed = self.query_one(InspectionList)
        listed.ids, listed.read = message.ids, True
        listed.redraw()

    def on_inspection_read(self, message: InspectionRead) -> None:
        """Fill in one row."""
        listed = self.query_one(InspectionList)
        listed.boards[message.board.view.inspection] = message.board
        listed.redraw()

    def action_move(self, by: int) -> None:
        """To another row."""
        listed = self.query_one(InspectionList)
        listed.choose(listed.index + by)

    def action_open(self) -> None:
        """Replay the chosen inspection."""
        chosen = self.query_one(InspectionList).chosen
        if chosen:
            self.post_message(InspectionOpened(chosen))

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(explained(INSPECTIONS)))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
