"""Small inspections as plain data, and every set of changes to them tried out: slow, and independent of the program's own rules."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, product
from typing import Any

from tests.builders import recorded

from ledger.audit.sensitivity_model import Alternative, DecisionEnded, JudgementsTurned, Move, Part, ProposalReplaced
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import RATED, Framework, Rating
from ledger.projections.ratings import RatingsView, fold, start

DECLARED = -1
"""A proposal of Not rated."""

JUDGEMENTS: dict[str, Judgement] = {"s": "sufficient", "i": "insufficient", "n": "not-relevant"}

Named = tuple[str, ...]
"""One change, named: what is changed, of which standard, question and case."""
Described = frozenset[tuple[str | int, ...]]
"""A set of changes as the analysis describes it: by key question, direction and how many."""
Outcomes = dict[int | None, dict[int, dict[Described, int]]]
"""For each rating, for each number of changes, the sets that lead there and in how many ways."""


@dataclass(frozen=True)
class Given:
    """One standard: letters for the judgements by question and case (`-` not judged), or a proposal, and the decisions on it."""

    id: str
    counts: bool = True
    questions: tuple[str, ...] = ()
    proposed: int | None = None
    discretion: tuple[int | None, int] | None = None
    declined: int | None = None
    override: int | None = None

    @property
    def provisional(self) -> bool:
        return any("-" in letters for letters in self.questions)


@dataclass(frozen=True)
class World:
    """One small inspection with rules of its own; ratings are 0 to 3, and None for Not rated."""

    givens: tuple[Given, ...]
    cuts: tuple[int, int, int]
    floors: tuple[int, int, int] = (50, 65, 80)
    scores: tuple[int, int, int, int] = (0, 1, 2, 3)
    limit: tuple[str, int, int] | None = None

    def of(self, standard: str) -> Given:
        return next(given for given in self.givens if given.id == standard)


def framework(world: World) -> Framework:
    most = world.scores[-1] * sum(given.counts for given in world.givens)
    lows = (0, *world.cuts)
    highs = (*(cut - 1 for cut in world.cuts), most)
    rules: dict[str, Any] = {
        "rounding": "half-up",
        "source": dict.fromkeys(("percentage", "bands", "proposals", "scores"), "invented"),
        "bands": [{"rating": r, "floor": f, "score": s} for r, f, s in zip(RATED, (0, *world.floors), world.scores, strict=True)],
        "overall": [{"rating": r, "lowest": low, "highest": high} for r, low, high in zip(RATED, lows, highs, strict=True)],
        "discretion": {"margin_points": 5, "one_case": True, "small_sample": 5, "source": "invented"},
        "limits": _limits(world),
    }
    domains = [
        {
            "id": domain,
            "title": domain,
            "cases": "court",
            "standards": [_standard(given) for given in world.givens if given.id[0] == domain],
        }
        for domain in dict.fromkeys(given.id[0] for given in world.givens)
    ]
    return Framework.model_validate({"id": "tiny", "title": "Tiny", "attribution": "Invented.", "rules": rules, "domains": domains})


def _limits(world: World) -> list[dict[str, str]]:
    if world.limit is None:
        return []
    standard, rating, at_most = world.limit
    return [{"standard": standard, "rating": RATED[rating], "at_most": RATED[at_most], "source": "invented"}]


def _standard(given: Given) -> dict[str, Any]:
    questions = [{"id": f"{given.id}.{n}", "text": "Done?", "source": "invented"} for n in range(1, len(given.questions) + 1)]
    basis = "casework" if given.questions else "qualitative"
    named = {"id": given.id, "title": given.id, "statement": "Done.", "source": "invented"}
    return {**named, "basis": basis, "counts": given.counts, "may_be_not_rated": True, "key_questions": questions}


def view(world: World) -> RatingsView:
    """The world as the program sees it, folded from events."""
    tiny = framework(world)
    return fold(start(lambda _: tiny), recorded(_events(world)))


def _events(world: World) -> Iterator[e.Event]:
    yield e.InspectionOpened("Tiny Service", "tiny")
    cases = max((len(letters) for given in world.givens for letters in given.questions), default=0)
    yield from (e.CaseSampled(f"C{case}", "court") for case in range(1, cases + 1))
    yield e.CaseSampled("W1", "court")
    for given in world.givens:
        yield from (e.KeyQuestionJudged("W1", f"{given.id}.{n}", "sufficient") for n in range(1, len(given.questions) + 1))
        for number, letters in enumerate(given.questions, start=1):
            judged = [(f"C{case}", JUDGEMENTS[letter]) for case, letter in enumerate(letters, start=1) if letter != "-"]
            yield from (e.KeyQuestionJudged(case, f"{given.id}.{number}", judgement) for case, judgement in judged)
        if given.proposed is not None:
            yield e.RatingProposed(given.id, _rating(given.proposed))
        yield from _decisions(given)
    yield e.CaseWithdrawn("W1")


def _rating(number: int) -> Rating:
    return Rating.NOT_RATED if number == DECLARED else RATED[number]


def _decisions(given: Given) -> Iterator[e.Event]:
    seen = e.Seen(1)
    if given.discretion is not None:
        before, after = given.discretion
        yield e.DiscretionExercised(given.id, None if before is None else RATED[before], RATED[after], ("margin",), (), seen)
    if given.declined is not None:
        yield e.DiscretionDeclined(given.id, RATED[given.declined], ("margin",), (), seen)
    if given.override is not None:
        yield e.RatingOverridden(given.id, Rating.GOOD, RATED[given.override], (), seen)


def rated(world: World, given: Given, yes: tuple[int, ...], *, discretion: bool = True, override: bool = True) -> int | None:
    """The rating of a standard with so many sufficient on each question, under the decisions that are kept."""
    found = _lowest(world, given, yes) if given.questions else given.proposed
    if found in (None, DECLARED):
        return None
    if discretion and given.declined is None and given.discretion is not None and given.discretion[0] == found:
        found = given.discretion[1]
    return given.override if override and given.override is not None else found


def _lowest(world: World, given: Given, yes: tuple[int, ...]) -> int | None:
    relevant = [sum(letter in "si" for letter in letters) for letters in given.questions]
    return min((_band(y, n, world.floors) for y, n in zip(yes, relevant, strict=True) if n), default=None)


@cache
def _band(yes: int, relevant: int, floors: tuple[int, int, int]) -> int:
    percent = math.floor(Fraction(100 * yes, relevant) + Fraction(1, 2))
    return sum(percent >= floor for floor in floors)


def overall(world: World, ratings: Mapping[str, int | None]) -> int | None:
    """The overall rating, None while Pending."""
    counting = [given for given in world.givens if given.counts]
    if any(ratings[given.id] is None or given.provisional for given in counting):
        return None
    total = sum(world.scores[ratings[given.id] or 0] for given in counting)
    found = sum(total >= cut for cut in world.cuts)
    if world.limit is None or found <= world.limit[2]:
        return found
    limiting = ratings[world.limit[0]]
    if limiting is None:
        return found if world.of(world.limit[0]).proposed == DECLARED else None
    return world.limit[2] if limiting == world.limit[1] else found


def outcomes(world: World, given: Given) -> Outcomes:
    """Every set of changes to one standard, by the rating it leads to and its size."""
    found: Outcomes = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for (after, described, cost, times), discretion, override in product(_evidences(given), *_leaving(given)):
        left_out = [(given.id, kind) for kind, kept in (("discretion", discretion), ("override", override)) if not kept]
        changed = replace(given, proposed=after[0]) if not given.questions else given
        rating = rated(world, changed, after, discretion=discretion, override=override)  # type: ignore[arg-type]
        found[rating][cost + len(left_out)][described.union(left_out)] += times
    return found


def _leaving(given: Given) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    exercised = given.discretion is not None and given.declined is None
    return (True, False) if exercised else (True,), (True, False) if given.override is not None else (True,)


def _evidences(given: Given) -> Iterator[tuple[tuple[int | None, ...], Described, int, int]]:
    """Every evidence that changes can lead to: the counts or the proposal, the changes described, how many, and in how many ways."""
    if not given.questions:
        yield (given.proposed,), frozenset(), 0, 1
        for after in {0, 1, 2, 3} - {given.proposed} if given.proposed is not None else ():
            yield (after,), frozenset({(given.id, "proposal", after)}), 1, 1
        return
    every = [_turnings(f"{given.id}.{n}", letters) for n, letters in enumerate(given.questions, start=1)]
    for chosen in product(*(one.items() for one in every)):
        described: Described = frozenset(chain.from_iterable(parts for (_, parts), _ in chosen))
        cost = sum(int(part[2]) for part in described)
        yield tuple(yes for (yes, _), _ in chosen), described, cost, math.prod(times for _, times in chosen)


def _turnings(question: str, letters: str) -> dict[tuple[int, Described], int]:
    """Every set of cases of one question turned, by the count it leads to and how it is described."""
    found: dict[tuple[int, Described], int] = defaultdict(int)
    relevant = [letter for letter in letters if letter in "si"]
    for turned in product((False, True), repeat=len(relevant)):
        up = sum(turn and letter == "i" for turn, letter in zip(turned, relevant, strict=True))
        down = sum(turn and letter == "s" for turn, letter in zip(turned, relevant, strict=True))
        parts = [(question, to, many) for to, many in (("sufficient", up), ("insufficient", down)) if many]
        found[relevant.count("s") + up - down, frozenset(parts)] += 1
    return found


def changed_worlds(world: World) -> Iterator[tuple[frozenset[Named], World]]:
    """The world under every set of named changes, itself included."""
    named = list(_named(world))
    for size in range(len(named) + 1):
        for chosen in combinations(named, size):
            if len({name[:2] for name in chosen if name[0] == "proposal"}) == sum(name[0] == "proposal" for name in chosen):
                yield frozenset(chosen), _after(world, chosen)


def _named(world: World) -> Iterator[Named]:
    for given in world.givens:
        for number, letters in enumerate(given.questions):
            yield from (("judgement", given.id, str(number), str(i)) for i, letter in enumerate(letters) if letter in "si")
        if given.proposed is not None:
            yield from (("proposal", given.id, str(after)) for after in range(4) if after != given.proposed)
        if given.discretion is not None and given.declined is None:
            yield "discretion", given.id
        if given.override is not None:
            yield "override", given.id


def _after(world: World, chosen: tuple[Named, ...]) -> World:
    for kind, standard, *rest in chosen:
        given = world.of(standard)
        if kind == "judgement":
            given = _with_turned(given, int(rest[0]), int(rest[1]))
        else:
            given = replace(given, **{"proposed": int(rest[0])} if kind == "proposal" else {kind: None})
        world = replace(world, givens=tuple(given if g.id == standard else g for g in world.givens))
    return world


def _with_turned(given: Given, question: int, case: int) -> Given:
    letters = given.questions[question]
    turned = letters[:case] + {"s": "i", "i": "s"}[letters[case]] + letters[case + 1 :]
    return replace(given, questions=(*given.questions[:question], turned, *given.questions[question + 1 :]))


def described(world: World, chosen: frozenset[Named]) -> Described:
    """Named changes as the analysis describes them."""
    found: set[tuple[str | int, ...]] = {(standard, kind) for kind, standard, *rest in chosen if not rest}
    found |= {(standard, kind, int(rest[0])) for kind, standard, *rest in chosen if kind == "proposal"}
    turned: dict[tuple[str, str], int] = defaultdict(int)
    for kind, standard, *rest in chosen:
        if kind == "judgement":
            letter = world.of(standard).questions[int(rest[0])][int(rest[1])]
            turned[f"{standard}.{int(rest[0]) + 1}", "sufficient" if letter == "i" else "insufficient"] += 1
    return frozenset(found | {(question, to, many) for (question, to), many in turned.items()})


def read(move: Move) -> dict[Described, tuple[int, int]]:
    """A move of the analysis: each alternative described, the rating it leads to and the number of concrete sets."""
    return {_described(alternative): (RATED.index(alternative.rating), alternative.choices) for alternative in move.alternatives}


def _described(alternative: Alternative) -> Described:
    return frozenset(_part(way.standard, part) for way in alternative.ways for part in way.parts)


def _part(standard: str, part: Part) -> tuple[str | int, ...]:
    match part:
        case JudgementsTurned(question, to, count):
            return question, to, count
        case DecisionEnded(kind):
            return standard, kind
        case ProposalReplaced(_, after):
            return standard, "proposal", RATED.index(after)
