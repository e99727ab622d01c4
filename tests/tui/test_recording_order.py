"""Recording a case while others write too: nothing drawn before it is recorded, nothing dropped, nobody written over."""

from __future__ import annotations

import threading

import pytest
from tests.tui.driving import ROOMY, line_with, press, running, settle, shown, until
from tests.tui.office import NORTH, Office
from tests.tui.typist import Slow, answers, damage, keys, lose, recording, typing, words, write
from textual.pilot import Pilot

from ledger.application import Ledger
from ledger.asking import by
from ledger.domain import commands as c
from ledger.errors import LedgerError, RefusedError, UnknownError
from ledger_tui.app import ReplayApp
from ledger_tui.recording_messages import SheetMoved
from ledger_tui.screens.recording_desk import RecordingDesk


@pytest.fixture
def office(either_office: Office) -> Office:
    """On both engines."""
    return either_office


async def test_whoever_was_quicker_is_named_and_one_decides_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordingDesk, "look", lambda self: None)
    async with typing(office.desk(), size=ROOMY) as pilot:
        await press(pilot, "tab")
        office.open().handle(office.answer("2.1.1b", "no"))
        await keys(pilot, "y")
        assert "inspector-2 recorded no first, #38. Look again and decide on that." in words(pilot)
        assert "1 not recorded" in shown(pilot.app)
        await press(pilot, "shift+tab")
        assert "Prompt 2.1.1b" in shown(pilot.app)
        await keys(pilot, "y")
        await write(pilot, "seen")
        assert "not recorded" not in shown(pilot.app)
        assert "✓ yes" in line_with(pilot.app, "b Does")
    assert [getattr(event, "answer", None) for event in answers(office)] == ["no", "yes"]


