"""The list of a ledger in which some inspections cannot be read: the others are there, and what is wrong is said."""

from __future__ import annotations

from typing import NoReturn

import pytest
from tests.tui.driving import opened, shown, until

from ledger.answers import UnlistedError
from ledger.application import LATEST, Ledger
from ledger.errors import DamagedError
from ledger_tui.screens.programme import ProgrammeScreen


async def test_what_is_wrong_with_some_inspections_is_said_beside_the_list_of_the_others(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = ledger.listed()[1:]

    def listed(*_: object) -> NoReturn:
        raise UnlistedError(others, [DamagedError("north-yorkshire-2020 cannot be read")])

    monkeypatch.setattr(Ledger, "listed", listed)
    async with opened(ledger, None) as pilot:
        await until(lambda: "north-yorkshire-2020 cannot be read" in shown(pilot.app))
        assert "Darlington" in shown(pilot.app)
        others.clear()
        with pytest.raises(UnlistedError):
            ProgrammeScreen(ledger)._list(LATEST)
