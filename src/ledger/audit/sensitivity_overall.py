"""The fewest changes that move the overall rating, exactly, and all the ways to make them.

Standards are taken from the last to the first. The overall rating depends only on the total score and on the ratings of the
standards that limit it, so for every such *tail* the fewest changes that reach it, and how many sets of that size there are,
are enough to know; every set is then read off from the first standard to the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice, product

from ledger.audit.sensitivity_model import Alternative, Move, OverallSensitivity, ScoreEdge, Way
from ledger.audit.sensitivity_standard import Ways, is_moved
from ledger.domain.bands import is_better
from ledger.domain.discretion import Direction
from ledger.domain.framework import Framework, Rating, RatingRules
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import PENDING, Overall, Pending, ScoredStandard, band_score, overall, score
from ledger.projections.ratings import scored

LISTED = 50
"""How many alternatives are listed where each is more than one change; single changes are all listed."""

Tail = tuple[int, tuple[Rating, ...]]
"""The score of the standards from one on, and the ratings of those of them that limit the overall rating."""


@dataclass(frozen=True, slots=True)
class Fewest:
    """The fewest changes that reach something, the number of alternatives of that size, and of concrete sets they stand for."""

    cost: int
    count: int
    choices: int


Tails = Mapping[Tail, Fewest]


@dataclass(frozen=True, slots=True)
class Step:
    """One standard led to one rating: the cheapest ways, what each costs, and what the standard then adds to a tail."""

    scored: ScoredStandard
    ways: tuple[Way, ...]
    cost: int
    adds: Tail


Link = tuple[Step, ...]
"""One standard's step to every rating it can be led to, the one it has last."""


@dataclass(frozen=True, slots=True)
class Chain:
    """All standards in printed order; `tails[n]` is what the standards from the nth on can reach, `tails[0]` all of them."""

    framework: Framework
    links: tuple[Link, ...]
    tails: tuple[Tails, ...]

    def paths(self, tail: Tail, start: int = 0) -> Iterator[tuple[Step, ...]]:
        """Every choice of steps, from the standard at `start` on, that reaches a tail by the fewest changes."""
        if start == len(self.links):
            yield ()
            return
        fewest, after = self.tails[start][tail].cost, self.tails[start + 1]
        for step in self.links[start]:
            rest = _without(tail, step.adds)
            if rest is not None and rest in after and step.cost + after[rest].cost == fewest:
                yield from ((step, *others) for others in self.paths(rest, start + 1))

    def outcome(self, tail: Tail) -> Rating | Pending:
        """The overall rating of a tail of all the standards, by the rules."""
        return overall(self.framework, (step.scored for step in next(self.paths(tail)))).rating

    def alternatives(self, tail: Tail, rating: Rating) -> Iterator[Alternative]:
        """Every smallest set of changes that reaches a tail of all the standards."""
        for steps in self.paths(tail):
            for ways in product(*(step.ways for step in steps)):
                yield Alternative(rating, tuple(way for way in ways if way.parts))

    def place(self, alternative: Alternative) -> int:
        """Where the first standard that changes stands in printed order."""
        return [link[0].scored.id for link in self.links].index(alternative.ways[0].standard)


def _without(tail: Tail, added: Tail) -> Tail | None:
    """What remains of a tail without what its first standard adds, or None where it does not begin with that."""
    limiting = len(added[1])
    return (tail[0] - added[0], tail[1][limiting:]) if tail[1][:limiting] == added[1] else None


_DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


def overall_sensitivity(
    framework: Framework, found: Overall, ratings: tuple[StandardRating, ...], ways: tuple[Ways, ...]
) -> OverallSensitivity:
    """The distances and smallest moves of the overall rating, given the cheapest ways of every standard."""
    edges = tuple(_edges(framework.rules, found.score)) if found.score is not None else ()
    if found.rating == PENDING:
        waits_for = _waits_for(framework, found, tuple(scored(rating) for rating in ratings))
        return OverallSensitivity(found.rating, found.score, found.out_of, waits_for, edges, None, None)
    chain = _chain(framework, ratings, ways)
    moves = {direction: _move(chain, moved) for direction, moved in _moved(chain, found).items()}
    return OverallSensitivity(found.rating, found.score, found.out_of, (), edges, moves.get("up"), moves.get("down"))


