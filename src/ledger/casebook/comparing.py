"""A casebook beside what stands: the entries that differ, and those that need a reason and have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ledger.casebook.answers import Value, is_prompt, spoken
from ledger.casebook.grid import Fault
from ledger.casebook.rows import Entry
from ledger.domain import commands as c
from ledger.domain.evidence import Answer, Judgement
from ledger.projections.casebook import CasebookView


class Difference(NamedTuple):
    """An entry that says something else than what stands, which is None where nothing does yet."""

    entry: Entry
    before: Value | None


def differences(entries: Iterable[Entry], view: CasebookView) -> list[Difference]:
    """The entries that differ from what stands."""
    stood = ((entry, view.standing.get((entry.case, entry.question))) for entry in entries)
    return [Difference(entry, was[0] if was else None) for entry, was in stood if was is None or was[0] != entry.value]


def without_reason(found: Iterable[Difference]) -> list[Fault]:
    """A fault for each change of what stands that says no reason."""
    return [
        Fault(
            entry.sheet,
            entry.cell,
            f"a reason for changing {entry.question} in {entry.case} from {spoken(before)} to {spoken(entry.value)}",
            "none in the file and no --reason",
        )
        for entry, before in found
        if before is not None and entry.reason is None
    ]


def command(entry: Entry, inspection: str, by: c.By) -> c.CaseCommand:
    """The command that records an entry."""
    if is_prompt(entry.question):
        answer: Answer = entry.value  # type: ignore[assignment]
        return c.AnswerPrompt(inspection=inspection, by=by, case=entry.case, prompt=entry.question, answer=answer)
    judgement: Judgement = entry.value  # type: ignore[assignment]
    return c.JudgeKeyQuestion(inspection=inspection, by=by, case=entry.case, key_question=entry.question, judgement=judgement)
