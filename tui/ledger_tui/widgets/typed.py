"""A line to type into."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input


class Typed(Input):
    """An input whose cursor stands still, so that a screen at rest is drawn once, and that loses no line of what is pasted."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Put in what was pasted as one line, lines of it with a blank between."""
        event.prevent_default().stop()
        self.replace(" ".join(event.text.split()), *self.selection)
