"""What the outcome of a dispute changes: the judgement, proposal or revocation that an amendment causes, or that takes one back.

Nothing that is recorded is altered: what is disputed stays as it was made, and what counts from now on is a new event.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, get_args

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


class Placed(NamedTuple):
    """An event in the place of what is disputed, and the command that it was recorded by."""

    event: e.Event
    command_id: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """The event that is disputed, the state of its case, and what counts in its place, in order, the last of it standing.

    Everybody's own events count there, and what an amendment put there while it is the last outcome of its dispute; what an undo put back
    does not, since it only repeats another.
    """

    event: RecordedEvent
    case: CaseState
    placed: tuple[Placed, ...]


def caused(
    command: c.ResolveDispute, disputed: Disputed, outcomes: Collection[str], inspection: InspectionState, framework: Framework
) -> list[e.Event]:
    """What an outcome causes beside itself, or a refusal; `outcomes` are the commands of the dispute's outcomes so far.

    An amendment puts its value in place, even where that stands already: it stands by this outcome too then. Any other outcome takes back
    the dispute's own amendment where that is what stands, and puts back what would stand without it. What others have put there stays.
    """
    event = disputed.event.event
    _check_value(command, event)
    amends = command.outcome == "amended"
    if not amends and disputed.placed[-1].command_id not in outcomes:
        return []
    to = command.to if amends else next(_value(one.event) for one in reversed(disputed.placed) if one.command_id not in outcomes)
    if isinstance(event, e.KeyQuestionJudged):
        return _judgement(command, event, to, disputed.case, inspection, framework)
    if isinstance(event, e.RatingProposed):
        return _proposal(command, event, to, inspection, framework)
    if isinstance(event, e.PublishedFigureRecorded) or not amends:
        return []
    check_open(command, inspection)
    revoke = c.RevokeDecision(inspection=command.inspection, by=command.by, position=disputed.event.position)
    return _in_order(command, [decide_revocation(revoke, inspection)], inspection)


def _value(event: e.Event) -> str:
    """The judgement, rating or figure of an event, empty for one that has none to be amended."""
    match event:
        case e.KeyQuestionJudged():
            return event.judgement
        case e.RatingProposed():
            return event.rating.value
        case e.PublishedFigureRecorded():
            return event.value
        case _:
            return ""


def _check_value(command: c.ResolveDispute, event: e.Event) -> None:
    """Refuse an outcome that says what to put in place where nothing is changed, or the other way round, or nothing other than before."""
    before = _value(event)
    allowed: tuple[str, ...] = ()
    if isinstance(event, e.KeyQuestionJudged):
        allowed = get_args(Judgement)
    elif isinstance(event, e.RatingProposed):
        allowed = tuple(rating.value for rating in Rating)
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
    amends = command.outcome == "amended"
    if not amends and inspection.sample[event.case].withdrawn:
        return []
    judgement: Judgement = next(one for one in get_args(Judgement) if one == to)
    judge = c.JudgeKeyQuestion(
        inspection=command.inspection,
        by=command.by,
        case=event.case,
        key_question=event.key_question,
        judgement=judgement,
        reaffirm=amends and state.judgements.get(event.key_question) == judgement,
    )
    return casework.decide_judged(judge, state, inspection, framework)


def _proposal(
    command: c.ResolveDispute, event: e.RatingProposed, to: str | None, inspection: InspectionState, framework: Framework
) -> list[e.Event]:
    check_open(command, inspection)
    rating = next(one for one in Rating if one.value == to)
    propose = c.ProposeRating(inspection=command.inspection, by=command.by, standard=event.standard, rating=rating)
    events = decide_fieldwork(propose, inspection, framework)
    if command.outcome == "amended" and not events:
        events = [e.RatingProposed(event.standard, rating)]
    return _in_order(command, events, inspection)


def _in_order(command: c.ResolveDispute, events: list[e.Event], inspection: InspectionState) -> list[e.Event]:
    """The same events of the inspection's stream, none of which goes back in time behind the last on its subject."""
    for event in events:
        subject = str(subject_of(event))
        before = inspection.happened.get(subject, command.by.happened)
        check_order(command.by.happened, before, f"{subject} in {command.inspection}")
    return events
