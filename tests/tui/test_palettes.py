from __future__ import annotations

import os
from itertools import combinations, pairwise

import pytest
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from tests.tui.driving import ROOMY, opened, press, shown

from ledger.application import Ledger
from ledger.domain.framework import RATED
from ledger_tui import palette as ink
from ledger_tui.palette import LOOKS, SELECTED
from ledger_tui.palettes import DARK, GROUNDS, LIGHT, NONE, PALETTES, Palette, following, palette_of, suited

SIXTEEN_DARK, SIXTEEN_LIGHT = PALETTES["sixteen"], PALETTES["sixteen-light"]
NY = "north-yorkshire-2020"
XTERM = TerminalTheme(
    (0, 0, 0), (229, 229, 229),
    [(0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229)],
    [(127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255)],
)  # fmt: skip
"""The colours that xterm has where nobody chose others."""
LINES = ("rule",)
"""Inks of lines and of cells that are not played yet, which carry no words."""
DEUTERANOPE = ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969))
PROTANOPE = ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052))
"""What is seen of red, green and blue light without one kind of cone (Machado, Oliveira and Fernandes, 2009)."""

Light = tuple[float, float, float]


def light_of(colour: Color, on: tuple[int, int, int] = (0, 0, 0)) -> Light:
    """The light a colour gives off, linear in each channel."""
    triplet = on if colour.is_default else colour.get_truecolor(XTERM)
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in triplet))
    return red, green, blue


def luminance(light: Light) -> float:
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Light, other: Light) -> float:
    """As WCAG 2 has it: 1 for the same, 21 for black on white."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def colour(palette: Palette, name: str) -> Color:
    style = palette.inks[name]
    found = style.bgcolor if name in GROUNDS else style.color
    assert found is not None
    return found


def grounds(palette: Palette) -> list[Light]:
    """What text lies on: the screen, and a chosen row where it has a colour of its own."""
    screen = palette.theme.background
    assert screen is not None
    if palette.theme.ansi:
        return [(0, 0, 0) if palette.theme.dark else (1, 1, 1)]
    return [light_of(Color.parse(screen)), light_of(colour(palette, "selected"))]


@pytest.mark.parametrize("palette", [DARK, LIGHT, SIXTEEN_DARK, SIXTEEN_LIGHT], ids=lambda one: one.theme.name)
def test_text_stands_out_from_what_it_lies_on(palette: Palette) -> None:
    own = (255, 255, 255) if palette.theme.dark else (0, 0, 0)
    for name in palette.inks:
        if name not in (*GROUNDS, *LINES) and not name.startswith("on-"):
            for ground in grounds(palette):
                assert contrast(light_of(colour(palette, name), own), ground) >= 4.5, name


@pytest.mark.parametrize("palette", [DARK, LIGHT, SIXTEEN_DARK, SIXTEEN_LIGHT], ids=lambda one: one.theme.name)
@pytest.mark.parametrize("name", ["head", "mode"])
def test_words_on_a_ground_of_their_own_stand_out_from_it(palette: Palette, name: str) -> None:
    assert contrast(light_of(colour(palette, f"on-{name}")), light_of(colour(palette, name))) >= 4.5


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda one: one.theme.name)
def test_the_style_sheet_has_words_that_stand_out_from_every_ground(palette: Palette) -> None:
    theme = palette.theme
    for ground in (theme.background, theme.surface, theme.panel):
        for words in (theme.foreground, theme.warning, theme.error, theme.primary):
            assert ground
            assert words
            assert contrast(light_of(Color.parse(words)), light_of(Color.parse(ground))) >= 4.5, (words, ground)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=lambda one: one.theme.name)
@pytest.mark.parametrize("eye", [DEUTERANOPE, PROTANOPE], ids=["no green cone", "no red cone"])
def test_neighbouring_ratings_are_told_apart_by_the_colour_blind(palette: Palette, eye: tuple[Light, Light, Light]) -> None:
    seen = []
    for rating in RATED:
        light = light_of(colour(palette, LOOKS[rating].ink))
        seen.append(tuple(max(0, sum(part * row for part, row in zip(light, line, strict=True))) ** (1 / 2.4) for line in eye))
    for one, other in pairwise(seen):
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) >= 0.2


@pytest.mark.parametrize("palette", [DARK, LIGHT, SIXTEEN_DARK, SIXTEEN_LIGHT], ids=lambda one: one.theme.name)
def test_the_four_ratings_have_four_colours(palette: Palette) -> None:
    for one, other in combinations(RATED, 2):
        assert colour(palette, LOOKS[one].ink) != colour(palette, LOOKS[other].ink)


def test_every_palette_has_every_ink() -> None:
    styles = [value for value in vars(ink).values() if isinstance(value, Style)] + [look.style for look in LOOKS.values()]
    used = {colour.name for style in styles for colour in (style.color, style.bgcolor) if colour is not None}
    for palette in PALETTES.values():
        assert used - set(palette.inks) == (set() if palette is not NONE else used - set(GROUNDS))


def test_a_style_without_an_ink_is_left_as_it_is() -> None:
    for style in (Style(), Style(color="red", bold=True), Style(bgcolor="default")):
        assert DARK.drawn(style) == style


def test_without_colour_what_is_chosen_is_turned_round() -> None:
    drawn = NONE.drawn(ink.STRONG + SELECTED)
    assert drawn.reverse
    assert drawn.bold
    assert SIXTEEN_DARK.drawn(LOOKS[RATED[0]].style + SELECTED).reverse


@pytest.mark.parametrize(
    ("environment", "palette"),
    [
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, DARK),
        ({"TERM": "xterm", "COLORTERM": "24bit", "LEDGER_THEME": "light"}, LIGHT),
        ({"TERM": "xterm-kitty", "COLORFGBG": "0;15"}, LIGHT),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, DARK),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15", "LEDGER_THEME": "dark"}, DARK),
        ({"TERM": "xterm"}, SIXTEEN_DARK),
        ({"TERM": "linux", "LEDGER_THEME": " Light "}, SIXTEEN_LIGHT),
        ({}, SIXTEEN_DARK),
        ({"TERM": "xterm-256color", "NO_COLOR": "1", "LEDGER_THEME": "light"}, NONE),
    ],
)
def test_the_palette_suits_the_terminal(environment: dict[str, str], palette: Palette) -> None:
    assert suited(environment) is palette


def test_a_strange_theme_is_drawn_dark_and_has_no_next() -> None:
    assert palette_of("nord") is DARK
    assert following("none") == "none"
    assert following(following(following(following("dark")))) == "dark"


async def test_t_goes_through_the_themes_and_draws_in_each(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        before = shown(pilot.app)
        seen = []
        for _ in range(4):
            strips = pilot.app.screen._compositor.render_strips()
            seen.append(next(segment.style for strip in strips for segment in strip if segment.text.strip() == "Good"))
            await press(pilot, "T")
            await pilot.pause()
        assert len({str(style) for style in seen}) == 4
        assert pilot.app.theme == "dark"
        assert shown(pilot.app).splitlines()[:-1] == before.splitlines()[:-1]
        assert "Colours: dark" in shown(pilot.app).splitlines()[-1]


async def test_with_no_colour_nothing_is_drawn_in_a_colour(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "NO_COLOR" in os.environ
    async with opened(ledger, NY, ROOMY) as pilot:
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                    assert colour is None or colour.is_default, segment
