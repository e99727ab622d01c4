from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.builders import OPENED, recorded, resolve, sampled
from tests.tui.driving import NAMES, NARROW, ROOMY, line_with, opened, press, settle, shown, step
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.audit.suppositions import Supposition, Suppositions
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.ratings import start
from ledger_tui.drill import Level, Row, rows
from ledger_tui.replay import Replay
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.standpoint import Standpoint
from ledger_tui.widgets.drill_list import DrillList

NY = "north-yorkshire-2020"
HISTORY = recorded(
    [
        OPENED,
        *sampled("court", "C02", "C01"),
        *sampled("out-of-court", "C03"),
        e.PromptAnswered("C01", "2.1.1a", "yes"),
        e.KeyQuestionJudged("C01", "2.1.1", "sufficient"),
        e.KeyQuestionJudged("C01", "2.1.1", "insufficient"),
        e.RatingProposed("1.1", Rating.GOOD),
        e.PromptAnswered("C01", "2.1.1a", "no"),
    ]
)


def words(found: Row) -> str:
    return " ".join("".join(text for text, _ in found.parts).split())


def at(level: Level, position: int = 9, supposed: Suppositions | None = None) -> list[str]:
    replay = Replay(HISTORY, start(resolve)).supposing(supposed or Suppositions())
    return [words(row) for row in rows(replay, replay.view_at(position), level)]


CASES, CASE, PROMPT = Level("2.1", "2.1.1"), Level("2.1", "2.1.1", "C01"), Level("2.1", "2.1.1", "C01", "2.1.1a")


@pytest.mark.parametrize(
    ("level", "position", "expected"),
    [
        (Level("2.1"), 9, ["2.1.1 0/1 0 % ▁ Inadequate", "2.1.2 no relevant case · Not rated", "2.1.3 no relevant case · Not rated"]),
        (Level("2.1"), 6, ["2.1.1 1/1 100 % █ Outstanding", "2.1.2 no relevant case · Not rated", "2.1.3 no relevant case · Not rated"]),
        (Level("1.1"), 9, ["#8 Good proposed for 1.1 Standard 1.1"]),
        (Level("1.1"), 7, []),
        (Level("2.1"), 0, []),
        (CASES, 9, ["C01 - insufficient changed 1 x", "C02 · not yet"]),
        (CASES, 6, ["C01 + sufficient", "C02 · not yet"]),
        (CASES, 2, ["C02 · not yet"]),
        (CASE, 9, ["2.1.1 - insufficient Is 2.1.1 done?", "2.1.1a - no Is 2.1.1a done?", "2.1.1b · not yet Is 2.1.1b done?"]),
        (CASE, 5, ["2.1.1 · not yet Is 2.1.1 done?", "2.1.1a + yes Is 2.1.1a done?", "2.1.1b · not yet Is 2.1.1b done?"]),
        (PROMPT, 9, ["#5 Prompt 2.1.1a answered yes in case C01", "#9 Prompt 2.1.1a answered no in case C01"]),
        (PROMPT, 8, ["#5 Prompt 2.1.1a answered yes in case C01"]),
    ],
)
def test_the_rows_of_a_level_are_as_at_the_step_and_nothing_later(level: Level, position: int, expected: list[str]) -> None:
    assert at(level, position) == expected


@pytest.mark.parametrize(
    ("level", "supposed", "expected"),
    [
        (CASES, Supposition(7), "C01 + sufficient changed 1 x"),
        (CASE, Supposition(9), "2.1.1a + yes Is 2.1.1a done?"),
        (CASE, Supposition(9, e.PromptAnswered("C01", "2.1.1a", "yes")), "2.1.1a + yes Is 2.1.1a done?"),
        (PROMPT, Supposition(9), "#9 Prompt 2.1.1a answered no in case C01 left out"),
        (PROMPT, Supposition(9, e.PromptAnswered("C01", "2.1.1a", "yes")), "#9 Prompt 2.1.1a answered no in case C01 turned over"),
    ],
)
def test_the_rows_say_what_is_supposed(level: Level, supposed: Supposition, expected: str) -> None:
    assert expected in at(level, 9, Suppositions((supposed,)))


