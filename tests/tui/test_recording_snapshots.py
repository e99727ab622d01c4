"""Pictures of the recording screen; `pytest tests/tui --snapshot-update` accepts new ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from tests.tui.driving import NARROW, ROOMY, press, settle, until
from tests.tui.office import NORTH, Office
from textual.pilot import Pilot

from ledger_tui.app import ReplayApp
from ledger_tui.screens.recording import RecordingScreen
from ledger_tui.screens.recording_desk import RecordingDesk

Compare = Callable[..., bool]

PICTURES: dict[str, tuple[str, ...]] = {
    "begun": (),
    "judged": ("e", *"p1", "enter", "i", "tab", "y", "n"),
    "why": ("j", "n", *"read ag"),
}


def typed(*keys: str) -> Callable[[Pilot[BaseException]], Awaitable[None]]:
    """What a picture is taken after: the keys, and everything recorded."""

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        await press(pilot, *keys)
        screen = pilot.app.screen
        assert isinstance(screen, RecordingScreen)
        await until(lambda: screen.writing is not None and not screen.writing.waiting)
        await settle(pilot)

    return run


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
@pytest.mark.parametrize("picture", PICTURES)
def test_the_screen_looks_as_it_did(snap_compare: Compare, office: Office, picture: str, size: tuple[int, int]) -> None:
    desk = office.desk()
    app: Any = ReplayApp(desk.ledger(), NORTH, desk=desk, case="C01")
    assert snap_compare(app, terminal_size=size, run_before=typed(*PICTURES[picture]))


def test_a_conflict_is_readable_without_colour(snap_compare: Compare, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(RecordingDesk, "look", lambda self: None)
    desk, app = office.desk(), None

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        office.open().handle(office.answer("2.1.1b", "no"))
        await typed("tab", "y", "shift+tab")(pilot)

    app = ReplayApp(desk.ledger(), NORTH, desk=desk, case="C01")
    assert snap_compare(app, terminal_size=NARROW, run_before=run)
