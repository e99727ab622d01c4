"""What the ratings of an inspection are after a story: withdrawals, changes of mind, panel decisions, other frameworks."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, JUST_BEFORE, OPENED, SMALL, judged, recorded, resolve, sampled, tally_events
from tests.projections.stories import CASES, MEMBERS, at, court, each, everything, moved, of, overridden, view

from ledger.domain import events as e
from ledger.domain.framework import RATED, Rating
from ledger.domain.recorded import Provenance
from ledger.domain.scoring import PENDING, Overall
from ledger.projections.ratings import apply, fold, start

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
NOT_RATED = Rating.NOT_RATED


def test_before_the_opening_there_is_nothing() -> None:
    empty = start(resolve)
    assert (empty.ratings, empty.overall, empty.step, empty.framework) == ((), None, 0, None)


def test_an_inspection_opens_with_nothing_rated_and_every_score_possible() -> None:
    found = view(OPENED)
    assert [rating.rating for rating in found.ratings] == [NOT_RATED] * 9
    assert found.overall == Overall(PENDING, None, 24, (0, 24))
    assert (found.service, found.inspection, found.opened_under, found.step) == ("Small Service", INSPECTION, SMALL.id, 1)
    assert (found.opened_digest, found.provenance) == (SMALL.digest, "illustrative")


def test_events_before_the_opening_are_counted_and_change_nothing() -> None:
    events = [
        *sampled("court", "C01"),
        *judged("2.3.1", C01="sufficient"),
        e.CaseWithdrawn("C01"),
        moved(GOOD, IMPROVE),
        e.RatingProposed("1.1", GOOD),
    ]
    found = view(*events)
    assert (found.step, found.overall, len(found.standards)) == (len(events), None, 0)


def test_a_view_says_which_event_it_stands_at() -> None:
    history = recorded(at(6))
    found = fold(start(resolve), history)
    assert (found.step, found.last) == (len(history), history[-1])


def test_a_standard_is_provisional_until_every_case_is_judged_on_every_question() -> None:
    almost = court(*tally_events("2.2.1", 6, 10), *tally_events("2.2.2", 6, 9))
    assert of(view(*almost), "2.2").provisional
    assert not of(view(*almost, e.KeyQuestionJudged("C10", "2.2.2", "not-relevant")), "2.2").provisional


def test_a_case_sampled_makes_every_casework_standard_of_its_domain_provisional() -> None:
    found = view(*everything(GOOD), *sampled("court", "C11"))
    assert [rating.standard.id for rating in found.ratings if rating.provisional] == ["2.1", "2.2", "2.3"]
    assert found.overall == Overall(PENDING, None, 24, (10, 19))


def test_a_resettlement_case_makes_nothing_provisional() -> None:
    found = view(*everything(GOOD), *sampled("resettlement", "E01"))
    assert found.overall == Overall(GOOD, 16, 24, (16, 16))


def test_the_latest_judgement_counts() -> None:
    assert of(view(*at(6))).rating == GOOD
    assert of(view(*at(6), *judged("2.3.1", C01="insufficient"))).rating == IMPROVE
    assert of(view(*at(6), *judged("2.3.1", C01="insufficient"), *judged("2.3.1", C01="sufficient"))) == of(view(*at(6)))


def test_a_judgement_of_not_relevant_leaves_the_case_out_of_the_percentage() -> None:
    found = of(view(*at(5), *judged("2.3.1", C09="not-relevant", C10="not-relevant")))
    assert [(tally.yes, tally.relevant) for tally in getattr(found.evidence, "tallies", ())] == [(5, 8)]
    assert found.rating == GOOD
    assert not found.provisional


def test_no_relevant_case_at_all_is_not_rated_and_leaves_overall_pending() -> None:
    found = view(*everything(OUTSTANDING), *judged("2.3.1", **each(CASES, "not-relevant")))
    assert (of(found).rating, of(found).why_not_rated) == (NOT_RATED, "no-relevant-case")
    assert found.overall == Overall(PENDING, None, 24, (21, 24))


def test_a_withdrawn_case_does_not_count() -> None:
    found = view(*at(6), e.CaseWithdrawn("C01"))
    assert [(tally.yes, tally.relevant) for tally in getattr(of(found).evidence, "tallies", ())] == [(5, 9)]
    assert not of(found).provisional
    assert "C01" not in found.cases


def test_withdrawing_the_case_that_was_not_judged_settles_a_standard() -> None:
    events = court(*tally_events("2.3.1", 6, 9))
    assert of(view(*events)).provisional
    assert not of(view(*events, e.CaseWithdrawn("C10"))).provisional


def test_a_judgement_of_a_withdrawn_or_unknown_case_does_not_count() -> None:
    assert of(view(*at(6), e.CaseWithdrawn("C01"), *judged("2.3.1", C01="sufficient"))) == of(view(*at(6), e.CaseWithdrawn("C01")))
    assert of(view(*at(6), *judged("2.3.1", C99="sufficient"), e.CaseWithdrawn("C99"))) == of(view(*at(6)))


def test_a_case_sampled_twice_counts_once() -> None:
    assert of(view(*at(6), *sampled("court", "C01"))) == of(view(*at(6)))


def test_a_judgement_of_a_question_that_the_framework_does_not_have_does_not_count() -> None:
    found = view(*at(6), *judged("2.3.7", C01="sufficient"), *judged("7.1.1", C01="sufficient"), *judged("1.1.1", C01="sufficient"))
    assert found.ratings == view(*at(6)).ratings


def test_prompts_figures_notes_team_and_stages_change_no_rating() -> None:
    before = fold(start(resolve), recorded(at(6)))
    figure = e.PublishedFigureRecorded("rating", "2.3", "Outstanding", "printed", "small-2026", 1, "2.3", "Outstanding")
    for event in (e.PromptAnswered("C01", "2.1.1a", "no"), figure, e.ReviewerNoteAdded(), e.FieldworkCompleted(), e.ReportPublished("x")):
        after = apply(before, recorded([event], first=90)[0])
        assert (after.step, after.standards) == (before.step + 1, before.standards)
        assert after.standards is before.standards


def test_the_latest_proposal_counts() -> None:
    found = view(OPENED, e.RatingProposed("1.1", GOOD), e.RatingProposed("1.1", OUTSTANDING))
    assert of(found, "1.1").rating == OUTSTANDING
    assert of(found, "1.1").route[0].position == 3


@pytest.mark.parametrize("provenance", ["reported", "reconstructed"])
def test_the_one_case_test_goes_by_counts_where_the_cases_are_not_the_inspectors_own(provenance: Provenance) -> None:
    apart = court(
        *judged("2.2.1", **each(CASES[:5], "sufficient"), **each(CASES[5:], "insufficient")),
        *judged("2.2.2", **each(CASES[:5], "insufficient"), **each(CASES[5:], "sufficient")),
    )
    by_cases, by_counts = of(view(*apart), "2.2").eligibility, of(view(*apart, provenance=provenance), "2.2").eligibility
    assert by_cases is not None
    assert by_counts is not None
    assert (by_cases.up and by_cases.up.one_case, by_counts.up and by_counts.up.one_case) == ("no", "possible")


def test_an_outstanding_score_with_inadequate_resettlement_is_limited() -> None:
    assert view(*everything(OUTSTANDING, INADEQUATE)).overall == Overall(GOOD, 24, 24, (24, 24), "4.1")


def test_an_outstanding_score_with_resettlement_declared_not_rated_stands() -> None:
    assert view(*everything(OUTSTANDING, NOT_RATED)).overall == Overall(OUTSTANDING, 24, 24, (24, 24))


def test_an_outstanding_score_with_resettlement_not_yet_proposed_is_pending() -> None:
    assert view(*everything(OUTSTANDING)).overall == Overall(PENDING, 24, 24, (24, 24))


@pytest.mark.parametrize(
    ("rating", "overall", "score"), [(INADEQUATE, INADEQUATE, 0), (IMPROVE, IMPROVE, 8), (GOOD, GOOD, 16), (OUTSTANDING, OUTSTANDING, 24)]
)
def test_eight_standards_at_one_rating_score_out_of_24(rating: Rating, overall: Rating, score: int) -> None:
    assert view(*everything(rating, GOOD)).overall == Overall(overall, score, 24, (score, score))


def test_an_inspection_of_2018_is_rated_under_2021() -> None:
    opened = e.InspectionOpened("A service", "youth-2018")
    joint = [event for question in ("3.4.1", "3.4.2") for event in judged(question, D01="sufficient")]
    events: list[e.Event] = [opened, *sampled("court", "C01"), *sampled("out-of-court", "D01"), *judged("2.1.1", C01="sufficient"), *joint]
    decided = e.DiscretionExercised("3.4", OUTSTANDING, GOOD, ("margin",), MEMBERS, JUST_BEFORE)
    own, other = view(*events, decided), view(*events, decided, under="youth-2021")
    assert (own.framework and own.framework.id, other.framework and other.framework.id) == ("youth-2018", "youth-2021")
    assert (own.opened_under, other.opened_under) == ("youth-2018", "youth-2018")
    assert (of(own, "3.4").rating, of(own, "3.4").standard.basis) == (GOOD, "casework")
    assert (of(other, "3.4").rating, of(other, "3.4").why_not_rated) == (NOT_RATED, "not-proposed")
    assert "4.1" in other.standards
    assert "4.1" not in own.standards
    assert of(other, "2.1").evidence == of(own, "2.1").evidence


def test_rating_under_a_framework_without_a_standard_leaves_it_out() -> None:
    opened = e.InspectionOpened("A service", "youth-2021")
    found = view(opened, e.RatingProposed("4.1", INADEQUATE), overridden(GOOD, "4.1"), e.OverrideRevoked("4.1", 3), under="youth-2018")
    assert "4.1" not in found.standards
