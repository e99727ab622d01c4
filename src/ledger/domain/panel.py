"""The ratings panel: its sittings, and whether a discretion decision, a decline, an override or a revocation may be recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.discretion import Tests
from ledger.domain.evidence import CaseworkEvidence, ProposedEvidence
from ledger.domain.framework import Rating
from ledger.domain.inspection import InspectionState, check_stage
from ledger.domain.rating import StandardRating
from ledger.domain.refusals import RefusedError, refuse


@dataclass(frozen=True, slots=True)
class Standing:
    """A standard as the panel has it before it: its rating as at the position seen, and the sitting."""

    rating: StandardRating
    sitting: e.PanelConvened | None


def decide_sitting(command: c.ConvenePanel, state: InspectionState) -> e.Event:
    """The sitting as an event, or a refusal."""
    check_stage(command, state, "fieldwork-complete", "Fieldwork is completed before a panel sits")
    return _convene(command)


def decide_decision(command: c.DecisionCommand, standing: Standing) -> e.Event:
    """The decision as an event, or a refusal; what a report says a panel did is taken as reported, even where it breaks a rule."""
    seen = seen_at(command.seen, standing.rating)
    if command.by.provenance != "reported":
        check_panel(command, standing.sitting)
        _check_rule(command, standing.rating)
    match command:
        case c.ExerciseDiscretion():
            return e.DiscretionExercised(command.standard, command.from_rating, command.to_rating, command.tests, command.members, seen)
        case c.DeclineDiscretion():
            return e.DiscretionDeclined(command.standard, banded(standing.rating), command.tests, command.members, seen)
        case c.OverrideRating():
            return e.RatingOverridden(command.standard, beneath(standing.rating), command.to_rating, command.members, seen)
        case _:
            assert_never(command)


def _convene(command: c.ConvenePanel) -> e.PanelConvened:
    members = tuple(dict.fromkeys(command.members))
    if command.by.provenance != "reported" and (command.quorum < 1 or len(members) < command.quorum):
        raise refuse(f"A panel needs its quorum of {command.quorum}", f"{len(members)} different members were named", "Name more members")
    return e.PanelConvened(members, command.quorum)


def decide_revocation(command: c.RevokeDecision, state: InspectionState) -> e.Event:
    """The revocation of a decision or override in force, or a refusal; what is not recorded yet has no position to be revoked by."""
    if not command.by.reason and command.by.provenance != "reported":
        raise refuse("Revoking a decision needs a reason", "none was given", "Give --reason")
    in_force = sorted(position for position in (*state.decisions.values(), *state.overrides.values()) if position)
    if command.position not in in_force:
        found = ", ".join(f"#{position}" for position in in_force) or "none"
        raise refuse(
            "Only a panel decision in force can be revoked", f"#{command.position} is not one; in force: {found}", "Name its position"
        )
    for standard, position in state.decisions.items():
        if position == command.position:
            return e.DiscretionRevoked(standard, position)
    return e.OverrideRevoked(
        next(standard for standard, position in state.overrides.items() if position == command.position), command.position
    )


def seen_at(position: int, rating: StandardRating) -> e.Seen:
    """What a panel had before it at a position: the figures of each key question, or the proposal."""
    match rating.evidence:
        case CaseworkEvidence(tallies=tallies):
            return e.Seen(position, tuple(e.SeenFigure(t.key_question, t.yes, t.relevant) for t in tallies))
        case ProposedEvidence(proposed=proposed):
            return e.Seen(position, proposed=proposed)
        case _:
            assert_never(rating.evidence)


def banded(rating: StandardRating) -> Rating:
    """The rating before any panel decision."""
    return rating.route[0].rating if rating.route else Rating.NOT_RATED


def beneath(rating: StandardRating) -> Rating:
    """The rating before any override."""
    return next((step.rating for step in reversed(rating.route) if step.step != "override"), Rating.NOT_RATED)


def check_panel(command: c.DecisionCommand, sitting: e.PanelConvened | None) -> None:
    """Refuse a decision without a reason, or one that is not by members of the sitting who are named as present."""
    if not command.by.reason:
        raise refuse("Every panel decision needs a reason", "none was given", "Give --reason")
    if sitting is None:
        raise refuse(
            "A decision is taken by a panel in session", "no panel has been convened", "Record the sitting with `ledger record convene`"
        )
    present = set(command.members)
    strangers = sorted(present - set(sitting.members))
    if strangers:
        raise refuse(f"The panel is {', '.join(sitting.members)}", f"{', '.join(strangers)} not among them", "Convene them first")
    if len(present) < sitting.quorum:
        raise refuse(f"The panel needs {sitting.quorum} members present", f"{len(present)} named", "Name the members present")
    if command.by.actor not in present:
        found = f"{command.by.actor} was not among them"
        raise refuse("A panel decision is recorded by one of the members present", found, "Have one of them record it")


def _check_rule(command: c.DecisionCommand, rating: StandardRating) -> None:
    if rating.rating == Rating.NOT_RATED:
        raise refuse("Only a rated standard can be moved or overridden", f"{command.standard} is not rated", "Record its evidence first")
    if isinstance(command, c.OverrideRating):
        _check_override(command, rating)
        return
    if not isinstance(rating.evidence, CaseworkEvidence):
        raise refuse("Discretion is for casework standards", f"{command.standard} is rated by proposal", "Record an override instead")
    if rating.override is not None:
        found = f"#{rating.override.position} overrides {command.standard}"
        raise refuse("There is no discretion while an override is in force", found, "Revoke the override first")
    if isinstance(command, c.ExerciseDiscretion):
        _check_discretion(command, rating)


def _check_override(command: c.OverrideRating, rating: StandardRating) -> None:
    if command.to_rating == Rating.NOT_RATED:
        raise refuse("A rating is never overridden to Not rated", "Not rated was asked for", "Name one of the four ratings")
    if rating.override is not None and command.to_rating == beneath(rating):
        found = f"{command.standard} is {command.to_rating} beneath the override at #{rating.override.position}"
        raise refuse("An override replaces what lies beneath it by another rating", found, "Revoke the override instead")
    renews = rating.override is not None and rating.override.stale
    if command.to_rating == rating.rating and not renews:
        raise refuse("An override replaces a rating by another", f"{command.standard} is {rating.rating} already", "Nothing to override")


def _check_discretion(command: c.ExerciseDiscretion, rating: StandardRating) -> None:
    start = banded(rating)
    if command.from_rating != start:
        raise refuse(
            f"Discretion moves {command.standard} from its banded rating, {start}", f"{command.from_rating} was given", "Correct the rating"
        )
    tests = rating.eligibility.towards(command.to_rating) if rating.eligibility else None
    if tests is None:
        raise refuse("Discretion moves a standard exactly one band", f"{command.to_rating} is not next to {start}", OVERRIDE)
    problem = _tests_problem(command, tests)
    if problem is not None:
        raise refuse(
            f"Discretion from {start} to {command.to_rating} is outside the tests relied on", f"{problem}: {describe(tests)}", OVERRIDE
        )


OVERRIDE = "A move on any other ground is recorded as an override"


def _tests_problem(command: c.ExerciseDiscretion, tests: Tests) -> str | None:
    if not tests.met:
        return "no test is met"
    if not command.tests:
        return f"no test was named (met: {', '.join(tests.met)})"
    unmet = [test for test in command.tests if test not in tests.met]
    return f"{', '.join(unmet)} not met" if unmet else None


def describe(tests: Tests) -> str:
    """The figures of the three tests in one direction, in words."""
    return f"{tests.points} points from the boundary, one case: {tests.one_case}, small sample: {'yes' if tests.small_sample else 'no'}"


def discretion_outside(standard: str, start: Rating, to: Rating, tests: Tests | None) -> RefusedError | None:
    """The refusal of a move in a figures file, or None where the tests allow it."""
    if tests is None:
        return refuse("Discretion moves a standard exactly one band", f"{standard} would move from {start} to {to}", OVERRIDE)
    if not tests.met:
        return refuse(f"Discretion on {standard} from {start} to {to} is outside the tests", describe(tests), OVERRIDE)
    return None
