"""What the ratings of an inspection are after a story: withdrawals, changes of mind, panel decisions, other frameworks."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, OPENED, SMALL, judged, recorded, resolve, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import RATED, Rating
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import Provenance
from ledger.domain.scoring import PENDING, Overall
from ledger.projections.ratings import RatingsView, apply, fold, start

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
NOT_RATED = Rating.NOT_RATED
CASES = [f"C{number:02}" for number in range(1, 11)]
MEMBERS = ("panel-1", "panel-2")
NEVER = e.Seen(0)


def view(*events: e.Event, provenance: Provenance = "illustrative", under: str | None = None) -> RatingsView:
    return fold(start(resolve, under), recorded(events, provenance=provenance))


def court(*events: e.Event) -> list[e.Event]:
    return [OPENED, *sampled("court", *CASES), *events]


def at(yes: int) -> list[e.Event]:
    """Ten court cases in which 2.3, which has one key question, stands at `yes` of ten."""
    return court(*tally_events("2.3.1", yes, 10))


def each(cases: list[str], judgement: Judgement) -> dict[str, Judgement]:
    return dict.fromkeys(cases, judgement)


def of(found: RatingsView, standard: str = "2.3") -> StandardRating:
    return found.standards[standard].rating


def moved(start_: Rating | None, to: Rating) -> e.DiscretionExercised:
    return e.DiscretionExercised("2.3", start_, to, ("margin",), MEMBERS, NEVER)


def declined(start_: Rating) -> e.DiscretionDeclined:
    return e.DiscretionDeclined("2.3", start_, ("margin",), MEMBERS, NEVER)


def overridden(to: Rating, standard: str = "2.3") -> e.RatingOverridden:
    return e.RatingOverridden(standard, GOOD, to, MEMBERS, NEVER)


def everything(rating: Rating, resettlement: Rating | None = None) -> list[e.Event]:
    """Every counting standard at a rating, and 4.1 as given."""
    yes = {INADEQUATE: 0, IMPROVE: 5, GOOD: 7, OUTSTANDING: 10}[rating]
    other = [f"D{number:02}" for number in range(1, 11)]
    events: list[e.Event] = [OPENED, *sampled("court", *CASES), *sampled("out-of-court", *other)]
    for standard in SMALL.standards:
        if standard.basis == "casework":
            prefix = "C" if SMALL.cases_of[standard.id] == "court" else "D"
            events += [event for question in standard.key_questions for event in tally_events(question.id, yes, 10, prefix)]
        elif standard.counts:
            events.append(e.RatingProposed(standard.id, rating))
    return [*events, e.RatingProposed("4.1", resettlement)] if resettlement else events


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


def test_discretion_moves_one_standard_and_nothing_else() -> None:
    before, after = view(*at(6)), view(*at(6), moved(GOOD, IMPROVE))
    assert [(a.standard.id, a.rating) for a, b in zip(after.ratings, before.ratings, strict=True) if a.rating != b.rating] == [
        ("2.3", IMPROVE)
    ]
    assert [step.step for step in of(after).route] == ["banded", "discretion"]
    assert of(after).route[-1].position == after.step


def test_a_decision_is_stale_while_its_evidence_differs_and_no_longer_when_that_is_restored() -> None:
    decided = [*at(6), moved(GOOD, IMPROVE)]
    changed = [*decided, *judged("2.3.1", C10="sufficient")]
    restored = [*changed, *judged("2.3.1", C10="insufficient")]
    found = [of(view(*events)) for events in (decided, changed, restored)]
    assert [one.decision and one.decision.stale for one in found] == [False, True, False]
    assert [(one.rating, one.lapsed) for one in found] == [(IMPROVE, False)] * 3


def test_evidence_is_which_case_was_judged_how_and_not_only_the_counts() -> None:
    swapped = view(*at(6), moved(GOOD, IMPROVE), *judged("2.3.1", C01="insufficient", C10="sufficient"))
    decision = of(swapped).decision
    assert decision is not None
    assert decision.stale


def test_a_reaffirmation_and_a_new_case_not_yet_judged_leave_a_decision_fresh() -> None:
    again = e.KeyQuestionJudged("C01", "2.3.1", "sufficient", reaffirmed=True)
    decision = of(view(*at(6), moved(GOOD, IMPROVE), again, *sampled("court", "C11"))).decision
    assert decision is not None
    assert not decision.stale


def test_withdrawing_a_judged_case_makes_a_decision_stale() -> None:
    decision = of(view(*at(7), moved(GOOD, IMPROVE), e.CaseWithdrawn("C01"))).decision
    assert decision is not None
    assert decision.stale


def test_evidence_of_another_standard_makes_nothing_stale() -> None:
    decision = of(view(*at(6), moved(GOOD, IMPROVE), *judged("2.2.1", C01="sufficient"), e.RatingProposed("1.1", GOOD))).decision
    assert decision is not None
    assert not decision.stale


def test_discretion_lapses_when_the_banded_rating_moves_and_returns_with_it() -> None:
    lapsed = [*at(6), moved(GOOD, IMPROVE), *judged("2.3.1", C01="insufficient")]
    assert (of(view(*lapsed)).rating, of(view(*lapsed)).lapsed) == (IMPROVE, True)
    assert [step.step for step in of(view(*lapsed)).route] == ["banded"]
    back = of(view(*lapsed, *judged("2.3.1", C01="sufficient")))
    assert (back.rating, back.lapsed, back.effect) == (IMPROVE, False, True)


def test_a_newer_decision_replaces_the_older_declining_included() -> None:
    found = of(view(*at(6), moved(GOOD, IMPROVE), declined(GOOD)))
    assert found.rating == GOOD
    assert found.decision is not None
    assert found.decision.kind == "declined"


def test_revoking_names_a_position_and_revives_nothing() -> None:
    first = len(at(6)) + 1
    decided = [*at(6), declined(GOOD), moved(GOOD, IMPROVE)]
    assert of(view(*decided, e.DiscretionRevoked("2.3", first))).rating == IMPROVE
    revoked = of(view(*decided, e.DiscretionRevoked("2.3", first + 1)))
    assert (revoked.rating, revoked.decision) == (GOOD, None)


def test_a_decline_goes_stale_too() -> None:
    decision = of(view(*at(6), declined(GOOD), *judged("2.3.1", C10="sufficient"))).decision
    assert decision is not None
    assert decision.stale


def test_a_reported_claim_with_no_from_is_shown_without_effect() -> None:
    found = of(view(*at(6), moved(None, GOOD)))
    assert (found.rating, found.effect, found.lapsed) == (GOOD, False, False)
    assert found.decision is not None


def test_an_override_replaces_the_rating_goes_stale_and_is_revoked() -> None:
    position = len(at(6)) + 2
    events = [*at(6), moved(GOOD, IMPROVE), overridden(OUTSTANDING)]
    assert [step.step for step in of(view(*events)).route] == ["banded", "discretion", "override"]
    stale = of(view(*events, *judged("2.3.1", C10="sufficient")))
    assert (stale.rating, stale.override and stale.override.stale) == (OUTSTANDING, True)
    assert of(view(*events, e.OverrideRevoked("2.3", position))).rating == IMPROVE
    assert of(view(*events, e.OverrideRevoked("2.3", 1))).rating == OUTSTANDING


def test_an_override_of_a_proposal_goes_stale_with_the_proposal() -> None:
    events: list[e.Event] = [OPENED, e.RatingProposed("1.1", GOOD), overridden(OUTSTANDING, "1.1"), e.RatingProposed("1.1", IMPROVE)]
    found = of(view(*events), "1.1")
    assert (found.rating, found.override and found.override.stale) == (OUTSTANDING, True)
    restored = of(view(*events, e.RatingProposed("1.1", GOOD)), "1.1")
    assert restored.override is not None
    assert not restored.override.stale


def test_a_newer_override_replaces_the_older() -> None:
    assert of(view(*at(6), overridden(OUTSTANDING), overridden(INADEQUATE))).rating == INADEQUATE


def test_decisions_on_a_standard_that_the_framework_does_not_have_change_nothing() -> None:
    events: list[e.Event] = [
        e.DiscretionExercised("9.9", GOOD, IMPROVE, (), (), NEVER),
        overridden(GOOD, "9.9"),
        e.RatingProposed("9.9", GOOD),
        e.DiscretionRevoked("9.9", 1),
    ]
    assert view(*at(6), *events).ratings == view(*at(6)).ratings


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


def test_an_override_of_resettlement_lifts_the_limit() -> None:
    found = view(*everything(OUTSTANDING, INADEQUATE), overridden(IMPROVE, "4.1"))
    assert found.overall == Overall(OUTSTANDING, 24, 24, (24, 24))


@pytest.mark.parametrize(
    ("rating", "overall", "score"), [(INADEQUATE, INADEQUATE, 0), (IMPROVE, IMPROVE, 8), (GOOD, GOOD, 16), (OUTSTANDING, OUTSTANDING, 24)]
)
def test_eight_standards_at_one_rating_score_out_of_24(rating: Rating, overall: Rating, score: int) -> None:
    assert view(*everything(rating, GOOD)).overall == Overall(overall, score, 24, (score, score))


def test_an_inspection_of_2018_is_rated_under_2021() -> None:
    opened = e.InspectionOpened("A service", "youth-2018")
    joint = [event for question in ("3.4.1", "3.4.2") for event in judged(question, D01="sufficient")]
    events: list[e.Event] = [opened, *sampled("court", "C01"), *sampled("out-of-court", "D01"), *judged("2.1.1", C01="sufficient"), *joint]
    decided = e.DiscretionExercised("3.4", OUTSTANDING, GOOD, ("margin",), MEMBERS, NEVER)
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
