"""Pictures of the screens; `pytest tests/tui --snapshot-update` accepts new ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.tui.driving import NARROW, ROOMY, pressing

from ledger.application import Ledger
from ledger_tui.app import ReplayApp

PANEL = (":", *"panel", "enter")
NY, TRAINING, NEL = "north-yorkshire-2020", "training-example", "north-east-lincolnshire-2022"

PICTURES: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "programme": (None, ()),
    "start": (NY, ("0",)),
    "middle": (NY, ("5",)),
    "end": (NY, ("end",)),
    "live": (NY, ("L",)),
    "discretion": (NY, (*PANEL, "]")),
    "lapsed": (TRAINING, ("end", "[", "[")),
    "limits": (NEL, ("end",)),
    "river": (TRAINING, ("5", "r")),
    "drill": (NY, ("end", "[", "enter", "j", "j", "enter", "j", "enter")),
    "what-if": (NY, ("end", "[", "x", "[", "x")),
    "smallest": (NY, ("end", "[", "e")),
    "compare": (NY, (*PANEL, "m", "end", "d")),
    "had-seen": (TRAINING, ("end", "[", "[", "K")),
    "compare-help": (NY, (*PANEL, "m", "d", "?")),
    "search": (TRAINING, ("0", "/", *"overridden", "enter")),
    "searching": (TRAINING, ("/", *"over")),
    "help": (NY, ("?",)),
    "help-filtered": (NY, ("?", *"event")),
    "standard": (NY, (*PANEL, "]", "enter", "k")),
}

Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
@pytest.mark.parametrize("picture", PICTURES)
def test_the_screen_looks_as_it_did(snap_compare: Compare, ledger: Ledger, picture: str, size: tuple[int, int]) -> None:
    inspection, keys = PICTURES[picture]
    app: Any = ReplayApp(ledger, inspection)
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


def test_the_screen_is_readable_without_colour(snap_compare: Compare, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app: Any = ReplayApp(ledger, NY)
    assert snap_compare(app, terminal_size=NARROW, run_before=pressing(*PANEL, "]"))
