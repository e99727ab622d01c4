"""Following an inspection while others record, and going from what is replayed to what is recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NoReturn

import pytest
from tests.tui.driving import ROOMY, line_with, press, running, settle, shown, step, until
from tests.tui.office import DAY, NORTH, Office, disputed
from tests.tui.typist import Slow, damage, lose_the_answer
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.asking import by
from ledger.bootstrap import open_ledger
from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.errors import StorageError
from ledger_tui.app import ReplayApp
from ledger_tui.hand import Desk
from ledger_tui.replay import Replay
from ledger_tui.screens import following
from ledger_tui.screens.acting import case_in
from ledger_tui.screens.disputes import DisputesScreen
from ledger_tui.screens.replay import ReplayScreen


@pytest.fixture
def office(either_office: Office) -> Office:
    """On both engines."""
    return either_office


@asynccontextmanager
async def replaying(office: Office, desk: Desk | None = None) -> AsyncIterator[Pilot[BaseException]]:
    """The replay of a ledger opened for reading only, as a reviewer has it."""
    ledger = open_ledger(office.place, read_only=True)
    async with running(ReplayApp(ledger, NORTH, desk=desk), ROOMY) as pilot:
        yield pilot
    ledger.close()


async def test_live_stands_at_every_new_event_as_it_is_recorded(office: Office) -> None:
    async with replaying(office) as pilot:
        await press(pilot, "L")
        assert "LIVE · AS AT #37" in shown(pilot.app)
        writer = office.open()
        writer.handle(office.judge("2.1.1", "insufficient"))
        await until(lambda: "LIVE · AS AT #38" in shown(pilot.app))
        assert "2.1.1 judged insufficient in case C01" in shown(pilot.app)
        assert "1/3" in line_with(pilot.app, "►2.1 Assessment")
        writer.handle(office.answer("2.1.1b", "no"), office.answer("2.1.1c", "no"))
        await until(lambda: step(pilot.app) == 40)
        await press(pilot, ",")
        assert "LIVE" not in shown(pilot.app)


async def test_what_is_new_is_counted_while_one_looks_at_the_past(office: Office) -> None:
    async with replaying(office) as pilot:
        await press(pilot, "5")
        there = step(pilot.app)
        writer = office.open()
        writer.handle(office.answer("2.1.1b", "no"), office.answer("2.1.1c", "no"))
        await until(lambda: "2 new" in line_with(pilot.app, "AS AT #"))
        writer.handle(office.answer("2.1.1d", "no"))
        await until(lambda: "3 new" in shown(pilot.app))
        assert step(pilot.app) == there
        await press(pilot, "G")
        assert step(pilot.app) == 40
        assert " new" not in line_with(pilot.app, "LIVE")


async def test_a_ledger_that_is_gone_for_a_while_is_said_to_be_and_nothing_of_it_is_missed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "WAIT", 0.1)
    async with replaying(office) as pilot:
        await press(pilot, "L")

        def gone(*_: object) -> NoReturn:
            raise StorageError("the ledger cannot be reached")

        with monkeypatch.context() as broken:
            broken.setattr(Ledger, "wait", gone)
            await until(lambda: "ledger not reached" in shown(pilot.app))
            office.open().handle(office.answer("2.1.1b", "no"), office.answer("2.1.1c", "no"))
        await until(lambda: step(pilot.app) == 39)
        assert "not reached" not in shown(pilot.app)
        with monkeypatch.context() as broken:
            damage(broken)
            office.open().handle(office.answer("2.1.1d", "no"))
            await until(lambda: "position 40 cannot be read" in shown(pilot.app).splitlines()[-1])
            assert "what is new cannot be read" in line_with(pilot.app, "LIVE")
        await until(lambda: step(pilot.app) == 40)
        assert "cannot be read" not in line_with(pilot.app, "LIVE")
        monkeypatch.setattr(Ledger, "verify", gone)
        await press(pilot, "V")
        await until(lambda: "Not verified: the ledger cannot be reached" in shown(pilot.app))
        assert "VERIFYING" not in shown(pilot.app)


async def test_what_is_recorded_elsewhere_in_the_ledger_is_no_news(office: Office) -> None:
    async with replaying(office) as pilot:
        lead = by("lead-inspector-1", "lead-inspector", happened_on=DAY)
        office.open().handle(c.OpenInspection(inspection="south-2026", by=lead, service="South", framework="youth-2021"))
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        await until(lambda: screen.head == 38)
        assert " new" not in line_with(pilot.app, "AS AT #37")


async def test_leaving_the_replay_ends_the_wait_for_news(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    really, waits = Ledger.wait, list[Callable[[], bool]]()

    def wait(ledger: Ledger, after: int, seconds: float, stopped: Callable[[], bool]) -> int:
        waits.append(stopped)
        return really(ledger, after, seconds, stopped)

    monkeypatch.setattr(Ledger, "wait", wait)
    async with replaying(office) as pilot:
        await until(lambda: bool(waits))
        await press(pilot, "q")
        await until(waits[-1])


def test_a_history_that_grew_is_as_if_it_had_been_read_whole(
    histories: dict[str, list[RecordedEvent]], replaying: Callable[[str], Replay], ledger: Ledger
) -> None:
    history, whole = histories["training-example"], replaying("training-example")
    for split in (1, 63, 64, 65, 300, len(history) - 1):
        grown = Replay(history[:split], ledger.start()).extended(history[split:])
        assert (grown.outcomes, grown.earlier, grown.steps) == (whole.outcomes, whole.earlier, whole.steps)
        for at in (0, split, 128, len(history)):
            assert grown.view_at(at).ratings == whole.view_at(at).ratings


async def test_the_case_at_the_cursor_is_typed_on_and_the_way_leads_back_to_what_is_new(office: Office) -> None:
    async with replaying(office, office.desk()) as pilot:
        await press(pilot, "R")
        await settle(pilot)
        assert "RECORDING" in shown(pilot.app)
        await press(pilot, "s")
        await settle(pilot)
        await press(pilot, "q")
        await until(lambda: "1 new" in shown(pilot.app))
        await press(pilot, "0", "R", *"c02", "enter")
        await settle(pilot)
        assert "case C02 court" in shown(pilot.app)


async def test_a_case_that_cannot_be_typed_on_leads_back_with_the_reason(office: Office) -> None:
    async with replaying(office, office.desk("inspector-9")) as pilot:
        await press(pilot, "R")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert "inspector-9 is not on it" in " ".join(shown(pilot.app).split())


async def test_a_dispute_is_raised_on_the_event_at_the_cursor_and_settled_from_the_queue(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with replaying(office, office.desk()) as pilot:
        await press(pilot, "D", "enter")
        assert "expected some words" in shown(pilot.app)
        await press(pilot, "D", *"no", "enter")
        assert "to be settled by:" in shown(pilot.app)
        slow = Slow(monkeypatch)
        await press(pilot, *"soon", "enter", "q")
        assert "A dispute is still being recorded: press the key again." in shown(pilot.app)
        await press(pilot, "ctrl+c")
        assert "Leaving once every key is recorded" in shown(pilot.app)
        slow.go.set()
        await until(lambda: "Not left. A dispute is due on a day such as 2026-03-20" in shown(pilot.app))
        await press(pilot, "D", "up", "enter", *"2026-12-01", "enter")
        await until(lambda: "#37 is disputed, recorded as #38, to be settled by 2026-12-01" in shown(pilot.app))
        await press(pilot, "Q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, DisputesScreen)
        assert "grounds: no" in shown(pilot.app)
    raised = office.open().history(NORTH)[-1]
    assert (raised.event, raised.by.actor.id) == (d.DisputeRaised(1, 37, "2.1.2", "C01", "2026-12-01"), "inspector-1")


async def test_what_cannot_be_disputed_or_not_from_here_is_said_and_what_nobody_knows_to_be_is_raised_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(office, 1)
    async with replaying(office) as pilot:
        await press(pilot, "D")
        assert "a judgement, a proposal, a panel decision or a published figure can be disputed" in " ".join(shown(pilot.app).split())
        await press(pilot, ",", "D")
        assert "nothing can be recorded from here" in shown(pilot.app)
        await press(pilot, "R", "Q")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReplayScreen)
    async with replaying(office, office.desk("panel-1", "panel-member")) as pilot:
        with monkeypatch.context() as away:
            lose_the_answer(away, recorded=True)
            await press(pilot, ",", "D", "x", "enter", "enter")
            await until(lambda: "is disputed now is not known. D and ↑ ask for the same again" in shown(pilot.app))
        await press(pilot, "D", "up", "enter", "enter")
        await until(lambda: "is disputed, recorded as" in shown(pilot.app))
        assert "to be settled by" not in shown(pilot.app)
    assert sum(isinstance(event.event, d.DisputeRaised) for event in office.open().history(NORTH)) == 2


@pytest.mark.parametrize(
    ("event", "case"),
    [
        (e.CaseSampled("C07", "court"), "C07"),
        (e.PromptAnswered("C07", "2.1.1a", "no"), "C07"),
        (d.SecondJudgementGiven(1, "C07", "2.1.1", "sufficient", 4, "not-seen"), "C07"),
        (d.DisputeRaised(1, 4, "2.1.1", "C07"), "C07"),
        (d.DisputeRaised(1, 4, "1.1"), None),
        (e.FieldworkCompleted(), None),
    ],
)
def test_the_case_of_an_event_is_the_one_it_is_about(event: e.Event, case: str | None) -> None:
    assert case_in(event) == case
