"""The keys of the programme."""

from __future__ import annotations

from textual.binding import BindingType

from ledger_tui.screens.keys import bound

PROGRAMME: list[BindingType] = [
    bound("list.next", "j,down", "move(1)", "Down", "To the next inspection"),
    bound("list.previous", "k,up", "move(-1)", "Up", "To the previous inspection"),
    bound("list.page-down", "pagedown,ctrl+d", "page(1)", "Page down", "A screen of inspections further"),
    bound("list.page-up", "pageup,ctrl+u", "page(-1)", "Page up", "A screen of inspections back"),
    bound("list.first", "home", "move(-1000000)", "First", "To the first inspection"),
    bound("list.last", "end,G", "move(1000000)", "Last", "To the last inspection"),
    bound("list.open", "enter", "open", "Replay", "Replay the chosen inspection", show=True, key_display="enter"),
    bound("list.sort", "s", "sort(1)", "Sort", "Sort by the next: service, score, edge …", show=True, key_display="s"),
    bound("list.sort-back", "S", "sort(-1)", "Sort back", "Sort by the one before"),
    bound("list.turn", "r", "turn", "Turn", "The same order from its other end"),
    bound("list.filter", "slash", "filter", "Filter", "Only inspections that hold some words", show=True, key_display="/"),
    bound("list.as-at", "at", "as_at", "As at", "List as at a date, a time or a position", show=True, key_display="@"),
    bound(
        "request.ask",
        "colon,ctrl+g",
        "request",
        "Request",
        "A point to list as at, or a request: verify, find york, picture",
        key_display=":",
    ),
    bound("ledger.verify", "V", "verify", "Verify", "Read every record again and check it, rung by rung"),
    bound("picture.save", "p", "picture", "Save", "Save a picture of the screen, as SVG, under a name that you are asked for"),
    bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    bound(
        "screen.close",
        "escape,backspace,less_than_sign",
        "close",
        "Close",
        "Close what is open, the filter, the as-at point; and never leave",
    ),
    bound("screen.quit", "q", "quit", "Quit", "Leave the program", show=True, key_display="q"),
]
