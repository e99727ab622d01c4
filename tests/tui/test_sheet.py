"""The sheet of a case, what a key asks for on it, and how someone moves over it: all pure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import INSPECTION, OPENED, SMALL, TEAM, recorded, resolve, sampled
from tests.tui.office import hand

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.errors import NotFoundError, RefusedError
from ledger.projections.ratings import start
from ledger_tui.entries import Entry, command, due, entered, reaffirmed, taken_back
from ledger_tui.recorder import NotRecorded, Recorded
from ledger_tui.sheet import Line, Sheet, read_sheet
from ledger_tui.writing import Said, Writing, begin

BEGUN: list[e.Event] = [OPENED, *TEAM, *sampled("court", "C01", "C02", "C03"), *sampled("resettlement", "R01")]
IDS = [
    "2.1",
    "2.1.1",
    "2.1.1a",
    "2.1.1b",
    "2.1.2",
    "2.1.2a",
    "2.1.2b",
    "2.1.3",
    "2.1.3a",
    "2.1.3b",
    "2.2",
    "2.2.1",
    "2.2.2",
    "2.3",
    "2.3.1",
]


def sheet(*more: e.Event) -> Sheet:
    return read_sheet(recorded([*BEGUN, *more]), start(resolve), "C01")


def line(on: Sheet, subject: str) -> Line:
    return next(one for one in on.lines if one.id == subject)


def answered(answer: str = "yes", prompt: str = "2.1.1a") -> e.PromptAnswered:
    return e.PromptAnswered("C01", prompt, answer)  # type: ignore[arg-type]


def judged(judgement: str = "sufficient") -> e.KeyQuestionJudged:
    return e.KeyQuestionJudged("C01", "2.2.1", judgement)  # type: ignore[arg-type]


def test_the_lines_are_the_standards_of_the_case_with_their_questions_and_prompts_in_printed_order() -> None:
    assert [one.id for one in sheet().lines] == IDS
    assert line(sheet(), "2.1.1a") == Line("prompt", "2.1.1a", "Is 2.1.1a done?")
    assert line(sheet(), "2.1") == Line("standard", "2.1", "Standard 2.1")


def test_the_last_event_on_a_line_is_what_stands_and_the_others_are_kept() -> None:
    on = sheet(answered("yes"), answered("no"), e.PromptAnswered("C02", "2.1.1a", "not-applicable"), e.FieldworkCompleted())
    assert on.value("2.1.1a") == "no"
    assert [event.position for event in on.told["2.1.1a"]] == [8, 9]
    assert (on.version, on.position, on.value("2.1.1b")) == (2, 11, None)


def test_what_is_read_later_leads_to_the_same_sheet_as_reading_it_all() -> None:
    history = recorded([*BEGUN, answered(), judged(), e.CaseWithdrawn("C02")])
    whole = read_sheet(history, start(resolve), "C01")
    for split in range(1, len(history)):
        if all(event.position <= split for event in history[:7]):
            assert read_sheet(history[:split], start(resolve), "C01").followed(history[split:]) == whole


def test_the_progress_is_counted_by_kind_of_line() -> None:
    on = sheet(answered(), judged())
    assert (on.progress("prompt"), on.progress("question")) == ((1, 6), (1, 6))


def test_the_cases_to_go_through_leave_out_those_withdrawn_but_never_the_one_that_is_open() -> None:
    assert sheet(e.CaseWithdrawn("C02")).cases == ("C01", "C03", "R01")
    assert sheet(e.CaseWithdrawn("C01")).cases == ("C01", "C02", "C03", "R01")


def test_a_case_that_was_not_sampled_is_named_with_those_that_were() -> None:
    with pytest.raises(NotFoundError, match=r"Case 'C09' is not in the sample of .*, which has: C01, C02, C03, R01\."):
        read_sheet(recorded(BEGUN), start(resolve), "C09")


def test_a_case_that_nothing_is_rated_from_is_refused() -> None:
    with pytest.raises(RefusedError, match="rates nothing from resettlement cases; R01 is one"):
        read_sheet(recorded(BEGUN), start(resolve), "R01")


@pytest.mark.parametrize(
    ("events", "subject", "value", "expected"),
    [
        ([], "2.1.1a", "yes", Entry("id", "2.1.1a", "yes")),
        ([], "2.1.1", "sufficient", Entry("id", "2.1.1", "sufficient")),
        ([answered("yes")], "2.1.1a", "no", Entry("id", "2.1.1a", "no", 8, "yes")),
        ([answered("yes")], "2.1.1a", "yes", "2.1.1a is yes already: nothing to record"),
        ([], "2.1.1a", "sufficient", "2.1.1a is a prompt: y, n or a answers it"),
        ([], "2.1.1", "not-applicable", "2.1.1 is a key question: s, i or r judges it"),
        ([], "2.1", "yes", "2.1 is a standard: choose one of its lines"),
    ],
)
def test_a_key_asks_for_what_the_line_can_take(events: list[e.Event], subject: str, value: str, expected: Entry | str) -> None:
    on = sheet(*events)
    assert entered(on, line(on, subject), value, "id") == expected


def test_only_a_judgement_that_stands_is_reaffirmed() -> None:
    on = sheet(judged(), answered())
    assert reaffirmed(on, line(on, "2.2.1"), "id") == Entry("id", "2.2.1", "sufficient", 8, "sufficient", reaffirm=True)
    for subject in ("2.1.1a", "2.1.1", "2.1"):
        assert reaffirmed(on, line(on, subject), "id") == "only a judgement that stands is reaffirmed"


def test_what_is_taken_back_is_a_change_to_what_stood_before_whoever_repeated_it() -> None:
    on = sheet(judged("sufficient"), judged("insufficient"), e.KeyQuestionJudged("C01", "2.2.1", "insufficient", reaffirmed=True))
    assert taken_back(on, line(on, "2.2.1"), "id") == Entry("id", "2.2.1", "sufficient", 10, "insufficient")
    once = sheet(answered())
    assert "2.1.1a has never been anything else" in str(taken_back(once, line(once, "2.1.1a"), "id"))
    assert "2.1.1b has never been anything else" in str(taken_back(once, line(once, "2.1.1b"), "id"))


@pytest.mark.parametrize(
    ("reopened", "seen", "reason", "reviewer", "expected"),
    [
        (False, 0, None, None, None),
        (False, 8, None, None, "reason"),
        (False, 8, "because", None, None),
        (True, 0, "because", None, "reviewer"),
        (True, 0, "because", "inspector-1", "reviewer"),
        (True, 0, None, "inspector-2", "reason"),
        (True, 0, "because", "inspector-2", None),
    ],
)
def test_a_change_wants_a_reason_and_after_reopening_a_reviewer_too(
    *, reopened: bool, seen: int, reason: str | None, reviewer: str | None, expected: str | None
) -> None:
    on = sheet()
    on = replace(on, state=replace(on.state, reopened=reopened))
    who = hand(reviewed_by=reviewer) if reviewer else hand()
    assert due(on, Entry("id", "2.1.1a", "no", seen, reason=reason), who) == expected


def test_an_entry_becomes_the_command_of_its_line() -> None:
    on, who = sheet(judged()), hand(recorded_by="recorder-1", correlation="visit-2")
    answer = command(on, Entry("id", "2.1.1a", "no", evidence=("C01/plan",)), who)
    assert answer == c.AnswerPrompt(inspection=INSPECTION, by=who.by("id", None, ("C01/plan",)), case="C01", prompt="2.1.1a", answer="no")
    judge = command(on, Entry("id", "2.2.1", "sufficient", 8, "sufficient", reaffirm=True, reason="Read again."), who)
    assert isinstance(judge, c.JudgeKeyQuestion)
    assert (judge.key_question, judge.judgement, judge.reaffirm) == ("2.2.1", "sufficient", True)
    assert (judge.by.reason, judge.by.recorded_by, judge.by.correlation) == ("Read again.", "recorder-1", "visit-2")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("id", "2.1.1a", "not-applicable"), "2.1.1a: not applicable"),
        (Entry("id", "2.1.1a", "no", 8, "yes"), "2.1.1a: yes → no"),
        (Entry("id", "2.2.1", "sufficient", 8, "sufficient", reaffirm=True), "2.2.1: sufficient once more"),
    ],
)
def test_an_entry_says_what_it_asks_for(entry: Entry, words: str) -> None:
    assert entry.words == words


@pytest.mark.parametrize(
    ("row", "by", "expected"),
    [(1, 1, 2), (9, 1, 11), (11, -1, 9), (1, -1, 1), (14, 1, 14), (1, 8, 9), (12, -1_000_000, 1), (2, 1_000_000, 14), (4, 6, 11)],
)
def test_moving_passes_over_the_titles_of_standards_and_stays_on_the_sheet(row: int, by: int, expected: int) -> None:
    assert Writing(sheet(), row).moved(by).row == expected


def test_one_begins_at_the_first_line_without_a_value_and_at_the_top_where_there_is_none() -> None:
    assert begin(sheet()).line.id == "2.1.1"
    assert begin(sheet(e.KeyQuestionJudged("C01", "2.1.1", "sufficient"), answered())).line.id == "2.1.1b"
    questions = [e.KeyQuestionJudged("C01", one, "sufficient") for one in IDS if one in SMALL.by_key_question]
    full = sheet(*questions, *(answered(prompt=one) for one in IDS if one in SMALL.by_prompt))
    assert begin(full).line.id == "2.1.1"
    assert begin(full).to_wanting(1) is None


def test_a_key_waits_and_the_next_goes_to_the_line_after() -> None:
    writing = Writing(sheet(), 2).asked(Entry("id", "2.1.1a", "no"))
    assert (writing.line.id, writing.waits("2.1.1a"), writing.waits("2.1.1b")) == ("2.1.1b", True, False)
    assert writing.said["2.1.1a"] == Said("waiting", "no")
    wanting = writing.at(1).to_wanting(1)
    assert wanting is not None
    assert wanting.line.id == "2.1.1b"


def test_what_came_of_a_key_is_said_at_its_line_and_moves_nobody() -> None:
    entry = Entry("command-8", "2.1.1a", "yes")
    writing = Writing(sheet(), 2).asked(entry)
    history = recorded([*BEGUN, answered()])
    after = read_sheet(history, start(resolve), "C01")
    done = writing.came(Recorded(entry, history[-1], writing.sheet.view, after.view, after))
    assert (done.waiting, done.row, done.said["2.1.1a"]) == ((), writing.row, Said("recorded", "recorded as #8"))
    assert done.sheet.value("2.1.1a") == "yes"
    overtaken = read_sheet(recorded([*BEGUN, answered(), answered("no")]), start(resolve), "C01")
    news = writing.came(Recorded(entry, history[-1], writing.sheet.view, after.view, overtaken))
    assert (news.sheet.value("2.1.1a"), news.said["2.1.1a"]) == ("no", Said("news", "just recorded by inspector-1"))
    refused = writing.came(NotRecorded(entry, "No.", writing.sheet))
    assert (refused.unrecorded, refused.said["2.1.1a"]) == (1, Said("refused", "No."))
    back = refused.at(4).to_wanting(-1)
    assert back is not None
    assert back.line.id == "2.1.1b"
    assert writing.came(NotRecorded(entry, "No.", writing.sheet, conflict=True)).said["2.1.1a"].kind == "conflict"


def test_what_others_record_is_said_beside_its_line_and_own_keys_are_not_news() -> None:
    writing = Writing(sheet(), 2).asked(Entry("command-9", "2.1.1b", "no"))
    later = sheet(answered(), answered("no", "2.1.1b"), e.PromptAnswered("C02", "2.1.2a", "no"))
    followed = writing.followed(later)
    assert followed.said == {"2.1.1a": Said("news", "just recorded by inspector-1"), "2.1.1b": Said("waiting", "no")}
    assert followed.followed(sheet()) is followed


def test_what_is_said_lasts_until_the_next_move() -> None:
    writing = Writing(sheet(), 2).saying("Something.")
    assert writing.message == "Something."
    assert writing.moved(1).message == writing.citing(("C01/plan",)).message == ""
