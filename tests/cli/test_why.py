"""`why` for people: every step said in words, at eighty columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.stories import CASES, MOVED, OVERRIDDEN, START, story, turned
from tests.builders import OPENED, SMALL, recorded, sampled
from tests.cli.ran import Run

from ledger.audit.why import why
from ledger.bootstrap import open_ledger
from ledger.cli.why_text import why_lines
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent, Text

NY = "north-yorkshire-2020"
TRAINING = "training-example"


def flat(text: str) -> str:
    return " ".join(text.split())


def told(history: list[RecordedEvent], standard: str = "2.3") -> str:
    return flat("\n".join(why_lines(why(history, len(history), START, standard))))


@pytest.fixture
def said(demo: Run) -> Run:
    return lambda *arguments: demo("why", *arguments)


def test_north_yorkshire_planning_is_told_from_the_figures_to_the_panel_to_the_score(said: Run) -> None:
    ran = said(NY, "3.2")
    text = flat(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Why 3.2 Planning is rated Good\n")
    for words in (
        "In short: the lowest band of its key questions is Requires improvement, by 3.2.3 (5 of 8, 63%). The ratings panel then",
        "moved it to Good by professional discretion (#",
        "5 of 8 relevant cases sufficient = 63%: Requires improvement.",
        "Printed: 63%, line 913 of north-yorkshire-2020",
        "Here 3.2.1 is Outstanding, 3.2.2 is Good and 3.2.3 is Requires improvement: the lowest of them is Requires improvement.",
        "(NY 1075-1077, DAR 830-832)",
        "margin met: 63% is 2 points below the boundary of 65%; at most 5 are allowed",
        ": moved from Requires improvement to Good, relying on margin",
        "evidence: north-yorkshire-2020:255",
        "since then: nothing that it rests on has changed It is in force and changes the rating.",
        "3.2 is Good and scores 2. All standards together score 25 of 36, which is Good.",
    ):
        assert words in text


def test_reconstructed_cases_are_counted_and_never_named(said: Run) -> None:
    text = flat(said(NY, "3.2", "--prompts").out)
    assert "the judgements of single cases shown here were made up to meet the published counts" in text
    assert "Cases: 5 sufficient, 3 insufficient and 7 not relevant; reconstructed to meet the published figure." in text
    assert "C22" not in text
    assert "what the panel had before it is not published" in text


def test_cases_judged_by_people_are_named_with_position_person_and_date(said: Run) -> None:
    text = flat(said(TRAINING, "2.2").out)
    assert "inspector-2 2026-03-04 why: A second plan turned up that replaces the one judged" in text
    assert "It is stale: what it rests on is not what the panel saw. It is in force and changes the rating." in text
    assert "2.2.1 was 13 of 17, 76%; it is 12 of 17, 71% now" in text


def test_prompts_are_shown_on_request(said: Run) -> None:
    assert "2.2.1a" not in said(TRAINING, "2.2").out
    assert "2.2.1a" in said(TRAINING, "2.2", "--prompts").out


def test_rounding_that_decides_is_said(said: Run) -> None:
    text = flat(said(TRAINING, "2.1").out)
    assert "Rounding decides this: unrounded, 11 of 17 is a little below 65% and would be Requires improvement." in text


def test_a_lapsed_decision_is_told_with_the_tests_as_they_stood(said: Run) -> None:
    text = flat(said(TRAINING, "3.3").out)
    assert "has lapsed and no longer applies: it was taken from Requires improvement, and the cases now give Inadequate." in text
    assert "the tests as they stood then: Up to Good: close enough, by margin, one case and small sample" in text
    assert text.count("Down to Inadequate") == 0


def test_a_decision_revoked_is_listed_as_no_longer_in_force(said: Run) -> None:
    text = flat(said(TRAINING, "2.3").out)
    assert "Panel events that are no longer in force" in text
    assert "override-revoked" in text


def test_a_decline_is_told(said: Run) -> None:
    assert "The ratings panel considered moving it and declined (#" in flat(said(TRAINING, "2.1").out)


def test_a_decision_that_a_report_claims_without_effect_is_told(said: Run) -> None:
    text = flat(said("oxfordshire-2020", "2.1").out)
    assert "has no effect: the cases give that rating without it." in text
    assert "moved from a rating that is not said to Good" in text


def test_a_standard_declared_not_rated_is_told_with_the_limit_it_sets(said: Run) -> None:
    text = flat(said("sunderland-2022", "4.1").out)
    assert "Why 4.1 Resettlement policy and provision is Not rated" in text
    assert "In short: the lead inspector declared it Not rated (#" in text
    assert "4.1 does not count towards the score." in text
    assert "While 4.1 is rated Inadequate, the overall rating cannot be better than Good. (NEL 1258) It changes nothing here." in text


def test_a_point_before_anything_was_judged_says_so(said: Run) -> None:
    casework, proposed = flat(said(TRAINING, "2.1", "--at", "opened").out), flat(said(TRAINING, "1.1", "--at", "opened").out)
    assert "In short: it has no rating: not judged yet." in casework
    assert "no key question has a relevant case, so it is not rated" in casework
    assert "Nothing has been proposed yet." in proposed
    assert "The overall rating is pending: between 0 and 36 of 36 is still possible." in proposed


def test_a_provisional_rating_says_how_much_is_wanting(said: Run) -> None:
    text = flat(said(TRAINING, "2.1", "--at", "2026-01-27").out)
    assert "This is provisional: 18 of 51 judgements have been made." in text
    assert "11 not judged yet." in text
    assert "2.1 is provisional: it scores nothing until every case is judged." in text


def test_both_clocks_of_the_point_are_said(said: Run) -> None:
    assert "happened 2026-02-20T11:40Z, recorded 2026-11-21T16:00:00.000000Z, step 586 of 617" in flat(
        said(TRAINING, "2.1", "--at", "2026-02-20").out
    )


def test_an_override_is_explained_on_its_own_ground() -> None:
    text = told(story(MOVED, OVERRIDDEN))
    assert "The ratings panel then replaced that by Inadequate (#13)." in text
    assert "(a rule of this ledger) Decision #13: replaced Good by Inadequate" in text


def test_an_override_of_a_proposal_says_which_proposal_the_panel_saw() -> None:
    seen = e.Seen(12, proposed=Rating.GOOD)
    overridden = e.RatingOverridden("1.1", Rating.GOOD, Rating.OUTSTANDING, (), seen)
    text = told(story(e.RatingProposed("1.1", Rating.GOOD), overridden, e.RatingProposed("1.1", Rating.INADEQUATE)), "1.1")
    assert "present: not named" in text
    assert "the panel had before it, at #12: the proposal Good" in text
    assert "since then: #14 rating-proposed 1.1: Inadequate" in text


def test_two_questions_that_must_move_together_are_possible_and_not_certain(said: Run) -> None:
    text = flat(said("sunderland-2022", "2.2").out)
    assert "possible: one sufficient case more in each of 2.2.1 and 2.2.3 would raise the rating" in text
    assert "The report speaks of no decision." in text
    assert "(assumed: NEL and SUN print no tests of discretion" in text


def test_an_override_without_effect_says_so() -> None:
    text = told(story(OVERRIDDEN, *(e.CaseWithdrawn(case) for case in CASES)))
    assert "It is stale: what it rests on is not what the panel saw. It is in force without effect" in text
    assert "2.3.1 was 3 of 5, 60%; it is no relevant case now" in text


def test_a_limit_that_holds_the_overall_rating_back_says_so() -> None:
    assert "It holds the overall rating back here: Good." in told(_outstanding(e.RatingProposed("4.1", Rating.INADEQUATE)), "4.1")


def test_an_overall_rating_that_waits_for_a_limit_says_so() -> None:
    assert "The overall rating waits for 4.1." in told(_outstanding(), "4.1")


def _outstanding(*events: e.Event) -> list[RecordedEvent]:
    """Everything that counts is Outstanding."""
    questions = [question.id for s in SMALL.standards if s.basis == "casework" for question in s.key_questions]
    cases = {"2": "C01", "3": "C02"}
    judged = [e.KeyQuestionJudged(cases[question[0]], question, "sufficient") for question in questions]
    proposed = [e.RatingProposed(standard, Rating.OUTSTANDING) for standard in ("1.1", "1.2", "3.3")]
    return recorded([OPENED, *sampled("court", "C01"), *sampled("out-of-court", "C02"), *judged, *proposed, *events])


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (turned("C01"), "why: erased, event 881"),
        (e.PublishedFigureRecorded("percentage", "2.3.1", "60%", "inferred", "a-report", 7, "", ""), "a-report. Erased, event 881"),
        (
            e.PublishedFigureRecorded(
                "disagreement", "2.3.1", "6", "stated", "a-report", 7, "", "", e.Disagreement("one", "total", matters=True)
            ),
            "The report does not agree with itself (lines 7): erased, event 881",
        ),
    ],
)
def test_a_reason_that_was_erased_names_the_event_that_did_it(event: e.Event, words: str) -> None:
    *before, last = story(event)
    assert words in told([*before, last._replace(texts={"reason": Text("", None, 881)})])


def test_a_lapsed_decision_on_a_standard_no_longer_rated_is_told() -> None:
    assert "it was taken from Good, and the cases now give none" in told(story(MOVED, *(e.CaseWithdrawn(case) for case in CASES)))


def test_one_case_that_would_turn_the_rating_is_named_alone() -> None:
    assert "yes: a differing judgement in C05 would change the rating" in told(
        story(turned("C04", "sufficient"), *(e.CaseWithdrawn(case) for case in ("C01", "C02", "C03")))
    )


@pytest.mark.parametrize(
    "inspection", [NY, "oxfordshire-2020", "north-east-lincolnshire-2022", "sunderland-2022", "darlington-2021", TRAINING]
)
def test_every_standard_is_explained_within_eighty_columns(built: Path, inspection: str) -> None:
    ledger = open_ledger(str(built), read_only=True)
    history = ledger.history(inspection)
    for rating in ledger.board(inspection).view.ratings:
        lines = why_lines(why(history, len(history), ledger.start(), rating.standard.id, prompts=True))
        assert rating.rating in lines[0]
        assert [line for line in lines if len(line) > 80 and " " in line.strip()] == []
