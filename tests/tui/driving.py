"""Driving the program by keys alone, and reading what it shows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from ledger.application import Ledger
from ledger_tui.app import ReplayApp
from ledger_tui.screens.following import NEWS
from ledger_tui.screens.replay import ReplayScreen

NARROW = (80, 24)
ROOMY = (120, 40)
NAMES = {
    ",": "comma", ".": "full_stop", "<": "less_than_sign", "'": "apostrophe", "[": "left_square_bracket", "]": "right_square_bracket", "/": "slash", ":": "colon",
    "?": "question_mark", " ": "space", "+": "plus", "-": "minus", "#": "number_sign",
}  # fmt: skip


async def settle(pilot: Pilot[BaseException]) -> None:
    """Wait until everything is read and drawn; a reading that another takes the place of is waited for no longer."""
    while reading := [worker for worker in pilot.app.workers if worker.group != NEWS and not worker.is_finished]:
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(reading)
    await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[BaseException], *keys: str) -> None:
    """Press the keys, signs by themselves and others by their names."""
    for key in keys:
        await pilot.press(NAMES.get(key, key))
    await pilot.pause()


async def fill(pilot: Pilot[BaseException], text: str) -> None:
    """Put a text where it would be typed, all at once."""
    await press(pilot, ":")
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, however slow the machine is; AssertionError where it does not come to."""
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("waited in vain")


async def answered(pilot: Pilot[BaseException]) -> None:
    """Wait until the open panel has its answer."""
    screen = pilot.app.screen
    assert isinstance(screen, ReplayScreen)
    await until(lambda: screen.reading is not None and screen.reading.is_answered and screen.at.mode != "VERIFYING")
    await settle(pilot)


def asking(*keys: str) -> Callable[[Pilot[BaseException]], Awaitable[None]]:
    """What a picture of a panel with its answer is taken after."""

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        await press(pilot, *keys)
        await answered(pilot)

    return run


def pressing(*keys: str) -> Callable[[Pilot[BaseException]], Awaitable[None]]:
    """What a picture is taken after."""

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        await press(pilot, *keys)
        await settle(pilot)

    return run


@asynccontextmanager
async def running(app: App[BaseException], size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[BaseException]]:
    """The program with everything read; at the end all its threads have ended, so that nothing is open any more."""
    with ThreadPoolExecutor() as threads:
        asyncio.get_running_loop().set_default_executor(threads)
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield pilot


@asynccontextmanager
async def opened(ledger: Ledger, inspection: str | None, size: tuple[int, int] = ROOMY) -> AsyncIterator[Pilot[BaseException]]:
    """The program open on an inspection, or on the list of them, with everything read."""
    async with running(ReplayApp(ledger, inspection), size) as pilot:
        yield pilot


def shown(app: App[BaseException]) -> str:
    """The text on the screen, line by line."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def line_with(app: App[BaseException], text: str) -> str:
    """The first line on the screen that holds the text."""
    return next((line for line in shown(app).splitlines() if text in line), "")


def step(app: App[BaseException]) -> int:
    """Where the cursor stands."""
    screen = app.screen
    assert isinstance(screen, ReplayScreen)
    assert screen.replay is not None
    return screen.at.step
