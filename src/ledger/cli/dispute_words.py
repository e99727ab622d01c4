"""What the events of second judgements and disputes say, in a few words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from ledger.domain import dispute_events as d

OUTCOMES: Final[dict[d.Resolution, str]] = {
    "upheld": "upheld, what is disputed stands",
    "amended": "amended, what is disputed is changed",
    "dismissed": "dismissed, the dispute is turned away and what is disputed stands",
}
"""Each outcome with what it means, so that nobody has to ask what was upheld."""

DECLARED: Final[dict[d.Declaration, str]] = {"not-seen": "first not seen, as declared", "seen": "first seen, as declared"}


def of_second(event: d.SecondEvent) -> str:
    """What a draw, a sheet or a second judgement says."""
    match event:
        case d.DipSampleDrawn(sample=sample, drawn=drawn, of=of, seed=seed, drawn_at=position):
            return f"sample {sample}: {len(drawn)} of {of} judgements{''.join(_narrowed(event))} at #{position}, seed {seed}"
        case d.SheetIssued(sample=sample):
            return f"sample {sample}"
        case d.SecondJudgementGiven(sample=sample, case=case, key_question=question, judgement=judgement, declared=declared):
            return f"{case} {question}: {judgement} (sample {sample}, {DECLARED[declared]})"
        case _:
            assert_never(event)


def _narrowed(event: d.DipSampleDrawn) -> Iterator[str]:
    if event.inspector:
        yield f" by {event.inspector}"
    if event.standard:
        yield f" on {event.standard}"
    if event.near_boundary:
        yield " one case from a boundary"


def of_dispute(event: d.DisputeEvent) -> str:
    """What an event of a dispute says."""
    match event:
        case d.DisputeRaised(dispute=number, about=about, subject=subject, case=case, due=due):
            where = f"{case} {subject}" if case else subject
            return f"dispute {number} on #{about}, {where}" + (f", due {due}" if due else "")
        case d.DisputeResolved(dispute=number, outcome=outcome, to=to, replaces=replaces):
            instead = f" to {to}" if to else ""
            again = f", in place of #{replaces}" if replaces else ""
            word, _, meaning = OUTCOMES[outcome].partition(", ")
            return f"dispute {number}: {word}{instead}, {meaning}{again}"
        case d.DisputeAnswered(dispute=number) | d.DisputeWithdrawn(dispute=number):
            return f"dispute {number}"
        case _:
            assert_never(event)
