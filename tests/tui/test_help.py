"""The help of each screen, and keys that all have a name and a sentence in it."""

from __future__ import annotations

import pytest
from tests.tui.driving import NARROW, ROOMY, opened, press, settle, shown, step

from ledger.application import Ledger
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import REPLAY, explained
from ledger_tui.screens.programme import ProgrammeScreen
from ledger_tui.screens.programme_keys import PROGRAMME
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.widgets.help_list import HelpList
from ledger_tui.widgets.prompt import Prompt

NY = "north-yorkshire-2020"


async def test_the_help_is_filtered_by_typing(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await pilot.press(*"rating change")
        await settle(pilot)
        assert "To the next rating change" in shown(pilot.app)
        assert "One event back" not in shown(pilot.app)
        await press(pilot, *" zebra")
        assert "Nothing found for “rating change zebra”" in shown(pilot.app)
        await press(pilot, "escape")
        assert "One event back" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert step(pilot.app) == 2569


async def test_the_list_has_a_help_of_its_own(ledger: Ledger) -> None:
    async with opened(ledger, None) as pilot:
        await press(pilot, "?")
        assert "Replay the chosen inspection" in shown(pilot.app)
        await press(pilot, *"york")
        assert "picture" in shown(pilot.app)
        await press(pilot, "escape", *"requests")
        assert "goto POINT" in shown(pilot.app)
        await press(pilot, "escape", *"invented")
        assert "°" in shown(pilot.app)
        await press(pilot, "escape")
        await press(pilot, "down", "up", "escape", "G", "home")
        assert isinstance(pilot.app.screen, ProgrammeScreen)


def test_every_key_has_an_id_of_its_own_and_a_sentence() -> None:
    for bindings in (REPLAY, PROGRAMME):
        ids = [binding.id for binding in bindings]  # type: ignore[union-attr]
        assert len(set(ids)) == len(ids)
        assert None not in ids
        assert all(binding.tooltip for binding in bindings)  # type: ignore[union-attr]
    assert ("0 … 9", "Go to that tenth of the history, 0 the first event", "") in explained(REPLAY)


@pytest.mark.parametrize("size", [(60, 16), NARROW, ROOMY])
async def test_the_help_is_folded_and_says_how_much_more_there_is(ledger: Ledger, size: tuple[int, int]) -> None:
    async with opened(ledger, NY, size) as pilot:
        await press(pilot, "?")
        listed = pilot.app.screen.query_one(HelpList)
        words = " ".join("".join(text for text, _ in line) for line in listed._body()).split()
        assert all(word in words for _, tooltip, _ in explained([*REPLAY, *Prompt.BINDINGS]) for word in tooltip.split())
        assert {"▴", "◆panel", "▁▄█"} <= set(words), "the timeline is explained"
        assert "more below" in shown(pilot.app)
        assert "more above" not in shown(pilot.app)
        await press(pilot, "pagedown")
        assert "more below · ↑" in shown(pilot.app)
        await press(pilot, "end")
        assert "more below" not in shown(pilot.app)
        assert "(not here: nothing can be recorded" in " ".join(shown(pilot.app).split())
        top = listed.top
        listed.on_mouse_scroll_up()
        assert listed.top == top - 3
        listed.on_mouse_scroll_down()
        await press(pilot, "pageup", "home")
        assert listed.top == 0
