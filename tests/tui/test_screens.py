from __future__ import annotations

import pytest
from tests.tui.driving import NARROW, ROOMY, line_with, opened, press, settle, shown, step, until
from textual.widgets import Input

from ledger.application import Ledger
from ledger.errors import DamagedError, NotFoundError
from ledger_tui.app import ReplayApp
from ledger_tui.screens.programme import ProgrammeScreen
from ledger_tui.screens.replay import ReplayScreen

NY = "north-yorkshire-2020"


async def test_enter_opens_the_chosen_inspection_and_q_leads_back(ledger: Ledger) -> None:
    async with opened(ledger, None) as pilot:
        assert "Training example (invented)" in shown(pilot.app)
        await press(pilot, "j", "enter")
        await settle(pilot)
        assert "Oxfordshire Youth Justice Service" in line_with(pilot.app, "reconstructed from published figures")
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ProgrammeScreen)
        await press(pilot, "q")
        assert pilot.app.return_value is None
        assert not pilot.app.is_running


async def test_the_next_rating_change_after_the_panel_is_the_discretion_at_3_2(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, ":", "p", "a", "n", "e", "l", "enter")
        assert "Requires improvement" in line_with(pilot.app, " 3.2 Planning")
        await press(pilot, "]")
        assert "Good by discretion" in line_with(pilot.app, "►3.2 Planning")
        assert "3.2 Planning moved to Good by discretion" in shown(pilot.app)
        assert "5/8▃" in line_with(pilot.app, "►3.2 Planning")
        assert "24/36" in line_with(pilot.app, "Overall")
        await press(pilot, "]")
        assert "Good by discretion" in line_with(pilot.app, "►3.3 Implementation")
        assert "25/36" in line_with(pilot.app, "Overall")
        await press(pilot, "]")
        assert "no later rating change" in shown(pilot.app)
        await press(pilot, "[", "[")
        assert "no earlier" not in shown(pilot.app)
        assert "Requires improvement" in line_with(pilot.app, " 3.2 Planning")


async def test_no_panel_mixes_in_anything_later(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "3", "h", ",")
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert screen.replay is not None
        stamp = f"AS AT #{screen.replay.position_of(screen.at.step)}"
        assert shown(pilot.app).count(stamp) == shown(pilot.app).count("AS AT #") == 7


SEEKS: list[tuple[tuple[str, ...], int]] = [
    (("home",), 1),
    (("G",), 617),
    (("g", "g"), 1),
    (("5",), 308),
    (("0",), 1),
    (("5", "."), 309),
    (("5", "right", "right"), 310),
    (("5", ","), 307),
    (("5", "right", "left"), 308),
    (("5", "l"), 314),
    (("5", "h"), 302),
    (("0", ",", ","), 1),
    (("end", "."), 617),
    (("5", "g", "."), 309),
]


async def test_keys_seek(ledger: Ledger) -> None:
    async with opened(ledger, "training-example", NARROW) as pilot:
        for keys, expected in SEEKS:
            await press(pilot, *keys)
            assert step(pilot.app) == expected, keys
            assert f"step {expected} of 617" in shown(pilot.app) or f" {expected}/617 " in shown(pilot.app), keys


async def test_no_key_is_dropped_and_the_last_one_is_what_is_drawn(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "0")
        await pilot.press(*["full_stop"] * 60)
        await pilot.pause()
        assert step(pilot.app) == 61
        assert "step 61 of 617" in shown(pilot.app)


async def test_a_search_finds_the_next_and_the_previous_and_says_when_there_is_none(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "0", "/")
        await pilot.press(*"discretion")
        await press(pilot, "enter")
        first = step(pilot.app)
        assert "by discretion" in shown(pilot.app).casefold()
        assert "/discretion: 1 of " in shown(pilot.app)
        await press(pilot, "n")
        assert step(pilot.app) > first
        assert "/discretion: 2 of " in shown(pilot.app)
        await press(pilot, "N", "N")
        assert ", round past the first event" in shown(pilot.app)
        await press(pilot, "n")
        assert "/discretion: 1 of " in shown(pilot.app)
        assert ", round past the last event" in shown(pilot.app)
        assert step(pilot.app) == first
        await press(pilot, "/")
        await pilot.press(*"zebra")
        await press(pilot, "enter")
        assert "Nothing found: “zebra” is in no event." in shown(pilot.app)
        assert step(pilot.app) == first


async def test_n_before_any_search_says_so(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "n")
        assert "nothing searched yet" in shown(pilot.app)
        await press(pilot, "tab")
        assert "no list of answers is open" in shown(pilot.app)
        await press(pilot, "f")
        assert "the choice follows the events already" in shown(pilot.app)


