"""Panel decisions: stale, lapsed, without effect, outside the tests, not taken, or taken as an override."""

from __future__ import annotations

import pytest
from tests.audit.findings_stories import (
    GOOD,
    OPENED,
    PANEL,
    POOR,
    Story,
    Told,
    counts,
    declined,
    found,
    judged_23,
    moved,
    overridden,
)
from tests.builders import sampled, tally_events

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Provenance

FOUR_OF_SEVEN = counts((4, 7))
"""57 %, three points below Good in the small framework: its margin, to the point."""

MOVED: Story = [*judged_23(4, 7), PANEL, moved(seen=FOUR_OF_SEVEN)]
ANOTHER = e.KeyQuestionJudged("C04", "2.3.1", "insufficient")
RESTORED = e.KeyQuestionJudged("C04", "2.3.1", "sufficient")
TWO_MORE = [e.KeyQuestionJudged(case, "2.3.1", "insufficient") for case in ("C03", "C04")]


def test_a_decision_whose_evidence_changed_since_is_stale() -> None:
    (one,) = found([*MOVED, ANOTHER], "stale-decision")
    assert (one.severity, one.standard, one.positions) == ("high", "2.3", (17, 18))
    assert "moved 2.3 Standard 2.3 from Requires improvement to Good; 2.3.1 was 4 of 7 and has been 3 of 7 since" in one.message


def test_a_decision_on_unchanged_evidence_is_not_stale() -> None:
    assert not found([*MOVED, e.KeyQuestionJudged("C01", "2.3.1", "sufficient", reaffirmed=True)], "stale-decision")


def test_a_decision_is_no_longer_stale_once_the_evidence_is_restored() -> None:
    assert not found([*MOVED, ANOTHER, RESTORED], "stale-decision")


def test_a_decision_is_stale_when_the_same_counts_rest_on_other_cases() -> None:
    (one,) = found([*MOVED, ANOTHER, e.KeyQuestionJudged("C05", "2.3.1", "sufficient")], "stale-decision")
    assert "the same counts have rested on other cases since" in one.message


def test_a_withdrawn_case_makes_a_decision_stale() -> None:
    (one,) = found([*MOVED, e.CaseWithdrawn("C01")], "stale-decision")
    assert one.positions == (17, 18)


def test_a_stale_decline_is_medium_because_it_moves_nothing() -> None:
    (one,) = found([*judged_23(4, 7), PANEL, declined(seen=FOUR_OF_SEVEN), ANOTHER], "stale-decision")
    assert one.severity == "medium"
    assert "The panel declined at #17 to move 2.3" in one.message


def test_an_override_of_a_proposal_is_stale_once_the_proposal_changes() -> None:
    proposals: Story = [e.RatingProposed("1.1", POOR), PANEL, overridden(standard="1.1"), e.RatingProposed("1.1", Rating.INADEQUATE)]
    (one,) = found([OPENED, *proposals], "stale-decision")
    assert one.severity == "high"
    assert "An override at #4 replaced 1.1 Standard 1.1, Requires improvement, by Good" in one.message


def test_discretion_from_a_rating_that_the_standard_no_longer_has_lapsed_and_is_not_told_twice() -> None:
    (one,) = found([*MOVED, *TWO_MORE], "lapsed-decision")
    assert (one.severity, one.positions) == ("medium", (17, 18, 19))
    assert "by its judgements it is Inadequate now" in one.message
    assert not found([*MOVED, *TWO_MORE], "stale-decision")


def test_discretion_has_not_lapsed_while_nothing_changes() -> None:
    assert not found(MOVED, "lapsed-decision")


def test_discretion_has_not_lapsed_on_changed_evidence_in_the_same_band() -> None:
    assert not found([*MOVED, ANOTHER], "lapsed-decision")


def test_discretion_lapses_when_nothing_is_left_to_rate() -> None:
    withdrawn = [e.CaseWithdrawn(f"C0{number}") for number in range(1, 8)]
    (one,) = found([*MOVED, *withdrawn], "lapsed-decision")
    assert "it is Not rated now" in one.message


