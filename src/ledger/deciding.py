"""Deciding commands: the states they are decided on, read once and carried forward, and the events they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ledger.access import Access, Typist, attribution, read_access
from ledger.audit.candidates import candidates
from ledger.domain import case, dispute, inspection, second
from ledger.domain import commands as c
from ledger.domain.amending import Disputed, Placed
from ledger.domain.closing import Ratings
from ledger.domain.decider import decide
from ledger.domain.dispute_events import DisputeResolved
from ledger.domain.events import Event, KeyQuestionJudged
from ledger.domain.evidence import Pattern
from ledger.domain.framework import Framework
from ledger.domain.panel import Standing
from ledger.domain.recorded import Attribution, RecordedEvent, Text, case_stream, inspection_of
from ledger.domain.refusals import EvidenceMovedError
from ledger.domain.streams import stream_of
from ledger.errors import NotFoundError
from ledger.identity import event_id, free_texts, refuse_other_content
from ledger.projections import ratings
from ledger.store.mapper import NewText, PendingEvent
from ledger.stream_states import Known, StreamStates

if TYPE_CHECKING:
    from ledger.store.snapshot import Snapshot


class Deciding:
    """One run of commands, decided in order on one state of the ledger, each on what the ones before it led to.

    `pending` are the events to append; `erased` the texts to take away with them, by event id and name; `guards` are the versions
    that streams read but not written must still have.
    A panel decides on what it saw recorded: a decision is refused where what comes before it in the run changes that.
    """

    def __init__(
        self,
        now: Snapshot,
        known: Known,
        frameworks: Callable[[str], Framework],
        salt: Callable[[str, str], bytes],
        standing: Mapping[str, int] | None = None,
    ) -> None:
        """Where a stream named in `standing` is found at another version, someone wrote first: ConflictError."""
        self._now = now
        self._frameworks = frameworks
        self._salt = salt
        self._states = StreamStates(now, known, standing or {})
        self._access: Access | None = None
        self.pending: list[PendingEvent] = []
        self.erased: list[tuple[str, str]] = []

    @property
    def guards(self) -> dict[str, int]:
        """The versions at which streams were read that this run does not write."""
        written = {event.stream for event in self.pending}
        return {stream: version for stream, version in self._states.read.items() if stream not in written}

    def recorded(self, commands: Sequence[c.Command]) -> dict[str, list[int]]:
        """The positions of the events of the commands that were recorded before, by id; RefusedError for an id with other content."""
        known = self._now.recorded([command.by.command_id for command in commands])
        found = {}
        for command in commands:
            if command.by.command_id in known:
                events = self._now.command(command.by.command_id)
                refuse_other_content(command, events[0])
                found[command.by.command_id] = [event.position for event in events]
        return found

    def decide(self, command: c.Command) -> None:
        """Decide one command and add its events to `pending`; raises its refusal."""
        state = self._states.inspection(command.inspection)
        if isinstance(command, c.OpenInspection):
            framework = self._frameworks(command.framework)
        elif state.stage == "none":
            raise NotFoundError(f"There is no inspection {command.inspection!r}. `ledger inspections` lists those there are.")
        else:
            framework = self._frameworks(state.framework)
        self._check_cause(command.by.causation)
        typist = self._typist(command)
        self._add(command, self._events(command, state, framework), attribution(command, framework.digest, typist))

    def _check_cause(self, causation: str | None) -> None:
        """What led to a command is an event that is recorded, or is about to be in this run."""
        if causation is not None and all(causation != event.id for event in self.pending) and self._now.named(causation) is None:
            raise NotFoundError(f"There is no event {causation} in this ledger to have led to this. `ledger show` gives the ids of events.")

    def _typist(self, command: c.Command) -> Typist:
        """Who types a command; what the ledger says of the logins that this rests on becomes a guard."""
        if self._access is None:
            self._access = read_access(self._now)
        self._states.read.update(self._access.guards(command.by.actor))
        return self._access.typist(command)

    def _events(self, command: c.Command, state: inspection.InspectionState, framework: Framework) -> Sequence[Event]:
        match command:
            case c.AnswerPrompt() | c.JudgeKeyQuestion():
                return case.decide(command, self._states.case(command.inspection, command.case), state, framework)
            case c.DrawDipSample() | c.IssueSheet() | c.GiveSecondJudgement():
                return self._second(command, state)
            case c.RaiseDispute() | c.AnswerDispute() | c.ResolveDispute() | c.WithdrawDispute():
                return self._dispute(command, state, framework)
            case c.ExerciseDiscretion() | c.DeclineDiscretion() | c.OverrideRating():
                return decide(command, state, framework, self._standing(command, state, framework))
            case c.ConfirmRatings():
                return decide(command, state, framework, self._ratings(command.inspection))
            case c.EraseText():
                return self._erasure(command, state, framework)
            case _:
                return decide(command, state, framework)

    def _second(self, command: c.SecondCommand, state: inspection.InspectionState) -> Sequence[Event]:
        name = command.inspection
        if isinstance(command, c.DrawDipSample):
            history = self._now.history(name)
            self._guard(history, state)
            hat = second.Hat(self._states.next_sample(name), history[-1].position, candidates(history, ratings.start(self._frameworks)))
            return [second.decide_draw(command, hat, state)]
        sample = self._states.sample(name, command.sample)
        if isinstance(command, c.IssueSheet):
            return second.decide_sheet(command, sample, state)
        drawn = {(one.case, one.key_question): one.first for one in sample.drawn}.get((command.case, command.key_question))
        return [second.decide_given(command, sample, state, self._now.at(drawn) if drawn else None)]

    def _dispute(self, command: c.DisputeCommand, state: inspection.InspectionState, framework: Framework) -> Sequence[Event]:
        name = command.inspection
        if isinstance(command, c.RaiseDispute):
            return [dispute.decide_raised(command, self._states.next_dispute(name), self._now.at(command.about), state)]
        found = self._states.dispute(name, command.dispute)
        about = self._now.at(found.about) if found.about else None
        return dispute.decide(command, found, self._disputed(about) if about else None, state, framework)

    def _disputed(self, about: RecordedEvent) -> Disputed:
        """What is disputed, and what counts in its place by now, this run's own events included."""
        subject, name = dispute.about(about.event), about.inspection
        told = [*self._now.stream(about.stream), *(as_if_recorded(event, 0) for event in self.pending if event.stream == about.stream)]
        same = (one for one in told if type(one.event) is type(about.event) and dispute.about(one.event) == subject)
        placed = tuple(Placed(one.event, one.by.command_id) for one in same if self._counts(one))
        judged = about.event if isinstance(about.event, KeyQuestionJudged) else None
        return Disputed(about, self._states.case(name, judged.case) if judged else case.CaseState(), placed)

    def _counts(self, one: RecordedEvent) -> bool:
        """Whether an event counts: one that a dispute's outcome caused only while that is an amendment and the dispute's last outcome."""
        command_id = one.by.command_id
        if one.by.causation is None or one.by.causation != event_id(command_id, 0):
            return True
        own = (event.event for event in self.pending if event.id == one.by.causation)
        outcome = next(own, None) or self._now.command(command_id)[0].event
        if not isinstance(outcome, DisputeResolved) or outcome.outcome != "amended":
            return False
        return self._states.dispute(one.inspection, outcome.dispute).outcomes[-1] == command_id

    def _standing(self, command: c.DecisionCommand, state: inspection.InspectionState, framework: Framework) -> Standing:
        """The standard as the panel saw it, if that is still how it stands; all streams of the inspection become guards."""
        inspection.known_standard(framework, command.standard)
        head = self._now.head()
        if head is None or command.seen > head[0]:
            raise NotFoundError(f"Nothing is recorded at #{command.seen} yet. Name the position that the panel had before it.")
        history = self._now.history(command.inspection)
        seen = ratings.fold(ratings.start(self._frameworks), (event for event in history if event.position <= command.seen))
        now = ratings.fold(seen, (*(event for event in history if event.position > command.seen), *self._own(command.inspection, head[0])))
        then_view, now_view = seen.standards.get(command.standard), now.standards[command.standard]
        if then_view is None or not now_view.rests_on(then_view.basis):
            raise EvidenceMovedError(moved(command, then_view, now_view))
        if command.by.provenance != "reported":
            check_unseen(command, then_view, now_view, head[0])
        self._guard(history, state)
        return Standing(now_view.rating, state.sitting)

    def _ratings(self, name: str) -> Ratings:
        """Every rating as it stands after this run's own events; all streams of the inspection become guards."""
        history = self._now.history(name)
        view = ratings.fold(ratings.start(self._frameworks), (*history, *self._own(name, history[-1].position if history else 0)))
        if view.overall is None:
            raise AssertionError("a confirmation is decided on an inspection that was opened")
        self._guard(history, self._states.inspection(name))
        return Ratings(view.ratings, view.overall)

    def _own(self, name: str, after: int) -> Iterator[RecordedEvent]:
        """This run's own events of an inspection, as if they followed a position."""
        own = (event for event in self.pending if inspection_of(event.stream) == name)
        return (as_if_recorded(event, position) for position, event in enumerate(own, after + 1))

    def _guard(self, history: Sequence[RecordedEvent], state: inspection.InspectionState) -> None:
        """Every stream of an inspection must stay as it was read; a sampled case that has none yet must not get one."""
        unjudged = {case_stream(history[0].inspection, sampled): 0 for sampled in state.sample} if history else {}
        read = self._states.read
        self._states.read = {**unjudged, **{recorded.stream: recorded.version for recorded in history}, **read}

    def _erasure(self, command: c.EraseText, state: inspection.InspectionState, framework: Framework) -> Sequence[Event]:
        target = self._now.at(command.position)
        if target is not None and (target.id, command.name) in self.erased:
            return ()
        events = decide(command, state, framework, target)
        if events and target is not None:
            self.erased.append((target.id, command.name))
        return events

    def _add(self, command: c.Command, events: Sequence[Event], by: Attribution) -> None:
        """Adds the events of a command to those to append; what the outcome of a dispute leads to names it as its cause."""
        for index, event in enumerate(events):
            identity, stream = event_id(command.by.command_id, index), stream_of(event, command.inspection)
            texts = {name: NewText(self._salt(identity, name), body) for name, body in free_texts(command).items()}
            if index and isinstance(command, c.ResolveDispute):
                by = by._replace(causation=event_id(command.by.command_id, 0))
            pending = PendingEvent(identity, stream, self._states.versions[stream] + 1, by, event, texts)
            self._states.follow(as_if_recorded(pending, 0))
            self.pending.append(pending)


