"""One dispute: raised on what is recorded, answered, and resolved by someone who is neither party, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, assert_never

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.amending import Disputed, caused
from ledger.domain.framework import Framework
from ledger.domain.inspection import InspectionState
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.domain.refusals import NotFoundError, check_order, refuse
from ledger.domain.roles import check_authority

Status = Literal["none", "open", "answered", "resolved", "withdrawn"]

PANEL_DECISIONS = (e.DiscretionExercised, e.DiscretionDeclined, e.RatingOverridden)


@dataclass(frozen=True, slots=True)
class DisputeState:
    """How far a dispute has come; `resolved_at` is the position of its latest outcome, 0 while that is not recorded.

    `outcomes` are the commands of all its outcomes in order: what an outcome caused is known by its command, which nobody else can give.
    """

    status: Status = "none"
    raiser: str = ""
    about: int = 0
    resolved_at: int | None = None
    outcomes: tuple[str, ...] = ()
    happened: Happened | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still wants an outcome."""
        return self.status in {"open", "answered"}


def evolve(state: DisputeState, recorded: RecordedEvent) -> DisputeState:
    """The state after an event of the dispute's stream; never refuses."""
    state = replace(state, happened=recorded.by.happened.or_later(state.happened))
    match recorded.event:
        case d.DisputeRaised(about=about):
            return replace(state, status="open", raiser=recorded.by.actor.id, about=about)
        case d.DisputeAnswered():
            return replace(state, status="answered" if state.status == "open" else state.status)
        case d.DisputeResolved():
            outcomes = (*state.outcomes, recorded.by.command_id)
            return replace(state, status="resolved", resolved_at=recorded.position, outcomes=outcomes)
        case d.DisputeWithdrawn():
            return replace(state, status="withdrawn")
        case _:
            return state


def parties(raiser: str, disputed: RecordedEvent) -> frozenset[str]:
    """Who is party to a dispute: whoever raised it, and whoever made what is disputed, every member of the panel that was present."""
    members = disputed.event.members if isinstance(disputed.event, PANEL_DECISIONS) else ()
    return frozenset({raiser, disputed.by.actor.id, *members})


def about(event: e.Event) -> tuple[str, str | None] | None:
    """The subject and the case that an event is about, None for one that cannot be disputed."""
    match event:
        case e.KeyQuestionJudged(case=case, key_question=question):
            return question, case
        case e.RatingProposed(standard=standard) | e.DiscretionExercised(standard=standard) | e.DiscretionDeclined(standard=standard):
            return standard, None
        case e.RatingOverridden(standard=standard):
            return standard, None
        case e.PublishedFigureRecorded(subject=subject):
            return subject, None
        case _:
            return None


def decide_raised(command: c.RaiseDispute, number: int, disputed: RecordedEvent | None, inspection: InspectionState) -> d.DisputeRaised:
    """The dispute raised as number `number`, as an event, or a refusal; `disputed` is the event it is about."""
    check_authority(command, inspection)
    if disputed is None or disputed.inspection != command.inspection:
        raise NotFoundError(f"There is no event #{command.about} in {command.inspection}. `ledger log` lists those there are.")
    subject = about(disputed.event)
    if subject is None:
        rule = "A judgement, a proposal, a panel decision or a published figure can be disputed"
        raise refuse(rule, f"#{command.about} is none of them", "Name the event that is wrong")
    if not command.text.strip():
        raise refuse("A dispute has grounds", "none were given", "Say what is wrong, and why")
    if command.due is not None and _day(command.due).is_before(command.by.happened):
        raise refuse("A dispute is settled after it is raised", f"it would be due on {command.due}", "Name a later day")
    return d.DisputeRaised(number, command.about, *subject, command.due)


def _day(text: str) -> Happened:
    try:
        day = Happened.parse(text)
    except ValueError:
        day = Happened(None, "none")
    if day.precision != "day":
        raise refuse("A dispute is due on a day such as 2026-03-20", f"{text!r} was given", "Name a day")
    return day


