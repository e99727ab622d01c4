"""What may be recorded about an inspection as a whole: the events that a command leads to, or its refusal."""

from __future__ import annotations

import re

from ledger.domain import closing, panel
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.closing import Ratings
from ledger.domain.fieldwork import decide_fieldwork
from ledger.domain.framework import Framework
from ledger.domain.inspection import InspectionState, check_open, known_standard, subject_of
from ledger.domain.panel import Standing
from ledger.domain.recorded import RecordedEvent
from ledger.domain.refusals import NotFoundError, check_order, refuse
from ledger.domain.roles import check_authority

Basis = Standing | Ratings | RecordedEvent | None
"""What a command is decided on beside the inspection's own stream."""

_INSPECTION_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def decide(command: c.InspectionCommand, state: InspectionState, framework: Framework, basis: Basis = None) -> list[e.Event]:
    """The events that a command leads to, or a refusal.

    `basis` is the standing of the standard for a panel decision, every rating for a confirmation, and the event that has the
    text for an erasure.
    """
    if isinstance(command, c.OpenInspection):
        check_authority(command, state)
        return _open(command, state)
    if state.stage == "none":
        raise NotFoundError(f"There is no inspection {command.inspection!r}. `ledger inspections` lists those there are.")
    check_authority(command, state)
    events = _decide(command, state, framework, basis)
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


def _decide(command: c.InspectionCommand, state: InspectionState, framework: Framework, basis: Basis) -> list[e.Event]:
    match command:
        case c.RecordPublishedFigure():
            return [_figure(command)]
        case c.AddReviewerNote():
            return [e.ReviewerNoteAdded(command.position, known_standard(framework, command.standard).id if command.standard else None)]
        case c.PublishReport():
            return [closing.decide_publication(command, state)]
        case c.ReopenInspection():
            return [closing.decide_reopening(command, state)]
        case c.EraseText():
            return closing.decide_erasure(command, basis if isinstance(basis, RecordedEvent) else None)
        case _:
            check_open(command, state)
            return _decide_open(command, state, framework, basis)


def _decide_open(command: c.InspectionCommand, state: InspectionState, framework: Framework, basis: Basis) -> list[e.Event]:
    """What is decided only while ratings are not confirmed."""
    match command:
        case c.AssignTeamMember() | c.SampleCase() | c.WithdrawCase() | c.CompleteFieldwork() | c.ProposeRating():
            return decide_fieldwork(command, state, framework)
        case c.ConvenePanel():
            return [panel.decide_sitting(command, state)]
        case c.ExerciseDiscretion() | c.DeclineDiscretion() | c.OverrideRating():
            if not isinstance(basis, Standing):
                raise TypeError("a panel decision is decided on the standing of its standard")
            return [panel.decide_decision(command, basis)]
        case c.RevokeDecision():
            return [panel.decide_revocation(command, state)]
        case c.ShareDraft():
            return [closing.decide_draft(command, state)]
        case c.RaiseFactualAccuracy() | c.AnswerFactualAccuracy():
            return [closing.decide_comment(command, state, framework)]
        case c.ConfirmRatings():
            if not isinstance(basis, Ratings):
                raise TypeError("a confirmation is decided on every rating of the inspection")
            return [closing.decide_confirmation(command, state, basis)]
        case _:
            raise TypeError(f"{type(command).__name__} is decided elsewhere")


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