def as_if_recorded(pending: PendingEvent, position: int) -> RecordedEvent:
    """A pending event as it would stand at a position, but for the time of recording, which nobody knows yet."""
    texts = {name: Text(text.sha256, text.body) for name, text in pending.texts.items()}
    return RecordedEvent(position, "", pending.stream, pending.version, pending.id, pending.by, pending.event, texts)


def check_unseen(command: c.DecisionCommand, then: ratings.StandardView, now: ratings.StandardView, head: int) -> None:
    """EvidenceMovedError where a decision on the standard was taken that the panel did not have before it, or is in the same run."""
    for before, after in ((then.discretion, now.discretion), (then.overriding, now.overriding)):
        if after is not None and (before is None or before.position != after.position):
            recorded = f"was recorded at #{after.position}" if after.position <= head else "would be recorded with this one"
            raise EvidenceMovedError(
                f"A decision on {command.standard} in {command.inspection} {recorded}, after #{command.seen} that the panel had before it. "
                "Look again and decide on what stands now."
            )


def moved(command: c.DecisionCommand, then: ratings.StandardView | None, now: ratings.StandardView) -> str:
    """What the panel saw beside what there is now, question by question, or by case where the counts are the same."""
    again = "Look again and decide on what stands now."
    if then is None:
        return f"{command.inspection} was not open yet at #{command.seen}, so no panel can have seen {command.standard} there. {again}"
    where = f"The evidence for {command.standard} in {command.inspection} is not what it was at #{command.seen}"
    if then.casework is None or now.casework is None:
        before = then.proposal.rating if then.proposal else "nothing proposed"
        after = now.proposal.rating if now.proposal else "nothing proposed"
        return f"{where}: then {before}, now {after}. {again}"
    changed = [
        f"{was.key_question} was {was.yes} of {was.relevant}, is {is_.yes} of {is_.relevant}"
        for was, is_ in zip(then.casework.tallies, now.casework.tallies, strict=True)
        if was != is_
    ]
    return f"{where}: {'; '.join(changed) or _same_counts(then.casework.judged, now.casework.judged)}. {again}"


def _same_counts(then: Mapping[str, Pattern], now: Mapping[str, Pattern]) -> str:
    differ = sorted(case for case in {*then, *now} if then.get(case) != now.get(case))
    return f"the counts are the same, but not the judgements that count in {', '.join(differ)}"
