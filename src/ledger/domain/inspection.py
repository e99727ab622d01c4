"""One inspection: what may be recorded about it as a whole, and what its own stream says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never, get_args

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import CaseKind, Framework, Rating, Standard
from ledger.domain.panel import Standing, decide_decision
from ledger.domain.recorded import Happened, Provenance
from ledger.domain.refusals import NotFoundError, check_order, frozen, refuse

Stage = Literal["none", "opened", "fieldwork", "fieldwork-complete", "panel", "draft", "confirmed", "published"]
STAGES: tuple[Stage, ...] = get_args(Stage)

_STAGE_AFTER: Mapping[type[e.Event], Stage] = {
    e.FieldworkCompleted: "fieldwork-complete",
    e.DraftShared: "draft",
    e.RatingsConfirmed: "confirmed",
    e.ReportPublished: "published",
}

_INSPECTION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CASE_REFERENCE = re.compile(r"[A-Z]{1,3}[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class SampledCase:
    """A case in the sample; a withdrawn one no longer counts."""

    kind: CaseKind
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class InspectionState:
    """What an inspection's own stream says of it; `decisions` and `overrides` hold the positions of those in force."""

    service: str = ""
    framework: str = ""
    provenance: Provenance = "recorded"
    stage: Stage = "none"
    team: frozenset[tuple[str, str]] = frozenset()
    sample: Mapping[str, SampledCase] = field(default_factory=dict)
    proposals: Mapping[str, Rating] = field(default_factory=dict)
    sitting: e.PanelConvened | None = None
    decisions: Mapping[str, int] = field(default_factory=dict)
    overrides: Mapping[str, int] = field(default_factory=dict)
    happened: Mapping[str, Happened] = field(default_factory=dict)

    def reached(self, stage: Stage) -> bool:
        """Whether the inspection has come as far as `stage`."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


def evolve(state: InspectionState, event: e.Event, position: int, happened: Happened, provenance: Provenance) -> InspectionState:
    """The state after an event of the inspection's own stream; never refuses."""
    subject = subject_of(event)
    if subject is not None:
        state = replace(state, happened={**state.happened, subject: happened.or_later(state.happened.get(subject))})
    match event:
        case e.InspectionOpened():
            return replace(state, service=event.service, framework=event.framework, provenance=provenance, stage="opened")
        case e.TeamMemberAssigned():
            return replace(state, team=state.team | {(event.member, event.role)})
        case e.CaseSampled():
            sample = {**state.sample, event.case: SampledCase(event.kind)}
            return replace(state, sample=sample, stage="fieldwork" if state.stage == "opened" else state.stage)
        case e.CaseWithdrawn():
            case = state.sample.get(event.case)
            return state if case is None else replace(state, sample={**state.sample, event.case: replace(case, withdrawn=True)})
        case e.RatingProposed():
            return replace(state, proposals={**state.proposals, event.standard: event.rating})
        case e.PanelConvened():
            return replace(state, sitting=event, stage="panel" if not state.reached("panel") else state.stage)
        case e.FieldworkCompleted() | e.DraftShared() | e.RatingsConfirmed() | e.ReportPublished():
            return replace(state, stage=_STAGE_AFTER[type(event)])
        case _:
            return _evolve_decisions(state, event, position)


def _evolve_decisions(state: InspectionState, event: e.Event, position: int) -> InspectionState:
    match event:
        case e.DiscretionExercised() | e.DiscretionDeclined():
            return replace(state, decisions={**state.decisions, event.standard: position})
        case e.RatingOverridden():
            return replace(state, overrides={**state.overrides, event.standard: position})
        case e.DiscretionRevoked():
            return replace(state, decisions={s: p for s, p in state.decisions.items() if p != event.revokes})
        case e.OverrideRevoked():
            return replace(state, overrides={s: p for s, p in state.overrides.items() if p != event.revokes})
        case _:
            return state