async def test_what_others_record_meanwhile_is_shown_without_a_key_and_a_ledger_that_is_away_is_said_to_be(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with typing(office.desk()) as pilot:
        with monkeypatch.context() as away:
            lose(away)
            office.open().handle(office.answer("2.1.1c", "no"))
            await until(lambda: "just recorded by inspector-2" in shown(pilot.app))
            assert "• no" in line_with(pilot.app, "c Does")
            await until(lambda: "ledger not reached" in line_with(pilot.app, "RECORDING"))
            office.open().handle(office.answer("2.1.1d", "no"))
        await until(lambda: "• no" in line_with(pilot.app, "d Does"))
        assert "not reached" not in shown(pilot.app)
        with monkeypatch.context() as broken:
            damage(broken)
            office.open().handle(office.answer("2.1.1e", "no"))
            await until(lambda: "position 40 cannot be read" in words(pilot))
            assert "what is new cannot be read" in line_with(pilot.app, "RECORDING")
        office.open().handle(office.answer("2.1.1f", "no"))
        await until(lambda: "• no" in line_with(pilot.app, "e Does"))
        assert "cannot be read" not in line_with(pilot.app, "RECORDING")


async def test_a_refusal_stands_beside_its_line_in_words(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        lead = by("lead-inspector-1", "lead-inspector", happened_on="2026-11-20", reason="Sampled by mistake.")
        office.open().handle(c.WithdrawCase(inspection=NORTH, by=lead, case="C01"))
        await keys(pilot, "s")
        lines = shown(pilot.app).splitlines()
        at = next(index for index, line in enumerate(lines) if "2.1.1 Does" in line)
        assert "Withdrawn cases are not judged; C01 was withdrawn." in " ".join(lines[at + 1 : at + 4])
    assert answers(office) == []


async def test_nothing_is_drawn_as_recorded_before_it_is_and_no_key_is_dropped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(monkeypatch)
    async with typing(office.desk(reviewed_by="r1")) as pilot:
        await press(pilot, "s", "j", "y", "v", "backspace", *"r2", "enter", "n")
        assert "… sufficient" in line_with(pilot.app, "2.1.1 Does")
        assert "3 being recorded" in shown(pilot.app)
        await press(pilot, "k", "a")
        assert "2.1.1c is still being recorded: press the key again." in shown(pilot.app)
        await press(pilot, "right_square_bracket")
        assert "Still recording" in shown(pilot.app)
        assert answers(office) == []
        slow.go.set()
        await keys(pilot)
        assert "✓ sufficient" in line_with(pilot.app, "2.1.1 Does")
        await whether_it_is_recorded_is_not_known(pilot, monkeypatch)
    assert [event.by.reviewed_by for event in office.open().since(NORTH, 37)] == ["r1", "r1", "r2", "r2"]


async def whether_it_is_recorded_is_not_known(pilot: Pilot[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    """On the line that wants an answer next: it is said with a sign of its own, and the same key again is the same command."""
    asked, handle = list[str](), Ledger.handle

    def lost(ledger: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
        asked.append(commands[0].by.command_id)
        if len(asked) == 1:
            raise UnknownError("whether it is recorded could not be found out")
        return handle(ledger, *commands, standing=standing)

    monkeypatch.setattr(Ledger, "handle", lost)
    await keys(pilot, "shift+tab", "tab", "y")
    assert "Whether yes is recorded is not known. Ask for the same again: it is never recorded twice." in words(pilot)
    assert "1 not known" in shown(pilot.app)
    assert "✗" not in shown(pilot.app)
    await keys(pilot, "k", "y")
    assert "not known" not in shown(pilot.app)
    assert asked == [asked[0]] * 2


@pytest.mark.parametrize("leaving", ["q", "ctrl+c"])
async def test_leaving_waits_for_every_key_that_was_typed_and_stays_where_one_was_not_recorded_or_something_is_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch, leaving: str
) -> None:
    slow = Slow(monkeypatch)
    async with typing(office.desk()) as pilot:
        await press(pilot, "s", leaving)
        slow.handle(office.open(), office.judge("2.1.1", "insufficient"))
        slow.go.set()
        await until(lambda: "Not left. 2.1.1: sufficient: not recorded. inspector-2 recorded insufficient first, #38." in words(pilot))
        slow.go.clear()
        await press(pilot, "j", "y", leaving, "k", "k", "n")
        slow.go.set()
        await until(lambda: "Not left: everything before is recorded, and something is asked for here" in words(pilot))
        slow.go.clear()
        await press(pilot, "escape", "j", "j", "y", "n", leaving)
        assert "Leaving once every key is recorded" in shown(pilot.app)
        slow.go.set()
        await until(lambda: not pilot.app.is_running)
    assert [event.by.actor.id for event in office.open().since(NORTH, 37)] == ["inspector-2", *["inspector-1"] * 3]


async def test_ctrl_c_leaves_at_once_where_nothing_waits_and_everything_is_there(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await keys(pilot, "s", "j", "y")
        await press(pilot, "ctrl+c")
        assert not pilot.app.is_running
    assert len(answers(office)) == 2


async def test_a_key_while_another_case_is_read_is_taken_for_neither_and_nothing_that_others_record_is_missed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with typing(office.desk()) as pilot:
        go, history = threading.Event(), Ledger.history

        def held(ledger: Ledger, inspection: str) -> object:
            found = history(ledger, inspection)
            assert go.wait(30)
            return found

        monkeypatch.setattr(Ledger, "history", held)
        await press(pilot, "]", "s", "u", "=")
        assert "C02 is still being read: press the key again." in shown(pilot.app)
        other, screen = office.open(), recording(pilot)
        other.handle(office.judge("2.1.1", "sufficient", case="C02", reason="Read again."), office.answer("2.1.1b", "no"))
        await until(lambda: screen.writing is not None and screen.writing.sheet.position == 39)
        with monkeypatch.context() as late:
            late.setattr(RecordingDesk, "look", lambda self: None)
            go.set()
            await settle(pilot)
        assert "case C02 court" in shown(pilot.app)
        screen.post_message(SheetMoved(38, other.since(NORTH, 38), 39))
        await until(lambda: screen.writing is not None and screen.writing.sheet.position == 39)
        assert "• sufficient" in line_with(pilot.app, "2.1.1 Does")
    assert {event.by.actor.id for event in other.since(NORTH, 37)} == {"inspector-2"}


async def test_someone_who_may_not_type_is_refused_at_once(office: Office) -> None:
    app = ReplayApp(office.open(), NORTH, desk=office.desk("inspector-9"), case="C01")
    async with running(app) as pilot:
        await until(lambda: not pilot.app.is_running)
    assert isinstance(app.return_value, RefusedError)


async def test_a_program_error_ends_the_recording_with_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
        raise ZeroDivisionError

    app = ReplayApp(office.open(), NORTH, desk=office.desk(), case="C01")
    async with running(app) as pilot:
        await settle(pilot)
        monkeypatch.setattr(Ledger, "handle", broken)
        await press(pilot, "s")
        await until(lambda: not pilot.app.is_running)
    assert isinstance(app.return_value, ZeroDivisionError)
    assert not isinstance(app.return_value, LedgerError)