def test_the_way_back_leads_to_where_one_was_but_keeps_what_is_supposed_and_marked() -> None:
    here = Standpoint(step=7, chosen="2.1", row=3, read=5)
    deep = here.into(Level("2.1")).row_by(2, 9).into(CASES).row_by(4, 9)
    away = deep.away(3)
    assert (away.step, away.level, deep.row, deep.read) == (3, None, 4, 0)
    assert away.back == deep
    supposed = Suppositions((Supposition(4),))
    changed = away.marked().supposing(supposed).back
    assert changed is not None
    assert (changed.mark, changed.supposed, changed.step, changed.row) == (3, supposed, 7, 4)


async def place(pilot: Pilot[BaseException]) -> tuple[int, str, object]:
    await settle(pilot)
    assert isinstance(pilot.app.screen, ReplayScreen)
    return step(pilot.app), shown(pilot.app), pilot.app.screen.at


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
async def test_from_any_depth_backspace_restores_cursor_row_and_scroll(ledger: Ledger, size: tuple[int, int]) -> None:
    async with opened(ledger, NY, size) as pilot:
        await press(pilot, ":", *"panel", "enter", "]", "pagedown")
        places = []
        for keys in (("enter", "j", "j"), ("enter", "j", "j", "j", "pagedown"), ("enter", "j"), ("enter",), ("enter", ",", ",")):
            places.append(await place(pilot))
            await press(pilot, *keys)
        for was, key in zip(reversed(places), ("backspace", "<", "backspace", "<", "backspace"), strict=True):
            await press(pilot, key)
            assert await place(pilot) == was


async def test_the_detail_stays_open_while_the_list_moves(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        await press(pilot, ":", *"panel", "enter", "]", "enter", "j", "j", "enter")
        assert "3.2 → 3.2.3" in shown(pilot.app)
        first = line_with(pilot.app, "─ Event #")
        await press(pilot, "j")
        assert "─ Event #" in shown(pilot.app)
        assert line_with(pilot.app, "─ Event #") != first


async def test_a_click_chooses_a_row_and_another_goes_into_it(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, ":", *"panel", "enter", "]", "enter")
        await pilot.click(DrillList, offset=(5, 3))
        await settle(pilot)
        assert "→ 3.2.3" in line_with(pilot.app, "3.2.3 5/8")
        await pilot.click(DrillList, offset=(5, 3))
        await settle(pilot)
        assert "─ 3.2 → 3.2.3" in shown(pilot.app)


def test_every_level_of_every_published_inspection_has_rows(replaying: Callable[[str], Replay]) -> None:
    replay = replaying(NY)
    view = replay.view_at(replay.steps)
    assert view.framework is not None
    for standard in view.framework.standards:
        found = rows(replay, view, Level(standard.id))
        assert found
        for row in found:
            assert row.into is None or rows(replay, view, row.into)


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
async def test_keys_that_come_faster_than_they_are_drawn_all_count(ledger: Ledger, size: tuple[int, int]) -> None:
    slow, fast = [], []
    keys = ("end", "[", "enter", "j", "j", "enter", "j", "x", "enter", "enter", "X", "enter", ",", ",")
    async with opened(ledger, NY, size) as pilot:
        for key in keys:
            await press(pilot, key)
        slow = list(await place(pilot))
    async with opened(ledger, NY, size) as pilot:
        for key in keys:
            pilot.app.simulate_key(NAMES.get(key, key))
        fast = list(await place(pilot))
    assert fast == slow


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
async def test_every_panel_keeps_its_stamp_however_long_its_title(ledger: Ledger, size: tuple[int, int]) -> None:
    async with opened(ledger, NY, size) as pilot:
        await press(pilot, "end", "[", "x", "enter", "j", "j", "enter", "j", "enter")
        await settle(pilot)
        headings = [line for line in shown(pilot.app).splitlines() if line.startswith("─")]
        assert len(headings) >= 2
        for line in headings:
            assert line.count("#2194 ─") == len(line.split("─ ─"))
