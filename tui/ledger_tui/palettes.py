"""The palettes: the colours of the inks in `palette.py`, on a dark ground, a light one, in the terminal's own sixteen, and in none.

The rating colours are of the Okabe and Ito kind, told apart by people who are colour-blind; text has a contrast of at least 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from rich.color import ColorType
from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme


@dataclass(frozen=True, eq=False)
class Palette:
    """A theme for what has a style sheet, and what each ink is: a style that sets a colour, or an attribute in its place."""

    theme: Theme
    inks: Mapping[str, Style]

    @lru_cache(maxsize=512)  # noqa: B019 (the palettes are the five below, and live as long as the program)
    def drawn(self, style: Style) -> Style:
        """The style with its inks as this palette has them; one that names no ink is left as it is."""
        found = style
        for colour in (style.color, style.bgcolor):
            if colour is not None and colour.type is ColorType.DEFAULT and colour.name in self.inks:
                found += self.inks[colour.name]
        return found


GROUNDS: Final = ("selected", "head", "mode")
"""The inks that lie under text; all others are those of text and lines."""


_TURNED: Final = Style(reverse=True)
"""What a ground is where a colour would not go with every ink on it: text and ground change places."""


def _palette(theme: Theme, inks: Mapping[str, str]) -> Palette:
    grounds = {name: Style(bgcolor=inks[name]) if name in inks else _TURNED for name in GROUNDS}
    return Palette(theme, {name: Style(color=ink) for name, ink in inks.items()} | grounds)


DARK: Final = _palette(
    Theme(
        name="dark",
        primary="#9fc3e8",
        secondary="#45b896",
        accent="#9fc3e8",
        warning="#f0c34e",
        error="#f0805f",
        success="#45b896",
        foreground="#c9ced6",
        background="#15181d",
        surface="#1b1f26",
        panel="#232932",
        dark=True,
    ),
    {
        "text": "#c9ced6", "strong": "#ffffff", "dim": "#9aa2b0", "rule": "#68717f", "played": "#7f9dbd",
        "on-head": "#15181d", "head": "#e6e9ee", "on-mode": "#15181d", "mode": "#9fc3e8", "warn": "#f0c34e", "selected": "#2b323d",
        "inadequate": "#f0805f", "requires-improvement": "#f0c34e", "good": "#45b896", "outstanding": "#6cb4f5",
        "not-rated": "#9aa2b0", "pending": "#c9ced6",
    },
)  # fmt: skip

LIGHT: Final = _palette(
    Theme(
        name="light",
        primary="#1f4e79",
        secondary="#00664d",
        accent="#1f4e79",
        warning="#7a4b00",
        error="#a0073a",
        success="#00664d",
        foreground="#2a2f36",
        background="#fbfaf6",
        surface="#f1efe9",
        panel="#e6e4dc",
        dark=False,
    ),
    {
        "text": "#2a2f36", "strong": "#000000", "dim": "#545b66", "rule": "#868c96", "played": "#2f6690",
        "on-head": "#ffffff", "head": "#22272e", "on-mode": "#ffffff", "mode": "#1f4e79", "warn": "#7a4b00", "selected": "#dde5ee",
        "inadequate": "#a0073a", "requires-improvement": "#7f5b00", "good": "#006b50", "outstanding": "#0b57a8",
        "not-rated": "#545b66", "pending": "#2a2f36",
    },
)  # fmt: skip


def _own(name: str, *, dark: bool) -> Theme:
    """A theme of the terminal's own colours, with everything that the library's theme of that kind sets."""
    given = BUILTIN_THEMES["ansi-dark" if dark else "ansi-light"]
    own = {"footer-key-foreground": "ansi_default", "footer-background": "ansi_default"}
    return replace(given, name=name, error="ansi_bright_red" if dark else "ansi_red", variables={**given.variables, **own})


_OWN_TEXT: Final = {"text": "default", "strong": "default", "dim": "default", "not-rated": "default", "pending": "default"}

_SIXTEEN: Final = _palette(
    _own("sixteen", dark=True),
    {
        **_OWN_TEXT, "rule": "bright_black", "played": "bright_cyan", "on-head": "black", "head": "white", "on-mode": "black",
        "mode": "cyan", "warn": "bright_yellow", "inadequate": "bright_red",
        "requires-improvement": "bright_yellow", "good": "bright_green", "outstanding": "bright_cyan",
    },
)  # fmt: skip

_SIXTEEN_LIGHT: Final = _palette(
    _own("sixteen-light", dark=False),
    {
        **_OWN_TEXT, "rule": "bright_black", "played": "blue", "on-head": "bright_white", "head": "black", "on-mode": "bright_white",
        "mode": "blue", "warn": "red", "inadequate": "red", "requires-improvement": "magenta", "good": "blue",
        "outstanding": "black",
    },
)  # fmt: skip

NONE: Final = _palette(_own("none", dark=True), {})
"""No colour at all."""

PALETTES: Final = {palette.theme.name: palette for palette in (DARK, LIGHT, _SIXTEEN, _SIXTEEN_LIGHT, NONE)}
"""Every palette by the name of its theme."""


def palette_of(theme: str) -> Palette:
    """The palette of a theme; another's theme gets the dark one."""
    return PALETTES.get(theme, DARK)


def following(theme: str) -> str:
    """The theme after this one, round and round; without colour there is no other."""
    names = [name for name in PALETTES if name != NONE.theme.name]
    return names[(names.index(theme) + 1) % len(names)] if theme in names else theme


def suited(environment: Mapping[str, str]) -> Palette:
    """The palette for a terminal: none with NO_COLOR; else as LEDGER_THEME says, or COLORFGBG; in sixteen colours where it has no more."""
    if "NO_COLOR" in environment:
        return NONE
    wanted = environment.get("LEDGER_THEME", "").strip().lower()
    light = wanted == "light" or (wanted != "dark" and environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"})
    if _has_many_colours(environment):
        return LIGHT if light else DARK
    return _SIXTEEN_LIGHT if light else _SIXTEEN


def _has_many_colours(environment: Mapping[str, str]) -> bool:
    if environment.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return True
    return environment.get("TERM", "").strip().lower().rpartition("-")[2] in {"256color", "kitty", "direct"}
