"""A casebook as it stands, line by line: every question of every case in the sample, answered or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledger.casebook.answers import Value
from ledger.casebook.questions import Questions
from ledger.domain.framework import CaseKind
from ledger.domain.recorded import RecordedEvent
from ledger.projections.casebook import CasebookView


class Line(NamedTuple):
    """One question in one case; `value` and the event that said it are None while nothing stands."""

    case: str
    kind: CaseKind
    question: str
    wording: str
    value: Value | None
    recorded: RecordedEvent | None


def lines(questions: Questions, view: CasebookView) -> Iterator[Line]:
    """Every line, case by case as they were sampled and in printed order; withdrawn cases are left out."""
    for case, kind in view.in_sample:
        for one in questions.on(kind):
            value, recorded = view.standing.get((case, one.id), (None, None))
            yield Line(case, kind, one.id, one.text, value, recorded)
