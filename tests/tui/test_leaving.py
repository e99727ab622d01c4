"""Leaving and coming back: escape closes what is on top and nothing else, and an inspection is found where it was left."""

from __future__ import annotations

import pytest
from tests.tui.driving import NARROW, opened, press, settle, shown

from ledger.application import Ledger
from ledger_tui.place import Place
from ledger_tui.screens.programme import ProgrammeScreen
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.standpoint import Standpoint

NY = "north-yorkshire-2020"


async def test_escape_closes_what_is_on_top_and_never_leaves_an_inspection_or_the_program(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        await press(pilot, "[", "enter", "j", "w", "escape")
        assert "─ Why ─" not in shown(pilot.app)
        await press(pilot, "escape", "x", "escape")
        assert "WHAT IF" not in shown(pilot.app)
        await press(pilot, "r", "escape", "L", "escape", "k", "escape")
        assert "─ River ─" not in shown(pilot.app)
        assert "LIVE" not in shown(pilot.app)
        assert "Nothing is open" not in shown(pilot.app)
        before = pilot.app.screen
        await press(pilot, "escape")
        assert "Nothing is open on top: q goes back to the programme." in shown(pilot.app).splitlines()[-1]
        await press(pilot, ",")
        assert "Nothing is open" not in shown(pilot.app)
        assert "? Help" in shown(pilot.app).splitlines()[-1]
        assert pilot.app.screen is before
        await press(pilot, "q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ProgrammeScreen)
        await press(pilot, "escape")
        assert "q leaves the program" in shown(pilot.app).splitlines()[-1]


async def test_an_inspection_is_come_back_to_where_it_was_left(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "0", "/", *"overridden", "enter", "m", "[", "k", "r")
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        left = screen.at
        await press(pilot, "q")
        await settle(pilot)
        await press(pilot, "end", "enter")
        await settle(pilot)
        again = pilot.app.screen
        assert isinstance(again, ReplayScreen)
        assert (again is not screen, again.at.saying("")) == (True, left.saying(""))
        await press(pilot, "n")
        assert "/overridden: " in shown(pilot.app)


@pytest.mark.parametrize(
    ("left", "steps", "found"),
    [
        (Standpoint(7, "2.1", said="x"), 9, Standpoint(7, "2.1")),
        (Standpoint(7, mode="LIVE"), 9, Standpoint(9, mode="LIVE")),
        (Standpoint(7, mode="VERIFYING"), 9, Standpoint(7)),
    ],
)
def test_a_place_is_found_again_with_nothing_under_way(left: Standpoint, steps: int, found: Standpoint) -> None:
    assert Place(left).within(steps) == found
