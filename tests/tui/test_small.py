"""The smallest terminal that the replay takes, and one smaller still: what matters most is what is left."""

from __future__ import annotations

from tests.tui.driving import line_with, opened, press, settle, shown

from ledger.application import Ledger
from ledger_tui.screens.programme import ProgrammeScreen


async def test_in_60_by_16_modes_keys_and_what_is_supposed_are_all_told_and_in_less_how_to_leave(ledger: Ledger) -> None:
    async with opened(ledger, "north-yorkshire-2020", (60, 16)) as pilot:
        assert all(key in shown(pilot.app).splitlines()[-1] for key in ("? Help", ": Go to", "q Back"))
        assert "O 31-36" in shown(pilot.app)
        assert "◆confirmed ◆published" in shown(pilot.app)
        await press(pilot, "E")
        await settle(pilot)
        assert "WHAT IF" in line_with(pilot.app, "─ Event #2569 ")
        said = " ".join(" ".join(shown(pilot.app).splitlines()[-4:]).split())
        assert "set 1 of 34: overall to Requires improvement by 3 changes (1 of 31 to Requires improvement): " in said
        await press(pilot, "q", "[", "K")
        await settle(pilot)
        assert "In force · not lapsed · not stale: the evidence is what it was." in " ".join(shown(pilot.app).split())
        assert line_with(pilot.app, "»3.3").count("»3.3") == 2
        await pilot.resize_terminal(50, 12)
        await settle(pilot)
        assert "Replay needs 60 by 16." in shown(pilot.app)
        await press(pilot, "q", "x")
        assert "q leaves." in shown(pilot.app)
        await press(pilot, "T", "ctrl+p")
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, ProgrammeScreen)
