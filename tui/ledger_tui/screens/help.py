"""The help: every key of the screen it was opened from, and what the signs mean, filtered by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ledger_tui.screens.keys import NONE, explained
from ledger_tui.widgets.help_list import SIGNS, HelpList, Legends
from ledger_tui.widgets.typed import Typed

ALL = 1_000_000
"""More lines than there are."""


class HelpScreen(ModalScreen[None]):
    """Type to filter; escape takes the filter away, then closes."""

    DEFAULT_CSS = """
    HelpScreen { align: center top; background: $background; }
    HelpScreen > Vertical { width: 104; max-width: 100%; height: 100%; padding: 1 2; }
    HelpScreen Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $panel; }
    HelpScreen Input:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="help.close", tooltip="Show all again, or close the help", priority=True),
        Binding("down", "move(1)", "Down", id="help.down", tooltip="Further down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", id="help.up", tooltip="Further up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", id="help.page-down", tooltip="A screen further down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", id="help.page-up", tooltip="A screen further up", show=False, priority=True),
        Binding("home", f"move(-{ALL})", "Top", id="help.top", tooltip="To the top", show=False, priority=True),
        Binding("end", f"move({ALL})", "Bottom", id="help.bottom", tooltip="To the bottom", show=False, priority=True),
    ]

    def __init__(self, bindings: Sequence[BindingType], not_here: Mapping[str, str] = NONE, legends: Legends = SIGNS) -> None:
        """`not_here` has the ids of those that do nothing where the help was asked for, with why, `legends` what the signs there mean."""
        super().__init__()
        self.legends = legends
        self.bindings, self.not_here = bindings, not_here

    def compose(self) -> ComposeResult:
        """The filter above the list."""
        with Vertical():
            yield Typed("type to filter · ↑ ↓ page home end move · escape closes")
            yield HelpList(explained(self.bindings, self.not_here, getattr(self.app, "keymap", NONE)), self.legends)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed."""
        self.query_one(HelpList).narrow(event.value.strip())

    def action_move(self, by: int) -> None:
        """Move the list."""
        self.query_one(HelpList).scroll_by(by)

    def action_page(self, by: int) -> None:
        """A screen of the list further."""
        listed = self.query_one(HelpList)
        listed.scroll_by(by * max(1, listed.room - 1))

    def action_close(self) -> None:
        """Show all again where something is typed; else close."""
        field = self.query_one(Input)
        if field.value:
            field.value = ""
        else:
            self.dismiss()
