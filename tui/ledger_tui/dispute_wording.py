"""Second judgements and disputes in plain words."""

from __future__ import annotations

from typing import Final, assert_never

from ledger.domain import dispute_events as d
from ledger.domain.framework import Framework

MEANS: Final[dict[d.Resolution, str]] = {
    "upheld": "looked at again: what is disputed stands",
    "amended": "looked at again: what is disputed is changed, by an event of its own",
    "dismissed": "the dispute is turned away without another look: what is disputed stands",
}
"""What each outcome of a dispute means."""


def second_headline(event: d.SecondEvent) -> str:
    """A draw, a sheet or a second judgement in one line."""
    match event:
        case d.DipSampleDrawn(sample, drawn):
            return f"Sample {sample} drawn: {len(drawn)} judgements to be made a second time"
        case d.SheetIssued(sample):
            return f"Sheet of sample {sample} issued"
        case d.SecondJudgementGiven(_, case, question, judgement):
            return f"{question} judged {judgement.replace('-', ' ')} in case {case} a second time, for comparison"
        case _:
            assert_never(event)


def second_details(event: d.SecondEvent) -> tuple[str, ...]:
    """What more a draw, a sheet or a second judgement says."""
    match event:
        case d.DipSampleDrawn():
            narrowed = [f"by {event.inspector}"] if event.inspector else []
            narrowed += [f"on {event.standard}"] if event.standard else []
            narrowed += ["in cases that could change a rating alone"] if event.near_boundary else []
            return (f"from {event.of} judgements that stood at #{event.drawn_at}", *narrowed, f"seed {event.seed}")
        case d.SheetIssued():
            return ("the first judgements are not shown on it",)
        case d.SecondJudgementGiven():
            seen = "had not" if event.declared == "not-seen" else "had"
            return ("it never counts", f"on the sheet issued at #{event.sheet}", f"the judge declares that they {seen} seen the first one")
        case _:
            assert_never(event)


def dispute_headline(event: d.DisputeEvent, framework: Framework | None) -> str:
    """An event of a dispute in one line."""
    match event:
        case d.DisputeRaised(number, position, subject, case):
            title = framework.by_standard[subject].title if framework and subject in framework.by_standard else ""
            where = f"{subject} in case {case}" if case else f"{subject} {title}".strip()
            return f"Dispute {number} raised on #{position}, {where}"
        case d.DisputeAnswered(number):
            return f"Dispute {number} answered"
        case d.DisputeResolved(number, outcome):
            return f"Dispute {number} resolved: {outcome}"
        case d.DisputeWithdrawn(number):
            return f"Dispute {number} withdrawn"
        case _:
            assert_never(event)


def dispute_details(event: d.DisputeEvent) -> tuple[str, ...]:
    """What more an event of a dispute says."""
    match event:
        case d.DisputeRaised(due=due):
            return (f"to be settled by {due}",) if due else ()
        case d.DisputeResolved(outcome=outcome, to=to, replaces=replaces):
            instead = (f"to {to.replace('-', ' ')}",) if to else ()
            return (*instead, MEANS[outcome], *((f"in place of the outcome at #{replaces}",) if replaces else ()))
        case d.DisputeAnswered() | d.DisputeWithdrawn():
            return ()
        case _:
            assert_never(event)