def _edges(rules: RatingRules, total: int) -> Iterator[ScoreEdge]:
    for band in rules.overall:
        if total < band.lowest:
            yield ScoreEdge(band.rating, "up", band.lowest - total)
        elif total > band.highest:
            yield ScoreEdge(band.rating, "down", total - band.highest)


def _waits_for(framework: Framework, found: Overall, standards: tuple[ScoredStandard, ...]) -> tuple[str, ...]:
    """The counting standards that want a rating, or else those whose rating might limit the overall one."""
    if found.score is None:
        return tuple(s.id for s in standards if s.counts and (not s.settled or s.rating == Rating.NOT_RATED))
    rating = band_score(framework.rules, found.score)
    limiting = {limit.standard for limit in framework.rules.limits if is_better(rating, limit.at_most)}
    return tuple(s.id for s in standards if s.id in limiting and s.rating == Rating.NOT_RATED and not s.declared)


def _chain(framework: Framework, ratings: tuple[StandardRating, ...], ways: tuple[Ways, ...]) -> Chain:
    """The chain of the standards that bear on the overall rating."""
    limiting = {limit.standard for limit in framework.rules.limits}
    bearing = [(r, found) for r, found in zip(ratings, ways, strict=True) if r.standard.counts or r.standard.id in limiting]
    links = tuple(_link(framework.rules, scored(r), found, limits=r.standard.id in limiting) for r, found in bearing)
    tails: list[Tails] = [{(0, ()): Fewest(0, 1, 1)}]
    for link in reversed(links):
        tails.append(_prepended(link, tails[-1]))
    return Chain(framework, links, tuple(reversed(tails)))


def _link(rules: RatingRules, standard: ScoredStandard, ways: Ways, *, limits: bool) -> Link:
    steps = []
    for rating, found in ways.items():
        points = score(rules, rating) if standard.counts else None
        adds: Tail = (points or 0, (rating,) if limits else ())
        steps.append(Step(replace(standard, rating=rating), found, found[0].cost, adds))
    return tuple(steps)


def _prepended(link: Link, tails: Tails) -> Tails:
    """What can be reached by one standard more."""
    found: dict[Tail, Fewest] = {}
    for step in link:
        count, choices, (points, limiting) = len(step.ways), sum(way.choices for way in step.ways), step.adds
        for (total, limits), rest in tails.items():
            tail = (points + total, limiting + limits)
            fewest = Fewest(step.cost + rest.cost, count * rest.count, choices * rest.choices)
            found[tail] = _fewest(found.get(tail), fewest)
    return found


def _fewest(known: Fewest | None, other: Fewest) -> Fewest:
    if known is None or other.cost < known.cost:
        return other
    if other.cost > known.cost:
        return known
    return Fewest(known.cost, known.count + other.count, known.choices + other.choices)


def _moved(chain: Chain, before: Overall) -> dict[Direction, dict[Tail, Rating]]:
    """For each way the rating can move, the tails that move it by the fewest changes; one that is Pending moves it neither way."""

    def order(tail: Tail) -> tuple[int, int]:
        return chain.tails[0][tail].cost, abs(tail[0] - (before.score or 0))

    found: dict[Direction, dict[Tail, Rating]] = {}
    for _, tails in groupby(sorted(chain.tails[0], key=order), key=lambda tail: chain.tails[0][tail].cost):
        outcomes = {tail: chain.outcome(tail) for tail in tails}
        for direction in _DIRECTIONS:
            moved = {tail: rating for tail, rating in outcomes.items() if is_moved(rating, before.rating, direction)}
            if moved and direction not in found:
                found[direction] = moved
        if len(found) == len(_DIRECTIONS):
            break
    return found


def _move(chain: Chain, least: Mapping[Tail, Rating]) -> Move:
    """The smallest move, given the tails that it can reach by the fewest changes."""
    found = [chain.tails[0][tail] for tail in least]
    cost = found[0].cost
    every = (alternative for tail, rating in least.items() for alternative in chain.alternatives(tail, rating))
    listed = sorted(every, key=chain.place) if cost == 1 else islice(every, LISTED)
    return Move(cost, sum(one.count for one in found), sum(one.choices for one in found), tuple(listed))
