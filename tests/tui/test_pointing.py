"""The mouse: clicks and drags."""

from __future__ import annotations

from tests.tui.driving import line_with, opened, press, settle, shown, step
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.widget import Widget

from ledger.application import Ledger
from ledger.domain.events import DraftShared, Event, InspectionOpened, PanelConvened
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.widgets.board import Board
from ledger_tui.widgets.compared import ComparedEvents
from ledger_tui.widgets.drill_list import DrillList
from ledger_tui.widgets.event_detail import EventDetail
from ledger_tui.widgets.river import River
from ledger_tui.widgets.timeline import Timeline

NY = "north-yorkshire-2020"


def at_cursor(pilot: Pilot[BaseException]) -> Event:
    screen = pilot.app.screen
    assert isinstance(screen, ReplayScreen)
    assert screen.replay is not None
    return screen.replay.history[screen.at.step - 1].event


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
        timeline = pilot.app.screen.query_one(Timeline)
        line, foot = line_with(pilot.app, "◆panel"), timeline.size.height - 1
        for name, event in (("◆panel", PanelConvened), ("◆draft", DraftShared), ("◆opened", InspectionOpened)):
            await pilot.click(Timeline, offset=(line.index(name) + 2, foot))
            await settle(pilot)
            assert isinstance(at_cursor(pilot), event)
        await pilot.click(Timeline, offset=(line.index("◆panel") + 2, foot - 1))
        await settle(pilot)
        assert not isinstance(at_cursor(pilot), PanelConvened)


async def test_a_click_on_the_board_chooses_the_standard(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await pilot.click(Board, offset=(10, 2))
        await settle(pilot)
        assert "─ 1.1 Governance and leadership · kept" in shown(pilot.app)
        await pilot.click(Board, offset=(10, 1))
        await settle(pilot)
        assert "─ 1.1 Governance and leadership · kept" in shown(pilot.app)
        await pilot.click(Board, offset=(10, 2))
        await settle(pilot)
        assert "─ 1.1 · 1 of 1 ─" in shown(pilot.app)


async def test_a_second_click_opens_an_inspection(ledger: Ledger) -> None:
    async with opened(ledger, None) as pilot:
        await pilot.click("ProgrammeList", offset=(10, 3))
        await pilot.click("ProgrammeList", offset=(10, 3))
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert pilot.app.screen.inspection == "oxfordshire-2020"


async def turn(pilot: Pilot[BaseException], widget: type[Widget], by: int) -> None:
    scrolled = MouseScrollDown if by > 0 else MouseScrollUp
    pilot.app.screen.query_one(widget).post_message(scrolled(None, 5, 2, 0, by, 0, shift=False, meta=False, ctrl=False))
    await settle(pilot)


async def test_the_wheel_does_what_the_panel_under_it_is_for(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        await turn(pilot, Timeline, -1)
        assert step(pilot.app) == 2569 - 25
        await turn(pilot, River, 1)
        assert step(pilot.app) == 2569
        await turn(pilot, Board, 1)
        assert not screen.at.follows
        await turn(pilot, EventDetail, 1)
        assert screen.at.read == 3
        await press(pilot, "[", "enter")
        await turn(pilot, DrillList, 1)
        assert screen.at.row == 1
        await press(pilot, "q", ":", *"diff panel latest", "enter")
        await settle(pilot)
        between = pilot.app.screen.query_one(ComparedEvents)
        first = between.row
        await turn(pilot, ComparedEvents, 1)
        assert between.row > first
        await turn(pilot, ComparedEvents, -1)
        assert between.row == first
