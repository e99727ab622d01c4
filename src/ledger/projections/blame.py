"""The blame projection: the event that last set every judgement, answer, proposal and decision, folded event by event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from rpds import HashTrieMap, HashTrieSet

from ledger.domain import events as e
from ledger.domain.framework import standard_of
from ledger.domain.recorded import RecordedEvent

Events: TypeAlias = "HashTrieMap[str, RecordedEvent]"


@dataclass(frozen=True)
class BlameView:
    """The last events of one inspection: `questions` and `standards` by id, `cases` by case and then by key question or prompt.

    A key question is set by a judgement of a sampled case, and by the withdrawal of a case judged on it. A standard is set by
    that as well, by proposals, and by the panel's decisions and their revocations. `discretion` and `overrides` hold the
    decisions in force.
    """

    sampled: HashTrieSet[str] = field(default_factory=HashTrieSet)
    cases: HashTrieMap[str, Events] = field(default_factory=HashTrieMap)
    questions: Events = field(default_factory=HashTrieMap)
    standards: Events = field(default_factory=HashTrieMap)
    proposals: Events = field(default_factory=HashTrieMap)
    discretion: Events = field(default_factory=HashTrieMap)
    overrides: Events = field(default_factory=HashTrieMap)

    def of_case(self, case: str, subject: str) -> RecordedEvent | None:
        """The latest judgement of a key question, or answer of a prompt, in a case that counts; None where there is none."""
        events = self.cases.get(case)
        return None if events is None else events.get(subject)

    def on(self, subject: str) -> list[RecordedEvent]:
        """The latest judgement or answer on a key question or prompt in every case that counts, by case."""
        found = ((case, events.get(subject)) for case, events in self.cases.items())
        return [event for _, event in sorted(((case, event) for case, event in found if event is not None), key=lambda pair: pair[0])]


def fold(view: BlameView, events: Iterable[RecordedEvent]) -> BlameView:
    """The view after all the events."""
    for event in events:
        view = apply(view, event)
    return view


def apply(view: BlameView, recorded: RecordedEvent) -> BlameView:
    """The view after one event; what is recorded is never refused."""
    event = recorded.event
    match event:
        case e.PromptAnswered():
            return _of_case(view, event.case, event.prompt, recorded)
        case e.KeyQuestionJudged():
            return _judged(view, event, recorded)
        case e.CaseSampled():
            return replace(view, sampled=view.sampled.insert(event.case))
        case e.CaseWithdrawn():
            return _withdrawn(view, event.case, recorded)
        case e.RatingProposed():
            return replace(_standard(view, event.standard, recorded), proposals=view.proposals.insert(event.standard, recorded))
        case e.DiscretionExercised() | e.DiscretionDeclined():
            return replace(_standard(view, event.standard, recorded), discretion=view.discretion.insert(event.standard, recorded))
        case e.RatingOverridden():
            return replace(_standard(view, event.standard, recorded), overrides=view.overrides.insert(event.standard, recorded))
        case e.DiscretionRevoked() | e.OverrideRevoked():
            return _revoked(view, event, recorded)
        case _:
            return view


def _standard(view: BlameView, standard: str, recorded: RecordedEvent) -> BlameView:
    return replace(view, standards=view.standards.insert(standard, recorded))


def _of_case(view: BlameView, case: str, subject: str, recorded: RecordedEvent) -> BlameView:
    """The view with the latest word on one subject in one case; a case outside the sample never counts."""
    if case not in view.sampled:
        return view
    events = view.cases.get(case) or HashTrieMap()
    return replace(view, cases=view.cases.insert(case, events.insert(subject, recorded)))


def _judged(view: BlameView, event: e.KeyQuestionJudged, recorded: RecordedEvent) -> BlameView:
    after = _of_case(view, event.case, event.key_question, recorded)
    return view if after is view else _question(after, event.key_question, recorded)


def _question(view: BlameView, question: str, recorded: RecordedEvent) -> BlameView:
    return replace(_standard(view, standard_of(question), recorded), questions=view.questions.insert(question, recorded))


def _withdrawn(view: BlameView, case: str, recorded: RecordedEvent) -> BlameView:
    for judgement in (view.cases.get(case) or HashTrieMap()).values():
        if isinstance(judgement.event, e.KeyQuestionJudged):
            view = _question(view, judgement.event.key_question, recorded)
    return replace(view, sampled=view.sampled.discard(case), cases=view.cases.discard(case))


def _revoked(view: BlameView, event: e.DiscretionRevoked | e.OverrideRevoked, recorded: RecordedEvent) -> BlameView:
    """The view without the decision revoked; revoking one that is not in force changes nothing."""
    is_discretion = isinstance(event, e.DiscretionRevoked)
    in_force = (view.discretion if is_discretion else view.overrides).get(event.standard)
    if in_force is None or in_force.position != event.revokes:
        return view
    after = _standard(view, event.standard, recorded)
    if is_discretion:
        return replace(after, discretion=view.discretion.remove(event.standard))
    return replace(after, overrides=view.overrides.remove(event.standard))
