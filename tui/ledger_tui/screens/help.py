"""The help: every key of the screen it was opened from, and what the signs mean, filtered by typing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ledger_tui.marks import LEGEND
from ledger_tui.palette import LOOKS, STRONG, TEXT, WARN
from ledger_tui.river import LEGEND as RIVER
from ledger_tui.widgets.panel import Panel, Parts, heading
from ledger_tui.widgets.typed import Typed

Entry = tuple[str, str]


class HelpList(Panel):
    """The keys, then the ratings and the marks, as far as they hold the filter's words."""

    def __init__(self, keys: list[Entry]) -> None:
        super().__init__()
        self.keys = keys
        self.filter = ""
        self.top = 0

    def narrow(self, text: str) -> None:
        """Keep only what holds the text."""
        self.filter, self.top = text.casefold(), 0
        self.redraw()

    def scroll_lines(self, by: int) -> None:
        """Move so many lines, as far as there are any."""
        self.top = max(0, min(self.top + by, len(list(self._all(self.size.width))) - self.size.height))
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """What fits from the place scrolled to."""
        width, height = self.size
        yield from list(self._all(width))[self.top : self.top + height]

    def _all(self, width: int) -> Iterator[Parts]:
        yield from self._section("Keys", [[(f" {keys:<22}", STRONG), (said, TEXT)] for keys, said in self.keys], width)
        looks = [[(f" {look.shape} {look.letter:<20}", look.bold), (look.word, look.style)] for look in LOOKS.values()]
        yield from self._section("Ratings", looks, width)
        yield from self._section("River", [[(f" {sign:<22}", WARN), (words, TEXT)] for sign, words in RIVER], width)
        yield from self._section("Marks", [[(f" {mark.sign:<22}", WARN), (mark.words, TEXT)] for mark in LEGEND], width)

    def _section(self, title: str, entries: Sequence[Parts], width: int) -> Iterator[Parts]:
        kept = [entry for entry in entries if self.filter in "".join(str(text) for text, _ in entry).casefold()]
        if kept:
            yield heading(title, "", "", width)
            yield from kept


class HelpScreen(ModalScreen[None]):
    """Type to filter; escape closes."""

    DEFAULT_CSS = """
    HelpScreen { align: center top; background: $background; }
    HelpScreen > Vertical { width: 96; max-width: 100%; height: 100%; padding: 1 2; }
    HelpScreen Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $panel; }
    HelpScreen Input:focus { border: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="help.close", tooltip="Close the help", priority=True),
        Binding("down,pagedown", "move(5)", "Down", id="help.down", tooltip="Further down", show=False, priority=True),
        Binding("up,pageup", "move(-5)", "Up", id="help.up", tooltip="Further up", show=False, priority=True),
    ]

    def __init__(self, keys: list[Entry]) -> None:
        super().__init__()
        self.keys = keys

    def compose(self) -> ComposeResult:
        """The filter above the list."""
        with Vertical():
            yield Typed("type to filter · up and down move · escape closes")
            yield HelpList(self.keys)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by what is typed."""
        self.query_one(HelpList).narrow(event.value.strip())

    def action_move(self, by: int) -> None:
        """Move the list."""
        self.query_one(HelpList).scroll_lines(by)

    def action_close(self) -> None:
        """Close."""
        self.dismiss()