async def test_escape_leaves_the_prompt_and_keys_work_again(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "/", "5", "escape", "5")
        assert step(pilot.app) == 308


async def test_a_point_that_is_none_is_refused_in_words(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, ":")
        await pilot.press(*"nowhere")
        await press(pilot, "enter")
        assert "Expected a point" in shown(pilot.app)
        assert step(pilot.app) == 617


async def test_space_plays_from_the_first_event_and_stops(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, "+", "+", "+", "+", " ")
        assert "▶ 16x" in shown(pilot.app)
        await until(lambda: step(pilot.app) > 1)
        await press(pilot, " ")
        stopped = step(pilot.app)
        assert 1 < stopped < 617
        await pilot.pause(0.2)
        assert step(pilot.app) == stopped
        await press(pilot, "-")
        assert "‖ 8x" in shown(pilot.app)


async def test_play_ends_at_the_last_event(ledger: Ledger) -> None:
    async with opened(ledger, "training-example") as pilot:
        await press(pilot, ",", ",", " ")
        await until(lambda: "the last event" in shown(pilot.app))
        assert step(pilot.app) == 617
        assert "▶" not in shown(pilot.app)


async def test_the_chosen_standard_is_kept_until_it_may_follow_again(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, ":", "p", "a", "n", "e", "l", "enter", "]")
        assert "─ 3.2 Planning ─" in shown(pilot.app)
        await press(pilot, "k")
        assert "─ 3.1 Assessment · kept, f follows" in shown(pilot.app)
        await press(pilot, "]")
        assert "─ 3.1 Assessment · kept, f follows" in shown(pilot.app)
        await press(pilot, "f")
        assert "─ 3.3 Implementation and delivery ─" in shown(pilot.app)


async def test_where_there_is_little_room_enter_shows_the_standard_and_back_the_event(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        await press(pilot, ":", "p", "a", "n", "e", "l", "enter", "]", "enter")
        assert "2 points to Good (close)" in shown(pilot.app)
        assert "─ Event" not in shown(pilot.app)
        await press(pilot, "backspace")
        assert "─ Event" in shown(pilot.app)
        assert isinstance(pilot.app.screen, ReplayScreen)


@pytest.mark.parametrize("inspection", [NY, "north-east-lincolnshire-2022"])
async def test_all_standards_and_the_event_fit_80_by_24(ledger: Ledger, inspection: str) -> None:
    async with opened(ledger, inspection, NARROW) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert screen.replay is not None
        for standard in screen.standards:
            assert line_with(pilot.app, f" {standard} ")
        assert "─ Event #" in shown(pilot.app)


async def test_long_words_can_be_read_on(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        assert "page down" in shown(pilot.app)
        await press(pilot, "pagedown", "pagedown", "pagedown", "pagedown")
        assert "page down" not in shown(pilot.app)
        await press(pilot, "pageup", "pageup", "pageup", "pageup")
        assert "page down" in shown(pilot.app)


@pytest.mark.parametrize("size", [(20, 5), (59, 24), (80, 15)])
async def test_a_terminal_too_small_is_told_so(ledger: Ledger, size: tuple[int, int]) -> None:
    async with opened(ledger, NY, size) as pilot:
        assert "Too small" in shown(pilot.app)
        here = step(pilot.app)
        await press(pilot, "0", "[", "x", ":", "?")
        await pilot.resize_terminal(*ROOMY)
        await settle(pilot)
        assert "Too small" not in shown(pilot.app)
        assert "─ Board ─" in shown(pilot.app)
        assert step(pilot.app) == here
        assert "WHAT IF" not in shown(pilot.app)


async def test_no_widget_takes_the_keys_away(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        assert pilot.app.focused is None
        await press(pilot, "/")
        assert isinstance(pilot.app.focused, Input)


class FailingLedger:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def listed(self, at: object) -> list[object]:
        raise self._error

    def history(self, inspection: str) -> list[object]:
        raise self._error

    def start(self) -> None:
        raise AssertionError


@pytest.mark.parametrize("inspection", [None, NY])
@pytest.mark.parametrize("error", [DamagedError("the event at position 7 cannot be read"), KeyError("a bug")])
async def test_an_error_ends_the_program_with_it(error: Exception, inspection: str | None) -> None:
    app = ReplayApp(FailingLedger(error), inspection)  # type: ignore[arg-type]
    async with app.run_test():
        await until(lambda: app.return_value is not None)
    assert app.return_value is error


async def test_an_inspection_that_is_not_there_ends_the_program_in_words(ledger: Ledger) -> None:
    app = ReplayApp(ledger, "nowhere-2020")
    async with app.run_test():
        await until(lambda: app.return_value is not None)
    assert isinstance(app.return_value, NotFoundError)
