"""Findings on disputes and second judgements, each with a story where it is found and one where it is not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.audit.findings_stories import OPENED, Told, history
from tests.builders import SMALL, resolve, sampled

from ledger.audit.findings import Finding, findings
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Actor, Role
from ledger.projections.ratings import start

GOOD, OUTSTANDING = Rating.GOOD, Rating.OUTSTANDING
CASES = ("C01", "C02", "C03", "C04", "C05")
JUDGED = [e.KeyQuestionJudged(case, "2.3.1", "sufficient" if case < "C04" else "insufficient") for case in CASES]  # 60 %, just Good
BEFORE: list[e.Event | Told] = [OPENED, *sampled("court", *CASES), *JUDGED]
ABOUT = 7
OTHERS = [
    e.KeyQuestionJudged(case, q.id, "sufficient")
    for s in SMALL.standards_on["court"]
    if s.id != "2.3"
    for q in s.key_questions
    for case in CASES
]
PROPOSED = [e.RatingProposed(standard, GOOD) for standard in ("1.1", "1.2", "3.3", "4.1")]
OUT = [*sampled("out-of-court", "D01"), *(e.KeyQuestionJudged("D01", question, "sufficient") for question in ("3.1.1", "3.1.2", "3.2.1"))]
WHOLE: list[e.Event | Told] = [*BEFORE, *OTHERS, *OUT, *PROPOSED]


def by(event: e.Event, who: str, role: Role = "quality-reviewer", when: str | None = None) -> Told:
    return Told(event, actor=Actor(who, role), when=when)


def raised(due: str | None = None, about: int = ABOUT, when: str | None = None) -> Told:
    return by(d.DisputeRaised(1, about, "2.3.1", "C01", due), "inspector-2", when=when)


def of(code: str, events: Iterable[e.Event | Told]) -> list[Finding]:
    return [one for one in findings(history(events), start(resolve)) if one.code == code]


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("inspector-2", "inspector-2, who raised it, resolved it at #13."),
        ("inspector-1", f"inspector-1, who made what it is about, #{ABOUT}, resolved it at #13."),
    ],
)
def test_a_dispute_resolved_by_a_party_is_found(who: str, said: str) -> None:
    [found] = of("own-dispute-resolved", [*BEFORE, raised(), by(d.DisputeResolved(1, "upheld"), who)])
    assert found.message == f"Dispute 1 is on #{ABOUT}, 2.3.1. {said}"
    assert (found.standard, found.key_question, found.case, found.positions) == ("2.3", "2.3.1", "C01", (12, ABOUT, 13))
    assert not of("own-dispute-resolved", [*BEFORE, raised(), by(d.DisputeResolved(1, "upheld"), "reviewer-1")])


def test_an_outcome_typed_by_a_party_is_found() -> None:
    typed = by(e.KeyQuestionJudged("C01", "2.3.1", "sufficient"), "recorder-1")  # what is typed here is typed by recorder-1
    events = [*BEFORE, typed, by(d.DisputeRaised(1, 12, "2.3.1", "C01"), "inspector-2"), by(d.DisputeResolved(1, "upheld"), "reviewer-1")]
    [found] = of("own-dispute-resolved", events)
    assert "recorder-1, who made what it is about, #12, typed its outcome at #14." in found.message


def test_a_dispute_resolved_after_its_day_is_found_and_one_on_its_day_is_not() -> None:
    def told(day: str) -> list[Finding]:
        return of("dispute-late", [*BEFORE, raised("2026-03-20"), by(d.DisputeResolved(1, "upheld"), "reviewer-1", when=day)])

    assert "It was due on 2026-03-20 and resolved on 2026-03-21." in told("2026-03-21")[0].message
    assert told("2026-03-20") == []


def test_a_dispute_open_after_its_day_is_found_once_the_record_goes_on() -> None:
    assert of("dispute-late", [*BEFORE, raised("2026-03-20", when="2026-03-10")]) == []
    [found] = of("dispute-late", [*BEFORE, raised("2026-03-20"), Told(e.DraftShared(), when="2026-03-21")])
    assert "It was due on 2026-03-20 and is open while the record goes on to 2026-03-21." in found.message
    assert of("dispute-late", [*BEFORE, raised(), Told(e.DraftShared(), when="2026-03-21")]) == []


def test_a_dispute_resolved_twice_is_found() -> None:
    events = [*BEFORE, raised(), by(d.DisputeResolved(1, "amended", "insufficient"), "reviewer-1")]
    assert of("dispute-resolved-twice", events) == []
    [found] = of("dispute-resolved-twice", [*events, by(d.DisputeResolved(1, "upheld", None, 13), "reviewer-2")])
    assert (
        "It was resolved 2 times: amended at #13 by reviewer-1, then upheld at #14 by reviewer-2. The last outcome stands." in found.message
    )
    assert found.positions == (12, ABOUT, 13, 14)


def test_a_decisive_dispute_open_at_confirmation_is_found_with_what_it_could_change() -> None:
    confirmed = [*WHOLE, raised(), e.RatingsConfirmed()]
    [found] = of("decisive-dispute-open", confirmed)
    assert found.severity == "medium"
    assert (
        f"open when ratings were confirmed at #{len(confirmed)}, and amending it would change 2.3; the overall rating it could not"
        in found.message
    )
    better = [*WHOLE, e.RatingProposed("1.1", OUTSTANDING), raised(), e.RatingsConfirmed()]  # 21, the least for Outstanding
    [found] = of("decisive-dispute-open", better)
    assert (found.severity, "and it can change the overall rating." in found.message) == ("high", True)


def test_a_dispute_that_takes_another_says_which() -> None:
    other = by(d.DisputeRaised(2, ABOUT + 1, "2.3.1", "C02"), "inspector-2")
    more = [*WHOLE, e.KeyQuestionJudged("C04", "2.3.1", "sufficient"), raised(), other, e.RatingsConfirmed()]  # 80 %: two to leave Good
    found = of("decisive-dispute-open", more)
    assert [
        "change 2.3 once dispute 2 is amended too" in found[0].message,
        "change 2.3 once dispute 1 is amended too" in found[1].message,
    ] == [True, True]


def test_a_dispute_that_is_moot_or_at_its_end_or_raised_later_is_not_found_at_confirmation() -> None:
    moot = by(d.DisputeRaised(1, 11, "2.3.1", "C05"), "inspector-2")
    assert of("decisive-dispute-open", [*WHOLE, moot, e.RatingsConfirmed()]) == []
    assert of("decisive-dispute-open", [*WHOLE, raised(), d.DisputeWithdrawn(1), e.RatingsConfirmed()]) == []
    assert of("decisive-dispute-open", [*WHOLE, e.RatingsConfirmed(), raised()]) == []
    assert of("decisive-dispute-open", [*WHOLE, raised()]) == []


DRAWN = d.DipSampleDrawn(1, (d.DrawnJudgement("C01", "2.3.1", ABOUT),), 1, 5, 7, 11)
SHEET = by(d.SheetIssued(1), "inspector-2")


def given(declared: d.Declaration = "not-seen", sheet: int = 13) -> Told:
    return by(d.SecondJudgementGiven(1, "C01", "2.3.1", "insufficient", sheet, declared), "inspector-2")


def test_a_second_judge_who_declares_to_have_seen_the_first_is_found() -> None:
    [found] = of("second-judge-had-seen-first", [*BEFORE, DRAWN, SHEET, given("seen")])
    assert found.message == "2.3.1 in C01 was judged a second time at #14: inspector-2 declares that they had seen the first judgement."
    assert found.positions == (14, ABOUT)
    assert of("second-judge-had-seen-first", [*BEFORE, DRAWN, SHEET, given()]) == []


@pytest.mark.parametrize(
    "contact",
    [
        by(e.KeyQuestionJudged("C01", "2.3.1", "insufficient"), "inspector-2"),
        Told(e.KeyQuestionJudged("C01", "2.3.1", "insufficient"), reviewed_by="inspector-2"),
        by(d.DisputeRaised(1, ABOUT, "2.3.1", "C01"), "inspector-2"),
    ],
)
def test_a_second_judge_who_had_to_do_with_the_judgement_before_is_found(contact: Told) -> None:
    [found] = of("second-judge-had-seen-first", [*BEFORE, contact, DRAWN, SHEET, given(sheet=14)])
    assert found.message.endswith("inspector-2 had to do with a judgement of it before, at #12.")
    assert of("second-judge-had-seen-first", [*BEFORE, DRAWN, SHEET, given(), contact]) == []


def test_a_part_in_a_dispute_on_it_is_a_contact_and_one_on_a_proposal_is_not() -> None:
    other = by(d.DisputeRaised(1, ABOUT, "2.3.1", "C01"), "inspector-3")
    answered = by(d.DisputeAnswered(1), "inspector-2")
    [found] = of("second-judge-had-seen-first", [*BEFORE, other, answered, DRAWN, SHEET, given(sheet=15)])
    assert found.message.endswith("before, at #13.")
    proposal: list[e.Event | Told] = [e.RatingProposed("1.1", GOOD), by(d.DisputeRaised(1, 12, "1.1"), "inspector-2")]
    assert of("second-judge-had-seen-first", [*BEFORE, *proposal, DRAWN, SHEET, given(sheet=15)]) == []


@pytest.mark.parametrize(
    ("subject", "standard", "question"),
    [
        ("overall", None, None),
        ("2.3", "2.3", None),
        ("2.1.3a", "2.1", "2.1.3"),
        ("2.1.1, 2.1.2b", "2.1", None),
        ("2.1.1, 2.2.1", None, None),
        ("2 cases of 3.1", "3.1", None),
        ("1st sample", None, None),
        ("9.9.9", None, None),
    ],
)
def test_a_dispute_on_a_figure_is_on_the_standard_and_the_question_that_it_names_if_it_is_one(
    subject: str, standard: str | None, question: str | None
) -> None:
    figure = e.PublishedFigureRecorded("fact", subject, "7", "printed", "small", 7, "Summary", "seven")
    told = [*BEFORE, figure, by(d.DisputeRaised(1, 12, subject), "inspector-2"), by(d.DisputeResolved(1, "upheld"), "inspector-2")]
    assert [(one.standard, one.key_question) for one in of("own-dispute-resolved", told)] == [(standard, question)]


def test_a_dispute_on_a_standard_has_no_key_question() -> None:
    told = [*BEFORE, e.RatingProposed("1.1", GOOD), by(d.DisputeRaised(1, 12, "1.1"), "i-2"), by(d.DisputeResolved(1, "upheld"), "i-2")]
    assert [(one.standard, one.key_question) for one in of("own-dispute-resolved", told)] == [("1.1", None)]
