"""The analysis against every set of changes tried out, on random small inspections."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.sensitivity_reference import (
    DECLARED,
    Described,
    Given,
    Outcomes,
    World,
    changed_worlds,
    described,
    outcomes,
    overall,
    rated,
    read,
    view,
)
from tests.depth import examples

from ledger.audit.sensitivity import sensitivity
from ledger.audit.sensitivity_model import Move
from ledger.audit.sensitivity_overall import LISTED
from ledger.domain.framework import RATED, Rating
from ledger.domain.scoring import PENDING

Sets = Mapping[Described, tuple[int, int]]
"""Sets of changes, each with the rating it leads to and in how many concrete ways."""

RATINGS = st.integers(0, 3)
DECISIONS = {
    "discretion": st.none() | st.tuples(st.none() | RATINGS, RATINGS),
    "declined": st.none() | st.none() | RATINGS,
    "override": st.none() | st.none() | RATINGS,
}


@st.composite
def worlds(draw: st.DrawFn, most_cases: int = 4, most_questions: int = 3) -> World:
    """One or two casework standards, perhaps a qualitative one and perhaps one that limits the overall rating."""
    cases = draw(st.integers(1, most_cases))
    letters = draw(st.sampled_from(("si", "sin", "sssi", "iis", "si-")))
    judgements = st.lists(st.text(letters, min_size=cases, max_size=cases), min_size=1, max_size=most_questions).map(tuple)
    givens = [draw(st.builds(Given, st.just("2.1"), questions=judgements, **DECISIONS))]
    if draw(st.booleans()):
        givens.append(draw(st.builds(Given, st.just("2.2"), questions=judgements, **DECISIONS)))
    if draw(st.booleans()):
        givens.append(draw(st.builds(Given, st.just("2.3"), proposed=RATINGS, override=DECISIONS["override"])))
    limit = draw(st.none() | st.tuples(st.sampled_from(("2.4", "2.1")), RATINGS, RATINGS))
    if limit is not None and limit[0] == "2.4":
        givens.append(Given("2.4", counts=False, proposed=draw(st.none() | st.integers(DECLARED, 3))))
    scores = draw(st.sampled_from(((0, 1, 2, 3), (1, 2, 3, 4), (0, 2, 3, 7))))
    most = scores[-1] * sum(given.counts for given in givens)
    cuts = draw(st.lists(st.integers(1, most), min_size=3, max_size=3, unique=True).map(sorted))
    floors = draw(st.sampled_from(((50, 65, 80), (34, 63, 100), (1, 50, 67))))
    return World(tuple(givens), (cuts[0], cuts[1], cuts[2]), floors, scores, limit)


def least(sets: Iterable[tuple[int, int, Described, int]]) -> tuple[int, Sets] | None:
    """The smallest of (size, rating, changes, ways), or None of none."""
    every = list(sets)
    cost = min((size for size, *_ in every), default=None)
    return None if cost is None else (cost, {changes: (rating, ways) for size, rating, changes, ways in every if size == cost})


def standard_sets(found: Outcomes, before: int, step: int) -> Iterable[tuple[int, int, Described, int]]:
    for rating, sizes in found.items():
        if rating is not None and (rating - before) * step > 0:
            yield from ((size, rating, changes, ways) for size, sets in sizes.items() for changes, ways in sets.items())


def overall_sets(world: World, found: dict[str, Outcomes], before: int, step: int) -> Iterable[tuple[int, int, Described, int]]:
    for ratings in product(*found.values()):
        result = overall(world, dict(zip(found, ratings, strict=True)))
        if result is None or (result - before) * step <= 0:
            continue
        chosen = [(min(sizes), sizes[min(sizes)]) for sizes in (found[s][r] for s, r in zip(found, ratings, strict=True))]
        size = sum(size for size, _ in chosen)
        for together in product(*(sets.items() for _, sets in chosen)):
            yield size, result, frozenset().union(*(changes for changes, _ in together)), math.prod(ways for _, ways in together)


def check(move: Move | None, expected: tuple[int, Sets] | None) -> None:
    if expected is None or move is None:
        assert move is None
        assert expected is None
        return
    cost, sets = expected
    assert (move.cost, move.count, move.choices) == (cost, len(sets), sum(ways for _, ways in sets.values()))
    listed = read(move)
    assert len(listed) == len(move.alternatives) == (len(sets) if cost == 1 else min(len(sets), max(LISTED, len(listed))))
    assert listed.items() <= sets.items()
    assert len(listed) >= min(len(sets), LISTED)


@given(worlds())
@settings(max_examples=examples(120), deadline=None)
def test_the_smallest_sets_are_those_that_trying_every_set_finds(world: World) -> None:
    seen = sensitivity(view(world))
    found = {one.id: outcomes(world, one) for one in world.givens}
    before = {one.id: next(rating for rating, sizes in found[one.id].items() if 0 in sizes) for one in world.givens}
    for standard in seen.standards:
        now = before[standard.standard]
        assert standard.rating == (Rating.NOT_RATED if now is None else RATED[now])
        for move, step in ((standard.up, 1), (standard.down, -1)):
            check(move, None if now is None else least(standard_sets(found[standard.standard], now, step)))
    whole = overall(world, before)
    assert seen.overall is not None
    assert seen.overall.rating == (PENDING if whole is None else RATED[whole])
    for move, step in ((seen.overall.up, 1), (seen.overall.down, -1)):
        check(move, None if whole is None else least(overall_sets(world, found, whole, step)))


@given(worlds(most_cases=2, most_questions=2).filter(lambda world: sum(len(one.questions) for one in world.givens) <= 3))
@settings(max_examples=25, deadline=None)
def test_the_smallest_sets_are_those_that_recording_otherwise_finds(world: World) -> None:
    seen = sensitivity(view(world)).overall
    assert seen is not None
    if seen.rating == PENDING:
        return
    found: dict[int, dict[tuple[int, Described, int], int]] = {1: {}, -1: {}}
    for chosen, after in changed_worlds(world):
        rating = view(after).overall
        assert rating is not None
        if rating.rating not in (PENDING, seen.rating):
            step = 1 if RATED.index(Rating(rating.rating)) > RATED.index(Rating(seen.rating)) else -1
            key = (len(chosen), described(world, chosen), RATED.index(Rating(rating.rating)))
            found[step][key] = found[step].get(key, 0) + 1
    for move, step in ((seen.up, 1), (seen.down, -1)):
        check(move, least((size, result, changes, ways) for (size, changes, result), ways in found[step].items()))


@given(worlds())
@settings(max_examples=examples(50), deadline=None)
def test_a_boundary_is_as_many_judgements_away_as_trying_every_count_finds(world: World) -> None:
    plain = World(tuple(Given(one.id, questions=one.questions) for one in world.givens[:1]), (1, 2, 3), world.floors)
    (one,), (seen,) = plain.givens, sensitivity(view(plain)).standards
    now = rated(plain, one, tuple(letters.count("s") for letters in one.questions))
    found = outcomes(plain, one)
    for boundary in seen.boundaries:
        wanted, step = RATED.index(boundary.rating), 1 if boundary.direction == "up" else -1
        assert boundary.judgements == min(min(sizes) for r, sizes in found.items() if r is not None and (r - wanted) * step >= 0)
    assert {RATED.index(boundary.rating) for boundary in seen.boundaries} == (set() if now is None else {0, 1, 2, 3} - {now})


@pytest.mark.parametrize("discretion", [None, (1, 2)])
@pytest.mark.parametrize("override", [None, 0, 3])
def test_a_world_is_rated_alike_by_the_program_and_by_the_reference(discretion: tuple[int, int] | None, override: int | None) -> None:
    world = World((Given("2.1", questions=("ssi", "sii"), discretion=discretion, override=override),), (1, 2, 3))
    expected = rated(world, world.givens[0], (2, 1))
    assert expected is not None
    assert view(world).ratings[0].rating == RATED[expected]
