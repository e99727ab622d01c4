"""One inspection: what its own stream says of it, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, get_args

from ledger.domain import events as e
from ledger.domain.framework import CaseKind, Framework, Rating, Standard
from ledger.domain.recorded import Happened, Provenance
from ledger.domain.refusals import NotFoundError, frozen, not_reviewed, refuse

if TYPE_CHECKING:
    from ledger.domain import commands as c

Stage = Literal["none", "opened", "fieldwork", "fieldwork-complete", "panel", "draft", "confirmed", "published"]
STAGES: tuple[Stage, ...] = get_args(Stage)

_STAGE_AFTER: Mapping[type[e.Event], Stage] = {
    e.FieldworkCompleted: "fieldwork-complete",
    e.DraftShared: "draft",
    e.RatingsConfirmed: "confirmed",
    e.ReportPublished: "published",
}


@dataclass(frozen=True, slots=True)
class SampledCase:
    """A case in the sample; a withdrawn one no longer counts."""

    kind: CaseKind
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class InspectionState:
    """What an inspection's own stream says of it; `decisions` and `overrides` hold the positions of those in force, 0 while not recorded.

    `comments` hold the outcome of each comment on the draft, None while unanswered; `reopened` lasts until ratings are confirmed anew.
    """

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
    comments: Mapping[str, e.Outcome | None] = field(default_factory=dict)
    reopened: bool = False
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
            reopened = state.reopened and not isinstance(event, e.RatingsConfirmed)
            after = _STAGE_AFTER[type(event)]
            return replace(state, stage=state.stage if state.reached(after) else after, reopened=reopened)
        case _:
            return _evolve_decisions(_evolve_after_draft(state, event), event, position)


def _evolve_after_draft(state: InspectionState, event: e.Event) -> InspectionState:
    match event:
        case e.FactualAccuracyRaised():
            return replace(state, comments={**state.comments, event.comment: state.comments.get(event.comment)})
        case e.FactualAccuracyAnswered():
            return replace(state, comments={**state.comments, event.comment: event.outcome})
        case e.InspectionReopened() if state.reached("confirmed"):
            return replace(state, stage="draft", reopened=True)
        case _:
            return state


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
        case e.PublishedFigureRecorded() | e.ReviewerNoteAdded() | e.TeamMemberAssigned() | e.TextErased():
            return None
        case e.FactualAccuracyRaised() | e.FactualAccuracyAnswered():
            return f"comment {event.comment}"
        case e.CaseSampled() | e.CaseWithdrawn():
            return event.case
        case _:
            return "inspection"


def check_open(command: c.Command, state: InspectionState) -> None:
    """Refuse a change of confirmed ratings, and one of reopened ratings that says not why or by whom it was reviewed."""
    by = command.by
    if by.provenance == "reported":
        return
    if state.reached("confirmed"):
        raise frozen(command.inspection)
    if state.reopened and (not by.reason or by.reviewed_by in (None, "", by.actor)):
        raise not_reviewed(command.inspection, by.reason, by.reviewed_by)


def check_stage(command: c.Command, state: InspectionState, wanted: Stage, rule: str) -> None:
    """Refuse a command that comes too early, unless it records what a report says happened."""
    if not state.reached(wanted) and command.by.provenance != "reported":
        raise refuse(rule, f"{command.inspection} is at the stage {state.stage!r}", f"Record what leads to {wanted!r} first")


def known_standard(framework: Framework, standard: str) -> Standard:
    """The standard with this id."""
    found = framework.by_standard.get(standard)
    if found is None:
        raise NotFoundError(f"There is no standard {standard!r} in {framework.id}. It has {', '.join(framework.by_standard)}.")
    return found
