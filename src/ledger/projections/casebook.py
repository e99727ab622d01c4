"""The casebook projection: the answer and judgement that stand for every question of every sampled case, and the event of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rpds import HashTrieMap

from ledger.domain import events as e
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind
from ledger.domain.recorded import RecordedEvent

Standing = tuple[Answer | Judgement, RecordedEvent]
"""What stands for a question in a case, and the event that said it last."""


@dataclass(frozen=True)
class CasebookView:
    """The cases in the order they were sampled, those withdrawn, and what stands by case and by prompt or key question."""

    cases: tuple[tuple[str, CaseKind], ...] = ()
    withdrawn: frozenset[str] = frozenset()
    standing: HashTrieMap[tuple[str, str], Standing] = field(default_factory=HashTrieMap)

    @property
    def kinds(self) -> dict[str, CaseKind]:
        """The kind of every case sampled, withdrawn ones included."""
        return dict(self.cases)

    @property
    def in_sample(self) -> tuple[tuple[str, CaseKind], ...]:
        """The cases that count, with their kinds."""
        return tuple((case, kind) for case, kind in self.cases if case not in self.withdrawn)


def fold(view: CasebookView, events: Iterable[RecordedEvent]) -> CasebookView:
    """The view after all the events."""
    for recorded in events:
        view = apply(view, recorded)
    return view


def apply(view: CasebookView, recorded: RecordedEvent) -> CasebookView:
    """The view after one event; what is recorded is never refused."""
    match recorded.event:
        case e.CaseSampled(case, kind):
            return replace(view, cases=(*view.cases, (case, kind)))
        case e.CaseWithdrawn(case):
            return replace(view, withdrawn=view.withdrawn | {case})
        case e.PromptAnswered(case, question, value) | e.KeyQuestionJudged(case, question, value):
            return replace(view, standing=view.standing.insert((case, question), (value, recorded)))
        case _:
            return view
