"""The keys of the replay screen, each with a stable id and a sentence for the help."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

_STEP = Binding.Group("Step", compact=True)
_CHANGE = Binding.Group("Change", compact=True)


def _bound(identity: str, keys: str, action: str, name: str, tooltip: str, **more: object) -> Binding:
    """A binding that is shown in the footer only where `show` says so."""
    shown = {"show": False, **more}
    return Binding(keys, action, name, id=identity, tooltip=tooltip, **shown)  # type: ignore[arg-type]


APP: list[BindingType] = [
    Binding("ctrl+c", "quit", "Leave at once", show=False, priority=True, id="app.quit", tooltip="Leave the program at once"),
    _bound("app.theme", "T", "theme", "Theme", "Dark, light, or the terminal's own sixteen colours"),
]

TENTHS = [
    _bound(f"seek.tenth-{n}", str(n), f"tenth({n})", "Tenths", "Go to that tenth of the history, 0 the first event") for n in range(10)
]

REPLAY: list[BindingType] = [
    _bound("player.toggle", "space", "play", "Play", "Play or pause, ten events a second at 1x", show=True, key_display="space"),
    _bound("player.faster", "plus,equals_sign", "speed(1)", "Faster", "Play faster", key_display="+"),
    _bound("player.slower", "minus", "speed(-1)", "Slower", "Play slower", key_display="-"),
    _bound("step.back", "comma,left", "step(-1)", "Back", "One event back", show=True, key_display=",", group=_STEP),
    _bound("step.on", "full_stop,right", "step(1)", "On", "One event on", show=True, key_display=".", group=_STEP),
    _bound(
        "change.previous",
        "left_square_bracket",
        "change(-1)",
        "Previous",
        "To the previous rating change",
        show=True,
        key_display="[",
        group=_CHANGE,
    ),
    _bound(
        "change.next",
        "right_square_bracket",
        "change(1)",
        "Next",
        "To the next rating change",
        show=True,
        key_display="]",
        group=_CHANGE,
    ),
    *TENTHS,
    _bound("seek.first", "home", "first", "First", "To the first event"),
    _bound("seek.first-vi", "g", "first_half", "First", "Twice (g g): to the first event", key_display="g g"),
    _bound("seek.last", "end,G", "last", "Last", "To the last event"),
    _bound("scrub.back", "h", "scrub(-1)", "Scrub back", "A hundredth of the history back"),
    _bound("scrub.on", "l", "scrub(1)", "Scrub on", "A hundredth of the history on"),
    _bound("standard.next", "j,down", "choose(1)", "Next standard", "Choose the next standard of the board"),
    _bound("standard.previous", "k,up", "choose(-1)", "Previous standard", "Choose the previous standard of the board"),
    _bound("standard.follow", "f", "follow", "Follow", "Let the chosen standard follow the events again"),
    _bound("standard.show", "enter", "standard", "Standard", "Show the chosen standard in place of the event, or the event again"),
    _bound("detail.down", "pagedown,ctrl+d", "detail(4)", "Read on", "Move down in the words of the event"),
    _bound("detail.up", "pageup,ctrl+u", "detail(-4)", "Read back", "Move up in the words of the event"),
    _bound("search.open", "slash", "search", "Search", "Search the events: words, people, cases, #position", show=True, key_display="/"),
    _bound("search.next", "n", "again(1)", "Next found", "To the next event found"),
    _bound("search.previous", "N", "again(-1)", "Previous found", "To the previous event found"),
    _bound("seek.goto", "colon,ctrl+g", "goto", "Go to", "Go to a position, a date, a time or a milestone", show=True, key_display=":"),
    _bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    _bound("screen.back", "escape,backspace,q", "back", "Back", "Back one level", show=True, key_display="q"),
]

INSPECTIONS: list[BindingType] = [
    _bound("list.next", "j,down", "move(1)", "Down", "To the next inspection"),
    _bound("list.previous", "k,up", "move(-1)", "Up", "To the previous inspection"),
    _bound("list.first", "home", "move(-1000000)", "First", "To the first inspection"),
    _bound("list.last", "end,G", "move(1000000)", "Last", "To the last inspection"),
    _bound("list.open", "enter", "open", "Replay", "Replay the chosen inspection", show=True, key_display="enter"),
    _bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    _bound("screen.quit", "escape,backspace,q", "quit", "Quit", "Leave the program", show=True, key_display="q"),
]

NAMES = {
    "comma": ",", "full_stop": ".", "left_square_bracket": "[", "right_square_bracket": "]", "plus": "+", "equals_sign": "=",
    "minus": "-", "slash": "/", "question_mark": "?", "colon": ":", "left": "←", "right": "→", "up": "↑", "down": "↓",
    "pagedown": "page down", "pageup": "page up", "g": "g g",
}  # fmt: skip


def explained(bindings: Iterable[BindingType]) -> list[tuple[str, str]]:
    """The keys and what they do, those that do the same told once."""
    found: dict[str, list[str]] = {}
    for binding in bindings:
        if isinstance(binding, Binding):
            found.setdefault(binding.tooltip, []).extend(NAMES.get(key, key) for key in binding.key.split(","))
    return [("0 … 9" if keys[0] == "0" else "  ".join(keys), tooltip) for tooltip, keys in found.items()]
