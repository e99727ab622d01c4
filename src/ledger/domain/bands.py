"""Bands of percentages, and the rating of a standard from its key questions."""

from __future__ import annotations

from collections.abc import Iterable

from ledger.domain.framework import RATED, Rating, RatingRules
from ledger.domain.percentages import Tally


def band(rules: RatingRules, percent: int) -> Rating:
    """The rating that a whole percentage from 0 to 100 earns (NY 1067-1071)."""
    return next(b.rating for b in reversed(rules.bands) if percent >= b.floor)


def exact_band(rules: RatingRules, tally: Tally) -> Rating:
    """The rating that the unrounded fraction would earn; the tally must have a relevant case."""
    return next(b.rating for b in reversed(rules.bands) if 100 * tally.yes >= b.floor * tally.relevant)


def tally_band(rules: RatingRules, tally: Tally) -> Rating | None:
    """The band of a key question's percentage, or None where no case is relevant."""
    percent = tally.percent
    return None if percent is None else band(rules, percent)


def is_rounding_sensitive(rules: RatingRules, tally: Tally) -> bool:
    """Whether rounding the percentage first gives another band than the exact fraction (OX 691)."""
    return tally.relevant > 0 and tally_band(rules, tally) != exact_band(rules, tally)


def floor(rules: RatingRules, rating: Rating) -> int:
    """The lowest whole percentage of a band."""
    return next(b.floor for b in rules.bands if b.rating == rating)


def above(rating: Rating) -> Rating | None:
    """The next rating up, or None above Outstanding."""
    index = RATED.index(rating) + 1
    return RATED[index] if index < len(RATED) else None


def below(rating: Rating) -> Rating | None:
    """The next rating down, or None below Inadequate."""
    index = RATED.index(rating) - 1
    return RATED[index] if index >= 0 else None


def is_better(rating: Rating, other: Rating) -> bool:
    """Whether one rating is strictly better than another; both must be among the four."""
    return RATED.index(rating) > RATED.index(other)


def lowest_band(rules: RatingRules, tallies: Iterable[Tally]) -> Rating | None:
    """The rating of a casework standard: its lowest key-question band, or None with no relevant case (NY 1065)."""
    bands = [found for tally in tallies if (found := tally_band(rules, tally)) is not None]
    return min(bands, key=RATED.index, default=None)
