"""The rating of one standard: banded or proposed, then the panel's decisions in force, step by step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, assert_never

from ledger.domain.bands import lowest_band, tally_band
from ledger.domain.discretion import Eligibility, Test, eligibility
from ledger.domain.evidence import CaseworkEvidence, Evidence, ProposedEvidence
from ledger.domain.framework import Rating, RatingRules, Standard

WhyNotRated = Literal["not-judged", "no-relevant-case", "not-proposed", "declared"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The discretion decision in force; `to_rating` is None for a decline, `stale` once the evidence differs from what was seen."""

    kind: Literal["exercised", "declined"]
    from_rating: Rating | None
    to_rating: Rating | None
    tests: tuple[Test, ...] = ()
    position: int | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Override:
    """The panel override in force; `from_rating` is None in a figures file, which does not say it."""

    to_rating: Rating
    from_rating: Rating | None = None
    position: int | None = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the route to a rating, with the key questions or the recorded event that led to it."""

    step: Literal["banded", "proposed", "discretion", "override"]
    rating: Rating
    key_questions: tuple[str, ...] = ()
    position: int | None = None


@dataclass(frozen=True)
class StandardRating:
    """A standard's rating with its evidence, its route and the decisions that bear on it."""

    standard: Standard
    rules: RatingRules
    rating: Rating
    evidence: Evidence
    route: tuple[Step, ...]
    why_not_rated: WhyNotRated | None = None
    decision: Decision | None = None
    lapsed: bool = False
    override: Override | None = None

    @cached_property
    def eligibility(self) -> Eligibility | None:
        """The discretion tests, or None for a standard that is not rated from casework or has no rating."""
        return eligibility(self.rules, self.evidence) if isinstance(self.evidence, CaseworkEvidence) else None

    @property
    def effect(self) -> bool:
        """Whether the rating would be another without the discretion decision in force: never under an override, which replaces it."""
        return self._ends_by("discretion")

    @property
    def overrides(self) -> bool:
        """Whether the rating would be another without the override in force."""
        return self._ends_by("override")

    def _ends_by(self, step: Literal["discretion", "override"]) -> bool:
        """Whether the last step of the route is this one, and moves the rating."""
        last = self.route[-2:]
        return [one.step for one in last[1:]] == [step] and last[0].rating != last[-1].rating

    @property
    def provisional(self) -> bool:
        """Whether judgements are still wanting."""
        return isinstance(self.evidence, CaseworkEvidence) and self.evidence.provisional

    @property
    def settled(self) -> bool:
        """Whether the rating is final for now: nothing is wanting, or it was declared Not rated."""
        return not self.provisional and self.why_not_rated in (None, "declared")


def rate(
    standard: Standard, rules: RatingRules, evidence: Evidence, decision: Decision | None = None, override: Override | None = None
) -> StandardRating:
    """The rating of a standard by its evidence and the decisions in force (NY 1061 and 1065, NEL 1238 and 1258)."""
    match evidence:
        case CaseworkEvidence():
            rating = _apply_decision(_banded(standard, rules, evidence), decision)
        case ProposedEvidence():
            rating = _proposed(standard, rules, evidence)
        case _:  # pragma: no cover
            assert_never(evidence)
    return _apply_override(rating, override)


def _banded(standard: Standard, rules: RatingRules, evidence: CaseworkEvidence) -> StandardRating:
    found = lowest_band(rules, evidence.tallies)
    if found is None:
        why: WhyNotRated = "no-relevant-case" if evidence.done and not evidence.provisional else "not-judged"
        return StandardRating(standard, rules, Rating.NOT_RATED, evidence, (), why)
    lowest = tuple(t.key_question for t in evidence.tallies if tally_band(rules, t) == found)
    step = Step("banded", found, lowest)
    return StandardRating(standard, rules, found, evidence, (step,))


def _proposed(standard: Standard, rules: RatingRules, evidence: ProposedEvidence) -> StandardRating:
    if evidence.proposed is None:
        return StandardRating(standard, rules, Rating.NOT_RATED, evidence, (), "not-proposed")
    step = Step("proposed", evidence.proposed, position=evidence.position)
    why: WhyNotRated | None = "declared" if evidence.proposed == Rating.NOT_RATED else None
    return StandardRating(standard, rules, evidence.proposed, evidence, (step,), why)


def _apply_decision(banded: StandardRating, decision: Decision | None) -> StandardRating:
    """Discretion applies only while the banded rating equals its `from`; otherwise it has lapsed: shown, not applied."""
    if decision is None:
        return banded
    start, to = decision.from_rating, decision.to_rating
    lapsed = start is not None and start != banded.rating
    if lapsed or start is None or to is None or Rating.NOT_RATED in (start, to):
        return replace(banded, decision=decision, lapsed=lapsed)
    step = Step("discretion", to, position=decision.position)
    return replace(banded, rating=to, route=(*banded.route, step), decision=decision)


def _apply_override(rating: StandardRating, override: Override | None) -> StandardRating:
    """An override replaces whatever lies beneath, never to or from Not rated."""
    if override is None:
        return rating
    if Rating.NOT_RATED in (rating.rating, override.to_rating):
        return replace(rating, override=override)
    step = Step("override", override.to_rating, position=override.position)
    return replace(rating, rating=override.to_rating, route=(*rating.route, step), override=override)
