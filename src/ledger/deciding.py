"""Deciding commands: the states they are decided on, read once and carried forward, and the events they lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ledger.domain import case, inspection
from ledger.domain import commands as c
from ledger.domain.events import Event
from ledger.domain.framework import Framework
from ledger.domain.panel import Standing
from ledger.domain.recorded import Actor, Attribution, case_stream
from ledger.domain.refusals import EvidenceMovedError
from ledger.errors import NotFoundError
from ledger.identity import command_digest, event_id, free_texts
from ledger.projections import ratings
from ledger.store.mapper import NewText, PendingEvent

if TYPE_CHECKING:
    from ledger.store.store import Store


class Deciding:
    """One run of commands, decided in order, each on what the ones before it led to.

    `pending` are the events to append; `guards` are the versions that streams read but not written must still have.
    Panel decisions rest on what is recorded, so what they rest on is handled before them, not in the same run.
    """

    def __init__(self, store: Store, frameworks: Callable[[str], Framework], salt: Callable[[str, str], bytes]) -> None:
        self._store = store
        self._frameworks = frameworks
        self._salt = salt
        self._inspections: dict[str, inspection.InspectionState] = {}
        self._cases: dict[str, case.CaseState] = {}
        self._versions: dict[str, int] = {}
        self._read: dict[str, int] = {}
        self.pending: list[PendingEvent] = []

    @property
    def guards(self) -> dict[str, int]:
        """The versions at which streams were read that this run does not write."""
        written = {event.stream for event in self.pending}
        return {stream: version for stream, version in self._read.items() if stream not in written}

    def decide(self, command: c.Command) -> None:
        """Decide one command and add its events to `pending`; raises its refusal."""
        state = self._inspection(command.inspection)
        if isinstance(command, c.OpenInspection):
            framework = self._frameworks(command.framework)
        elif state.stage == "none":
            raise NotFoundError(f"There is no inspection {command.inspection!r}. `ledger inspections` lists those there are.")
        else:
            framework = self._frameworks(state.framework)
        stream, events = self._events(command, state, framework)
        if events:
            self._add(command, stream, events, self._attribution(command, framework))

    def _events(self, command: c.Command, state: inspection.InspectionState, framework: Framework) -> tuple[str, Sequence[Event]]:
        match command:
            case c.AnswerPrompt() | c.JudgeKeyQuestion():
                stream = case_stream(command.inspection, command.case)
                return stream, case.decide(command, self._case(stream), state, framework)
            case c.ExerciseDiscretion() | c.DeclineDiscretion() | c.OverrideRating():
                standing = self._standing(command, state, framework)
                return command.inspection, inspection.decide(command, state, framework, standing)
            case _:
                return command.inspection, inspection.decide(command, state, framework)

    def _inspection(self, stream: str) -> inspection.InspectionState:
        if stream not in self._inspections:
            state = inspection.InspectionState()
            events = self._store.stream(stream)
            for recorded in events:
                state = inspection.evolve(state, recorded.event, recorded.position, recorded.by.happened, recorded.by.provenance)
            self._inspections[stream] = state
            self._versions[stream] = self._read[stream] = len(events)
        return self._inspections[stream]

    def _case(self, stream: str) -> case.CaseState:
        if stream not in self._cases:
            state = case.CaseState()
            events = self._store.stream(stream)
            for recorded in events:
                state = case.evolve(state, recorded.event, recorded.by.happened)
            self._cases[stream] = state
            self._versions[stream] = self._read[stream] = len(events)
        return self._cases[stream]

    def _standing(self, command: c.DecisionCommand, state: inspection.InspectionState, framework: Framework) -> Standing:
        """The standard as the panel saw it, if that is still how it stands; all streams of the inspection become guards."""
        inspection.known_standard(framework, command.standard)
        head = self._store.head()
        if head is None or command.seen > head[0]:
            raise NotFoundError(f"Nothing is recorded at #{command.seen} yet. Name the position that the panel had before it.")
        history = self._store.history(command.inspection)
        seen = ratings.fold(ratings.start(self._frameworks), (event for event in history if event.position <= command.seen))
        now = ratings.fold(seen, (event for event in history if event.position > command.seen))
        then_view, now_view = seen.standards.get(command.standard), now.standards[command.standard]
        if then_view is None or not now_view.rests_on(then_view.basis):
            raise EvidenceMovedError(moved(command, then_view, now_view))
        self._read |= {recorded.stream: recorded.version for recorded in history}
        return Standing(now_view.rating, state.sitting)

    def _add(self, command: c.Command, stream: str, events: Sequence[Event], by: Attribution) -> None:
        for index, event in enumerate(events):
            self._versions[stream] += 1
            self._evolve(stream, event, by)
            identity = event_id(command.by.command_id, index)
            texts = {name: NewText(self._salt(identity, name), body) for name, body in free_texts(command).items()}
            self.pending.append(PendingEvent(identity, stream, self._versions[stream], by, event, texts))

    def _evolve(self, stream: str, event: Event, by: Attribution) -> None:
        if stream in self._inspections:
            state = self._inspections[stream]
            self._inspections[stream] = inspection.evolve(state, event, 0, by.happened, by.provenance)
        else:
            self._cases[stream] = case.evolve(self._cases[stream], event, by.happened)

    def _attribution(self, command: c.Command, framework: Framework) -> Attribution:
        by = command.by
        return Attribution(
            command_id=by.command_id,
            command_digest=command_digest(command),
            actor=Actor(by.actor, by.role),
            recorded_by=by.recorded_by,
            authenticated=by.authenticated,
            provenance=by.provenance,
            happened=by.happened,
            evidence=by.evidence,
            correlation=by.correlation,
            causation=by.causation,
            framework_digest=framework.digest,
            reviewed_by=by.reviewed_by,
        )


def moved(command: c.DecisionCommand, then: ratings.StandardView | None, now: ratings.StandardView) -> str:
    """What the panel saw beside what there is now, question by question."""
    where = f"The evidence for {command.standard} in {command.inspection} is not what it was at #{command.seen}"
    if then is None or then.casework is None or now.casework is None:
        before = then.proposal.rating if then and then.proposal else "nothing proposed"
        after = now.proposal.rating if now.proposal else "nothing proposed"
        return f"{where}: then {before}, now {after}. Look again and decide on what stands now."
    changed = [
        f"{was.key_question} was {was.yes} of {was.relevant}, is {is_.yes} of {is_.relevant}"
        for was, is_ in zip(then.casework.tallies, now.casework.tallies, strict=True)
        if was != is_
    ]
    difference = "; ".join(changed) or "other cases were judged, with the same counts"
    return f"{where}: {difference}. Look again and decide on what stands now."
