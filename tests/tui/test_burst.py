"""Five hundred seeks faster than they can be drawn: every key counts, and what is drawn is never a mixture."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from tests.tui.driving import NAMES, ROOMY, opened, settle, shown, step

from ledger.application import Ledger
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.widgets.shown_panel import ShownPanel

if TYPE_CHECKING:
    from ledger_tui.replay import Replay

NY = "north-yorkshire-2020"


def moved(replay: Replay, at: int, key: str) -> int:
    """Where a key leads from a step, reckoned without the screen."""
    match key:
        case ",":
            to = at - 1
        case ".":
            to = at + 1
        case "h":
            to = at - replay.steps // 100
        case "l":
            to = at + replay.steps // 100
        case "[":
            to = replay.previous_change(at) or at
        case "]":
            to = replay.next_change(at) or at
        case _:
            to = replay.steps * int(key) // 10
    return max(1, min(to, replay.steps))


async def test_no_key_is_dropped_and_no_stale_frame_is_drawn_in_a_burst_of_500_seeks(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[tuple[int, set[int], set[str]]] = []
    draw = ReplayScreen._draw

    def drawn(screen: ReplayScreen) -> None:
        draw(screen)
        panels = [panel.shown for panel in screen.query(ShownPanel) if panel.display and panel.shown is not None]
        frames.append((screen.at.step, {found.view.step for found in panels}, {found.stamp for found in panels}))

    monkeypatch.setattr(ReplayScreen, "_draw", drawn)
    keys = random.Random(7).choices(",.hl[]0123456789", k=500)
    async with opened(ledger, NY, ROOMY) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert screen.replay is not None
        expected = [screen.at.step]
        for key in keys:
            expected.append(moved(screen.replay, expected[-1], key))
        frames.clear()
        for key in keys:
            pilot.app.simulate_key(NAMES.get(key, key))
        await settle(pilot)
        assert step(pilot.app) == expected[-1]
        assert all(steps == {at} and len(stamps) == 1 for at, steps, stamps in frames)
        remaining = iter(expected)
        assert all(at in remaining for at, _, _ in frames), "the frames are some of the places gone to, in order"
        assert frames[-1][0] == expected[-1]
        burst = shown(pilot.app)
    async with opened(ledger, NY, ROOMY) as pilot:
        assert isinstance(pilot.app.screen, ReplayScreen)
        pilot.app.screen.seek(expected[-1])
        await settle(pilot)
        assert "\n".join(burst.splitlines()[:-1]) == "\n".join(shown(pilot.app).splitlines()[:-1])
