"""Settling disputes by keys alone, the decisive ones first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from tests.tui.driving import NARROW, ROOMY, line_with, press, running, settle, shown, until
from tests.tui.office import NORTH, Office, disputed
from tests.tui.typist import Slow, damage, lose, lose_the_answer
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.domain import dispute_events as d
from ledger.domain.recorded import Role
from ledger.errors import NotFoundError
from ledger_tui.app import ReplayApp
from ledger_tui.screens.disputes import DisputesScreen
from ledger_tui.screens.disputes_keys import DISPUTES
from ledger_tui.screens.help import HelpScreen
from ledger_tui.widgets.docket_panels import Queue, Votes


@asynccontextmanager
async def settling(
    office: Office, actor: str = "reviewer-1", role: Role = "quality-reviewer", size: tuple[int, int] = NARROW
) -> AsyncIterator[Pilot[BaseException]]:
    desk = office.desk(actor, role)
    async with running(ReplayApp(desk.ledger(), NORTH, desk=desk, disputes=True), size) as pilot:
        yield pilot


def screen(pilot: Pilot[BaseException]) -> DisputesScreen:
    found = pilot.app.screen
    assert isinstance(found, DisputesScreen)
    return found


async def keys(pilot: Pilot[BaseException], *pressed: str) -> None:
    await press(pilot, *pressed)
    await until(lambda: screen(pilot).settling is not None and not screen(pilot).settling.busy)  # type: ignore[union-attr]


def words(pilot: Pilot[BaseException]) -> str:
    return " ".join(shown(pilot.app).split())


async def test_a_queue_of_twenty_is_cleared_by_keys_and_the_board_is_every_time_as_foretold(office: Office) -> None:
    disputed(office, 20)
    async with settling(office) as pilot:
        assert "20 open, decisive first" in shown(pilot.app)
        settled, ways = [], (("u",), ("m", "n", "enter"), ("x",))
        for number in range(20):
            state = screen(pilot).settling
            assert state is not None
            assert state.row == 0
            settled.append(state.docket.queue[0].effect.kind)
            await keys(pilot, *ways[number % 3], "w", "enter")
            last = screen(pilot).settling.last  # type: ignore[union-attr]
            assert last is not None
            assert last.as_foretold
        assert settled[0] == "decisive-alone"
        assert "every one is settled" in shown(pilot.app)
        view = screen(pilot).settling.docket.view  # type: ignore[union-attr]
    assert office.open().ratings(NORTH).ratings == view.ratings
    resolved = [event for event in office.open().history(NORTH) if isinstance(event.event, d.DisputeResolved)]
    assert (len(resolved), {event.by.actor.id for event in resolved}) == (20, {"reviewer-1"})


async def test_both_sides_and_the_board_either_way_are_on_the_screen(office: Office) -> None:
    disputed(office, 6)
    async with settling(office, size=ROOMY) as pilot:
        assert "reviewer-1, quality reviewer" in line_with(pilot.app, "DISPUTES")
        assert "AS RECORDED" in line_with(pilot.app, "AS DISPUTED")
        assert "grounds: Not so." in shown(pilot.app)
        await press(pilot, "home", "j", "k", "G", "home")
        assert "! → insufficient" in line_with(pilot.app, "2.1 Inadequate")
        await press(pilot, "pagedown", "pageup")


async def test_an_answer_leaves_the_dispute_open_and_stands_beside_the_grounds(
    either_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(either_office, 1)
    async with settling(either_office, "inspector-2", "inspector") as pilot:
        await keys(pilot, "a", *"so", "enter")
        await press(pilot, "pagedown")
        assert "answer: so" in shown(pilot.app)
        votes = pilot.app.screen.query_one(Votes)
        await pilot.resize_terminal(80, 18)
        await settle(pilot)
        votes.on_mouse_scroll_down()
        read = votes.top
        votes.on_mouse_scroll_up()
        assert 0 == votes.top < read
        assert "answered" in line_with(pilot.app, "2.1.1 C02")
        slow = Slow(monkeypatch)
        await press(pilot, "u", "x", "enter", "q")
        assert "Leaving once every key is recorded; again leaves at once." in shown(pilot.app)
        slow.go.set()
        await until(lambda: "Not left. dispute 1 upheld: not recorded. To resolve a dispute is for" in words(pilot))
        assert pilot.app.is_running


async def test_what_cannot_be_taken_is_said_and_escape_leaves_everything(office: Office) -> None:
    disputed(office, 1)
    async with settling(office) as pilot:
        await keys(pilot, "m", "q", "enter")
        assert "Expected the beginning of one of: sufficient · not relevant; found 'q'." in words(pilot)
        await keys(pilot, "u", "enter")
        assert "Expected some words" in shown(pilot.app)
        await press(pilot, "u", "x", "escape")
        await press(pilot, "w", "escape")
    assert not any(isinstance(event.event, d.DisputeResolved) for event in office.open().history(NORTH))


async def test_what_everything_cites_and_who_reviewed_it_is_shown_and_what_nobody_knows_to_be_recorded_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(office, 1)
    async with settling(office, size=ROOMY) as pilot:
        await press(pilot, "e", *"p1,p2", "enter", "v", *"r2", "enter")
        assert "cites p1, p2" in shown(pilot.app)
        assert "reviewed by r2" in shown(pilot.app)
        with monkeypatch.context() as away:
            lose_the_answer(away, recorded=False)
            await keys(pilot, "u", "x", "enter")
        assert "dispute 1 upheld: whether it is recorded is not known. Ask for the same again: it is never recorded twice." in words(pilot)
        assert "1 not known" in shown(pilot.app)
        asked = screen(pilot).settling.unsure[1].asked  # type: ignore[union-attr]
        await keys(pilot, "u", "enter")
        await press(pilot, "u", "m", "a")
        assert "No dispute" in shown(pilot.app)
    last = office.open().history(NORTH)[-1]
    assert (last.by.command_id, last.by.evidence, last.by.reviewed_by) == (asked.command_id, ("p1", "p2"), "r2")


async def test_what_others_record_is_shown_without_a_key_and_a_ledger_that_is_away_is_said_to_be(
    either_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(either_office, 6)
    async with settling(either_office) as pilot:
        with either_office.open() as other:
            with monkeypatch.context() as away:
                lose(away)
                other.handle(either_office.judge("2.4.1", "not-relevant", case="C03", reason="Read again."))
                head = other.head()
                await until(lambda: f"AS AT #{head}" in shown(pilot.app))
                await until(lambda: "ledger not reached" in line_with(pilot.app, "DISPUTES"))
            await until(lambda: "not reached" not in shown(pilot.app))
            damage(monkeypatch)
            other.handle(either_office.judge("2.4.1", "sufficient", case="C03", reason="Read again."))
            await until(lambda: "position 40 cannot be read" in words(pilot))
            assert "what is new cannot be read" in line_with(pilot.app, "DISPUTES")


async def test_an_inspection_without_open_disputes_says_so(office: Office) -> None:
    desk = office.desk("reviewer-1", "quality-reviewer")
    app = ReplayApp(desk.ledger(), NORTH, desk=desk, disputes=True)
    async with running(app) as pilot:
        await until(lambda: not pilot.app.is_running)
    assert isinstance(app.return_value, NotFoundError)


async def test_a_click_and_the_wheel_choose_a_dispute_and_the_help_opens(office: Office) -> None:
    disputed(office, 6)
    async with settling(office, size=ROOMY) as pilot:
        await pilot.click(Queue, offset=(5, 3))
        await settle(pilot)
        assert screen(pilot).settling.row == 2  # type: ignore[union-attr]
        queue, about = pilot.app.screen.query_one(Queue), (1, 1, 0, 0, 0, False, False, False)
        for turned in (MouseScrollDown, MouseScrollDown, MouseScrollUp):
            queue.post_message(turned(queue, *about))
            await settle(pilot)
        assert screen(pilot).settling.row == 3  # type: ignore[union-attr]
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape", "escape")
        assert "Nothing is open on top: q leaves." in shown(pilot.app)
        await press(pilot, "q")
        assert not pilot.app.is_running


async def test_a_program_error_ends_it_with_the_error(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    disputed(office, 1)

    def broken(self: Ledger, *commands: object, standing: object = None) -> object:
        raise ZeroDivisionError

    desk = office.desk("reviewer-1", "quality-reviewer")
    app = ReplayApp(desk.ledger(), NORTH, desk=desk, disputes=True)
    async with running(app) as pilot:
        await settle(pilot)
        monkeypatch.setattr(Ledger, "handle", broken)
        await press(pilot, "u", "x", "enter")
        await until(lambda: not pilot.app.is_running)
    assert isinstance(app.return_value, ZeroDivisionError)


def test_every_key_has_an_id_of_its_own_and_a_sentence() -> None:
    ids = [binding.id for binding in DISPUTES]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert all(binding.tooltip for binding in DISPUTES)  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
@pytest.mark.parametrize("picture", [(), ("m", "n", "enter", "x", "enter")], ids=["queue", "amended"])
def test_the_screen_looks_as_it_did(
    snap_compare: Callable[..., bool], office: Office, picture: tuple[str, ...], size: tuple[int, int]
) -> None:
    disputed(office, 20)
    desk = office.desk("reviewer-1", "quality-reviewer")
    app: Any = ReplayApp(desk.ledger(), NORTH, desk=desk, disputes=True)

    async def run(pilot: Pilot[BaseException]) -> None:
        await settle(pilot)
        await keys(pilot, *picture)
        await settle(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)
