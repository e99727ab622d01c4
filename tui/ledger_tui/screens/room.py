"""How much room a screen has in the terminal, and the classes that its styles go by."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widgets import Label

from ledger_tui.widgets.prompt import Prompt

SMALL = "-small"
"""The class of a screen while the terminal is too small for it, when nothing of it is seen."""

TOO_SMALL = (60, 16)
ROOMY = (110, 34)
TIGHT = 76
"""In fewer cells than this the board leaves titles out, and the footer some keys."""


def is_roomy(screen: Screen[Any]) -> bool:
    """Whether there is room for everything side by side."""
    width, height = screen.app.size
    return width >= ROOMY[0] and height >= ROOMY[1]


def told_too_small(what: str) -> Label:
    """What is seen in place of a screen that is too small."""
    return Label(f"Too small.\n{what} {TOO_SMALL[0]} by {TOO_SMALL[1]}.\nq leaves.", id="small")


def fit_to_terminal(screen: Screen[Any], **worn: bool) -> None:
    """Give a screen `-small`, `-roomy`, `-tight` and the classes given that are true, and take those that are not.

    What a prompt asks for that is not seen any more is asked for no longer.
    The screen is styled anew once and only where that changes any: every class by itself would have all its widgets styled and drawn again.
    """
    width, height = screen.app.size
    worn |= {"small": width < TOO_SMALL[0] or height < TOO_SMALL[1], "roomy": is_roomy(screen), "tight": width < TIGHT}
    before = screen.classes
    for name, wears in worn.items():
        screen.set_class(wears, f"-{name}", update=False)
    if worn["small"]:
        for prompt in screen.query(Prompt):
            prompt.drop()
    if screen.classes != before:
        screen.update_node_styles()
