"""Scores of standards and the overall rating."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ledger.domain.bands import is_better
from ledger.domain.framework import Framework, Rating, RatingRules

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
    held, limited_by = _limited(framework.rules, known, band_score(framework.rules, low))
    return Overall(held, low, framework.maximum_score, (low, high), limited_by)


def _all_settled(standards: Iterable[ScoredStandard]) -> bool:
    return all(s.settled and s.rating != Rating.NOT_RATED for s in standards if s.counts)


def _range(rules: RatingRules, standard: ScoredStandard) -> tuple[int, int]:
    found = score(rules, standard.rating) if standard.settled else None
    return (rules.bands[0].score, rules.bands[-1].score) if found is None else (found, found)


def _limited(rules: RatingRules, known: Mapping[str, ScoredStandard], rating: Rating) -> tuple[Rating | Pending, str | None]:
    """The rating held back by the strictest limit that applies, with its standard; Pending where a stricter one may yet apply."""
    limited_by = None
    waiting = [limit for limit in rules.limits if _is_unknown(known.get(limit.standard))]
    for limit in rules.limits:
        if limit not in waiting and known[limit.standard].rating == limit.rating and is_better(rating, limit.at_most):
            rating, limited_by = limit.at_most, limit.standard
    if any(is_better(rating, limit.at_most) for limit in waiting):
        return PENDING, None
    return rating, limited_by


def _is_unknown(standard: ScoredStandard | None) -> bool:
    return standard is None or (standard.rating == Rating.NOT_RATED and not standard.declared)
