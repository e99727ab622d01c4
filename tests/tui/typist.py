"""Someone who types on a case by keys alone."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn

import pytest
from tests.tui.driving import NARROW, press, running, settle, shown, until
from tests.tui.office import NORTH, Office
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.domain import commands as c
from ledger.errors import DamagedError, StorageError, UnknownError
from ledger_tui.app import ReplayApp
from ledger_tui.hand import Desk
from ledger_tui.screens.recording import RecordingScreen


@asynccontextmanager
async def typing(desk: Desk, case: str = "C01", size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[BaseException]]:
    """The recording of a case, open with everything read."""
    async with running(ReplayApp(desk.ledger(), NORTH, desk=desk, case=case), size) as pilot:
        yield pilot


def recording(pilot: Pilot[BaseException]) -> RecordingScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RecordingScreen)
    return screen


async def keys(pilot: Pilot[BaseException], *pressed: str) -> None:
    """Press, and wait until everything is recorded."""
    await press(pilot, *pressed)
    await until(lambda: not recording(pilot).writing or not recording(pilot).writing.waiting)  # type: ignore[union-attr]
    await settle(pilot)


async def write(pilot: Pilot[BaseException], text: str) -> None:
    await pilot.press(*text, "enter")
    await settle(pilot)


def words(pilot: Pilot[BaseException]) -> str:
    """Everything on the screen, however it is wrapped."""
    return " ".join(shown(pilot.app).split())


def answers(office: Office, case: str = "C01") -> list[object]:
    """Everything that inspector-1 recorded since the office was furnished, as the ledger has it."""
    return [event.event for event in office.open().since(NORTH, 37) if event.stream.endswith(case)]


def lose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has every wait for news fail from the next one on."""

    def gone(*_: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    monkeypatch.setattr(Ledger, "wait", gone)


def lose_the_answer(monkeypatch: pytest.MonkeyPatch, *, recorded: bool) -> None:
    """Has every command end with nobody knowing whether it is recorded, which it is or not."""
    handle = Ledger.handle

    def lost(ledger: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> NoReturn:
        if recorded:
            handle(ledger, *commands, standing=standing)
        raise UnknownError("whether it is recorded could not be found out")

    monkeypatch.setattr(Ledger, "handle", lost)


def damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has nothing be readable any more that is recorded from now on."""

    def damaged(*_: object) -> NoReturn:
        raise DamagedError("position 40 cannot be read")

    monkeypatch.setattr(Ledger, "since", damaged)


class Slow:
    """Holds back every append until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.handle = handle = Ledger.handle

        def held(ledger: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
            assert self.go.wait(30)
            return handle(ledger, *commands, standing=standing)

        monkeypatch.setattr(Ledger, "handle", held)
