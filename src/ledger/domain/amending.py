"""What the outcome of a dispute changes: the judgement, proposal or revocation that an amendment causes, or that takes one back.

Nothing that is recorded is altered: what is disputed stays as it was made, and what counts from now on is a new event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from ledger.domain import case as casework
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.case import CaseState
from ledger.domain.evidence import Judgement
from ledger.domain.fieldwork import decide_fieldwork
from ledger.domain.framework import Framework, Rating
from ledger.domain.inspection import InspectionState, check_open, subject_of
from ledger.domain.panel import decide_revocation
from ledger.domain.recorded import RecordedEvent
from ledger.domain.refusals import check_order, refuse


@dataclass(frozen=True, slots=True)
class Disputed:
    """The event that is disputed, the state of its case, and the id of the event that led to what stands in its place now, if any."""

    event: RecordedEvent
    case: CaseState
    led_to_by: str | None = None


def caused(
    command: c.ResolveDispute, disputed: Disputed, inspection: InspectionState, framework: Framework, *, undoes: bool
) -> list[e.Event]:
    """What an outcome causes beside itself: nothing where the record stands so already, or a refusal.

    `undoes` says that what stands is the dispute's own amendment: any other outcome then puts back what was disputed. What others have
    recorded since stays.
    """
    _check_value(command, disputed.event.event)
    amends = command.outcome == "amended"
    if not amends and not undoes:
        return []
    event = disputed.event.event
    if isinstance(event, e.KeyQuestionJudged):
        return _judgement(command, event, command.to if amends else event.judgement, disputed.case, inspection, framework)
    if isinstance(event, e.RatingProposed):
        return _proposal(command, event, command.to if amends else event.rating, inspection, framework)
    if isinstance(event, e.PublishedFigureRecorded) or not amends:
        return []
    check_open(command, inspection)
    revoke = c.RevokeDecision(inspection=command.inspection, by=command.by, position=disputed.event.position)
    return _in_order(command, [decide_revocation(revoke, inspection)], inspection)


def _check_value(command: c.ResolveDispute, event: e.Event) -> None:
    """Refuse an outcome that says what to put in place where nothing is changed, or the other way round, or nothing other than before."""
    match event:
        case e.KeyQuestionJudged(judgement=before):
            allowed: tuple[str, ...] = get_args(Judgement)
        case e.RatingProposed(rating=before):
            allowed = tuple(rating.value for rating in Rating)
        case e.PublishedFigureRecorded(value=before):
            allowed = ()
        case _:
            before = ""
    if command.outcome != "amended" or not before:
        if command.to is not None:
            wanted = "amending a panel decision revokes it" if command.outcome == "amended" else f"{command.outcome} leaves it as it is"
            raise refuse("Only an amended judgement, proposal or figure has another value", f"{wanted}", f"Leave out {command.to!r}")
        return
    if command.to is None or (allowed and command.to not in allowed):
        one_of = f"one of {', '.join(allowed)}" if allowed else "the figure as it should read"
        raise refuse(f"An amendment says what to put in place, {one_of}", f"{command.to or 'nothing'} was given", "Give --to")
    if command.to == before:
        raise refuse("An amendment changes what is disputed", f"it is {before} already", "Uphold it instead")


def _judgement(
    command: c.ResolveDispute,
    event: e.KeyQuestionJudged,
    to: str | None,
    state: CaseState,
    inspection: InspectionState,
    framework: Framework,
) -> list[e.Event]:
    judgement: Judgement = next(one for one in get_args(Judgement) if one == to)
    judge = c.JudgeKeyQuestion(
        inspection=command.inspection, by=command.by, case=event.case, key_question=event.key_question, judgement=judgement
    )
    return casework.decide_judged(judge, state, inspection, framework)


def _proposal(
    command: c.ResolveDispute, event: e.RatingProposed, to: str | None, inspection: InspectionState, framework: Framework
) -> list[e.Event]:
    check_open(command, inspection)
    rating = next(one for one in Rating if one.value == to)
    propose = c.ProposeRating(inspection=command.inspection, by=command.by, standard=event.standard, rating=rating)
    return _in_order(command, decide_fieldwork(propose, inspection, framework), inspection)


def _in_order(command: c.ResolveDispute, events: list[e.Event], inspection: InspectionState) -> list[e.Event]:
    """The same events of the inspection's stream, none of which goes back in time behind the last on its subject."""
    for event in events:
        subject = str(subject_of(event))
        before = inspection.happened.get(subject, command.by.happened)
        check_order(command.by.happened, before, f"{subject} in {command.inspection}")
    return events