def test_a_claim_of_discretion_that_moved_nothing_is_without_effect() -> None:
    claim = Told(moved(start=None), provenance="reported", evidence=("a-report:1076", "sha256:ab"))
    (one,) = found([*judged_23(5, 7), claim], "decision-without-effect", provenance="reconstructed")
    assert (one.severity, one.sources) == ("medium", ("a-report:1076",))
    assert "from a rating not said to Good; without it 2.3 Standard 2.3 is Good all the same" in one.message


def test_discretion_that_moves_the_rating_is_not_without_effect() -> None:
    assert not found(MOVED, "decision-without-effect")


def test_lapsed_discretion_and_a_decline_are_not_called_without_effect() -> None:
    assert not found([*MOVED, *TWO_MORE], "decision-without-effect")
    assert not found([*judged_23(4, 7), declined()], "decision-without-effect")


def test_an_override_is_without_effect_once_the_rating_beneath_is_the_same() -> None:
    story: Story = [*judged_23(3, 7), PANEL, overridden()]
    better = [e.KeyQuestionJudged(case, "2.3.1", "sufficient") for case in ("C04", "C05")]
    assert not found([*story, better[0]], "decision-without-effect")
    (one,) = found([*story, *better], "decision-without-effect")
    assert one.positions == (17,)


def test_an_override_of_an_unrated_standard_is_without_effect() -> None:
    (one,) = found([OPENED, overridden()], "decision-without-effect")
    assert "without it 2.3 Standard 2.3 is Not rated all the same" in one.message


def test_discretion_on_a_qualitative_standard_is_without_effect_and_outside_the_tests() -> None:
    story: Story = [OPENED, e.RatingProposed("1.1", POOR), moved(standard="1.1")]
    assert len(found(story, "decision-without-effect")) == 1
    (one,) = found(story, "discretion-outside-tests")
    assert "discretion is for standards that are rated from casework" in one.message


def test_discretion_far_from_the_boundary_is_outside_the_tests() -> None:
    (one,) = found([*judged_23(3, 7), moved()], "discretion-outside-tests")
    assert (one.severity, one.standard, one.positions) == ("high", "2.3", (16,))
    assert "none of the tests was met on the figures seen: 17 points from the boundary, one case: no, small sample: no" in one.message


def test_discretion_at_the_margin_to_the_point_is_inside_the_tests_and_a_point_further_is_not() -> None:
    assert not found([*judged_23(57, 100), moved()], "discretion-outside-tests")
    (one,) = found([*judged_23(56, 100), moved()], "discretion-outside-tests")
    assert "4 points from the boundary" in one.message


def test_discretion_is_judged_by_the_figures_seen_and_not_by_later_ones() -> None:
    assert not found([*MOVED, ANOTHER], "discretion-outside-tests")


def test_relying_on_a_test_that_is_not_met_is_outside_the_tests_though_another_is() -> None:
    (one,) = found([*judged_23(57, 100), moved(tests=("margin", "small-sample"))], "discretion-outside-tests")
    assert "small-sample was not met" in one.message


def test_moving_two_bands_is_outside_the_tests() -> None:
    (one,) = found([*judged_23(4, 7), moved(Rating.OUTSTANDING)], "discretion-outside-tests")
    assert "moves a standard one band, and Outstanding is not next to Requires improvement" in one.message


def test_a_move_of_unknown_beginning_or_from_a_rating_the_standard_had_not_is_left_to_other_findings() -> None:
    assert not found([*judged_23(3, 7), moved(start=None)], "discretion-outside-tests")
    wrong = [*judged_23(5, 7), moved()]
    assert not found(wrong, "discretion-outside-tests")
    assert found(wrong, "lapsed-decision")


def test_discretion_on_what_is_not_rated_is_outside_the_tests() -> None:
    assert len(found([OPENED, moved()], "discretion-outside-tests")) == 1


