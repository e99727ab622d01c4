"""A line to type into."""

from __future__ import annotations

from textual.widgets import Input


class Typed(Input):
    """An input whose cursor stands still, so that a screen at rest is drawn once."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self.cursor_blink = False
