"""How far one standard is from every other rating, exactly: the fewest changes that lead to each.

Relevance never changes, so a key question's percentage depends only on how many of its relevant cases are sufficient. The
cheapest figures that band a standard at a rating are then few, and the rules say what each becomes under the decisions kept.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import TypeGuard

from ledger.audit.sensitivity_model import (
    Alternative,
    Boundary,
    DecisionEnded,
    JudgementsTurned,
    KeyQuestionDistance,
    Move,
    Part,
    ProposalReplaced,
    StandardSensitivity,
    Way,
)
from ledger.domain.bands import above, below, floor, is_better, tally_band
from ledger.domain.discretion import Direction
from ledger.domain.evidence import CaseworkEvidence, Evidence, ProposedEvidence
from ledger.domain.framework import RATED, Rating, RatingRules
from ledger.domain.percentages import Tally, percentage
from ledger.domain.rating import Decision, Override, StandardRating, rate
from ledger.domain.scoring import Pending

Ways = Mapping[Rating, tuple[Way, ...]]
"""The cheapest ways to each rating that a standard can be led to, all those of one rating at the same cost."""


def standard_sensitivity(rating: StandardRating, ways: Ways) -> StandardSensitivity:
    """The distances and smallest moves of one standard, given the cheapest ways to each of its ratings."""
    evidence = rating.evidence
    tallies = evidence.tallies if isinstance(evidence, CaseworkEvidence) else ()
    beneath = rating.route[0].rating if rating.route else rating.rating
    return StandardSensitivity(
        standard=rating.standard.id,
        rating=rating.rating,
        beneath=beneath,
        provisional=rating.provisional,
        boundaries=tuple(_boundaries(rating.rules, tallies, beneath)),
        key_questions=tuple(_distance(rating.rules, tally) for tally in tallies),
        up=_move(ways, rating.rating, "up"),
        down=_move(ways, rating.rating, "down"),
    )


def cheapest_ways(rating: StandardRating) -> Ways:
    """The cheapest ways to every rating the standard can be led to; the way to the rating it has is free and comes last."""
    found: dict[Rating, tuple[Way, ...]] = {}
    for evidence, turned in _evidences(rating):
        for decision, override, left_out in _decisions(rating):
            after = rate(rating.standard, rating.rules, evidence, decision, override).rating
            way = Way(rating.standard.id, after, turned + left_out)
            found[after] = _cheapest(found.get(after, ()), way)
    return {after: found[after] for after in sorted(found, key=lambda after: after == rating.rating)}


def _cheapest(known: tuple[Way, ...], way: Way) -> tuple[Way, ...]:
    if not known or way.cost < known[0].cost:
        return (way,)
    return (*known, way) if way.cost == known[0].cost else known


def is_moved(rating: Rating | Pending, before: Rating | Pending, direction: Direction) -> TypeGuard[Rating]:
    """Whether `rating` is strictly better (up) or worse (down) than `before`; never to or from Not rated or Pending."""
    if not isinstance(rating, Rating) or not isinstance(before, Rating) or Rating.NOT_RATED in (rating, before):
        return False
    return is_better(rating, before) if direction == "up" else is_better(before, rating)


def _move(ways: Ways, before: Rating, direction: Direction) -> Move | None:
    moved = [way for rating in RATED if is_moved(rating, before, direction) for way in ways.get(rating, ())]
    if not moved:
        return None
    cost = min(way.cost for way in moved)
    least = tuple(Alternative(way.rating, (way,)) for way in moved if way.cost == cost)
    return Move(cost, len(least), sum(alternative.choices for alternative in least), least)


def _decisions(rating: StandardRating) -> Iterator[tuple[Decision | None, Override | None, tuple[Part, ...]]]:
    """The decisions in force kept and left out in every combination, with the changes that makes."""
    decision, override = rating.decision, rating.override
    decisions: list[tuple[Decision | None, tuple[Part, ...]]] = [(decision, ())]
    if decision is not None and decision.kind == "exercised":
        decisions.append((None, (DecisionEnded("discretion", decision.position),)))
    overrides: list[tuple[Override | None, tuple[Part, ...]]] = [(override, ())]
    if override is not None:
        overrides.append((None, (DecisionEnded("override", override.position),)))
    for (kept, without), (kept_override, without_override) in product(decisions, overrides):
        yield kept, kept_override, without + without_override


def _evidences(rating: StandardRating) -> Iterator[tuple[Evidence, tuple[Part, ...]]]:
    """The evidence as it is, and the nearest to it for every other rating it could lead to, with the changes that makes."""
    evidence = rating.evidence
    yield evidence, ()
    if isinstance(evidence, ProposedEvidence):
        yield from _replaced(evidence)
        return
    for wanted in RATED:
        for tallies in _nearest(rating.rules, evidence.tallies, wanted):
            if tallies != evidence.tallies:
                yield replace(evidence, tallies=tallies), _turned(evidence.tallies, tallies)


def _replaced(evidence: ProposedEvidence) -> Iterator[tuple[Evidence, tuple[Part, ...]]]:
    """The other proposals that could stand in the place of the one there is; none where nothing was proposed."""
    before = evidence.proposed
    for after in RATED:
        if before not in (None, after):
            yield replace(evidence, proposed=after), (ProposalReplaced(before, after),)


def _turned(before: tuple[Tally, ...], after: tuple[Tally, ...]) -> tuple[Part, ...]:
    """The judgements turned between two sets of figures."""
    parts = []
    for was, now in zip(before, after, strict=True):
        if now.yes > was.yes:
            parts.append(JudgementsTurned(was.key_question, "sufficient", now.yes - was.yes, was.relevant - was.yes))
        if now.yes < was.yes:
            parts.append(JudgementsTurned(was.key_question, "insufficient", was.yes - now.yes, was.yes))
    return tuple(parts)


def _nearest(rules: RatingRules, tallies: tuple[Tally, ...], wanted: Rating) -> tuple[tuple[Tally, ...], ...]:
    """The figures, fewest judgements away, whose lowest band is `wanted`; none where a few cases jump over it.

    Every key question below it is raised to it, and where none then stands in it, one is lowered into it.
    """
    raised = tuple(_raised(rules, tally, wanted) for tally in tallies)
    if any(tally_band(rules, tally) == wanted for tally in raised):
        return (raised,)
    lowered = {index: low for index, tally in enumerate(raised) if (low := _lowered(rules, tally, wanted)) is not None}
    fewest = min((raised[index].yes - low.yes for index, low in lowered.items()), default=0)
    return tuple((*raised[:index], low, *raised[index + 1 :]) for index, low in lowered.items() if raised[index].yes - low.yes == fewest)


def _raised(rules: RatingRules, tally: Tally, wanted: Rating) -> Tally:
    """The tally with the fewest more sufficient cases that stand in `wanted` or above; itself where it does, or has no case."""
    return tally.moved(max(0, _needed(rules, tally, wanted) - tally.yes)) if tally.relevant else tally


def _lowered(rules: RatingRules, tally: Tally, wanted: Rating) -> Tally | None:
    """The tally, standing above `wanted`, with the fewest fewer sufficient cases that stand in it; None where there are none."""
    most = _at_most(rules, tally, wanted)
    return tally.moved(most - tally.yes) if tally.relevant and most >= _needed(rules, tally, wanted) else None


def _needed(rules: RatingRules, tally: Tally, rating: Rating) -> int:
    """How many of the relevant cases must be sufficient to stand in `rating` or above."""
    return bisect_left(range(tally.relevant), floor(rules, rating), key=lambda yes: percentage(yes, tally.relevant) or 0)


def _at_most(rules: RatingRules, tally: Tally, rating: Rating) -> int:
    """How many of the relevant cases can be sufficient without standing above `rating`."""
    higher = above(rating)
    return tally.relevant if higher is None else _needed(rules, tally, higher) - 1


def _distance(rules: RatingRules, tally: Tally) -> KeyQuestionDistance:
    band = tally_band(rules, tally)
    higher, lower = (above(band), below(band)) if band is not None else (None, None)
    up = None if higher is None else _needed(rules, tally, higher) - tally.yes
    down = None if lower is None else tally.yes - _at_most(rules, tally, lower)
    return KeyQuestionDistance(tally.key_question, tally.yes, tally.relevant, tally.percent, band, up, down)


def _boundaries(rules: RatingRules, tallies: tuple[Tally, ...], beneath: Rating) -> Iterator[Boundary]:
    """The distance to every other band, lowest band first; none for a standard without figures."""
    rated = [tally for tally in tallies if tally.relevant]
    lowest = min((tally.percent or 0 for tally in rated), default=None)
    if lowest is None:
        return
    for rating in RATED:
        higher = above(rating)
        if higher is not None and is_better(beneath, rating):
            needed = min(tally.yes - _at_most(rules, tally, rating) for tally in rated)
            yield Boundary(rating, "down", lowest - floor(rules, higher), needed)
        elif is_better(rating, beneath):
            needed = sum(_raised(rules, tally, rating).yes - tally.yes for tally in rated)
            yield Boundary(rating, "up", floor(rules, rating) - lowest, needed)
