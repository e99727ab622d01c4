"""Findings on what is recorded as reported: no rule blocks it, so the rule that it would have broken is told here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger.audit.findings.finding import Finding, on_question
from ledger.audit.findings.record import Record, cited
from ledger.audit.findings.retold import members_named, retold
from ledger.domain import case, decider, inspection
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.closing import Ratings
from ledger.domain.inspection import InspectionState, check_open
from ledger.domain.panel import check_panel
from ledger.domain.recorded import RecordedEvent
from ledger.domain.refusals import NotFoundError, RefusedError
from ledger.domain.roles import PERMISSIONS, check_authority
from ledger.projections import ratings


def reported_against_rule(record: Record) -> Iterator[Finding]:
    """Events recorded as reported that the roles or the stages of an inspection do not allow, each with the first rule it breaks."""
    if not any(_command(recorded) for recorded in record.history):
        return
    state, before = InspectionState(), _RatingsBefore(record)
    for step, recorded in enumerate(record.history):
        command = _command(recorded)
        refused = _refusal(command, _as_told(state, recorded), record, before, step) if command else None
        if command and refused:
            yield _finding(recorded, command, refused)
        if recorded.stream == recorded.inspection:
            state = inspection.evolve(state, recorded.event, recorded.position, recorded.by.happened, recorded.by.provenance)


class _RatingsBefore:
    """The ratings before an event, each asked for later in the history than the one before, so that it is folded once."""

    def __init__(self, record: Record) -> None:
        self._history = record.history
        self._view = ratings.start(record.view.resolve, record.view.under)

    def at(self, step: int) -> Ratings | None:
        """Every rating after the first `step` events; None before the inspection is opened."""
        self._view = ratings.fold(self._view, self._history[self._view.step : step])
        total = self._view.overall
        return Ratings(self._view.ratings, total) if total else None


def _command(recorded: RecordedEvent) -> c.Command | None:
    """What a reported event would have been asked as; None for events that are not reported, or that anyone may report."""
    return retold(recorded) if recorded.by.provenance == "reported" else None


def _as_told(state: InspectionState, recorded: RecordedEvent) -> InspectionState:
    """The state with a sitting that holds nothing against a report that names no members: neither its quorum nor who was there."""
    sitting, named = state.sitting, members_named(recorded.event)
    if sitting is None:
        return state
    present = sitting.members or named or (recorded.by.actor.id,)
    return replace(state, sitting=e.PanelConvened(present, sitting.quorum if named else 1))


def _refusal(command: c.Command, state: InspectionState, record: Record, before: _RatingsBefore, step: int) -> RefusedError | None:
    try:
        _check(command, state, record, before, step)
    except RefusedError as refused:
        return refused
    except NotFoundError:
        return None  # what is named but not there is no rule broken by a person: it is refused to a report as well
    return None


def _check(command: c.Command, state: InspectionState, record: Record, before: _RatingsBefore, step: int) -> None:
    """Refuse the command as the rules do; a decision by who took it and when, since other checks look at its figures."""
    match command:
        case c.AnswerPrompt() | c.JudgeKeyQuestion():
            case.decide(command, case.CaseState(), state, record.framework)
        case c.ExerciseDiscretion() | c.DeclineDiscretion() | c.OverrideRating():
            check_authority(command, state)
            check_open(command, state)
            present = command.members or (state.sitting.members if state.sitting else ())
            check_panel(replace(command, members=present), state.sitting)
        case c.ConfirmRatings():
            decider.decide(command, state, record.framework, before.at(step))
        case c.DrawDipSample() | c.IssueSheet() | c.GiveSecondJudgement():
            check_authority(command, state)
        case c.RaiseDispute() | c.AnswerDispute() | c.ResolveDispute() | c.WithdrawDispute():
            check_authority(command, state)
        case _:
            decider.decide(command, state, record.framework)


def _finding(recorded: RecordedEvent, command: c.Command, refused: RefusedError) -> Finding:
    event = recorded.event
    standard: str | None = getattr(event, "standard", None)
    question: str | None = None
    if isinstance(event, e.KeyQuestionJudged | e.PromptAnswered):
        standard, question = on_question(event.prompt if isinstance(event, e.PromptAnswered) else event.key_question)
    return Finding(
        code="reported-against-rule",
        severity="medium",
        message=f"What is reported at #{recorded.position}, to {PERMISSIONS[type(command)].does}, would have been refused: "
        f"{_ground(refused)}.",
        standard=standard,
        key_question=question,
        case=getattr(event, "case", None),
        positions=(recorded.position,),
        sources=cited(recorded),
    )


def _ground(refused: RefusedError) -> str:
    """The rule and what was found, without the last sentence, which tells whoever records what to do."""
    ground, _, _ = str(refused).rpartition(". ")
    return ground or str(refused).removesuffix(".")
