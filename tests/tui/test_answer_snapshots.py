"""Pictures of the panels of answers and of the programme as at a date; `pytest tests/tui --snapshot-update` accepts new ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.tui.driving import NARROW, ROOMY, asking, press, pressing, settle, until
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger_tui.app import ReplayApp
from ledger_tui.widgets.programme_list import ProgrammeList

NY, TRAINING = "north-yorkshire-2020", "training-example"

ANSWERS = {
    "findings": (TRAINING, ("F", "j")),
    "why": (NY, ("[", "[", "w")),
    "blame": (NY, ("b",)),
    "verified": (TRAINING, ("V",)),
}

Compare = Callable[..., bool]
both_sizes = pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])


@both_sizes
@pytest.mark.parametrize("picture", ANSWERS)
def test_a_panel_looks_as_it_did(snap_compare: Compare, ledger: Ledger, picture: str, size: tuple[int, int]) -> None:
    inspection, keys = ANSWERS[picture]
    app: Any = ReplayApp(ledger, inspection)
    assert snap_compare(app, terminal_size=size, run_before=asking(*keys))


async def as_at_a_date(pilot: Pilot[BaseException]) -> None:
    """The programme as at a day, filtered, with the findings of all its rows."""
    await settle(pilot)
    await press(pilot, "@", *"2022-10-01", "enter")
    await settle(pilot)
    await press(pilot, "s", "s", "/", *"good", "enter")
    rows = pilot.app.screen.query_one(ProgrammeList)
    await until(lambda: "2022-10-01" in rows.stamp and all(row.high is not None and row.standing for row in rows.programme.rows))
    await settle(pilot)


@both_sizes
def test_the_programme_as_at_a_date_looks_as_it_did(snap_compare: Compare, ledger: Ledger, size: tuple[int, int]) -> None:
    app: Any = ReplayApp(ledger)
    assert snap_compare(app, terminal_size=size, run_before=as_at_a_date)


@pytest.mark.parametrize("theme", ["light", "sixteen"])
def test_another_theme_looks_as_it_did(snap_compare: Compare, ledger: Ledger, theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if theme == "light":
        monkeypatch.setenv("LEDGER_THEME", theme)
    else:
        monkeypatch.delenv("COLORTERM")
        monkeypatch.setenv("TERM", "xterm")
    app: Any = ReplayApp(ledger, NY)
    assert snap_compare(app, terminal_size=ROOMY, run_before=pressing("[", "["))
