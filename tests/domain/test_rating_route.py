"""The rating of one standard: banded or proposed, then discretion, then an override, step by step."""

from __future__ import annotations

import pytest
from tests.builders import SMALL

from ledger.domain.evidence import CaseworkEvidence, Evidence, ProposedEvidence
from ledger.domain.framework import RATED, Rating
from ledger.domain.percentages import Tally
from ledger.domain.rating import Decision, Override, StandardRating, Step, rate

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
NOT_RATED = Rating.NOT_RATED


def casework(*counts: tuple[int, int], done: int = 9, of: int = 9) -> CaseworkEvidence:
    return CaseworkEvidence(tuple(Tally(f"2.1.{number}", *count) for number, count in enumerate(counts, 1)), done, of)


def rated(evidence: Evidence, decision: Decision | None = None, override: Override | None = None) -> StandardRating:
    standard = SMALL.by_standard["2.1" if isinstance(evidence, CaseworkEvidence) else "4.1"]
    return rate(standard, SMALL.rules, evidence, decision, override)


def exercised(start: Rating | None, to: Rating | None) -> Decision:
    return Decision("exercised", start, to, ("margin",), position=80)


def test_casework_is_banded_by_its_lowest_questions_which_the_route_names() -> None:
    found = rated(casework((5, 10), (9, 10), (11, 20)))
    assert found.rating == IMPROVE
    assert found.route == (Step("banded", IMPROVE, ("2.1.1", "2.1.3")),)
    assert found.why_not_rated is None
    assert found.settled
    assert not found.provisional


def test_casework_with_judgements_wanting_is_banded_and_provisional() -> None:
    found = rated(casework((9, 10), done=8))
    assert found.rating == OUTSTANDING
    assert found.provisional
    assert not found.settled


def test_casework_without_a_relevant_case_is_not_rated_and_not_inadequate() -> None:
    found = rated(casework((0, 0), (0, 0), done=4, of=4))
    assert (found.rating, found.why_not_rated, found.route) == (NOT_RATED, "no-relevant-case", ())
    assert not found.settled
    assert found.eligibility is None


@pytest.mark.parametrize(("done", "of"), [(0, 0), (0, 4), (3, 4)])
def test_casework_not_yet_judged_is_not_rated_for_that_reason(done: int, of: int) -> None:
    assert rated(casework((0, 0), done=done, of=of)).why_not_rated == "not-judged"


def test_a_qualitative_standard_has_the_rating_proposed() -> None:
    found = rated(ProposedEvidence(GOOD, position=7))
    assert (found.rating, found.route) == (GOOD, (Step("proposed", GOOD, position=7),))
    assert found.settled
    assert found.eligibility is None


def test_a_qualitative_standard_not_yet_proposed_is_not_rated() -> None:
    found = rated(ProposedEvidence(None))
    assert (found.rating, found.why_not_rated, found.settled) == (NOT_RATED, "not-proposed", False)


def test_a_standard_declared_not_rated_is_settled() -> None:
    found = rated(ProposedEvidence(NOT_RATED, position=7))
    assert (found.rating, found.why_not_rated, found.settled) == (NOT_RATED, "declared", True)
    assert found.route == (Step("proposed", NOT_RATED, position=7),)


def test_discretion_moves_the_banded_rating_and_the_route_shows_both() -> None:
    found = rated(casework((5, 10)), exercised(IMPROVE, GOOD))
    assert found.rating == GOOD
    assert found.route == (Step("banded", IMPROVE, ("2.1.1",)), Step("discretion", GOOD, position=80))
    assert found.effect
    assert not found.lapsed


@pytest.mark.parametrize("counts", [(6, 10), (3, 10), (10, 10)])
def test_discretion_lapses_where_the_banded_rating_is_no_longer_what_it_moved(counts: tuple[int, int]) -> None:
    before = rated(casework(counts))
    found = rated(casework(counts), exercised(IMPROVE, GOOD))
    assert (found.rating, found.route) == (before.rating, before.route)
    assert found.lapsed
    assert not found.effect
    assert found.decision == exercised(IMPROVE, GOOD)


