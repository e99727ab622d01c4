"""Triage of open disputes by their effect: which of them can change a rating, alone or with which others, and which cannot.

Every open dispute is resolved both ways, what is disputed standing or amended, on a branch that is thrown away. Disputes bear on each other
only within one standard, and beyond it only by what their standards score: so every outcome of every standard is worked out once, with the
fewest disputes that lead there, and the overall rating from those. This is exact, and no set of disputes is tried.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ledger.audit.disputed import IN_FORCE, Matter, Matters, matters
from ledger.audit.triage_overall import Tails, decisive_overall, tails
from ledger.audit.triage_question import Chosen
from ledger.audit.triage_standard import DisputedStandard
from ledger.domain.framework import Framework, Rating
from ledger.domain.scoring import Overall, overall
from ledger.projections.disputes import Dispute
from ledger.projections.ratings import RatingsView, scored

Kind = Literal["decisive-alone", "decisive-with-others", "moot"]
KINDS: tuple[Kind, ...] = ("decisive-alone", "decisive-with-others", "moot")


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether a dispute can change something, and the fewest other disputes that would have to be amended with it."""

    kind: Kind
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to resolve a dispute while the others stand: what is put in place, None where what is disputed stands or is revoked."""

    to: str | None
    rating: Rating | None
    overall: Overall


@dataclass(frozen=True, slots=True)
class Triaged:
    """An open dispute with its effect on the rating of its standard and on the overall rating, and what comes of each way to resolve it.

    `standard` is None where it is about none of the framework's; `amended` is empty where nothing could be put in place.
    """

    dispute: Dispute
    standard: str | None
    effect: Effect
    overall_effect: Effect
    stands: Way
    amended: tuple[Way, ...] = ()


MOOT = Effect("moot")


def triage(view: RatingsView, disputes: Iterable[Dispute]) -> tuple[Triaged, ...]:
    """The open disputes of a board in the order to settle them: decisive ones first, those on the overall rating before others."""
    wanted = [dispute for dispute in disputes if dispute.is_open]
    if view.framework is None or view.overall is None:
        raise ValueError("expected an inspection that has been opened, found none")
    about = matters(view, wanted)
    found = _Board(view, view.framework, view.overall, about)
    return tuple(sorted((found.triaged(dispute) for dispute in wanted), key=_place))


class _Board:
    """A board with its disputes, every standard's outcomes worked out once."""

    def __init__(self, view: RatingsView, framework: Framework, total: Overall, about: Matters) -> None:
        self._view = view
        self._framework = framework
        self._total = total
        self._about = about
        by_standard: dict[str, list[Matter]] = {}
        for matter in {id(matter): matter for matter in about.values()}.values():
            by_standard.setdefault(matter.standard, []).append(matter)
        self._standards = {name: DisputedStandard(view.standards[name], found) for name, found in by_standard.items()}
        self._outcomes = {name: standard.outcomes() for name, standard in self._standards.items()}
        self._tails: dict[str, Tails] = {}

    def triaged(self, dispute: Dispute) -> Triaged:
        """A dispute with its effects."""
        matter = self._about.get(dispute.number)
        if matter is None:
            standard = _standard_of(dispute, self._view)
            rating = self._view.standards[standard].rating.rating if standard else None
            return Triaged(dispute, standard, MOOT, MOOT, Way(None, rating, self._total))
        pairs = self._standards[matter.standard].pairs(matter, dispute.number)
        reaching = decisive_overall(self._framework, pairs, self._tails_beside(matter.standard))
        return Triaged(
            dispute,
            matter.standard,
            _effect(min(pairs.values(), key=len, default=None)),
            _effect(reaching),
            Way(None, self._view.standards[matter.standard].rating.rating, self._total),
            tuple(self._way(matter, value) for value in matter.amendments[dispute.number]),
        )

    def _way(self, matter: Matter, value: str) -> Way:
        rating = self._standards[matter.standard].amended(matter, value)
        others = (one for one in self._view.ratings if one.standard.id != matter.standard)
        total = overall(self._framework, (scored(rating), *map(scored, others)))
        return Way(None if matter.now == IN_FORCE else value, rating.rating, total)

    def _tails_beside(self, standard: str) -> Tails:
        """What all the other standards can come to."""
        if standard not in self._tails:
            self._tails[standard] = tails(self._framework, self._view.ratings, self._outcomes, standard)
        return self._tails[standard]


def _standard_of(dispute: Dispute, view: RatingsView) -> str | None:
    standard = ".".join(dispute.event.subject.split(".")[:2])
    return standard if standard in view.standards else None


def _effect(others: Chosen | None) -> Effect:
    if others is None:
        return MOOT
    return Effect("decisive-with-others", tuple(sorted(others))) if others else Effect("decisive-alone")


def _place(one: Triaged) -> tuple[object, ...]:
    """Decisive alone, then with others, the fewer the sooner, then moot; within each those on the overall rating first; then by due day."""
    kinds = KINDS.index(one.effect.kind), KINDS.index(one.overall_effect.kind)
    return *kinds, len(one.effect.others), len(one.overall_effect.others), one.dispute.event.due or "9999", one.dispute.number
