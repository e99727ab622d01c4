"""What is kept of a rating: one line of plain values, alike for a standard's rating and the overall one."""

from __future__ import annotations

from typing import NamedTuple

from ledger.domain.framework import Rating
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import PENDING, Overall, score


class RatingValues(NamedTuple):
    """A rating and the marks beside it, in text and whole numbers; a truth value is 0 or 1, None where it has no meaning."""

    rating: str
    score: int | None
    out_of: int | None = None
    possible_low: int | None = None
    possible_high: int | None = None
    limited_by: str | None = None
    why_not_rated: str | None = None
    provisional: int | None = None
    decision: str | None = None
    decision_position: int | None = None
    decision_stale: int | None = None
    decision_lapsed: int | None = None
    decision_effect: int | None = None
    override_position: int | None = None
    override_stale: int | None = None


def of_standard(rated: StandardRating) -> RatingValues:
    """The values of a standard's rating, with the panel's decision and override in force."""
    decision, override = rated.decision, rated.override
    return RatingValues(
        rating=rated.rating.value,
        score=score(rated.rules, rated.rating) if rated.standard.counts else None,
        why_not_rated=rated.why_not_rated,
        provisional=int(rated.provisional),
        decision=decision.kind if decision else None,
        decision_position=decision.position if decision else None,
        decision_stale=int(decision.stale) if decision else None,
        decision_lapsed=int(rated.lapsed) if decision else None,
        decision_effect=int(rated.effect) if decision else None,
        override_position=override.position if override else None,
        override_stale=int(override.stale) if override else None,
    )


def of_overall(total: Overall) -> RatingValues:
    """The values of the overall rating."""
    low, high = total.possible
    return RatingValues(
        rating=str(total.rating),
        score=total.score,
        out_of=total.out_of,
        possible_low=low,
        possible_high=high,
        limited_by=total.limited_by,
    )


def overall_of(values: RatingValues) -> Overall:
    """The overall rating that the values were taken from; ValueError where they cannot have been."""
    low, high, out_of = values.possible_low, values.possible_high, values.out_of
    if low is None or high is None or out_of is None:
        raise ValueError("expected the values of an overall rating, found those of a standard's")
    rating = PENDING if values.rating == PENDING else Rating(values.rating)
    return Overall(rating, values.score, out_of, (low, high), values.limited_by)
