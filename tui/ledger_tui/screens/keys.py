"""The keys of the replay screen, each with a stable id and a sentence for the help."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from textual.binding import Binding, BindingType

STEP = Binding.Group("Step", compact=True)
CHANGE = Binding.Group("Change", compact=True)


def bound(identity: str, keys: str, action: str, name: str, tooltip: str, **more: object) -> Binding:
    """A binding that is shown in the footer only where `show` says so."""
    shown = {"show": False, **more}
    return Binding(keys, action, name, id=identity, tooltip=tooltip, **shown)  # type: ignore[arg-type]


APP: list[BindingType] = [
    Binding(
        "ctrl+c",
        "quit",
        "Leave",
        show=False,
        priority=True,
        id="app.quit",
        tooltip="Leave, once all is recorded; again at once",
    ),
    bound("app.palette", "ctrl+p", "command_palette", "Palette", "Everything that can be done here, by name"),
    bound("app.theme", "T", "theme", "Theme", "Dark, light, or the terminal's own sixteen colours"),
]

OVER_THE_REPLAY: list[BindingType] = [
    bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    bound("screen.close", "escape", "close", "Close", "Back to the replay that this was opened from, and never leave"),
    bound("screen.back", "backspace,q", "back", "Back", "Leave, once all is recorded; again leaves at once", show=True, key_display="q"),
]
"""How every screen that records is left, and its help."""

TENTHS = [
    bound(f"seek.tenth-{n}", str(n), f"tenth({n})", "Tenths", "Go to that tenth of the history, 0 the first event") for n in range(10)
]

PLAYING: list[BindingType] = [
    bound("player.toggle", "space", "play", "Play", "Play or pause, ten events a second at 1x", show=True, key_display="space"),
    bound("player.faster", "plus,equals_sign", "speed(1)", "Faster", "Play faster", key_display="+"),
    bound("player.slower", "minus", "speed(-1)", "Slower", "Play slower", key_display="-"),
]

SEEKING: list[BindingType] = [
    bound("step.back", "comma,left", "step(-1)", "Back", "One event back", show=True, key_display=",", group=STEP),
    bound("step.on", "full_stop,right", "step(1)", "On", "One event on", show=True, key_display=".", group=STEP),
    bound(
        "change.previous",
        "left_square_bracket",
        "change(-1)",
        "Previous",
        "To the previous rating change",
        show=True,
        key_display="[",
        group=CHANGE,
    ),
    bound(
        "change.next",
        "right_square_bracket",
        "change(1)",
        "Next",
        "To the next rating change",
        show=True,
        key_display="]",
        group=CHANGE,
    ),
    *TENTHS,
    bound("seek.first", "home", "first", "First", "To the first event"),
    bound("seek.first-vi", "g", "first_half", "First", "Twice (g g): to the first event", key_display="g g"),
    bound("seek.last", "end", "last", "Last", "To the last event"),
    bound("live.follow", "L,G", "live", "Live", "To the last event, and on with every one that is recorded"),
    bound("scrub.back", "h", "scrub(-1)", "Scrub back", "A hundredth of the history back"),
    bound("scrub.on", "l", "scrub(1)", "Scrub on", "A hundredth of the history on"),
]

CHOOSING: list[BindingType] = [
    bound("standard.next", "j,down", "choose(1)", "Next row", "The next standard of the board, or row of the list"),
    bound("standard.previous", "k,up", "choose(-1)", "Previous row", "The previous standard of the board, or row of the list"),
    bound("standard.follow", "f", "follow", "Follow", "Let the chosen standard follow the events again"),
    bound(
        "drill.into",
        "enter",
        "enter",
        "Drill",
        "Into the chosen row: standard, key question, case, prompt, event",
        show=True,
        key_display="↵",
    ),
    bound("river.show", "r", "river", "River", "The river: every rating over the whole history, shown or not"),
    bound("detail.down", "pagedown,ctrl+d", "detail(4)", "Read on", "Read on in the words of the event; in an open panel a page"),
    bound("detail.up", "pageup,ctrl+u", "detail(-4)", "Read back", "Read back in the words of the event; in an open panel a page"),
]

SUPPOSING: list[BindingType] = [
    bound(
        "what-if.leave-out",
        "x",
        "leave_out",
        "What if",
        "What if this event had never happened; again takes it back",
        show=True,
        key_display="x",
    ),
    bound("what-if.turn-over", "X", "turn_over", "Turn over", "What if this judgement had gone the other way; again takes it back"),
    bound("what-if.smallest", "e", "smallest('standard')", "Edge", "What if: the next smallest set of changes that moves this standard"),
    bound(
        "what-if.smallest-overall",
        "E",
        "smallest('overall')",
        "Edge overall",
        "What if: the next smallest set that moves the overall rating",
    ),
]

COMPARING: list[BindingType] = [
    bound("mark.set", "m", "mark", "Mark", "Mark this event, or take the mark away"),
    bound("mark.diff", "d", "diff", "Compare", "The marked event and this one side by side, and what came between"),
    bound("mark.jump", "apostrophe", "to_mark", "To the mark", "Jump to the marked event"),
    bound("decision.had-seen", "K", "had_seen", "Had seen", "What the panel had before it at this decision, or the last on this standard"),
]

ASKING: list[BindingType] = [
    bound(
        "search.open",
        "slash",
        "search",
        "Search",
        'Search the events for words, people, cases, #positions, all of them in any order; "a phrase"; !words for none of them',
        show=True,
        key_display="/",
    ),
    bound("search.next", "n", "again(1)", "Next found", "To the next event found"),
    bound("search.previous", "N", "again(-1)", "Previous found", "To the previous event found"),
    bound(
        "request.ask",
        "colon,ctrl+g",
        "goto",
        "Go to",
        "A position, a date, a milestone, or a request: why 3.2, who 2.1.3, diff 50 100, findings high, whatif 412",
        show=True,
        key_display=":",
    ),
]

AUDITING: list[BindingType] = [
    bound("why.show", "w", "ask('why')", "Why", "Why the chosen standard has its rating"),
    bound("blame.show", "b", "ask('blame')", "Blame", "Who made every rating what it is, and who last moved the score and the figures"),
    bound("findings.show", "F", "ask('findings')", "Findings", "What a reviewer should look at, as at the cursor; enter goes to the event"),
    bound("line.next", "tab", "line(1)", "Next line", "The next line of an open panel that leads to an event"),
    bound("line.previous", "shift+tab", "line(-1)", "Previous line", "The previous line of an open panel that leads to an event"),
    bound("decision.previous", "left_curly_bracket", "decision(-1)", "Previous", "To the previous dispute or panel decision"),
    bound("decision.next", "right_curly_bracket", "decision(1)", "Next", "To the next dispute or panel decision"),
    bound("milestone.previous", "p", "milestone(-1)", "Previous", "To the previous milestone: draft, panel, fieldwork complete …"),
    bound("milestone.next", "P", "milestone(1)", "Next", "To the next milestone"),
    bound("own-change.previous", "left_parenthesis", "own_change(-1)", "Previous", "To the chosen standard's last change of rating"),
    bound("own-change.next", "right_parenthesis", "own_change(1)", "Next", "To the chosen standard's next change of rating"),
    bound("after.show", "a", "after", "After", "What changed after this event: it and the last one side by side"),
    bound("citation.copy", "y", "cite", "Copy", "Copy the citation of this event"),
    bound("picture.save", "s", "picture", "Save", "Save a picture of the screen, as SVG, under a name that you are asked for"),
    bound("ledger.verify", "V", "verify", "Verify", "Read every record again and check it, rung by rung"),
]

HELPING: list[BindingType] = [
    bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
]

LEAVING: list[BindingType] = [
    bound("screen.close", "escape", "close", "Close", "Close what is open on top, and never leave"),
    bound(
        "screen.back",
        "backspace,less_than_sign,q",
        "back",
        "Back",
        "Back one level, at the top to the programme",
        show=True,
        key_display="q",
    ),
]

ACTING: list[BindingType] = [
    bound("case.record", "R", "record_case", "Record", "Type on the case of this event, or on the one you name"),
    bound("dispute.raise", "D", "dispute", "Dispute", "Raise a dispute on this event"),
    bound("dispute.settle", "Q", "disputes", "Disputes", "The queue of open disputes, the decisive ones first"),
]


def replay_keys(*, drilled: bool, supposing: bool) -> list[BindingType]:
    """The keys of the replay, those of the mode it is in first."""
    first = [*(SUPPOSING if supposing else []), *(CHOOSING if drilled else [])]
    return [*first, *(binding for binding in REPLAY if binding not in first and binding not in HELPING), *HELPING]


REPLAY: list[BindingType] = [*HELPING, *PLAYING, *SEEKING, *CHOOSING, *SUPPOSING, *COMPARING, *ASKING, *AUDITING, *ACTING, *LEAVING]


NONE: Mapping[str, str] = MappingProxyType({})


class Entry(NamedTuple):
    """One line of the help: the keys, what they do, and why they do nothing where one stands, empty where they do something."""

    keys: str
    does: str
    not_here: str = ""


NAMES = {
    "comma": ",", "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+", "equals_sign": "=",
    "minus": "-", "slash": "/", "question_mark": "?", "colon": ":", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "less_than_sign": "<", "greater_than_sign": ">", "apostrophe": "'", "at": "@", "pagedown": "page down", "pageup": "page up",
    "g": "g g", "shift+tab": "shift tab", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "left_parenthesis": "(", "right_parenthesis": ")",
}  # fmt: skip


def explained(bindings: Iterable[BindingType], not_here: Mapping[str, str] = NONE, keymap: Mapping[str, str] = NONE) -> list[Entry]:
    """The keys and what they do, those that do the same told once, and last those of `not_here`, by id, with why they do nothing.

    `keymap` has the keys, by id, that stand in the place of the usual ones.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for binding in bindings:
        if isinstance(binding, Binding):
            told = binding.tooltip, not_here.get(str(binding.id), "")
            found.setdefault(told, []).extend(named(binding, keymap))
    entries = [Entry("0 … 9" if keys[:2] == ["0", "1"] else "  ".join(keys), *told) for told, keys in found.items()]
    return sorted(entries, key=lambda entry: bool(entry.not_here))


def named(binding: Binding, keymap: Mapping[str, str] = NONE) -> list[str]:
    """The names of its keys."""
    return [NAMES.get(key) or _sign(key) for key in keymap.get(str(binding.id), binding.key).split(",")]


def _sign(key: str) -> str:
    """The sign of a key that is named after it, else its name."""
    try:
        sign = unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return key
    return sign if sign.isprintable() and not sign.isspace() else key