def test_discretion_lapses_where_nothing_is_rated_any_more() -> None:
    found = rated(casework((0, 0), done=1, of=1), exercised(IMPROVE, GOOD))
    assert (found.rating, found.lapsed) == (NOT_RATED, True)


def test_stale_discretion_still_applies() -> None:
    decision = Decision("exercised", IMPROVE, GOOD, ("margin",), 80, stale=True)
    assert rated(casework((5, 10)), decision).rating == GOOD


def test_a_decline_is_shown_and_moves_nothing() -> None:
    decline = Decision("declined", IMPROVE, None, ("margin",), 80)
    found = rated(casework((5, 10)), decline)
    assert (found.rating, found.decision, found.effect, found.lapsed) == (IMPROVE, decline, False, False)
    assert rated(casework((7, 10)), decline).lapsed


def test_a_reported_claim_that_does_not_say_from_what_is_shown_without_effect() -> None:
    found = rated(casework((6, 10)), exercised(None, GOOD))  # OX 1076
    assert (found.rating, found.effect, found.lapsed) == (GOOD, False, False)
    assert len(found.route) == 1


def test_a_reported_move_to_where_the_standard_stands_has_no_effect() -> None:
    found = rated(casework((6, 10)), exercised(GOOD, GOOD))
    assert (found.rating, found.effect) == (GOOD, False)


@pytest.mark.parametrize(
    ("decision", "to", "effects"),
    [
        (None, GOOD, (False, True)),
        (None, IMPROVE, (False, False)),
        (exercised(IMPROVE, GOOD), OUTSTANDING, (False, True)),
        (exercised(IMPROVE, GOOD), GOOD, (False, False)),
        (exercised(IMPROVE, GOOD), NOT_RATED, (True, False)),
    ],
)
def test_a_decision_has_effect_where_the_rating_would_be_another_without_it(
    decision: Decision | None, to: Rating, effects: tuple[bool, bool]
) -> None:
    found = rated(casework((5, 10)), decision, Override(to))
    assert (found.effect, found.overrides) == effects


@pytest.mark.parametrize(("start", "to"), [(IMPROVE, NOT_RATED), (NOT_RATED, GOOD)])
def test_no_discretion_moves_to_or_from_not_rated(start: Rating, to: Rating) -> None:
    evidence = casework((0, 0), done=1, of=1) if start == NOT_RATED else casework((5, 10))
    found = rated(evidence, exercised(start, to))
    assert (found.rating, found.effect) == (start, False)


def test_an_override_replaces_whatever_lies_beneath_and_the_route_keeps_it() -> None:
    override = Override(OUTSTANDING, GOOD, 90)
    found = rated(casework((5, 10)), exercised(IMPROVE, GOOD), override)
    assert found.rating == OUTSTANDING
    assert [(step.step, step.rating) for step in found.route] == [("banded", IMPROVE), ("discretion", GOOD), ("override", OUTSTANDING)]
    assert found.override == override
    assert rated(ProposedEvidence(GOOD), None, override).rating == OUTSTANDING


@pytest.mark.parametrize(
    ("beneath", "to"), [(ProposedEvidence(NOT_RATED), GOOD), (ProposedEvidence(None), GOOD), (ProposedEvidence(GOOD), NOT_RATED)]
)
def test_no_override_leads_to_or_from_not_rated(beneath: ProposedEvidence, to: Rating) -> None:
    before = rated(beneath)
    found = rated(beneath, None, Override(to))
    assert (found.rating, found.route, found.settled) == (before.rating, before.route, before.settled)
    assert found.override == Override(to)


def test_the_tests_are_taken_on_the_banded_rating_whatever_the_panel_did() -> None:
    plain = rated(casework((5, 10)))
    moved = rated(casework((5, 10)), exercised(IMPROVE, GOOD), Override(OUTSTANDING))
    assert moved.eligibility == plain.eligibility
    assert plain.eligibility is not None
    assert plain.eligibility.rating == IMPROVE
