from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import OPENED, recorded, resolve
from tests.tui.driving import NARROW, ROOMY, line_with, opened, press, settle, shown, step

from ledger.application import Ledger
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.ratings import start
from ledger_tui.palette import WARN
from ledger_tui.replay import Replay
from ledger_tui.river import Cells, RiverMark, river
from ledger_tui.track import cell_of, step_of
from ledger_tui.widgets.river import River

NY = "north-yorkshire-2020"
GOOD, RI = e.RatingProposed("1.1", Rating.GOOD), e.RatingProposed("1.1", Rating.REQUIRES_IMPROVEMENT)


def signs(row: Cells) -> str:
    return "".join(sign for sign, _ in row)


def replay(*events: e.Event) -> Replay:
    return Replay(recorded([OPENED, *events]), start(resolve))


@pytest.mark.parametrize(
    ("events", "width", "expected"),
    [
        ((), 3, "···"),
        ((GOOD,), 2, "·G"),
        ((GOOD, GOOD, RI), 4, "·G▅R"),
        ((GOOD, GOOD, RI), 8, "··G▅▅▅R▃"),
        ((GOOD, RI, RI, RI, RI), 3, "▅R▃"),
        ((GOOD, RI), 1, "▃"),
    ],
)
def test_a_row_has_the_letter_where_the_rating_changed_and_its_shape_where_it_stayed(
    events: tuple[e.Event, ...], width: int, expected: str
) -> None:
    assert signs(river(replay(*events), width).standards["1.1"]) == expected


def test_what_happened_is_marked_the_weightiest_of_a_cell_on_top() -> None:
    laid = river(replay(e.DraftShared(), e.PanelConvened(("panel-1", "panel-2"), 2), GOOD, e.RatingsConfirmed()), 5)
    assert signs(laid.marks) == "·DP·C"
    assert signs(river(replay(e.DraftShared(), e.PanelConvened(("panel-1", "panel-2"), 2)), 1).marks) == "P"


def test_a_dispute_is_marked_in_the_row_of_its_standard_or_of_the_whole() -> None:
    laid = river(replay(GOOD, d.DisputeRaised(1, 2, "1.1"), d.DisputeRaised(2, 2, "overall")), 4)
    assert signs(laid.standards["1.1"]) == "·G?▅"
    assert signs(laid.marks) == "···?"


def test_marks_from_elsewhere_stand_in_their_rows_and_those_of_no_row_nowhere() -> None:
    laid = river(replay(GOOD, GOOD, GOOD), 4, [RiverMark(3, "1.1", "F"), RiverMark(2, "", "F"), RiverMark(2, "9.9", "F")])
    assert signs(laid.standards["1.1"]) == "·GF▅"
    assert laid.standards["1.1"][2][1] is WARN
    assert signs(laid.marks) == "·F··"


def test_an_empty_history_has_no_river() -> None:
    assert river(Replay([], start(resolve)), 10).standards == {}


@given(st.integers(1, 3000), st.integers(1, 300))
def test_every_step_has_its_cell_and_every_cell_begins_with_a_step_of_its_own(steps: int, width: int) -> None:
    for cell in {0, width // 3, width - 2, width - 1}:
        found = step_of(cell, steps, width)
        assert 1 <= found <= steps
        assert cell_of(found, steps, width) >= min(cell, cell_of(steps, steps, width))


def test_the_river_of_an_inspection_ends_with_its_ratings(replaying: Callable[[str], Replay]) -> None:
    found = replaying(NY)
    laid = river(found, 60)
    final = found.view_at(found.steps)
    assert {name: row[-1][0] for name, row in laid.standards.items()} == {
        rating.standard.id: {"Good": "▅", "Outstanding": "█", "Requires improvement": "▃"}[rating.rating] for rating in final.ratings
    }


async def test_the_river_stands_beside_the_board_where_there_is_room_and_in_its_place_where_there_is_not(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        assert "─ River" in line_with(pilot.app, "─ Board")
        await press(pilot, "r")
        assert "─ River" not in shown(pilot.app)
        assert "5/8    63% RI" in line_with(pilot.app, " 3.2 Planning")
    async with opened(ledger, NY, NARROW) as pilot:
        assert "─ River" not in shown(pilot.app)
        await press(pilot, "r")
        assert "─ River" in shown(pilot.app)
        assert "─ Board" not in shown(pilot.app)
        await press(pilot, "q")
        assert "─ Board" in shown(pilot.app)


async def test_a_click_on_the_river_seeks(ledger: Ledger) -> None:
    async with opened(ledger, "training-example", ROOMY) as pilot:
        await pilot.click(River, offset=(22, 3))
        await settle(pilot)
        assert abs(step(pilot.app) - 308) < 20
        await pilot.click(River, offset=(1, 3))
        await settle(pilot)
        assert step(pilot.app) == 1


async def test_findings_can_be_marked_on_it(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        pilot.app.screen.query_one(River).mark([RiverMark(700, "3.4", "F")])
        await settle(pilot)
        assert "F" in line_with(pilot.app, " 3.4 Joint")
