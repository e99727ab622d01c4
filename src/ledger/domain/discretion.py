"""Professional discretion: when a casework standard is close enough to a boundary to be moved (NY 1075-1077)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.domain.bands import above, below, floor, is_better, lowest_band, tally_band
from ledger.domain.evidence import CaseworkEvidence, Pattern
from ledger.domain.framework import Rating, RatingRules
from ledger.domain.percentages import Tally

Possibility = Literal["yes", "possible", "no"]
Direction = Literal["up", "down"]
Test = Literal["margin", "one-case", "small-sample"]


@dataclass(frozen=True, slots=True)
class Tests:
    """The three tests in one direction; `points` is the distance to the boundary in whole percentage points."""

    points: int
    margin: bool
    one_case: Possibility
    small_sample: bool

    @property
    def met(self) -> tuple[Test, ...]:
        """The tests that are met; one case is met where it is possible, since the counts cannot rule it out."""
        outcomes: tuple[tuple[Test, bool], ...] = (
            ("margin", self.margin),
            ("one-case", self.one_case != "no"),
            ("small-sample", self.small_sample),
        )
        return tuple(test for test, met in outcomes if met)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The tests towards the next band up and the next band down, each None where there is no such band."""

    rating: Rating
    up: Tests | None
    down: Tests | None

    def towards(self, rating: Rating) -> Tests | None:
        """The tests towards `rating`, or None where it is not exactly one band away."""
        if above(self.rating) == rating:
            return self.up
        return self.down if below(self.rating) == rating else None

    @property
    def eligible(self) -> bool:
        """Whether any test is met in either direction."""
        return any(tests is not None and tests.met for tests in (self.up, self.down))


def eligibility(rules: RatingRules, evidence: CaseworkEvidence) -> Eligibility | None:
    """The discretion tests of a casework standard in both directions, or None where it is not rated."""
    rated = [tally for tally in evidence.tallies if tally.relevant]
    rating = lowest_band(rules, rated)
    if rating is None:
        return None
    percents = {tally.key_question: tally.percent or 0 for tally in rated}
    lowest = min(percents.values())
    tied = [tally for tally in rated if percents[tally.key_question] == lowest]
    small = any(tally.relevant <= rules.discretion.small_sample for tally in tied)
    higher, lower = above(rating), below(rating)
    up = down = None
    if higher is not None:
        up = _tests(rules, floor(rules, higher) - lowest, _one_case(rules, evidence, rating, "up"), small=small)
    if lower is not None:
        down = _tests(rules, lowest - floor(rules, rating), _one_case(rules, evidence, rating, "down"), small=small)
    return Eligibility(rating, up, down)


def _tests(rules: RatingRules, points: int, one_case: Possibility, *, small: bool) -> Tests:
    return Tests(points, points <= rules.discretion.margin_points, one_case, small)


def _one_case(rules: RatingRules, evidence: CaseworkEvidence, rating: Rating, direction: Direction) -> Possibility:
    if not rules.discretion.one_case:
        return "no"
    if evidence.patterns is not None:
        one_does = any(turned(rules, evidence.tallies, pattern, rating, direction) for pattern in evidence.patterns)
        return "yes" if one_does else "no"
    if direction == "up":
        return _one_more_in_every_lowest(rules, evidence.tallies, rating)
    return _one_fewer_in_any(rules, evidence.tallies, rating)


def turned(rules: RatingRules, tallies: tuple[Tally, ...], pattern: Pattern, rating: Rating, direction: Direction) -> bool:
    """Whether turning one case's judgements of the one kind into the other moves the rating that way."""
    turning, step = ("insufficient", 1) if direction == "up" else ("sufficient", -1)
    after = [t.moved(step) if judged == turning else t for t, judged in zip(tallies, pattern, strict=True)]
    found = lowest_band(rules, after) or rating
    return is_better(found, rating) if direction == "up" else is_better(rating, found)


def _one_more_in_every_lowest(rules: RatingRules, tallies: tuple[Tally, ...], rating: Rating) -> Possibility:
    lowest = {t.key_question for t in tallies if tally_band(rules, t) == rating}
    after = [t.moved(1) if t.key_question in lowest else t for t in tallies]
    found = lowest_band(rules, after)
    if found is None or not is_better(found, rating):
        return "no"
    return "yes" if len(lowest) == 1 else "possible"


def _one_fewer_in_any(rules: RatingRules, tallies: tuple[Tally, ...], rating: Rating) -> Possibility:
    bands = [tally_band(rules, t.moved(-1)) for t in tallies if t.yes]
    return "yes" if any(b is not None and is_better(rating, b) for b in bands) else "no"
