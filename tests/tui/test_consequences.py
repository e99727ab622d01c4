from __future__ import annotations

import pytest
from tests.builders import OPENED, recorded, resolve, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.ratings import RatingsView, fold, start
from ledger_tui.consequences import changed_standards, consequences
from ledger_tui.marks import marks
from ledger_tui.stamp import long_stamps, short_stamp

RI, GOOD, OUTSTANDING = Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, Rating.OUTSTANDING
CASES = [f"C{n:02}" for n in range(1, 11)]
"""Bands of the small-service framework: 40, 60, 90; scores 0-3, 4-12, 13-20, 21-24."""
BEGUN = [OPENED, *sampled("court", *CASES)]
TWO_THREE = [*BEGUN, *tally_events("2.3.1", 5, 10)]
SEEN = e.Seen(len(TWO_THREE))
EXERCISED = e.DiscretionExercised("2.3", RI, GOOD, ("margin",), (), SEEN)
DECLINED = e.DiscretionDeclined("2.3", RI, ("margin",), (), SEEN)
OVERRIDDEN = e.RatingOverridden("2.3", RI, OUTSTANDING, (), SEEN)


def judged(case: str, judgement: str) -> e.Event:
    return e.KeyQuestionJudged(case, "2.3.1", judgement)  # type: ignore[arg-type]


def views(history: list[e.Event]) -> tuple[RatingsView, RatingsView]:
    events = recorded(history)
    before = fold(start(resolve), events[:-1])
    return before, fold(before, events[-1:])


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ([OPENED], ()),
        ([*BEGUN, e.DraftShared()], ()),
        (
            [*BEGUN, judged("C01", "sufficient")],
            ("2.3.1: no relevant case → 1/1 100 %, Outstanding", "2.3 Standard 2.3: Not rated → Outstanding"),
        ),
        ([*BEGUN, judged("C01", "sufficient"), judged("C02", "sufficient")], ("2.3.1: 1/1 100 % → 2/2 100 %",)),
        (
            [*BEGUN, judged("C01", "sufficient"), judged("C01", "not-relevant")],
            ("2.3.1: 1/1 100 % → no relevant case", "2.3 Standard 2.3: provisional Outstanding → Not rated"),
        ),
        (
            [*TWO_THREE, judged("C06", "sufficient")],
            (
                "2.3.1: 5/10 50 % → 6/10 60 %, Requires improvement → Good",
                "2.3 Standard 2.3: Requires improvement → Good",
                "Possible score: 1-22 → 2-23",
            ),
        ),
        ([*TWO_THREE, EXERCISED], ("2.3 Standard 2.3: Requires improvement → Good by discretion", "Possible score: 1-22 → 2-23")),
        ([*TWO_THREE, DECLINED], ("2.3 stays Requires improvement",)),
        ([*TWO_THREE, OVERRIDDEN], ("2.3 Standard 2.3: Requires improvement → Outstanding by override", "Possible score: 1-22 → 3-24")),
        (
            [*TWO_THREE, EXERCISED, judged("C05", "insufficient")],
            ("2.3.1: 5/10 50 % → 4/10 40 %", "the decision on 2.3 is now stale"),
        ),
        (
            [*TWO_THREE, EXERCISED, judged("C05", "insufficient"), judged("C05", "sufficient")],
            ("2.3.1: 4/10 40 % → 5/10 50 %", "the decision on 2.3 is no longer stale"),
        ),
        (
            [*TWO_THREE, EXERCISED, judged("C06", "sufficient")],
            (
                "2.3.1: 5/10 50 % → 6/10 60 %, Requires improvement → Good",
                "the decision on 2.3 is now stale",
                "the decision on 2.3 has lapsed",
            ),
        ),
        (
            [*TWO_THREE, EXERCISED, judged("C06", "sufficient"), judged("C06", "insufficient")],
            (
                "2.3.1: 6/10 60 % → 5/10 50 %, Good → Requires improvement",
                "the decision on 2.3 is no longer stale",
                "the decision on 2.3 applies again",
            ),
        ),
        ([*TWO_THREE, OVERRIDDEN, judged("C05", "insufficient")], ("2.3.1: 5/10 50 % → 4/10 40 %", "the override of 2.3 is now stale")),
        (
            [*TWO_THREE, OVERRIDDEN, judged("C05", "insufficient"), judged("C05", "sufficient")],
            ("2.3.1: 4/10 40 % → 5/10 50 %", "the override of 2.3 is no longer stale"),
        ),
        (
            [*TWO_THREE, *sampled("court", "C11")],
            (
                "2.3 is provisional again",
                "Possible score: 1-22 → 0-24",
            ),
        ),
    ],
)
def test_what_an_event_led_to_is_told(history: list[e.Event], said: tuple[str, ...]) -> None:
    before, after = views(history)
    assert consequences(before, after) == said


