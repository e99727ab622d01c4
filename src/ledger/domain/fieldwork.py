"""Fieldwork: the team, the sample, and what the lead inspector proposes."""

from __future__ import annotations

import re
from typing import assert_never

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Framework, Rating
from ledger.domain.inspection import InspectionState, check_stage, known_standard
from ledger.domain.refusals import NotFoundError, refuse

FieldworkCommand = c.AssignTeamMember | c.SampleCase | c.WithdrawCase | c.CompleteFieldwork | c.ProposeRating

REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")
"""How a case or comment is known: C07, FA1."""


def decide_fieldwork(command: FieldworkCommand, state: InspectionState, framework: Framework) -> list[e.Event]:
    """The events that a command of the fieldwork leads to, none where nothing changes, or a refusal."""
    match command:
        case c.AssignTeamMember():
            known = (command.member, command.role) in state.team
            return [] if known else [e.TeamMemberAssigned(command.member, command.role)]
        case c.SampleCase():
            return _sample(command, state)
        case c.WithdrawCase():
            return _withdraw(command, state)
        case c.CompleteFieldwork():
            check_stage(command, state, "fieldwork", "Cases are sampled before fieldwork is completed")
            return [] if state.reached("fieldwork-complete") else [e.FieldworkCompleted()]
        case c.ProposeRating():
            return _propose(command, state, framework)
        case _:
            assert_never(command)


def _sample(command: c.SampleCase, state: InspectionState) -> list[e.Event]:
    known = state.sample.get(command.case)
    if not REFERENCE.fullmatch(command.case):
        raise refuse("A case is known by a reference such as C07, never by anything personal", f"{command.case!r} was given", "Choose one")
    if known is None:
        if state.reached("fieldwork-complete") and command.by.provenance != "reported":
            raise refuse(
                "Cases are sampled before fieldwork is completed", f"{command.inspection} is at {state.stage!r}", "The sample stands"
            )
        return [e.CaseSampled(command.case, command.kind)]
    if known.kind != command.kind or known.withdrawn:
        what = "withdrawn" if known.withdrawn else f"sampled as {known.kind}"
        raise refuse("A case reference is used once", f"{command.case} is already {what}", "Choose another reference")
    return []


def _withdraw(command: c.WithdrawCase, state: InspectionState) -> list[e.Event]:
    case = state.sample.get(command.case)
    if case is None:
        raise NotFoundError(f"Case {command.case!r} is not in the sample of {command.inspection}.")
    if case.withdrawn:
        return []
    if not command.by.reason and command.by.provenance != "reported":
        raise refuse("Withdrawing a case needs a reason", "none was given", "Give --reason")
    return [e.CaseWithdrawn(command.case)]


def _propose(command: c.ProposeRating, state: InspectionState, framework: Framework) -> list[e.Event]:
    standard = known_standard(framework, command.standard)
    if standard.basis != "qualitative":
        raise refuse("Only qualitative standards are proposed", f"{standard.id} {standard.title} is rated from casework", "Judge its cases")
    reported = command.by.provenance == "reported"
    if command.rating == Rating.NOT_RATED and not standard.may_be_not_rated and not reported:
        raise refuse(f"{framework.id} lets {_may(framework)} be declared Not rated", f"{standard.id} may not", "Propose a rating")
    before = state.proposals.get(standard.id)
    if before == command.rating:
        return []
    if (before is not None or command.rating == Rating.NOT_RATED) and not command.by.reason and not reported:
        what = f"the proposal is {before}" if before else "it would be declared Not rated"
        raise refuse("Changing a proposal, or declaring Not rated, needs a reason", what, "Give --reason")
    return [e.RatingProposed(standard.id, command.rating)]


def _may(framework: Framework) -> str:
    return ", ".join(s.id for s in framework.standards if s.may_be_not_rated) or "no standard"
