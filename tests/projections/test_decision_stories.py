"""What panel decisions do to the ratings: discretion, overrides, and when they go stale or lapse."""

from __future__ import annotations

from dataclasses import replace

from tests.builders import JUST_BEFORE, OPENED, judged, sampled
from tests.projections.stories import at, declined, everything, moved, of, overridden, view

from ledger.domain import events as e
from ledger.domain.framework import RATED
from ledger.domain.scoring import Overall

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED


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


def test_a_decision_is_stale_where_its_evidence_changed_between_what_the_panel_saw_and_the_decision() -> None:
    seen = len(at(6))
    late = [*at(6), *judged("2.3.1", C10="sufficient"), replace(moved(GOOD, IMPROVE), seen=e.Seen(seen))]
    restored = [*late, *judged("2.3.1", C10="insufficient")]
    withdrawn = [*at(6), e.CaseWithdrawn("C10"), replace(moved(GOOD, IMPROVE), seen=e.Seen(seen))]
    found = [of(view(*events)).decision for events in (late, restored, withdrawn)]
    assert [one and one.stale for one in found] == [True, False, True]


def test_an_override_of_a_proposal_is_stale_where_another_was_proposed_after_what_the_panel_saw() -> None:
    told: list[e.Event] = [OPENED, e.RatingProposed("1.1", GOOD), e.RatingProposed("1.1", IMPROVE)]
    seen = [of(view(*told, replace(overridden(OUTSTANDING, "1.1"), seen=e.Seen(at))), "1.1").override for at in (1, 2, 3)]
    assert [one and one.stale for one in seen] == [True, True, False]


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
        e.DiscretionExercised("9.9", GOOD, IMPROVE, (), (), JUST_BEFORE),
        overridden(GOOD, "9.9"),
        e.RatingProposed("9.9", GOOD),
        e.DiscretionRevoked("9.9", 1),
    ]
    assert view(*at(6), *events).ratings == view(*at(6)).ratings


def test_an_override_of_resettlement_lifts_the_limit() -> None:
    found = view(*everything(OUTSTANDING, INADEQUATE), overridden(IMPROVE, "4.1"))
    assert found.overall == Overall(OUTSTANDING, 24, 24, (24, 24))
