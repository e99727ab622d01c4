"""The overall rating with disputes: what all standards but one can come to together, and what makes the one decisive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.audit.triage_question import NONE, Chosen
from ledger.domain.framework import Framework
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import ScoredStandard, overall, score
from ledger.projections.ratings import scored

Outcomes = Mapping[ScoredStandard, Chosen]


class Total(NamedTuple):
    """What of several standards bears on the overall rating: their score, whether none is wanting, and those that may limit it."""

    score: int
    settled: bool
    limiting: tuple[ScoredStandard, ...]


class Tail(NamedTuple):
    """The fewest disputes that lead some standards to a total, and one way that they can then stand."""

    chosen: Chosen
    standards: tuple[ScoredStandard, ...]


Tails = Mapping[Total, Tail]


def tails(framework: Framework, ratings: Sequence[StandardRating], outcomes: Mapping[str, Outcomes], without: str) -> Tails:
    """Every total of all the standards but one."""
    found: dict[Total, Tail] = {Total(0, True, ()): Tail(NONE, ())}  # noqa: FBT003 - nothing is wanting of nothing
    for rating in ratings:
        name = rating.standard.id
        if name != without:
            found = _with(framework, found, outcomes.get(name) or {scored(rating): NONE})
    return found


def decisive_overall(framework: Framework, pairs: Mapping[tuple[ScoredStandard, ScoredStandard], Chosen], beside: Tails) -> Chosen | None:
    """The fewest disputes with which one standard's change changes the overall rating, None where it never does."""
    best: Chosen | None = None
    for (was, is_), chosen in pairs.items():
        for tail in beside.values():
            together = chosen | tail.chosen
            if best is not None and len(together) >= len(best):
                continue
            before, after = (overall(framework, (one, *tail.standards)).rating for one in (was, is_))
            if before != after:
                best = together
    return best


def _with(framework: Framework, found: Mapping[Total, Tail], outcomes: Outcomes) -> dict[Total, Tail]:
    after: dict[Total, Tail] = {}
    limiting = {limit.standard for limit in framework.rules.limits}
    for outcome, by in outcomes.items():
        points = score(framework.rules, outcome.rating) if outcome.counts and outcome.settled else None
        wanting = outcome.counts and points is None
        own = (outcome,) if outcome.id in limiting else ()
        for total, tail in found.items():
            to = Total(total.score + (points or 0), total.settled and not wanting, (*total.limiting, *own))
            chosen = tail.chosen | by
            if to not in after or len(chosen) < len(after[to].chosen):
                after[to] = Tail(chosen, (*tail.standards, outcome))
    return after
