"""The marks beside a standard's rating: what the panel did to it, and what is to be kept in mind about it."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.rating import StandardRating


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as one sign, in words, and in fewer characters where the words do not fit."""

    sign: str
    words: str
    brief: str = ""


LEGEND = (
    Mark("*", "by discretion"),
    Mark("d", "discretion declined"),
    Mark("=", "discretion without effect"),
    Mark("!", "overridden"),
    Mark("x", "decision lapsed: shown, not applied"),
    Mark("~", "decision stale: the evidence has moved since"),
    Mark("…", "provisional: judgements are still wanting"),
    Mark("►", "changed by the event at the cursor"),
)


def marks(rating: StandardRating) -> tuple[Mark, ...]:
    """The marks of a standard, the weightiest first."""
    found = []
    if rating.override is not None:
        found.append(Mark("!", "overridden"))
    if rating.decision is not None:
        found.append(_decision(rating))
    if any(decision is not None and decision.stale for decision in (rating.decision, rating.override)):
        found.append(Mark("~", "stale"))
    if rating.provisional:
        found.append(_progress(rating))
    return tuple(found)


def _decision(rating: StandardRating) -> Mark:
    declined = rating.decision is not None and rating.decision.kind == "declined"
    if rating.lapsed:
        return Mark("x", "decline lapsed" if declined else "lapsed")
    if rating.effect:
        return Mark("*", "by discretion")
    return Mark("d", "declined") if declined else Mark("=", "no effect")


def _progress(rating: StandardRating) -> Mark:
    evidence = rating.evidence
    judged = f"{evidence.done}/{evidence.of}" if isinstance(evidence, CaseworkEvidence) else ""
    return Mark("…", f"provisional {judged}", judged)


WHY_NOT_RATED = {
    "not-judged": "not yet judged",
    "no-relevant-case": "no relevant case",
    "not-proposed": "not yet proposed",
    "declared": "declared not rated",
}
