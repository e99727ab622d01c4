"""How long the triage of fifty open disputes takes: `python -m benchmarks.triage`.

Medians in microseconds on an inspection of 91 cases, the disputes spread over every standard, crowded on one, and all on one key question.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median_low
from time import perf_counter_ns

from benchmarks.sensitivity import LARGE, record_large
from ledger.audit.triage import triage
from ledger.bootstrap import create_ledger, open_ledger
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.projections.disputes import Dispute
from ledger.projections.ratings import RatingsView, fold

RUNS = 11
DISPUTES = 50
TARGET = 100_000


def main() -> None:
    """Print one line a layout: the median and the target."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "triage.ledger")
        create_ledger(path)
        with open_ledger(path) as ledger:
            record_large(ledger)
            history = ledger.history(LARGE)
            view = fold(ledger.start(), history)
    for layout, questions in (("spread", ""), ("one standard", "2.1."), ("one key question", "2.1.1")):
        disputes = raised(history, questions)
        print(f"{layout:32}{measured(view, disputes):>8} us   at most {TARGET:>7}")


def raised(history: Sequence[RecordedEvent], questions: str) -> list[Dispute]:
    """Fifty disputes on judgements of the key questions that begin so, and on proposals where there are any."""
    about = [one for one in history if isinstance(one.event, e.KeyQuestionJudged) and one.event.key_question.startswith(questions)]
    every = max(1, len(about) // DISPUTES)
    return list(islice(_disputes(about[::every]), DISPUTES))


def _disputes(about: Iterable[RecordedEvent]) -> Iterable[Dispute]:
    for number, one in enumerate(about, 1):
        event = d.DisputeRaised(number, one.position, getattr(one.event, "key_question", ""))
        yield Dispute(event, one, one)


def measured(view: RatingsView, disputes: Sequence[Dispute]) -> int:
    """The median time of a triage of a board whose ratings are known, in microseconds."""
    assert view.overall is not None
    assert len(disputes) == DISPUTES
    return median_low(_once(view, disputes) for _ in range(RUNS)) // 1000


def _once(view: RatingsView, disputes: Sequence[Dispute]) -> int:
    before = perf_counter_ns()
    triage(view, disputes)
    return perf_counter_ns() - before


if __name__ == "__main__":
    main()
