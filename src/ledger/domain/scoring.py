"""Scores of standards and the overall rating."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ledger.domain.bands import is_better
from ledger.domain.framework import Framework, LimitingJudgement, Rating, RatingRules

Pending = Literal["Pending"]
PENDING: Pending = "Pending"


@dataclass(frozen=True, slots=True)
class ScoredStandard:
    """What scoring needs of a standard: `settled` when its rating is final for now; `declared` when declared Not rated."""

    id: str
    counts: bool
    rating: Rating
    settled: bool
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Overall:
    """The overall rating; `score` is None while Pending for want of a rating, `possible` is the lowest and highest score."""

    rating: Rating | Pending
    score: int | None
    out_of: int
    possible: tuple[int, int]
    limited_by: str | None = None


def score(rules: RatingRules, rating: Rating) -> int | None:
    """The score of a rated standard (NY 1083-1087), or None when it is not rated."""
    return next((band.score for band in rules.bands if band.rating == rating), None)


def band_score(rules: RatingRules, total: int) -> Rating:
    """The overall rating that a total score earns (NY 1091-1095)."""
    return next(band.rating for band in rules.overall if band.lowest <= total <= band.highest)


def overall(framework: Framework, standards: Iterable[ScoredStandard]) -> Overall:
    """The overall rating of the standards, held back or limited as the framework says (NY 1089, NEL 1258)."""
    known = {standard.id: standard for standard in standards}
    low = high = 0
    for standard in known.values():
        if standard.counts:
            lowest, highest = _range(framework.rules, standard)
            low, high = low + lowest, high + highest
    if not _all_settled(known.values()):
        return Overall(PENDING, None, framework.maximum_score, (low, high))
    rating = band_score(framework.rules, low)
    for limit in framework.rules.limits:
        held = _limited(limit, known.get(limit.standard), rating)
        if held is not None:
            limited_by = None if held == PENDING else limit.standard
            return Overall(held, low, framework.maximum_score, (low, high), limited_by)
    return Overall(rating, low, framework.maximum_score, (low, high))


def _all_settled(standards: Iterable[ScoredStandard]) -> bool:
    return all(s.settled and s.rating != Rating.NOT_RATED for s in standards if s.counts)


def _range(rules: RatingRules, standard: ScoredStandard) -> tuple[int, int]:
    found = score(rules, standard.rating) if standard.settled else None
    return (rules.bands[0].score, rules.bands[-1].score) if found is None else (found, found)


def _limited(limit: LimitingJudgement, standard: ScoredStandard | None, rating: Rating) -> Rating | Pending | None:
    """What the limit turns `rating` into, or None where it changes nothing."""
    if not is_better(rating, limit.at_most):
        return None
    if standard is None or (standard.rating == Rating.NOT_RATED and not standard.declared):
        return PENDING
    return limit.at_most if standard.rating == limit.rating else None
