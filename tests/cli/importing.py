"""An inspection to import into: two court cases, an out-of-court one, a withdrawn one, an inspector and a lead inspector."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from ledger.application import Ledger
from ledger.asking import by
from ledger.bootstrap import create_ledger, open_ledger
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import CaseKind
from ledger.domain.recorded import RecordedEvent

NAME = "north-2026"
CASES: dict[str, CaseKind] = {"C01": "court", "C02": "court", "D01": "out-of-court", "C03": "court"}
AS = ("--as", "inspector-1")
ROLE = ("--role", "inspector")
WHY = ("--reason", "Read again with the whole file.")


def make(place: str | Path) -> None:
    """Makes the ledger at a new place."""
    with create_ledger(str(place)) as ledger:
        fill(ledger)


def fill(ledger: Ledger) -> None:
    """Records the inspection; C03 is withdrawn."""

    def who(reason: str | None = None) -> c.By:
        return by("lead-inspector-1", "lead-inspector", happened_on="2026-01-12", reason=reason)

    ledger.handle(
        c.OpenInspection(inspection=NAME, service="North Service", framework="youth-2021", by=who()),
        c.AssignTeamMember(inspection=NAME, member="lead-inspector-1", role="lead-inspector", by=who()),
        c.AssignTeamMember(inspection=NAME, member="inspector-1", role="inspector", by=who()),
        *(c.SampleCase(inspection=NAME, case=case, kind=kind, by=who()) for case, kind in CASES.items()),
        c.WithdrawCase(inspection=NAME, case="C03", by=who(reason="Sampled by mistake.")),
    )


def history(ledger: Path | str) -> list[RecordedEvent]:
    """Everything recorded of the inspection."""
    with open_ledger(str(ledger), read_only=True) as opened:
        return opened.history(NAME)


def table(*rows: Sequence[str], delimiter: str = ",") -> bytes:
    """A CSV file of these rows."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode()


def long(*answers: tuple[str, ...], more: Iterable[str] = ()) -> bytes:
    """A CSV file of the inspection with a row a case and question."""
    return table(("inspection", "case", "question", "answer", *more), *((NAME, *answer) for answer in answers))


def imported(ledger: Path | str) -> list[RecordedEvent]:
    """Every answer and judgement recorded."""
    return [one for one in history(ledger) if isinstance(one.event, e.PromptAnswered | e.KeyQuestionJudged)]
