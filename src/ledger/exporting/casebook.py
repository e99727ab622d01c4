"""The casebook as a table that imports back: a row for every question of every case, with an empty column for reasons."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.casebook.answers import spoken
from ledger.casebook.lines import lines
from ledger.casebook.questions import Questions
from ledger.exporting.table import Origin, Table, Value
from ledger.projections.casebook import CasebookView

COLUMNS = (
    "inspection",
    "case",
    "question",
    "wording",
    "answer",
    "reason",
    "evidence",
    "kind",
    "recorded as",
    "recorded by",
    "as at",
    "provenance",
)
"""Reason and evidence are left empty, for those of the next change; those recorded are in the log."""


def casebook(questions: Questions, view: CasebookView, origin: Origin) -> Table:
    """A row a case and question, blank where nothing stands."""
    return Table("casebook", COLUMNS, _rows(questions, view, origin))


def _rows(questions: Questions, view: CasebookView, origin: Origin) -> Iterator[tuple[Value, ...]]:
    for line in lines(questions, view):
        value = None if line.value is None else spoken(line.value)
        position = None if line.recorded is None else f"#{line.recorded.position}"
        actor = None if line.recorded is None else line.recorded.by.actor.id
        own = (origin.inspection, line.case, line.question, line.wording, value, None, None, line.kind, position, actor)
        yield (*own, origin.as_at, origin.provenance)
