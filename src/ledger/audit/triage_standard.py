"""One standard with disputes: every outcome that it can come to, and what makes one dispute decisive of it.

Disputes on other standards never bear on it. What its rating rests on is its lowest band or its proposal, and whether its discretion
decision and its override are in force: of each, the few states that can be reached, by the fewest disputes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import TypeVar

from ledger.audit.disputed import IN_FORCE, REVOKED, Matter
from ledger.audit.triage_question import NONE, Chosen, DisputedQuestion, before
from ledger.domain.bands import floor
from ledger.domain.evidence import CaseworkEvidence, ProposedEvidence
from ledger.domain.framework import RATED, Rating
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating, rate
from ledger.domain.scoring import ScoredStandard
from ledger.projections.ratings import StandardView, scored

State = tuple[str | None, str, str]
"""The lowest band or the proposal, None where there is none, and whether the discretion decision and the override are in force."""

Reach = dict[str | None, Chosen]
Pairs = dict[tuple[ScoredStandard, ScoredStandard], Chosen]

Found = TypeVar("Found")

_BASE, _DISCRETION, _OVERRIDE = 0, 1, 2


class DisputedStandard:
    """A standard with its matters in dispute."""

    def __init__(self, view: StandardView, matters: Iterable[Matter]) -> None:
        self._rating = view.rating
        evidence, found = view.rating.evidence, list(matters)
        tallies = evidence.tallies if isinstance(evidence, CaseworkEvidence) else ()
        own = {t.key_question: [m for m in found if m.slot == t.key_question] for t in tallies}
        self._questions = {t.key_question: DisputedQuestion(view.rules, t, own[t.key_question]) for t in tallies}
        self._proposal = next((m for m in found if m.slot == "proposal"), None)
        self._decisions = {m.slot: m for m in found if m.slot in {"discretion", "override"}}
        self._bases: dict[str | None, Reach] = {}
        self._rated: dict[State, StandardRating] = {}

    def outcomes(self) -> dict[ScoredStandard, Chosen]:
        """Every outcome that can be reached, with the fewest disputes that lead there."""
        best: dict[ScoredStandard, Chosen] = {}
        for (state, _), chosen in self._states([(base, base, by) for base, by in self._base(None).items()], _BASE):
            _least(best, self.outcome(state), chosen)
        return best

    def pairs(self, matter: Matter, number: int) -> Pairs:
        """The outcomes before and after a dispute is amended, where they differ, with the fewest other disputes that it takes."""
        best: Pairs = {}
        place = {"discretion": _DISCRETION, "override": _OVERRIDE}.get(matter.slot, _BASE)
        own = [(IN_FORCE, REVOKED, NONE)] if place != _BASE else list(self._turned(matter, number))
        for (stands, amended), chosen in self._states(own, place):
            was, is_ = self.outcome(stands), self.outcome(amended)
            if was != is_:
                _least(best, (was, is_), chosen)
        return best

    def amended(self, matter: Matter, value: str) -> StandardRating:
        """The rating where one matter is amended and all others stand."""
        base, discretion, override = self._stands
        if matter.slot in self._questions:
            bands = [q.band(matter, value) if name == matter.slot else _now(q) for name, q in self._questions.items()]
            base = _lowest(bands)
        elif matter.slot == "proposal":
            base = value
        elif matter.slot == "discretion":
            discretion = REVOKED
        else:
            override = REVOKED
        return self._rate((base, discretion, override))

    def outcome(self, state: State) -> ScoredStandard:
        """What a state scores."""
        return scored(self._rate(state))

    @property
    def _stands(self) -> State:
        """The state in which every dispute stands."""
        base = next(value for value, chosen in self._base(None).items() if not chosen)
        return base, IN_FORCE, IN_FORCE

    def _turned(self, matter: Matter, number: int) -> Iterator[tuple[str | None, str | None, Chosen]]:
        """The bases before and after a dispute on a judgement or the proposal is amended, with the other disputes it takes."""
        if matter.slot == "proposal":
            for value, by in before(matter, number):
                yield from ((value, to, by) for to in matter.amendments[number])
            return
        bands = self._questions[matter.slot].pairs(matter, number)
        for ((was, is_), by), (rest, others) in product(bands.items(), self._base(matter.slot).items()):
            yield _lowest((was, rest)), _lowest((is_, rest)), by | others

    def _states(self, own: Iterable[tuple[str | None, str | None, Chosen]], place: int) -> Iterator[tuple[tuple[State, State], Chosen]]:
        """Every state before and after one part of it is turned, with the disputes that put all the other parts so."""
        parts: list[Reach] = [self._base(None), self._decision("discretion"), self._decision("override")]
        bases, discretions, overrides = ({None: NONE} if index == place else part for index, part in enumerate(parts))
        for was, is_, by in own:
            for (base, first), (discretion, second), (override, third) in product(bases.items(), discretions.items(), overrides.items()):
                stands, amended = [base, discretion, override], [base, discretion, override]
                stands[place], amended[place] = was, is_
                yield (_state(stands), _state(amended)), by | first | second | third

    def _decision(self, slot: str) -> Reach:
        matter = self._decisions.get(slot)
        by = matter.by(REVOKED) if matter else None
        return {IN_FORCE: NONE} if by is None else {IN_FORCE: NONE, REVOKED: frozenset({by})}

    def _base(self, without: str | None) -> Reach:
        """The lowest bands, of the key questions but one, or the proposals, that can be reached."""
        if without not in self._bases:
            self._bases[without] = self._lowest_bands(without) if self._questions else self._proposals()
        return self._bases[without]

    def _lowest_bands(self, without: str | None) -> Reach:
        found: Reach = {None: NONE}
        for name, question in self._questions.items():
            if name != without:
                after: Reach = {}
                for (low, chosen), (band, by) in product(found.items(), question.bands.items()):
                    _least(after, _lowest((low, band)), chosen | by)
                found = after
        return found

    def _proposals(self) -> Reach:
        evidence, matter = self._rating.evidence, self._proposal
        now = evidence.proposed.value if isinstance(evidence, ProposedEvidence) and evidence.proposed else None
        found: Reach = {now: NONE}
        for value in sorted(matter.others) if matter else ():
            by = matter.by(value) if matter else None
            found[value] = NONE if by is None else frozenset({by})
        return found

    def _rate(self, state: State) -> StandardRating:
        if state not in self._rated:
            base, discretion, override = state
            now, evidence = self._rating, self._rating.evidence
            rating = Rating(base) if base is not None else None
            if isinstance(evidence, CaseworkEvidence):
                tally = Tally("", floor(now.rules, rating), 100) if rating else Tally("", 0, 0)
                evidence = replace(evidence, tallies=(tally,))
            else:
                evidence = replace(evidence, proposed=rating)
            decision = now.decision if discretion == IN_FORCE else None
            overriding = now.override if override == IN_FORCE else None
            self._rated[state] = rate(now.standard, now.rules, evidence, decision, overriding)
        return self._rated[state]


def _state(parts: list[str | None]) -> State:
    base, discretion, override = parts
    return base, str(discretion), str(override)


def _lowest(bands: Iterable[str | None]) -> str | None:
    """The lowest of some bands, None where there is none."""
    return min((Rating(band) for band in bands if band is not None), key=RATED.index, default=None)


def _now(question: DisputedQuestion) -> Rating | None:
    return next(band for band, chosen in question.bands.items() if not chosen)


def _least(best: dict[Found, Chosen], key: Found, chosen: Chosen) -> None:
    if key not in best or len(chosen) < len(best[key]):
        best[key] = chosen
