"""The keys of the comparison."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from textual.binding import BindingType

from ledger_tui.screens.keys import CHANGE, STEP, bound

NOT_HERE: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("request.ask", "search.open"), "q goes back to the replay, which has it")
)
"""The ids of the keys that only take in what is typed after them, each with why."""

COMPARE: list[BindingType] = [
    bound("list.next", "j,down", "choose(1)", "Next event", "The next event that came between"),
    bound("list.previous", "k,up", "choose(-1)", "Previous event", "The previous event that came between"),
    bound("list.page-down", "pagedown,ctrl+d", "choose(8)", "Further on", "Eight events further on"),
    bound("list.page-up", "pageup,ctrl+u", "choose(-8)", "Further back", "Eight events further back"),
    bound(
        "list.open",
        "enter",
        "enter",
        "To the event",
        "To the chosen event; back from there leads to where you were before you compared",
        show=True,
        key_display="↵",
    ),
    bound("later.back", "comma,left", "step(-1)", "Back", "The later point one event back", show=True, key_display=",", group=STEP),
    bound("later.on", "full_stop,right", "step(1)", "On", "The later point one event on", show=True, key_display=".", group=STEP),
    bound(
        "later.previous",
        "left_square_bracket",
        "change(-1)",
        "Previous",
        "The later point at the previous rating change",
        show=True,
        key_display="[",
        group=CHANGE,
    ),
    bound(
        "later.next",
        "right_square_bracket",
        "change(1)",
        "Next",
        "The later point at the next rating change",
        show=True,
        key_display="]",
        group=CHANGE,
    ),
    bound("later.last", "end,G", "last", "Last", "The later point at the last event", show=True, key_display="end"),
    bound("picture.save", "s", "picture", "Save", "Save a picture of the screen, as SVG, under a name that you are asked for"),
    bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    bound(
        "request.ask",
        "colon,ctrl+g",
        "elsewhere(':')",
        "Request",
        "A request in words, which a comparison does not answer: what you type after it is no key",
        key_display=":",
    ),
    bound(
        "search.open",
        "slash",
        "elsewhere('/')",
        "Search",
        "A search, which a comparison does not have: what you type after it is no key",
        key_display="/",
    ),
    bound("screen.close", "escape", "back", "Close", "Close the comparison"),
    bound("screen.back", "backspace,less_than_sign,q,d,K", "back", "Back", "Back to where you were", show=True, key_display="q"),
]
