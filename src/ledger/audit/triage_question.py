"""One key question with judgements in dispute: every band it can come to, and the fewest disputes that lead it there.

A case's judgement can be amended to either of the other two, so that any split of the disputed cases into sufficient, insufficient and not
relevant can be reached, by as many amendments as there are cases that are not where they were: no set of disputes need be tried.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from ledger.audit.disputed import Matter
from ledger.domain.bands import tally_band
from ledger.domain.framework import Rating, RatingRules
from ledger.domain.percentages import Tally

Chosen = frozenset[int]
"""Disputes, by number, that are amended while the others stand."""

Split = tuple[int, int, int]
"""How many cases are sufficient, insufficient and not relevant."""

VALUES: Final = ("sufficient", "insufficient", "not-relevant")
NONE: Final[Chosen] = frozenset()
Key = TypeVar("Key")


class Plan(NamedTuple):
    """How a split is reached: by how many amendments, the split of the cases that may go anywhere, and the disputes on the others."""

    cost: int
    free: Split
    tied: Chosen


class DisputedQuestion:
    """A key question's tally with its matters in dispute."""

    def __init__(self, rules: RatingRules, tally: Tally, matters: Iterable[Matter]) -> None:
        self._rules = rules
        self._matters = tuple(matters)
        self._free = frozenset(filter(_is_free, self._matters))
        self._bands: dict[Split, Rating | None] = {}
        now = _split(self._matters)
        self._question = tally.key_question
        self._fixed = (tally.yes - now[0], tally.relevant - now[0] - now[1])
        self._plans: dict[tuple[Split, tuple[Matter, ...]], dict[Split, Plan]] = {}
        self._found: dict[tuple[object, ...], dict[tuple[Rating | None, Rating | None], Plan]] = {}

    @cached_property
    def bands(self) -> dict[Rating | None, Chosen]:
        """Every band that can be reached, with the fewest disputes that lead there."""
        best: dict[Rating | None, Plan] = {}
        for split, plan in self._reached(self._matters).items():
            _keep(best, self._band(split), plan)
        return {band: self._chosen(plan, self._matters) for band, plan in best.items()}

    def pairs(self, matter: Matter, number: int) -> dict[tuple[Rating | None, Rating | None], Chosen]:
        """The bands before and after a dispute is amended, where they differ, with the fewest other disputes that it takes."""
        rest = tuple(one for one in self._matters if one is not matter)
        found: dict[tuple[Rating | None, Rating | None], Chosen] = {}
        for value, by in before(matter, number):
            for bands, plan in self._turned(rest, value, matter.amendments[number]).items():
                chosen = self._chosen(plan, rest) | by
                if bands not in found or len(chosen) < len(found[bands]):
                    found[bands] = chosen
        return found

    def band(self, matter: Matter, value: str) -> Rating | None:
        """The band where one matter is amended and the others stand."""
        rest = _split(one for one in self._matters if one is not matter)
        return self._band(_with(rest, value))

    def _turned(self, rest: tuple[Matter, ...], value: str, to: tuple[str, ...]) -> dict[tuple[Rating | None, Rating | None], Plan]:
        """The pairs of bands as one case goes from a value to others, by the plans of the rest; like cases share them."""
        key = (*self._free_and_tied(rest), value, to)
        if key not in self._found:
            best: dict[tuple[Rating | None, Rating | None], Plan] = {}
            for split, plan in self._reached(rest).items():
                was = self._band(_with(split, value))
                for other in to:
                    is_ = self._band(_with(split, other))
                    if is_ != was:
                        _keep(best, (was, is_), plan)
            self._found[key] = best
        return self._found[key]

    def _band(self, split: Split) -> Rating | None:
        if split not in self._bands:
            yes, relevant = self._fixed[0] + split[0], self._fixed[1] + split[0] + split[1]
            self._bands[split] = tally_band(self._rules, Tally(self._question, yes, relevant))
        return self._bands[split]

    def _reached(self, matters: tuple[Matter, ...]) -> dict[Split, Plan]:
        """Every split of these matters' cases, with the plan of the fewest amendments."""
        now, tied = self._free_and_tied(matters)
        if (now, tied) not in self._plans:
            best: dict[Split, Plan] = {}
            for (sufficient, insufficient, neither), chosen in _tied(tied).items():
                for free in _splits(sum(now)):
                    stay = sum(map(min, free, now))
                    plan = Plan(sum(now) - stay + len(chosen), free, chosen)
                    _keep(best, (free[0] + sufficient, free[1] + insufficient, free[2] + neither), plan)
            self._plans[now, tied] = best
        return self._plans[now, tied]

    def _free_and_tied(self, matters: tuple[Matter, ...]) -> tuple[Split, tuple[Matter, ...]]:
        free = _split(matter for matter in matters if matter in self._free)
        return free, tuple(matter for matter in matters if matter not in self._free)

    def _chosen(self, plan: Plan, matters: tuple[Matter, ...]) -> Chosen:
        """The disputes of a plan: of the free cases as few are moved as can be, the first ones before others."""
        free = [matter for matter in matters if matter in self._free]
        wanted = dict(zip(VALUES, plan.free, strict=True))
        moving = []
        for matter in reversed(free):
            if wanted[matter.now]:
                wanted[matter.now] -= 1
            else:
                moving.append(matter)
        places = [value for value in VALUES for _ in range(wanted[value])]
        amended = (matter.by(value) for matter, value in zip(reversed(moving), places, strict=True))
        return plan.tied | {number for number in amended if number is not None}


def before(matter: Matter, number: int) -> Iterator[tuple[str, Chosen]]:
    """What a matter is before a dispute on it is resolved: as it stands, or as another dispute on it amends it."""
    yield matter.now, NONE
    others = {n: values for n, values in matter.amendments.items() if n != number}
    yield from {value: (value, frozenset({n})) for n, values in sorted(others.items(), reverse=True) for value in values}.values()


def _split(matters: Iterable[Matter]) -> Split:
    counts = Counter(matter.now for matter in matters)
    return counts[VALUES[0]], counts[VALUES[1]], counts[VALUES[2]]


def _with(split: Split, value: str) -> Split:
    return split[0] + (value == VALUES[0]), split[1] + (value == VALUES[1]), split[2] + (value == VALUES[2])


def _is_free(matter: Matter) -> bool:
    """Whether a case can be amended to either of the other values; one judged anew since it was disputed is tied to fewer."""
    return len(matter.others) == len(VALUES) - 1


def _splits(cases: int) -> Iterator[Split]:
    for sufficient in range(cases + 1):
        for insufficient in range(cases - sufficient + 1):
            yield sufficient, insufficient, cases - sufficient - insufficient


def _tied(matters: tuple[Matter, ...]) -> dict[Split, Chosen]:
    """Every split of cases that are tied to fewer values, with the fewest disputes that lead there."""
    found: dict[Split, Chosen] = {(0, 0, 0): NONE}
    for matter in matters:
        after: dict[Split, Chosen] = {}
        for value in (matter.now, *sorted(matter.others)):
            by = matter.by(value)
            own = NONE if by is None else frozenset({by})
            for split, chosen in found.items():
                to, with_it = _with(split, value), chosen | own
                if to not in after or len(with_it) < len(after[to]):
                    after[to] = with_it
        found = after
    return found


def _keep(best: dict[Key, Plan], key: Key, plan: Plan) -> None:
    if key not in best or plan.cost < best[key].cost:
        best[key] = plan