def decide(
    command: c.AnswerDispute | c.ResolveDispute | c.WithdrawDispute,
    state: DisputeState,
    disputed: Disputed | None,
    inspection: InspectionState,
    framework: Framework,
) -> list[e.Event]:
    """The events that a command on a dispute leads to, the outcome first and then what it causes, or a refusal.

    `disputed` is None where the dispute was never raised.
    """
    check_authority(command, inspection)
    if disputed is None or state.happened is None:
        name = command.inspection
        raise NotFoundError(f"There is no dispute {command.dispute} in {name}. `ledger dispute list {name}` shows those there are.")
    check_order(command.by.happened, state.happened, f"dispute {command.dispute} of {command.inspection}")
    if state.status == "withdrawn":
        raise refuse("A dispute that was withdrawn is at its end", f"dispute {command.dispute} was withdrawn", "Raise another")
    match command:
        case c.AnswerDispute():
            return [_answered(command, state)]
        case c.WithdrawDispute():
            return [_withdrawn(command, state)]
        case c.ResolveDispute():
            return _resolved(command, state, disputed, inspection, framework)
        case _:
            assert_never(command)


def _answered(command: c.AnswerDispute, state: DisputeState) -> e.Event:
    if state.status != "open":
        raise refuse("A dispute is answered once, before it is resolved", f"dispute {command.dispute} is {state.status}", "Add a note")
    if not command.text.strip():
        raise refuse("An answer has words", f"none were given for dispute {command.dispute}", "Give the answer")
    if command.by.actor == state.raiser and command.by.provenance != "reported":
        raise refuse("A dispute is answered by another than who raised it", f"{state.raiser} raised it", "Have someone else answer")
    return d.DisputeAnswered(command.dispute)


def _withdrawn(command: c.WithdrawDispute, state: DisputeState) -> e.Event:
    if state.status == "resolved":
        raise refuse("A dispute is withdrawn before it is resolved", f"dispute {command.dispute} is resolved", "Leave it as it is")
    if command.by.provenance != "reported":
        if command.by.actor != state.raiser:
            found = f"dispute {command.dispute} was raised by {state.raiser}"
            raise refuse("A dispute is withdrawn by who raised it", found, "Have it resolved instead")
        if not command.by.reason:
            raise refuse("Withdrawing a dispute needs a reason", "none was given", "Give --reason")
    return d.DisputeWithdrawn(command.dispute)


def _resolved(
    command: c.ResolveDispute, state: DisputeState, disputed: Disputed, inspection: InspectionState, framework: Framework
) -> list[e.Event]:
    if command.by.provenance != "reported":
        _check_adjudicator(command, state, disputed.event)
        _check_once(command, state)
    if state.resolved_at == 0:
        found = f"dispute {command.dispute} would be resolved together with this"
        raise refuse("An outcome replaces one that is recorded", found, "Have that recorded first")
    outcome = d.DisputeResolved(command.dispute, command.outcome, command.to, state.resolved_at)
    return [outcome, *caused(command, disputed, state.outcomes, inspection, framework)]


def _check_adjudicator(command: c.ResolveDispute, state: DisputeState, disputed: RecordedEvent) -> None:
    by = command.by
    if by.actor in parties(state.raiser, disputed):
        part = "raised it" if by.actor == state.raiser else f"made what is disputed, #{disputed.position}"
        raise refuse("A dispute is resolved by someone who is neither party", f"{by.actor} {part}", "Have someone else resolve it")
    if by.role == "lead-inspector" and isinstance(disputed.event, PANEL_DECISIONS):
        found = f"#{disputed.position} weighs the work of the lead inspector's team"
        raise refuse("A dispute on a panel decision is not for the lead inspector", found, "Have a panel chair or a reviewer resolve it")
    if not by.reason:
        raise refuse("Resolving a dispute needs a reason", "none was given", "Give --reason")


def _check_once(command: c.ResolveDispute, state: DisputeState) -> None:
    if state.status == "resolved" and not command.again:
        found = f"dispute {command.dispute} was resolved at #{state.resolved_at}"
        raise refuse("A dispute is resolved once", found, "Resolve it again deliberately, with --again, if that outcome was wrong")
    if state.status != "resolved" and command.again:
        raise refuse("Only a resolved dispute is resolved again", f"dispute {command.dispute} is {state.status}", "Leave out --again")
