"""The mouse: clicks and drags."""

from __future__ import annotations

from tests.tui.driving import opened, settle, shown, step

from ledger.application import Ledger
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.widgets.board import Board
from ledger_tui.widgets.timeline import Timeline

NY = "north-yorkshire-2020"


async def test_a_click_on_the_timeline_seeks_and_a_drag_follows(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await pilot.click(Timeline, offset=(60, 1))
        await settle(pilot)
        assert abs(step(pilot.app) - 308) < 7
        await pilot.mouse_down(Timeline, offset=(1, 1))
        await settle(pilot)
        assert step(pilot.app) == 1
        await pilot.hover(Timeline, offset=(118, 1))
        await settle(pilot)
        assert step(pilot.app) > 580
        await pilot.mouse_up(Timeline, offset=(118, 1))


async def test_a_click_on_the_board_chooses_the_standard(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await pilot.click(Board, offset=(10, 2))
        await settle(pilot)
        assert "─ 1.1 Governance and leadership · kept" in shown(pilot.app)
        await pilot.click(Board, offset=(10, 1))
        await settle(pilot)
        assert "─ 1.1 Governance and leadership · kept" in shown(pilot.app)


async def test_a_second_click_opens_an_inspection(ledger: Ledger) -> None:
    async with opened(ledger, None) as pilot:
        await pilot.click("ProgrammeList", offset=(10, 3))
        await pilot.click("ProgrammeList", offset=(10, 3))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert pilot.app.screen.inspection == "oxfordshire-2020"
