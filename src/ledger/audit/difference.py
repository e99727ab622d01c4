"""What differs between two boards of one inspection, and how far up it reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ledger.audit.citation import Json, Object
from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import Overall, score
from ledger.projections.ratings import RatingsView

Effect = Literal["overall", "rating", "percentage", "nothing"]


@dataclass(frozen=True, slots=True)
class StandardDifference:
    """One standard before and after; they differ in figures, rating, what is still to be judged, or the panel's decisions."""

    before: StandardRating
    after: StandardRating

    @property
    def figures(self) -> list[tuple[Tally, Tally]]:
        """The key questions whose counts differ, before and after."""
        was, now = self.before.evidence, self.after.evidence
        if not isinstance(was, CaseworkEvidence) or not isinstance(now, CaseworkEvidence):
            return []
        return [(old, new) for old, new in zip(was.tallies, now.tallies, strict=True) if old != new]

    @property
    def moves_rating(self) -> bool:
        """Whether the rating differs, or why there is none."""
        return (self.before.rating, self.before.why_not_rated) != (self.after.rating, self.after.why_not_rated)

    @property
    def moves_panel(self) -> bool:
        """Whether a panel decision was taken, ended, or stands otherwise than before."""
        return _panel(self.before) != _panel(self.after)


def _panel(rating: StandardRating) -> tuple[object, ...]:
    return rating.decision, rating.lapsed, rating.effect, rating.override, rating.overrides


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs; `before` is None where the inspection had not been opened."""

    standards: tuple[StandardDifference, ...]
    before: Overall | None
    after: Overall | None

    @property
    def moves_overall(self) -> bool:
        """Whether the overall rating, its score, what it may still come to, or what limits it differs."""
        return self.before != self.after

    @property
    def effect(self) -> Effect:
        """The furthest that the difference reaches."""
        if self.moves_overall:
            return "overall"
        if any(standard.moves_rating for standard in self.standards):
            return "rating"
        return "percentage" if any(standard.figures for standard in self.standards) else "nothing"


def difference(before: RatingsView, after: RatingsView) -> Difference:
    """What differs between two views of one inspection under one framework."""
    return Difference(tuple(_standards(before, after)), before.overall, after.overall)


def _standards(before: RatingsView, after: RatingsView) -> Iterator[StandardDifference]:
    if before.framework is None or before.standards is after.standards:
        return
    for standard in before.framework.standards:
        was, now = before.standards[standard.id], after.standards[standard.id]
        if was is not now and was.rating != now.rating:
            yield StandardDifference(was.rating, now.rating)


def difference_json(found: Difference) -> Object:
    """The difference as JSON: `overall` null where it did not move, and the standards that differ in printed order."""
    moved = {"before": _overall(found.before), "after": _overall(found.after)} if found.moves_overall else None
    return {"overall": moved, "standards": [_standard(standard) for standard in found.standards]}


def _overall(total: Overall | None) -> Object | None:
    if total is None:
        return None
    return {"rating": total.rating, "score": total.score, "possible": total.possible, "limited_by": total.limited_by}


def _standard(found: StandardDifference) -> Object:
    standard = found.after.standard
    figures: list[Json] = [_figure(found.after.rules, old, new) for old, new in found.figures]
    return {
        "id": standard.id,
        "title": standard.title,
        "before": _rating(found.before),
        "after": _rating(found.after),
        "key_questions": figures,
    }


def _rating(rating: StandardRating) -> Object:
    evidence = rating.evidence
    casework = evidence if isinstance(evidence, CaseworkEvidence) else None
    return {
        "rating": rating.rating,
        "score": score(rating.rules, rating.rating) if rating.standard.counts else None,
        "provisional": rating.provisional,
        "judged": {"done": casework.done, "of": casework.of} if casework else None,
        "decision": _decision(rating),
        "override": _override(rating),
    }


def _decision(rating: StandardRating) -> Object | None:
    decision = rating.decision
    if decision is None:
        return None
    return {
        "position": decision.position,
        "kind": decision.kind,
        "from": decision.from_rating,
        "to": decision.to_rating,
        "stale": decision.stale,
        "lapsed": rating.lapsed,
        "effect": rating.effect,
    }


def _override(rating: StandardRating) -> Object | None:
    override = rating.override
    if override is None:
        return None
    return {
        "position": override.position,
        "from": override.from_rating,
        "to": override.to_rating,
        "stale": override.stale,
        "effect": rating.overrides,
    }


def _figure(rules: RatingRules, old: Tally, new: Tally) -> Object:
    return {"id": new.key_question, "before": _tally(rules, old), "after": _tally(rules, new)}


def _tally(rules: RatingRules, tally: Tally) -> Object:
    return {"yes": tally.yes, "relevant": tally.relevant, "percent": tally.percent, "band": tally_band(rules, tally)}
