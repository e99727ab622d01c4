"""Stories of decisions: `given(events).when(command).then(events)`, `.then_nothing()` or `.then_refused(Error, match=...)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from tests.builders import SMALL, On, recorded, resolve

from ledger.audit.candidates import candidates
from ledger.domain import case, decider, dispute, inspection, second
from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.amending import Disputed, Placed
from ledger.domain.closing import Ratings
from ledger.domain.framework import Framework
from ledger.domain.panel import Standing
from ledger.domain.recorded import Provenance, RecordedEvent, case_stream
from ledger.domain.streams import dispute_stream, second_stream
from ledger.errors import LedgerError
from ledger.projections import ratings


def given(*events: e.Event | On, framework: Framework = SMALL, provenance: Provenance = "illustrative") -> Given:
    """A ledger that holds these events from position 1 on."""
    return Given(recorded(events, provenance=provenance), framework)


@dataclass(frozen=True)
class Given:
    """What is recorded before a command."""

    history: Sequence[RecordedEvent]
    framework: Framework

    def when(self, command: c.Command) -> When:
        """The command to be decided on it."""
        return When(self, command)


@dataclass(frozen=True)
class When:
    """A command on what is recorded."""

    given: Given
    command: c.Command

    def then(self, *events: e.Event) -> None:
        """It leads to exactly these events."""
        assert decide(self.given.history, self.command, self.given.framework) == list(events)

    def then_nothing(self) -> None:
        """It is accepted and leads to no event."""
        self.then()

    def then_refused(self, error: type[LedgerError], *, match: str) -> None:
        """It is refused with a message that contains these words."""
        with pytest.raises(error, match=re.escape(match)):
            decide(self.given.history, self.command, self.given.framework)


def decide(history: Sequence[RecordedEvent], command: c.Command, framework: Framework) -> list[e.Event]:
    """The events that a command leads to on a history, or its refusal."""
    state = inspection_state(history)
    if isinstance(command, c.AnswerPrompt | c.JudgeKeyQuestion):
        return case.decide(command, case_state(history, command.case), state, framework)
    if isinstance(command, c.DrawDipSample | c.IssueSheet | c.GiveSecondJudgement):
        return decide_second(history, command, state)
    if isinstance(command, c.RaiseDispute):
        number = 1 + sum(isinstance(one.event, d.DisputeRaised) for one in history)
        return [dispute.decide_raised(command, number, at(history, command.about), state)]
    if isinstance(command, c.AnswerDispute | c.ResolveDispute | c.WithdrawDispute):
        return decide_dispute(history, command, state, framework)
    return decider.decide(command, state, framework, basis(history, command, state, framework))


def basis(
    history: Sequence[RecordedEvent], command: c.InspectionCommand, state: inspection.InspectionState, framework: Framework
) -> decider.Basis:
    """What a command is decided on beside the inspection's own stream."""
    view = ratings.fold(ratings.start(resolve), history)
    if isinstance(command, c.ExerciseDiscretion | c.DeclineDiscretion | c.OverrideRating) and history:
        standard = inspection.known_standard(framework, command.standard)
        return Standing(view.standards[standard.id].rating, state.sitting)
    if isinstance(command, c.ConfirmRatings) and view.overall is not None:
        return Ratings(view.ratings, view.overall)
    if isinstance(command, c.EraseText):
        return next((one for one in history if one.position == command.position), None)
    return None


def inspection_state(history: Sequence[RecordedEvent]) -> inspection.InspectionState:
    """The state of the inspection's own stream."""
    state = inspection.InspectionState()
    for one in history:
        if one.stream == one.inspection:
            state = inspection.evolve(state, one.event, one.position, one.by.happened, one.by.provenance)
    return state


def case_state(history: Sequence[RecordedEvent], ref: str) -> case.CaseState:
    """The state of the stream of a case."""
    state = case.CaseState()
    for one in history:
        if one.stream == case_stream(one.inspection, ref):
            state = case.evolve(state, one.event, one.by.happened)
    return state


def at(history: Sequence[RecordedEvent], position: int) -> RecordedEvent | None:
    """The event at a position."""
    return next((one for one in history if one.position == position), None)


def decide_second(history: Sequence[RecordedEvent], command: c.SecondCommand, state: inspection.InspectionState) -> list[e.Event]:
    """What a command on dip samples leads to."""
    if isinstance(command, c.DrawDipSample):
        number = 1 + sum(isinstance(one.event, d.DipSampleDrawn) for one in history)
        return [second.decide_draw(command, second.Hat(number, len(history), candidates(history, ratings.start(resolve))), state)]
    sample = second.SampleState()
    for one in history:
        if one.stream == second_stream(one.inspection, command.sample):
            sample = second.evolve(sample, one)
    if isinstance(command, c.IssueSheet):
        return second.decide_sheet(command, sample, state)
    first = next((one.first for one in sample.drawn if (one.case, one.key_question) == (command.case, command.key_question)), 0)
    return [second.decide_given(command, sample, state, at(history, first))]


def decide_dispute(
    history: Sequence[RecordedEvent],
    command: c.AnswerDispute | c.ResolveDispute | c.WithdrawDispute,
    state: inspection.InspectionState,
    framework: Framework,
) -> list[e.Event]:
    """What a command on a raised dispute leads to."""
    found = dispute_state(history, command.dispute)
    disputed = at(history, found.about)
    assert disputed is not None
    subject = dispute.about(disputed.event)
    same = [one for one in history if type(one.event) is type(disputed.event) and dispute.about(one.event) == subject]
    judged = case_state(history, subject[1]) if subject and subject[1] else case.CaseState()
    placed = tuple(Placed(one.event, one.by.command_id) for one in same if counts(history, one))
    return dispute.decide(command, found, Disputed(disputed, judged, placed), state, framework)


def counts(history: Sequence[RecordedEvent], one: RecordedEvent) -> bool:
    """Whether an event counts for what stands: what the outcome of a dispute caused only while that amends and is its last."""
    outcome = next((other for other in history if other.id == one.by.causation and other.by.command_id == one.by.command_id), None)
    if outcome is None:
        return True
    assert isinstance(outcome.event, d.DisputeResolved)
    last = dispute_state(history, outcome.event.dispute).outcomes[-1]
    return outcome.event.outcome == "amended" and last == one.by.command_id


def dispute_state(history: Sequence[RecordedEvent], number: int) -> dispute.DisputeState:
    """The state of the stream of a dispute."""
    state = dispute.DisputeState()
    for one in history:
        if one.stream == dispute_stream(one.inspection, number):
            state = dispute.evolve(state, one)
    return state
