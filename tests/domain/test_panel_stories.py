"""What a ratings panel may decide: discretion, declining it, overrides and revoking them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import INSPECTION, OPENED, SMALL, On, by, recorded
from tests.decider import given, inspection_state
from tests.domain.panel_asks import (
    CASES,
    DECLINED,
    EXERCISED,
    OVERRIDDEN,
    PRESENT,
    REPORTED,
    SEEN,
    at,
    decline,
    exercise,
    override,
    revoke,
    seen,
)

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.decider import decide as decide_inspection
from ledger.domain.discretion import Tests as Outcome
from ledger.domain.framework import RATED, Rating
from ledger.domain.panel import describe, discretion_outside
from ledger.domain.refusals import NotFoundError, RefusedError

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
NOT_RATED = Rating.NOT_RATED


def test_a_panel_moves_a_standard_one_band_by_a_test_that_is_met() -> None:
    at(6).when(exercise(GOOD, IMPROVE, "margin")).then(EXERCISED)
    at(6).when(exercise(GOOD, IMPROVE, "margin", "one-case")).then(
        e.DiscretionExercised("2.3", GOOD, IMPROVE, ("margin", "one-case"), PRESENT, seen(6))
    )


def test_a_decision_keeps_the_figures_that_the_panel_saw() -> None:
    at(1, relevant=2).when(exercise(IMPROVE, GOOD, "small-sample")).then(
        e.DiscretionExercised("2.3", IMPROVE, GOOD, ("small-sample",), PRESENT, seen(1, 2))
    )


def test_outside_the_tests_discretion_is_refused_with_the_figures_and_sent_to_an_override() -> None:
    at(7).when(exercise(GOOD, OUTSTANDING, "margin")).then_refused(
        RefusedError,
        match="Discretion from Good to Outstanding is outside the tests relied on; no test is met: 20 points from the boundary, one case: no, "
        "small sample: no. A move on any other ground is recorded as an override",
    )


def test_discretion_is_refused_on_a_test_that_is_not_met_though_another_is() -> None:
    at(6).when(exercise(GOOD, IMPROVE, "margin", "small-sample")).then_refused(
        RefusedError,
        match="is outside the tests relied on; small-sample not met: 0 points from the boundary, one case: yes, small sample: no. A move on any",
    )


def test_discretion_names_the_tests_it_relies_on() -> None:
    at(6).when(exercise(GOOD, IMPROVE)).then_refused(
        RefusedError, match="no test was named (met: margin, one-case): 0 points from the boundary"
    )


def test_discretion_goes_only_in_a_direction_that_is_eligible() -> None:
    at(6).when(exercise(GOOD, OUTSTANDING, "margin")).then_refused(
        RefusedError, match="Discretion from Good to Outstanding is outside the tests"
    )


@pytest.mark.parametrize("to", [INADEQUATE, GOOD, NOT_RATED])
def test_discretion_moves_exactly_one_band(to: Rating) -> None:
    at(6).when(exercise(GOOD, to, "margin")).then_refused(
        RefusedError,
        match=f"Discretion moves a standard exactly one band; {to} is not next to Good. A move on any other ground is recorded as an override",
    )


@pytest.mark.parametrize("start", [IMPROVE, OUTSTANDING, None])
def test_discretion_moves_a_standard_from_its_banded_rating(start: Rating | None) -> None:
    at(6).when(exercise(start, IMPROVE, "margin")).then_refused(
        RefusedError, match=f"Discretion moves 2.3 from its banded rating, Good; {start} was given. Correct the rating"
    )


def test_a_newer_decision_starts_from_the_banded_rating_again() -> None:
    at(6, EXERCISED).when(exercise(GOOD, IMPROVE, "margin")).then(EXERCISED)
    at(6, EXERCISED).when(exercise(IMPROVE, GOOD, "margin")).then_refused(RefusedError, match="from its banded rating, Good")


def test_discretion_is_for_rated_casework_standards() -> None:
    at(6).when(exercise(GOOD, IMPROVE, "margin", standard="1.1")).then_refused(
        RefusedError, match="Discretion is for casework standards; 1.1 is rated by proposal. Record an override instead"
    )
    at(6).when(decline(standard="1.1")).then_refused(RefusedError, match="Discretion is for casework standards")
    at(6).when(exercise(GOOD, IMPROVE, "margin", standard="2.2")).then_refused(
        RefusedError, match="Only a rated standard can be moved or overridden; 2.2 is not rated. Record its evidence first"
    )


def test_there_is_no_discretion_while_an_override_is_in_force() -> None:
    position = SEEN + 1
    for command in (exercise(GOOD, IMPROVE, "margin"), decline()):
        at(6, OVERRIDDEN).when(command).then_refused(
            RefusedError,
            match=f"There is no discretion while an override is in force; #{position} overrides 2.3. Revoke the override first",
        )
    at(6, OVERRIDDEN, e.OverrideRevoked("2.3", position)).when(decline()).then(DECLINED)


def test_declining_is_recorded_too() -> None:
    at(6).when(decline()).then(DECLINED)


def test_an_override_replaces_the_rating_on_any_other_ground() -> None:
    at(6).when(override(OUTSTANDING)).then(OVERRIDDEN)
    at(6).when(override(INADEQUATE, standard="1.1")).then(e.RatingOverridden("1.1", GOOD, INADEQUATE, PRESENT, e.Seen(SEEN, proposed=GOOD)))
    at(6, EXERCISED).when(override(OUTSTANDING)).then(e.RatingOverridden("2.3", IMPROVE, OUTSTANDING, PRESENT, seen(6)))


def test_an_override_never_leads_to_or_from_not_rated() -> None:
    at(6).when(override(NOT_RATED)).then_refused(
        RefusedError, match="A rating is never overridden to Not rated; Not rated was asked for. Name one of the four ratings"
    )
    at(6).when(override(GOOD, standard="2.2")).then_refused(
        RefusedError, match="Only a rated standard can be moved or overridden; 2.2 is not rated."
    )
    at(6, e.RatingProposed("4.1", NOT_RATED)).when(override(GOOD, standard="4.1")).then_refused(RefusedError, match="4.1 is not rated")


def test_an_override_changes_something() -> None:
    at(6).when(override(GOOD)).then_refused(
        RefusedError, match="An override replaces a rating by another; 2.3 is Good already. Nothing to override"
    )


def test_an_override_to_what_lies_beneath_is_a_revocation() -> None:
    beneath = f"2.3 is Good beneath the override at #{SEEN + 1}. Revoke the override instead"
    at(6, OVERRIDDEN).when(override(GOOD)).then_refused(RefusedError, match=beneath)
    stale = at(6, replace(OVERRIDDEN, to_rating=IMPROVE), e.KeyQuestionJudged("C07", "2.3.1", "sufficient"))
    stale.when(override(GOOD)).then_refused(RefusedError, match=beneath)
    at(6, OVERRIDDEN).when(override(GOOD, who=REPORTED)).then(e.RatingOverridden("2.3", GOOD, GOOD, PRESENT, seen(6)))


def test_a_stale_override_is_renewed_on_what_stands_now() -> None:
    overridden = at(6, OVERRIDDEN)
    overridden.when(override(OUTSTANDING)).then_refused(RefusedError, match="2.3 is Outstanding already")
    stale = at(6, OVERRIDDEN, e.KeyQuestionJudged(CASES[-1], "2.3.1", "sufficient"))
    stale.when(override(OUTSTANDING)).then(e.RatingOverridden("2.3", GOOD, OUTSTANDING, PRESENT, seen(7)))


def test_the_overall_rating_is_never_overridden() -> None:
    at(6).when(override(GOOD, standard="overall")).then_refused(NotFoundError, match="There is no standard 'overall' in small-service")


COMMANDS = [exercise(GOOD, IMPROVE, "margin"), decline(), override(OUTSTANDING)]


@pytest.mark.parametrize("command", COMMANDS, ids=["discretion", "decline", "override"])
class TestEveryPanelDecision:
    def test_needs_a_panel_in_session(self, command: c.DecisionCommand) -> None:
        at(6, sat=False).when(command).then_refused(
            RefusedError,
            match="A decision is taken by a panel in session; no panel has been convened. Record the sitting with `ledger record convene`",
        )

    def test_is_refused_once_ratings_are_confirmed(self, command: c.DecisionCommand) -> None:
        at(6, e.DraftShared(), e.RatingsConfirmed()).when(command).then_refused(RefusedError, match="Ratings are frozen once confirmed")

    def test_is_decided_on_the_standing_of_its_standard(self, command: c.DecisionCommand) -> None:
        with pytest.raises(TypeError, match="a panel decision is decided on the standing of its standard"):
            decide_inspection(command, inspection_state(at(6).history), SMALL)

    def test_is_refused_where_there_is_no_inspection(self, command: c.DecisionCommand) -> None:
        given().when(command).then_refused(NotFoundError, match="There is no inspection")


UNREASONED = by("panel-chair")


@pytest.mark.parametrize(
    "command", [exercise(GOOD, IMPROVE, "margin", who=UNREASONED), decline(who=UNREASONED), override(OUTSTANDING, who=UNREASONED)]
)
def test_every_decision_needs_a_reason(command: c.DecisionCommand) -> None:
    at(6).when(command).then_refused(RefusedError, match="Every panel decision needs a reason; none was given. Give --reason")


STRANGERS = ("panel-1", "panel-9", "panel-8")


@pytest.mark.parametrize(
    "command", [exercise(GOOD, IMPROVE, "margin", members=STRANGERS), decline(members=STRANGERS), override(GOOD, members=STRANGERS)]
)
def test_only_members_of_the_sitting_decide(command: c.DecisionCommand) -> None:
    at(6).when(command).then_refused(
        RefusedError, match="The panel is panel-1, panel-2, panel-3; panel-8, panel-9 not among them. Convene them first"
    )


@pytest.mark.parametrize("members", [("panel-1",), ("panel-1", "panel-1"), ()])
def test_no_decision_is_taken_below_the_quorum(members: tuple[str, ...]) -> None:
    at(6).when(decline(members=members)).then_refused(
        RefusedError, match=f"The panel needs 2 members present; {len(set(members))} named. Name the members present"
    )


def test_a_later_sitting_has_its_own_members() -> None:
    again = e.PanelConvened(("panel-7", "panel-8"), 2)
    at(6, again).when(decline()).then_refused(RefusedError, match="The panel is panel-7, panel-8; panel-1, panel-2 not among them")


def test_what_a_report_says_a_panel_did_is_recorded_even_where_it_breaks_a_rule() -> None:
    at(7, sat=False).when(exercise(GOOD, OUTSTANDING, members=(), who=REPORTED)).then(
        e.DiscretionExercised("2.3", GOOD, OUTSTANDING, (), (), seen(7))
    )
    at(6).when(exercise(None, GOOD, members=(), who=REPORTED)).then(e.DiscretionExercised("2.3", None, GOOD, (), (), seen(6)))
    at(6).when(override(GOOD, members=(), who=REPORTED)).then(e.RatingOverridden("2.3", GOOD, GOOD, (), seen(6)))
    at(6).when(decline(standard="2.2", members=(), who=REPORTED)).then(
        e.DiscretionDeclined("2.2", NOT_RATED, ("margin",), (), e.Seen(SEEN, (e.SeenFigure("2.2.1", 0, 0), e.SeenFigure("2.2.2", 0, 0))))
    )


def test_a_decision_or_an_override_in_force_is_revoked_by_its_position() -> None:
    at(6, EXERCISED).when(revoke(SEEN + 1)).then(e.DiscretionRevoked("2.3", SEEN + 1))
    at(6, DECLINED).when(revoke(SEEN + 1)).then(e.DiscretionRevoked("2.3", SEEN + 1))
    at(6, EXERCISED, OVERRIDDEN).when(revoke(SEEN + 2)).then(e.OverrideRevoked("2.3", SEEN + 2))


def test_revoking_needs_a_reason() -> None:
    at(6, EXERCISED).when(revoke(SEEN + 1, None)).then_refused(
        RefusedError, match="Revoking a decision needs a reason; none was given. Give --reason"
    )


def test_what_a_report_says_was_revoked_needs_no_reason() -> None:
    reported = c.RevokeDecision(inspection=INSPECTION, by=REPORTED, position=SEEN + 1)
    at(6, EXERCISED).when(reported).then(e.DiscretionRevoked("2.3", SEEN + 1))


def test_only_a_decision_in_force_is_revoked() -> None:
    at(6).when(revoke(3)).then_refused(
        RefusedError, match="Only a panel decision in force can be revoked; #3 is not one; in force: none. Name its position"
    )
    replaced = at(6, EXERCISED, DECLINED, OVERRIDDEN)
    replaced.when(revoke(SEEN + 1)).then_refused(RefusedError, match=f"#{SEEN + 1} is not one; in force: #{SEEN + 2}, #{SEEN + 3}.")
    at(6, EXERCISED, DECLINED, e.DiscretionRevoked("2.3", SEEN + 2)).when(revoke(SEEN + 1)).then_refused(
        RefusedError, match="in force: none"
    )
    at(6, OVERRIDDEN, e.OverrideRevoked("2.3", SEEN + 1)).when(revoke(SEEN + 1)).then_refused(RefusedError, match="in force: none")


def test_decisions_on_one_standard_do_not_go_back_in_time() -> None:
    history = at(6).history
    events = [OPENED, *[one.event for one in history][1:], On("2026-03-05", EXERCISED)]
    given(*events).when(decline(who=by("panel-chair", reason="weighed", on="2026-03-04"))).then_refused(
        RefusedError, match=f"Events about 2.3 in {INSPECTION} are recorded in the order they happened"
    )
    assert len(recorded(events)) == SEEN + 1


def test_the_tests_are_described_with_their_figures() -> None:
    assert (
        describe(Outcome(2, margin=True, one_case="possible", small_sample=True))
        == "2 points from the boundary, one case: possible, small sample: yes"
    )


def test_a_move_in_a_figures_file_is_measured_by_the_same_tests() -> None:
    near, far = (Outcome(points, margin=points == 2, one_case="no", small_sample=False) for points in (2, 9))
    assert discretion_outside("3.2", IMPROVE, GOOD, near) is None
    assert str(discretion_outside("3.2", IMPROVE, OUTSTANDING, None)) == (
        "Discretion moves a standard exactly one band; 3.2 would move from Requires improvement to Outstanding. "
        "A move on any other ground is recorded as an override."
    )
    assert str(discretion_outside("3.2", IMPROVE, GOOD, far)) == (
        "Discretion on 3.2 from Requires improvement to Good is outside the tests; 9 points from the boundary, one case: no, small sample: no. "
        "A move on any other ground is recorded as an override."
    )
