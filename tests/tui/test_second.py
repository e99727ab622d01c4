"""Second judgements on a screen: blind by display, declared, once a line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import pytest
from tests.tui.driving import NARROW, ROOMY, line_with, press, running, settle, shown, until
from tests.tui.office import DAY, NORTH, Office
from tests.tui.typist import Slow, lose_the_answer
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.asking import by
from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain.recorded import Role
from ledger.errors import NotFoundError, StorageError
from ledger_tui.app import ReplayApp
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.second import SecondScreen
from ledger_tui.screens.second_keys import SECOND
from ledger_tui.widgets.blind_panels import BlindList


def draw(office: Office) -> None:
    """Sample 1: all five judgements on 2.1 that stand, all but one by inspector-2, the first of them insufficient."""
    with office.open() as ledger:
        lead = by("lead-inspector-1", "lead-inspector", happened_on=DAY)
        ledger.handle(c.DrawDipSample(inspection=NORTH, by=lead, size=20, seed=7, inspector="inspector-2", standard="2.1"))


@asynccontextmanager
async def judging(office: Office, actor: str = "inspector-1", size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[BaseException]]:
    draw(office)
    desk = office.desk(actor)
    async with running(ReplayApp(desk.ledger(), NORTH, desk=desk, sample=1), size) as pilot:
        yield pilot


async def keys(pilot: Pilot[BaseException], *pressed: str) -> None:
    await press(pilot, *pressed)
    screen = pilot.app.screen
    assert isinstance(screen, SecondScreen)
    await until(lambda: screen.sheet is not None and not screen.sheet.busy)
    await settle(pilot)


def words(pilot: Pilot[BaseException]) -> str:
    return " ".join(shown(pilot.app).split())


async def test_nothing_of_a_first_judgement_is_shown_before_ones_own_is_recorded(either_office: Office) -> None:
    async with judging(either_office, size=ROOMY) as pilot:
        assert "2.1.1 in case C02" in shown(pilot.app)
        for word in ("insufficient,", "inspector-2", "sufficient,", "AS AT", "overall"):
            assert word not in shown(pilot.app)
        await keys(pilot, "d", "s")
        assert "✓ sufficient, first insufficient" in line_with(pilot.app, "C02  2.1.1")
        assert "insufficient · inspector-2, inspector" in words(pilot)
        await keys(pilot, "tab", "s")
        assert "✓ sufficient, as the first" in line_with(pilot.app, "C02  2.1.2")
        assert shown(pilot.app).count("inspector-2") == 1
    given = [event.event for event in either_office.open().history(NORTH) if isinstance(event.event, d.SecondJudgementGiven)]
    assert given == [
        d.SecondJudgementGiven(1, "C02", "2.1.1", "sufficient", 39, "not-seen"),
        d.SecondJudgementGiven(1, "C02", "2.1.2", "sufficient", 39, "not-seen"),
    ]


async def test_a_declaration_is_wanted_first_and_a_line_is_judged_once(office: Office) -> None:
    async with judging(office) as pilot:
        await keys(pilot, "s")
        assert "Say first whether you had seen the first judgements" in words(pilot)
        assert "nothing declared yet" in shown(pilot.app)
        await keys(pilot, "D", "w", *"so", "enter", "e", *"p1", "enter", "r")
        assert "declares: first seen" in shown(pilot.app)
        assert "cites p1" in shown(pilot.app)
        await keys(pilot, "i")
        assert "It is judged, once: raise a dispute" in words(pilot)
        await keys(pilot, "w", "enter")
        assert "Expected some words" in shown(pilot.app)
    last = office.open().history(NORTH)[-1]
    assert (last.reason, last.by.evidence) == ("so", ("p1",))
    assert last.event == d.SecondJudgementGiven(1, "C02", "2.1.1", "not-relevant", 39, "seen")


async def test_a_sheet_that_is_judged_whole_says_so_and_opens_again_as_it_was(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    async with judging(office) as pilot:
        with monkeypatch.context() as away:
            away.setattr(Ledger, "handle", lost)
            await keys(pilot, "d", "w", *"so", "enter", "s", "j")
            assert "2.1.1 in case C02: not recorded. the ledger cannot be reached" not in words(pilot)
            await keys(pilot, "k")
            assert "2.1.1 in case C02: not recorded. the ledger cannot be reached why: so" in words(pilot)
            assert "✗" in line_with(pilot.app, "C02  2.1.1")
            away.undo()
            lose_the_answer(away, recorded=True)
            await keys(pilot, "s")
            assert "2.1.1 in case C02: whether it is recorded is not known. Ask for the same again" in words(pilot)
            assert " ? " in line_with(pilot.app, "C02  2.1.1")
            away.undo()
            away.setattr(Ledger, "handle", lost)
            await keys(pilot, "s")
            assert "2.1.1 in case C02: whether it is recorded is not known." in words(pilot)
        await keys(pilot, "s")
        assert "2.1.1 in case C02: recorded as #40." in words(pilot)
        with monkeypatch.context() as away:
            away.setattr(Ledger, "history", lost)
            await keys(pilot, "tab", "s")
            assert "2.1.2 in case C02: recorded as #41, which cannot be shown yet. the ledger cannot be reached" in words(pilot)
        for _ in range(4):
            await keys(pilot, "tab", "s")
        assert "6 of 6 judged" in shown(pilot.app)
        await keys(pilot, "tab")
        assert "Every line is judged." in shown(pilot.app)
        await keys(pilot, "home", "j", "k", "end", "shift+tab")
    desk = office.desk()
    async with running(ReplayApp(desk.ledger(), NORTH, desk=desk, sample=1)) as pilot:
        await settle(pilot)
        assert "6 of 6 judged" in shown(pilot.app)
        assert "sheet of #39" in shown(pilot.app)
    assert office.open().event(40).reason == "so"


async def test_who_made_the_first_judgement_is_refused_in_words_also_while_leaving(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async with judging(office, "inspector-2") as pilot:
        slow = Slow(monkeypatch)
        await press(pilot, "d", "s", "ctrl+c")
        assert "Leaving once every key is recorded" in shown(pilot.app)
        slow.go.set()
        await keys(pilot)
        assert "Not left. 2.1.1" in words(pilot)
        assert (
            "2.1.1 in case C02: not recorded. A second judgement is by someone else than the first; inspector-2 made the first one."
            in words(pilot)
        )


@pytest.mark.parametrize(("role", "sample"), [("inspector", 9)])
async def test_a_sheet_that_cannot_be_had_ends_with_why(office: Office, role: Role, sample: int) -> None:
    desk = office.desk("inspector-1", role)
    app = ReplayApp(desk.ledger(), NORTH, desk=desk, sample=sample)
    async with running(app) as pilot:
        await until(lambda: not pilot.app.is_running)
    assert isinstance(app.return_value, NotFoundError)


async def test_a_click_chooses_a_line_and_the_help_has_every_key(office: Office) -> None:
    async with judging(office) as pilot:
        await pilot.click(BlindList, offset=(5, 3))
        await settle(pilot)
        assert "2.1.3 in case C02" in shown(pilot.app)
        listed, about = pilot.app.screen.query_one(BlindList), (1, 1, 0, 0, 0, False, False, False)
        for turned, row in ((MouseScrollDown, "2.1.1 in case C03"), (MouseScrollUp, "2.1.3 in case C02")):
            listed.post_message(turned(listed, *about))
            await settle(pilot)
            assert row in shown(pilot.app)
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape", "escape")
        assert "Nothing is open on top: q leaves." in shown(pilot.app)
        await press(pilot, "q")
        assert not pilot.app.is_running
    assert all(binding.tooltip and binding.id for binding in SECOND)  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
def test_the_screen_looks_as_it_did(snap_compare: Callable[..., bool], office: Office, size: tuple[int, int]) -> None:
    draw(office)
    desk = office.desk()
    app: Any = ReplayApp(desk.ledger(), NORTH, desk=desk, sample=1)

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        await keys(pilot, "d", "s")

    assert snap_compare(app, terminal_size=size, run_before=run)