def subject_of(event: e.Event) -> str | None:
    """What an event of the inspection's stream is about, for keeping one subject's events in order; None where order is free."""
    match event:
        case e.RatingProposed() | e.DiscretionExercised() | e.DiscretionDeclined() | e.DiscretionRevoked():
            return event.standard
        case e.RatingOverridden() | e.OverrideRevoked():
            return event.standard
        case e.PublishedFigureRecorded() | e.ReviewerNoteAdded() | e.TeamMemberAssigned():
            return None
        case e.CaseSampled() | e.CaseWithdrawn():
            return event.case
        case _:
            return "inspection"


def decide(command: c.InspectionCommand, state: InspectionState, framework: Framework, standing: Standing | None = None) -> list[e.Event]:
    """The events that a command leads to, or a refusal; `standing` is needed for panel decisions only."""
    if isinstance(command, c.OpenInspection):
        return _open(command, state)
    if state.stage == "none":
        raise NotFoundError(f"There is no inspection {command.inspection!r}. `ledger inspections` lists those there are.")
    events = _decide(command, state, framework, standing)
    for event in events:
        subject = subject_of(event)
        before = state.happened.get(subject) if subject else None
        if before is not None:
            check_order(command.by.happened, before, f"{subject} in {command.inspection}")
    return events


def _open(command: c.OpenInspection, state: InspectionState) -> list[e.Event]:
    if state.stage != "none":
        raise refuse("An inspection is opened once", f"{command.inspection} is already open for {state.service}", "Choose another id")
    if not _INSPECTION_ID.fullmatch(command.inspection):
        raise refuse("An inspection id is small letters, digits and hyphens", f"{command.inspection!r} was given", "Choose such an id")
    return [e.InspectionOpened(command.service, command.framework)]


def _decide(command: c.InspectionCommand, state: InspectionState, framework: Framework, standing: Standing | None) -> list[e.Event]:
    match command:
        case c.RecordPublishedFigure():
            return [_figure(command)]
        case c.AddReviewerNote():
            return [e.ReviewerNoteAdded(command.position, known_standard(framework, command.standard).id if command.standard else None)]
        case c.PublishReport():
            check_stage(command, state, "confirmed", "Ratings are confirmed before a report is published")
            return [e.ReportPublished(command.title)]
        case _:
            if state.reached("confirmed"):
                raise frozen(command.inspection)
            return _decide_open(command, state, framework, standing)


def _decide_open(command: c.InspectionCommand, state: InspectionState, framework: Framework, standing: Standing | None) -> list[e.Event]:
    match command:
        case c.AssignTeamMember():
            known = (command.member, command.role) in state.team
            return [] if known else [e.TeamMemberAssigned(command.member, command.role)]
        case c.SampleCase():
            return _sample(command, state)
        case c.WithdrawCase():
            return _withdraw(command, state)
        case c.ProposeRating():
            return _propose(command, state, framework)
        case c.ExerciseDiscretion() | c.DeclineDiscretion() | c.OverrideRating():
            if standing is None:
                raise TypeError("a panel decision is decided on the standing of its standard")
            return [decide_decision(command, standing)]
        case c.RevokeDecision():
            return [_revoke(command, state)]
        case c.CompleteFieldwork() | c.ConvenePanel() | c.ShareDraft() | c.ConfirmRatings():
            return _advance(command, state)
        case _:
            raise TypeError(f"{type(command).__name__} is decided elsewhere")


def _advance(command: c.CompleteFieldwork | c.ConvenePanel | c.ShareDraft | c.ConfirmRatings, state: InspectionState) -> list[e.Event]:
    match command:
        case c.CompleteFieldwork():
            check_stage(command, state, "fieldwork", "Cases are sampled before fieldwork is completed")
            return [] if state.reached("fieldwork-complete") else [e.FieldworkCompleted()]
        case c.ConvenePanel():
            check_stage(command, state, "fieldwork-complete", "Fieldwork is completed before a panel sits")
            return [_convene(command)]
        case c.ShareDraft():
            check_stage(command, state, "panel", "A panel has sat before a draft is shared")
            return [e.DraftShared()]
        case c.ConfirmRatings():
            check_stage(command, state, "draft", "A draft is shared before ratings are confirmed")
            return [e.RatingsConfirmed()]
        case _:  # pragma: no cover
            assert_never(command)


