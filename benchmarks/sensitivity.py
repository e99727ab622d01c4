"""How long the sensitivity analysis takes: `python -m benchmarks.sensitivity`.

Medians in microseconds, for every published inspection and for one of 91 cases.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median_low
from time import perf_counter_ns

from ledger.application import Ledger
from ledger.audit.sensitivity import sensitivity
from ledger.bootstrap import open_ledger
from ledger.demonstration import build
from ledger.domain import commands as c
from ledger.domain.evidence import Judgement
from ledger.domain.framework import CaseKind, Framework, Rating
from ledger.domain.recorded import Happened
from ledger.frameworks import load_framework
from ledger.projections.ratings import RatingsView
from ledger.published.library import report_ids

RUNS = 21
LARGE = "ninety-one-cases"
CASES: tuple[tuple[CaseKind, int], ...] = (("court", 55), ("out-of-court", 36))

_numbers = count(1)


def main() -> None:
    """Print one line an inspection: its id, the median and the target."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.ledger"
        build(path)
        ledger = open_ledger(str(path))
        record_large(ledger)
        for inspection, target in [*((name, 50_000) for name in report_ids()), (LARGE, 200_000)]:
            print(f"{inspection:32}{measured(ledger.board(inspection).view):>8} us   at most {target:>7}")


def measured(view: RatingsView) -> int:
    """The median time of the analysis of a view whose ratings are known, in microseconds."""
    assert view.overall is not None
    return median_low(_once(view) for _ in range(RUNS)) // 1000


def _once(view: RatingsView) -> int:
    before = perf_counter_ns()
    sensitivity(view)
    return perf_counter_ns() - before


def record_large(ledger: Ledger) -> None:
    """Record an inspection of 91 cases under youth-2021, rated Outstanding, so that every limit is looked at."""
    ledger.handle(c.OpenInspection(inspection=LARGE, by=_by(), service="Large Service", framework="youth-2021"))
    ledger.handle(c.AssignTeamMember(inspection=LARGE, by=_by(), member="lead-1", role="lead-inspector"))
    framework = load_framework("youth-2021")
    ledger.handle(*_commands(framework))


def _by() -> c.By:
    happened = Happened.parse("2026-03-02")
    command = f"00000000-0000-4000-8000-{next(_numbers):012}"
    return c.By(command_id=command, actor="lead-1", role="lead-inspector", recorded_by="recorder-1", happened=happened, reason="A trial.")


def _commands(framework: Framework) -> Iterator[c.Command]:
    for kind, cases in CASES:
        for number in range(1, cases + 1):
            case = f"{kind[0].upper()}{number:02}"
            yield c.SampleCase(inspection=LARGE, by=_by(), case=case, kind=kind)
            yield from _judgements(framework, kind, case, number)
    for standard in framework.standards:
        if standard.basis == "qualitative":
            yield c.ProposeRating(inspection=LARGE, by=_by(), standard=standard.id, rating=Rating.OUTSTANDING)


def _judgements(framework: Framework, kind: CaseKind, case: str, number: int) -> Iterator[c.Command]:
    for place, question in enumerate(question for standard in framework.standards_on[kind] for question in standard.key_questions):
        judgement: Judgement = "insufficient" if (number + place) % (6 + place % 3) == 0 else "sufficient"
        yield c.JudgeKeyQuestion(inspection=LARGE, by=_by(), case=case, key_question=question.id, judgement=judgement)


if __name__ == "__main__":
    main()
