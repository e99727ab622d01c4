"""Which stream an event belongs to: a small one for each thing that one person changes at a time."""

from __future__ import annotations

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import case_stream


def dispute_stream(inspection: str, number: int) -> str:
    """The stream that holds one dispute, from raising to its end."""
    return f"{inspection}/dispute/{number}"


def second_stream(inspection: str, number: int) -> str:
    """The stream that holds one dip sample, its sheets and the second judgements given on them."""
    return f"{inspection}/second/{number}"


def stream_of(event: e.Event, inspection: str) -> str:
    """The stream of an inspection that an event belongs to."""
    match event:
        case e.PromptAnswered(case=case) | e.KeyQuestionJudged(case=case):
            return case_stream(inspection, case)
        case d.DisputeRaised(dispute=number) | d.DisputeAnswered(dispute=number) | d.DisputeWithdrawn(dispute=number):
            return dispute_stream(inspection, number)
        case d.DisputeResolved(dispute=number):
            return dispute_stream(inspection, number)
        case d.DipSampleDrawn(sample=number) | d.SheetIssued(sample=number) | d.SecondJudgementGiven(sample=number):
            return second_stream(inspection, number)
        case _:
            return inspection