def test_nothing_follows_before_the_first_event() -> None:
    empty = start(resolve)
    assert consequences(empty, empty) == ()
    assert changed_standards(empty, empty) == frozenset()


def test_the_standards_an_event_changed_are_named() -> None:
    assert changed_standards(*views([*TWO_THREE, EXERCISED])) == {"2.3"}
    assert changed_standards(*views([*BEGUN, judged("C01", "not-relevant")])) == frozenset()
    assert changed_standards(*views([OPENED])) == frozenset()


def finished(proposal: Rating = GOOD, limited: Rating = GOOD) -> list[e.Event]:
    out = [f"D{n:02}" for n in range(1, 3)]
    qualitative = [e.RatingProposed(standard, GOOD) for standard in ("1.1", "1.2")]
    court = [e.KeyQuestionJudged("C01", q, "sufficient") for q in ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.3.1")]
    outside = [e.KeyQuestionJudged(case, q, "sufficient") for case in out for q in ("3.1.1", "3.1.2", "3.2.1")]
    limit = e.RatingProposed("4.1", limited)
    return [
        OPENED,
        *sampled("court", "C01"),
        *sampled("out-of-court", *out),
        *qualitative,
        *court,
        *outside,
        limit,
        e.RatingProposed("3.3", proposal),
    ]


def test_the_overall_rating_is_told_when_it_is_reached() -> None:
    assert consequences(*views(finished()))[-1] == "Overall: Pending → Outstanding 21/24"


def test_the_overall_score_is_told_when_only_it_moves() -> None:
    history = [*finished(), e.RatingProposed("3.3", OUTSTANDING)]
    assert consequences(*views(history)) == ("3.3 Standard 3.3: Good → Outstanding", "Overall score: 21/24 → 22/24")


def test_a_limiting_judgement_is_told() -> None:
    history = [*finished(), e.RatingProposed("4.1", Rating.INADEQUATE)]
    assert consequences(*views(history)) == (
        "4.1 Standard 4.1: Good → Inadequate",
        "Overall: Outstanding → Good 21/24",
        "Overall held back by 4.1",
    )


def test_every_case_judged_is_told() -> None:
    history = finished()
    out = [
        event for event in history if not (isinstance(event, e.KeyQuestionJudged) and event.case == "D02" and event.key_question == "3.2.1")
    ]
    assert "3.2 is no longer provisional: every case is judged" in consequences(
        *views([*out, e.KeyQuestionJudged("D02", "3.2.1", "sufficient")])
    )


@pytest.mark.parametrize(
    ("later", "signs"),
    [
        ([], ""),
        ([EXERCISED], "*"),
        ([DECLINED], "d"),
        ([OVERRIDDEN], "!"),
        ([EXERCISED, OVERRIDDEN, judged("C05", "insufficient")], "!=~"),
        ([EXERCISED, judged("C06", "sufficient")], "x~"),
        ([e.DiscretionExercised("2.3", None, GOOD, (), (), SEEN)], "="),
        (sampled("court", "C11"), "…"),
    ],
)
def test_a_standard_bears_its_marks(later: list[e.Event], signs: str) -> None:
    view = fold(start(resolve), recorded([*TWO_THREE, *later]))
    assert "".join(mark.sign for mark in marks(view.standards["2.3"].rating)) == signs


def test_the_stamp_gives_position_step_and_both_clocks() -> None:
    draft = recorded([e.DraftShared()], first=412)[0]
    assert short_stamp(draft) == "AS AT #412"
    assert long_stamps(draft, 17, 63)[0] == "step 17 of 63 · no date (happened) · recorded 2026-03-01 12:06"
    assert short_stamp(None) == "BEFORE THE FIRST EVENT"
    assert long_stamps(None, 0, 63) == ("step 0 of 63",)
