"""Recording a case by keys alone: what is drawn as recorded is in the ledger, and what is not is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.tui.driving import ROOMY, line_with, press, settle, shown, until
from tests.tui.office import NORTH, Office
from tests.tui.typist import Slow, answers, keys, recording, typing, words, write
from textual.events import MouseScrollDown, MouseScrollUp, Paste

from ledger.errors import UnknownError
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import explained
from ledger_tui.screens.recording_keys import RECORDING
from ledger_tui.widgets.sheet_list import SheetList
from ledger_tui.widgets.typed import Typed


async def test_every_key_is_an_event_of_its_own_and_leads_to_the_next_line(either_office: Office) -> None:
    async with typing(either_office.desk()) as pilot:
        assert "inspector-1, inspector · happened 20 November 2026" in line_with(pilot.app, "RECORDING")
        assert "► 2.1.1 Does assessment" in shown(pilot.app)
        await keys(pilot, "s", "j", "y", "n", "a")
        assert "✓ sufficient" in line_with(pilot.app, "2.1.1 Does")
        assert "5 of 57 answered" not in shown(pilot.app)
        assert "4 of 57 answered, 2 of 12 judged" in line_with(pilot.app, "Case C01")
    recorded = [(event.by.actor.id, event.by.recorded_by, event.version) for event in either_office.open().since(NORTH, 37)]
    assert recorded == [("inspector-1", "inspector-1", version) for version in range(3, 7)]
    assert [getattr(event, "answer", getattr(event, "judgement", None)) for event in answers(either_office)] == [
        "sufficient", "yes", "no", "not-applicable",
    ]  # fmt: skip


async def test_a_judgement_shows_at_once_what_it_moved_on_the_board(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await keys(pilot, "i")
        assert "#38 2.1.1: insufficient: 2.1.1: 1/2 50 % → 1/3 33 %, Requires improvement → Inadequate; 2.1 Assessment" in words(pilot)
        assert "▁ I" in line_with(pilot.app, "█100")


async def test_a_change_asks_for_its_reason_and_escape_leaves_everything_as_it_is(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await keys(pilot, "j", "n")
        assert "why 2.1.1a: yes → no" in shown(pilot.app)
        await press(pilot, "escape")
        assert answers(office) == []
        await keys(pilot, "n")
        await write(pilot, "")
        assert "Expected some words" in shown(pilot.app)
        assert answers(office) == []
        await keys(pilot, "n")
        pilot.app.screen.query_one(Typed).post_message(Paste("misread,\r\n  both times"))
        await write(pilot, "")
        await keys(pilot, "k")
        assert "why: misread, both times" in shown(pilot.app)
        assert "#36 yes · inspector-1" in shown(pilot.app)
    assert [event.reason for event in office.open().since(NORTH, 37)] == ["misread, both times"]


async def test_undo_is_a_new_answer_with_a_reason_and_takes_nothing_away(either_office: Office) -> None:
    async with typing(either_office.desk()) as pilot:
        await keys(pilot, "j", "u")
        assert "2.1.1a has never been anything else" in shown(pilot.app)
        await keys(pilot, "n")
        await write(pilot, "first")
        await keys(pilot, "k", "u")
        await write(pilot, "back")
        assert "✓ yes" in line_with(pilot.app, "a Is there")
    assert [getattr(event, "answer", None) for event in answers(either_office)] == ["no", "yes"]


async def test_a_judgement_that_stands_is_reaffirmed_with_a_reason(office: Office) -> None:
    async with typing(office.desk(), "C02") as pilot:
        await press(pilot, "home")
        await keys(pilot, "=")
        await write(pilot, "again")
        assert "insufficient once more" in shown(pilot.app)
    assert [getattr(event, "reaffirmed", None) for event in answers(office, "C02")] == [True]


async def test_every_key_cites_the_evidence_that_is_shown_until_it_is_taken_away(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await press(pilot, "e")
        await write(pilot, "p1,p2")
        assert "cites p1, p2" in line_with(pilot.app, "RECORDING")
        await keys(pilot, "s", "tab", "y")
        await press(pilot, "e")
        await write(pilot, "")
        assert "cites" not in line_with(pilot.app, "RECORDING")
        await keys(pilot, "n")
    assert [len(event.by.evidence) for event in office.open().since(NORTH, 37)] == [2, 2, 0]


async def test_a_key_that_the_line_cannot_take_is_said_and_records_nothing(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await press(pilot, "y")
        assert "2.1.1 is a key question: s, i or r judges it" in shown(pilot.app)
        await press(pilot, "j", "y")
        assert "2.1.1a is yes already" in shown(pilot.app)
        await press(pilot, "j", "=")
        assert "only a judgement that stands is reaffirmed" in shown(pilot.app)
    assert answers(office) == []


async def test_after_reopening_the_reviewer_is_asked_for_and_then_the_reason(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        screen = recording(pilot)
        assert screen.writing is not None

        sheet = screen.writing.sheet
        screen.show(replace(screen.writing, sheet=replace(sheet, state=replace(sheet.state, reopened=True))))
        await press(pilot, "s")
        await write(pilot, "inspector-1")
        assert "A change is reviewed by someone else than inspector-1" in shown(pilot.app)
        await press(pilot, "s")
        await write(pilot, "r2")
        await write(pilot, "why")
        assert "reviewed by r2" in line_with(pilot.app, "RECORDING")
        await press(pilot, "v", "escape")
    [recorded] = office.open().since(NORTH, 37)
    assert (recorded.by.reviewed_by, recorded.reason) == ("r2", "why")


async def test_brackets_lead_through_the_cases_and_stop_at_the_ends(office: Office) -> None:
    async with typing(office.desk()) as pilot:
        await press(pilot, "e")
        await write(pilot, "v1")
        await press(pilot, "]")
        await settle(pilot)
        assert "case C02 court" in shown(pilot.app)
        assert "cites v1" in shown(pilot.app)
        await press(pilot, "home", "s")
        assert "why 2.1.1: insufficient → sufficient" in shown(pilot.app)
        recording(pilot).action_case(-1)
        await settle(pilot)
        assert "why 2.1.1" not in shown(pilot.app)
        await press(pilot, "[")
        assert "C01 is the first case of the sample." in shown(pilot.app)
        for _ in range(3):
            await press(pilot, "]")
            await settle(pilot)
        assert "case D01 out-of-court" in shown(pilot.app)
        await press(pilot, "]")
        await settle(pilot)
        assert "rates nothing from resettlement cases" in " ".join(shown(pilot.app).split())
        assert "case D01 out-of-court" in shown(pilot.app)
        await keys(pilot, "s")
    assert len(answers(office, "D01")) == 1


async def test_a_full_case_says_so_and_nothing_recorded_moves_the_cursor_of_the_terminal(office: Office) -> None:
    async with typing(office.desk(), "C03") as pilot:
        screen = recording(pilot)
        assert screen.writing is not None
        office.open().handle(*(office.answer(line.id, "yes", case="C03") for line in screen.writing.sheet.lines if line.kind == "prompt"))
        await until(lambda: "57 of 57 answered" in shown(pilot.app))
        await press(pilot, "tab")
        assert "Every line has its answer or judgement." in shown(pilot.app)
        assert "No key recorded yet since this was opened." in shown(pilot.app)
        screen.say("a\x1b[2Jb\u202ec")
        assert "a�[2Jb�c" in shown(pilot.app)


async def test_a_click_chooses_a_line_and_the_wheel_moves(office: Office) -> None:
    async with typing(office.desk(), size=ROOMY) as pilot:
        await pilot.click(SheetList, offset=(20, 5))
        await settle(pilot)
        assert "Prompt 2.1.1b" in shown(pilot.app)
        await pilot.click(SheetList, offset=(20, 0))
        listed = pilot.app.screen.query_one(SheetList)

        about = (1, 1, 0, 0, 0, False, False, False)
        listed.post_message(MouseScrollDown(listed, *about))
        await settle(pilot)
        assert "Prompt 2.1.1c" in shown(pilot.app)
        listed.post_message(MouseScrollUp(listed, *about))
        await settle(pilot)
        assert "Prompt 2.1.1b" in shown(pilot.app)


async def test_leaving_stays_where_the_help_is_read_and_again_leaves_with_what_may_not_be_recorded(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with typing(office.desk()) as pilot:
        await press(pilot, "s", "q", "?")
        slow.go.set()
        await until(lambda: bool(answers(office)))
        await settle(pilot)
        await press(pilot, "escape")
        assert "Every key is recorded." in shown(pilot.app)
        slow.go.clear()
        await press(pilot, "j", "y", "n", "q", "q")
        assert not pilot.app.is_running
        slow.go.set()
        left = pilot.app.return_value
    assert isinstance(left, UnknownError)
    assert (
        str(left) == "Left while this was being recorded, and whether it is recorded is not known: 2.1.1b: yes. Not recorded: 2.1.1c: no."
    )


async def test_the_help_has_every_key_and_a_tiny_terminal_is_told_so_and_records_nothing(office: Office) -> None:
    async with typing(office.desk(), size=ROOMY) as pilot:
        await press(pilot, "?")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape", "escape")
        assert "Nothing is open on top: q leaves." in shown(pilot.app)
        await press(pilot, "v", *"r2")
        await pilot.resize_terminal(50, 10)
        await settle(pilot)
        assert "Recording needs 60 by 16" in shown(pilot.app)
        assert "reviewed by" not in shown(pilot.app)
        await keys(pilot, "s", "enter")
        await pilot.resize_terminal(*ROOMY)
        await press(pilot, "v", "up")
        assert "r2" in line_with(pilot.app, "reviewed by")
    assert answers(office) == []


def test_every_key_has_an_id_of_its_own_and_a_sentence() -> None:
    ids = [binding.id for binding in RECORDING]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert None not in ids
    assert all(binding.tooltip for binding in RECORDING)  # type: ignore[union-attr]
    assert ("y", "Answer the prompt yes", "") in explained(RECORDING)
