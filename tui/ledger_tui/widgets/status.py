"""What is said of the last key, in the footer's place until the next one."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_tui.folding import folded
from ledger_tui.palette import STRONG, TEXT
from ledger_tui.widgets.panel import Panel, Parts

MOST = 4
"""What takes more than one line in so many of the screen's is cut at a word."""


class Status(Panel):
    """One message, folded between words, which the next takes the place of; not there where there is nothing to say."""

    DEFAULT_CSS = """
    Status { display: none; dock: bottom; height: 1; background: $panel; }
    Status.-saying { display: block; }
    Status.-asking { display: none; }
    """

    SCOPED_CSS = False
    text = ""

    def say(self, text: str) -> None:
        """Say this and nothing else; an empty text gives the footer its place back."""
        if text != self.text:
            self.text = text
            self.screen.query("Status, KeysLine").set_class(bool(text), "-saying")
            self._fit()

    def lines(self) -> Iterator[Parts]:
        """The message in as many lines as it takes."""
        yield from ([(" ", TEXT), (line, STRONG)] for line in self._folded())

    def on_resize(self) -> None:
        """Fold for the new size."""
        self._fit()

    def _folded(self) -> list[str]:
        return folded(self.text, max(1, self.app.size.width - 2), max(1, self.app.size.height // MOST))

    def _fit(self) -> None:
        self.styles.height = max(1, len(self._folded()))
        self.redraw()