def check_stage(command: c.InspectionCommand, state: InspectionState, wanted: Stage, rule: str) -> None:
    """Refuse a command that comes too early, unless it records what a report says happened."""
    if not state.reached(wanted) and command.by.provenance != "reported":
        raise refuse(rule, f"{command.inspection} is at the stage {state.stage!r}", f"Record what leads to {wanted!r} first")


def known_standard(framework: Framework, standard: str) -> Standard:
    """The standard with this id."""
    found = framework.by_standard.get(standard)
    if found is None:
        raise NotFoundError(f"There is no standard {standard!r} in {framework.id}. It has {', '.join(framework.by_standard)}.")
    return found


def _sample(command: c.SampleCase, state: InspectionState) -> list[e.Event]:
    known = state.sample.get(command.case)
    if not _CASE_REFERENCE.fullmatch(command.case):
        raise refuse("A case is known by a reference such as C07, never by anything personal", f"{command.case!r} was given", "Choose one")
    if known is None:
        if state.reached("fieldwork-complete"):
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
    if not command.by.reason:
        raise refuse("Withdrawing a case needs a reason", "none was given", "Give --reason")
    return [e.CaseWithdrawn(command.case)]


def _propose(command: c.ProposeRating, state: InspectionState, framework: Framework) -> list[e.Event]:
    standard = known_standard(framework, command.standard)
    if standard.basis != "qualitative":
        raise refuse("Only qualitative standards are proposed", f"{standard.id} {standard.title} is rated from casework", "Judge its cases")
    if command.rating == Rating.NOT_RATED and not standard.may_be_not_rated:
        raise refuse(f"{framework.id} lets {_may(framework)} be declared Not rated", f"{standard.id} may not", "Propose a rating")
    if command.by.role != "lead-inspector" and command.by.provenance != "reported":
        raise refuse(
            "Ratings are proposed by the lead inspector", f"{command.by.actor} acted as {command.by.role}", "Act as lead inspector"
        )
    before = state.proposals.get(standard.id)
    if before == command.rating:
        return []
    if (before is not None or command.rating == Rating.NOT_RATED) and not command.by.reason:
        what = f"the proposal is {before}" if before else "it would be declared Not rated"
        raise refuse("Changing a proposal, or declaring Not rated, needs a reason", what, "Give --reason")
    return [e.RatingProposed(standard.id, command.rating)]


def _may(framework: Framework) -> str:
    return ", ".join(s.id for s in framework.standards if s.may_be_not_rated) or "no standard"


def _convene(command: c.ConvenePanel) -> e.PanelConvened:
    members = tuple(dict.fromkeys(command.members))
    if command.quorum < 1 or len(members) < command.quorum:
        raise refuse(f"A panel needs its quorum of {command.quorum}", f"{len(members)} different members were named", "Name more members")
    return e.PanelConvened(members, command.quorum)


def _revoke(command: c.RevokeDecision, state: InspectionState) -> e.Event:
    if not command.by.reason:
        raise refuse("Revoking a decision needs a reason", "none was given", "Give --reason")
    for standard, position in state.decisions.items():
        if position == command.position:
            return e.DiscretionRevoked(standard, position)
    for standard, position in state.overrides.items():
        if position == command.position:
            return e.OverrideRevoked(standard, position)
    in_force = sorted([*state.decisions.values(), *state.overrides.values()])
    found = ", ".join(f"#{position}" for position in in_force) or "none"
    raise refuse("Only a panel decision in force can be revoked", f"#{command.position} is not one; in force: {found}", "Name its position")


def _figure(command: c.RecordPublishedFigure) -> e.PublishedFigureRecorded:
    return e.PublishedFigureRecorded(
        command.kind,
        command.subject,
        command.value,
        command.status,
        command.report,
        command.line,
        command.section,
        command.quote,
        command.disagreement,
    )
