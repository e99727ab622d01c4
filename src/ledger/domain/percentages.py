"""Exact counts and the whole percentages that are banded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many relevant cases were judged sufficient on one key question: 0 <= yes <= relevant."""

    key_question: str
    yes: int
    relevant: int

    @property
    def percent(self) -> int | None:
        """The whole percentage that is printed and banded, or None where no case is relevant."""
        return percentage(self.yes, self.relevant)

    def moved(self, by: int) -> Tally:
        """The same tally with `by` more sufficient cases; relevance never changes."""
        return Tally(self.key_question, self.yes + by, self.relevant)


def percentage(yes: int, relevant: int) -> int | None:
    """`yes` of `relevant` as a whole per cent, halves up (OX 691: 11 of 17 is 65), or None of no case (DAR 657)."""
    if relevant == 0:
        return None
    return (200 * yes + relevant) // (2 * relevant)
