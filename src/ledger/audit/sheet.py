"""The sheet of a dip sample as one second judge may see it: a first judgement is on it only once their own is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.citation import Object
from ledger.domain import dispute_events as d
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.projections.agreement import Pair, pairs


@dataclass(frozen=True, slots=True)
class Line:
    """One judgement to be made: the question in its official words, and both judgements once the judge's own is recorded."""

    case: str
    key_question: str
    text: str
    prompts: tuple[str, ...]
    pair: Pair | None

    @property
    def own(self) -> Judgement | None:
        """What the judge has given."""
        return self.pair.second if self.pair else None


def sheet(history: Sequence[RecordedEvent], sample: int, judge: str, framework: Framework) -> tuple[Line, ...]:
    """The lines of a judge's sheet by case and key question; none where there is no such sample."""
    told = {(pair.case, pair.key_question): pair for pair in pairs(_given_by(history, sample, judge))}
    drawn = next((e.drawn for e in (r.event for r in history) if isinstance(e, d.DipSampleDrawn) and e.sample == sample), ())
    return tuple(_line(one, framework, told.get((one.case, one.key_question))) for one in drawn)


def _given_by(history: Sequence[RecordedEvent], sample: int, judge: str) -> list[RecordedEvent]:
    """The history without the second judgements of anyone else, or on another sample."""

    def is_theirs(recorded: RecordedEvent) -> bool:
        event = recorded.event
        return not isinstance(event, d.SecondJudgementGiven) or (event.sample == sample and recorded.by.actor.id == judge)

    return [recorded for recorded in history if is_theirs(recorded)]


def _line(one: d.DrawnJudgement, framework: Framework, pair: Pair | None) -> Line:
    question = framework.by_key_question[one.key_question]
    return Line(one.case, one.key_question, question.text, tuple(prompt.text for prompt in question.prompts), pair)


def sheet_json(lines: Sequence[Line]) -> list[Object]:
    """The lines as JSON; `first` is null until the judge's own is recorded."""
    return [
        {
            "case": line.case,
            "key_question": line.key_question,
            "text": line.text,
            "prompts": line.prompts,
            "own": line.own,
            "first": line.pair.first if line.pair else None,
        }
        for line in lines
    ]