def test_a_replaced_or_revoked_move_is_no_longer_held_against_the_panel() -> None:
    assert not found([*judged_23(3, 7), moved(), declined()], "discretion-outside-tests")
    assert not found([*judged_23(3, 7), moved(), e.DiscretionRevoked("2.3", 16)], "discretion-outside-tests")


def test_a_standard_close_to_a_boundary_that_the_panel_says_nothing_of_was_not_considered() -> None:
    (one,) = found([*judged_23(4, 7), PANEL], "eligible-not-considered")
    assert (one.severity, one.key_question, one.positions) == ("low", "2.3.1", (16,))
    assert "2.3.1 at 4 of 7 (57%) lowest, close enough to be moved up to Good (margin, one-case)" in one.message


def test_the_lowest_key_question_is_the_one_named() -> None:
    story = [OPENED, *sampled("court", "C01", "C02"), *tally_events("2.2.1", 0, 2), *tally_events("2.2.2", 2, 2), PANEL]
    (one,) = found(story, "eligible-not-considered")
    assert (one.key_question, "2.2.1 at 0 of 2 (0%) lowest" in one.message) == ("2.2.1", True)


@pytest.mark.parametrize("decision", [moved(), declined(), overridden()])
def test_a_standard_that_the_panel_decided_on_was_considered(decision: e.Event) -> None:
    assert not found([*judged_23(4, 7), PANEL, decision], "eligible-not-considered")


def test_a_revoked_decision_was_a_consideration() -> None:
    assert not found([*judged_23(4, 7), PANEL, moved(), e.DiscretionRevoked("2.3", 17)], "eligible-not-considered")


def test_only_what_is_close_to_a_boundary_need_be_considered() -> None:
    assert found([*judged_23(57, 100), PANEL], "eligible-not-considered")
    assert not found([*judged_23(56, 100), PANEL], "eligible-not-considered")


def test_nothing_is_unconsidered_before_a_panel_sits_or_while_judgements_are_wanting() -> None:
    assert not found(judged_23(4, 7), "eligible-not-considered")
    assert not found([*judged_23(4, 7), e.CaseSampled("C08", "court"), PANEL], "eligible-not-considered")


@pytest.mark.parametrize("provenance", ["reported", "reconstructed"])
def test_the_silence_of_a_report_is_never_held_against_the_panel(provenance: Provenance) -> None:
    assert not found([*judged_23(4, 7), PANEL], "eligible-not-considered", provenance=provenance)


def test_an_override_within_the_tests_of_discretion_is_pointed_out() -> None:
    (one,) = found([*judged_23(4, 7), PANEL, overridden()], "override-where-discretion-would-have-served")
    assert one.severity == "low"
    assert "(margin, one-case met: 3 points from the boundary" in one.message


@pytest.mark.parametrize(("yes", "raised"), [(57, True), (56, False)])
def test_an_override_outside_the_tests_is_the_way_to_record_it(yes: int, *, raised: bool) -> None:
    assert bool(found([*judged_23(yes, 100), overridden()], "override-where-discretion-would-have-served")) is raised


def test_an_override_by_two_bands_on_a_proposal_or_upon_discretion_could_not_have_been_discretion() -> None:
    code = "override-where-discretion-would-have-served"
    assert not found([*judged_23(4, 7), overridden(Rating.OUTSTANDING)], code)
    assert not found([OPENED, e.RatingProposed("1.1", POOR), overridden(standard="1.1")], code)
    assert not found([*MOVED, overridden(Rating.OUTSTANDING, start=GOOD)], code)


def test_where_only_counts_are_known_the_tests_go_by_counts() -> None:
    (one,) = found(
        [*judged_23(4, 7), Told(overridden(), provenance="reported")],
        "override-where-discretion-would-have-served",
        provenance="reconstructed",
    )
    assert "one case: yes" in one.message


def test_a_history_of_no_inspection_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="expected an inspection that has been opened"):
        found([], "stale-decision")
