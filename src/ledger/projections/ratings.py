"""The ratings projection: every rating of one inspection, folded event by event, each view whole and immutable.

A view shares its unchanged parts with the one before, so an event costs the same in an inspection of fifty or fifty thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeAlias

from rpds import HashTrieMap, List

from ledger.domain import events as e
from ledger.domain.evidence import CaseworkEvidence, Evidence, Pattern, ProposedEvidence
from ledger.domain.framework import CaseKind, Framework, Rating, RatingRules, Standard, standard_of
from ledger.domain.rating import Decision, Override, StandardRating, rate
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.domain.scoring import Overall, ScoredStandard, overall
from ledger.projections.casework import CaseworkState

COUNTS_ONLY: frozenset[Provenance] = frozenset({"reported", "reconstructed"})
"""Provenances whose case-level judgements are not the inspectors' own, so that the one-case test goes by counts."""


Basis: TypeAlias = "HashTrieMap[str, Pattern] | Rating | None"
"""What a decision on a standard rests on: the judgements by case, or the proposal."""


@dataclass(frozen=True)
class PanelDecision:
    """A discretion decision or override in force, with the evidence as it was at the position that the panel saw."""

    position: int
    event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden
    evidence: Basis


@dataclass(frozen=True)
class StandardView:
    """Everything one standard's rating rests on, and the rating; `proposals` has every proposal with its position, the latest first."""

    standard: Standard
    rules: RatingRules
    counts_only: bool
    casework: CaseworkState | None = None
    proposal: e.RatingProposed | None = None
    proposed_at: int | None = None
    discretion: PanelDecision | None = None
    overriding: PanelDecision | None = None
    proposals: List[tuple[int, Rating]] = field(default_factory=List)

    @property
    def basis(self) -> Basis:
        """What a decision on this standard rests on now."""
        if self.casework is not None:
            return self.casework.judged
        return self.proposal.rating if self.proposal else None

    def basis_at(self, position: int) -> Basis:
        """What a decision on this standard rested on at a position."""
        if self.casework is not None:
            return self.casework.judged_at(position)
        return next((rating for since, rating in self.proposals if since <= position), None)

    def rests_on(self, basis: Basis) -> bool:
        """Whether the standard rests on exactly this; asked with `==`, since `!=` of two rpds maps with the same keys is wrong."""
        return self.basis == basis

    @cached_property
    def evidence(self) -> Evidence:
        """The figures or the proposal."""
        casework = self.casework
        if casework is None:
            return ProposedEvidence(self.proposal.rating if self.proposal else None, self.proposed_at)
        return CaseworkEvidence(casework.tallies, casework.done, casework.of, None if self.counts_only else casework.patterns)

    @cached_property
    def rating(self) -> StandardRating:
        """The rating by the rules."""
        return rate(self.standard, self.rules, self.evidence, self._decision(), self._override())

    def _decision(self) -> Decision | None:
        taken = self.discretion
        if taken is None or isinstance(taken.event, e.RatingOverridden):
            return None
        event, stale = taken.event, not self.rests_on(taken.evidence)
        if isinstance(event, e.DiscretionDeclined):
            return Decision("declined", event.from_rating, None, event.tests, taken.position, stale)
        return Decision("exercised", event.from_rating, event.to_rating, event.tests, taken.position, stale)

    def _override(self) -> Override | None:
        if self.overriding is None or not isinstance(self.overriding.event, e.RatingOverridden):
            return None
        event = self.overriding.event
        return Override(event.to_rating, event.from_rating, self.overriding.position, not self.rests_on(self.overriding.evidence))


@dataclass(frozen=True)
class RatingsView:
    """The ratings of one inspection as at one position; `step` counts its events from 1, 0 is before the first."""

    resolve: Callable[[str], Framework]
    under: str | None = None
    inspection: str = ""
    service: str = ""
    framework: Framework | None = None
    opened_under: str = ""
    opened_digest: str = ""
    provenance: Provenance = "recorded"
    step: int = 0
    last: RecordedEvent | None = None
    standards: HashTrieMap[str, StandardView] = field(default_factory=HashTrieMap)
    cases: HashTrieMap[str, CaseKind] = field(default_factory=HashTrieMap)

    @cached_property
    def ratings(self) -> tuple[StandardRating, ...]:
        """The standards' ratings in printed order."""
        return tuple(self.standards[s.id].rating for s in self.framework.standards) if self.framework else ()

    @cached_property
    def overall(self) -> Overall | None:
        """The overall rating, or None before the inspection is opened."""
        if self.framework is None:
            return None
        return overall(self.framework, (scored(rating) for rating in self.ratings))


def scored(rating: StandardRating) -> ScoredStandard:
    """A standard's rating as scoring takes it."""
    return ScoredStandard(rating.standard.id, rating.standard.counts, rating.rating, rating.settled, rating.why_not_rated == "declared")


def start(resolve: Callable[[str], Framework], under: str | None = None) -> RatingsView:
    """The view before any event; `resolve` gives a framework by id, `under` rates under another framework version."""
    return RatingsView(resolve, under)


def fold(view: RatingsView, events: Iterable[RecordedEvent]) -> RatingsView:
    """The view after all the events."""
    step, last = view.step, view.last
    for last in events:
        step += 1
        changes = _changes(view, last)
        if changes:  # those that change nothing are counted, and cost no view of their own
            view = replace(view, step=step, last=last, **changes)  # type: ignore[arg-type]
    return view if view.step == step else replace(view, step=step, last=last)


def apply(view: RatingsView, recorded: RecordedEvent) -> RatingsView:
    """The view after one event; what is recorded is never refused."""
    changes = _changes(view, recorded)
    return replace(view, step=view.step + 1, last=recorded, **changes)  # type: ignore[arg-type]


def _changes(view: RatingsView, recorded: RecordedEvent) -> dict[str, object]:
    event = recorded.event
    match event:
        case e.KeyQuestionJudged():
            return _judged(view, event, recorded.position)
        case e.PromptAnswered() | e.PublishedFigureRecorded() | e.ReviewerNoteAdded():
            return {}
        case e.InspectionOpened():
            return _opened(view, recorded, event)
        case e.CaseSampled():
            return _sampled(view, event)
        case e.CaseWithdrawn():
            return _withdrawn(view, event, recorded.position)
        case e.RatingProposed():
            return _proposed(view, event, recorded.position)
        case e.DiscretionExercised() | e.DiscretionDeclined():
            return _decided(view, event, recorded.position, "discretion")
        case e.RatingOverridden():
            return _decided(view, event, recorded.position, "overriding")
        case e.DiscretionRevoked() | e.OverrideRevoked():
            return _revoked(view, event)
        case _:
            return {}


def _opened(view: RatingsView, recorded: RecordedEvent, event: e.InspectionOpened) -> dict[str, object]:
    framework = view.resolve(view.under or event.framework)
    provenance = recorded.by.provenance
    counts_only = provenance in COUNTS_ONLY
    standards = {s.id: _fresh(s, framework.rules, counts_only=counts_only) for s in framework.standards}
    return {
        "inspection": recorded.inspection,
        "service": event.service,
        "framework": framework,
        "opened_under": event.framework,
        "opened_digest": recorded.by.framework_digest,
        "provenance": provenance,
        "standards": HashTrieMap(standards),
    }


def _fresh(standard: Standard, rules: RatingRules, *, counts_only: bool) -> StandardView:
    casework = CaseworkState.of_standard(standard) if standard.basis == "casework" else None
    return StandardView(standard, rules, counts_only, casework)


def _standard(view: RatingsView, standard: str, **changes: object) -> dict[str, object]:
    """The change of one standard's view; nothing where the framework in use has no such standard."""
    before = view.standards.get(standard)
    if before is None:
        return {}
    return {"standards": view.standards.insert(standard, replace(before, **changes))}  # type: ignore[arg-type]


def _proposed(view: RatingsView, event: e.RatingProposed, position: int) -> dict[str, object]:
    before = view.standards.get(event.standard)
    proposals = before.proposals.push_front((position, event.rating)) if before else None
    return _standard(view, event.standard, proposal=event, proposed_at=position, proposals=proposals)


def _judged(view: RatingsView, event: e.KeyQuestionJudged, position: int) -> dict[str, object]:
    before = view.standards.get(standard_of(event.key_question))
    if before is None or before.casework is None or event.case not in view.cases:
        return {}
    index = next((i for i, tally in enumerate(before.casework.tallies) if tally.key_question == event.key_question), None)
    if index is None:
        return {}
    return _standard(view, before.standard.id, casework=before.casework.with_judgement(event.case, index, event.judgement, position))


def _sampled(view: RatingsView, event: e.CaseSampled) -> dict[str, object]:
    if event.case in view.cases:
        return {}
    standards = _resampled(view, event.kind, lambda casework: casework.sampled(1))
    return {"cases": view.cases.insert(event.case, event.kind), "standards": standards}


def _withdrawn(view: RatingsView, event: e.CaseWithdrawn, position: int) -> dict[str, object]:
    kind = view.cases.get(event.case)
    if kind is None:
        return {}
    standards = _resampled(view, kind, lambda casework: casework.sampled(-1).without_case(event.case, position))
    return {"cases": view.cases.remove(event.case), "standards": standards}


def _resampled(view: RatingsView, kind: CaseKind, change: Callable[[CaseworkState], CaseworkState]) -> HashTrieMap[str, StandardView]:
    standards = view.standards
    for standard in view.framework.standards_on[kind] if view.framework else ():
        before = standards[standard.id]
        standards = standards.insert(standard.id, replace(before, casework=before.casework and change(before.casework)))
    return standards


def _decided(
    view: RatingsView, event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden, position: int, place: str
) -> dict[str, object]:
    before = view.standards.get(event.standard)
    if before is None:
        return {}
    return _standard(view, event.standard, **{place: PanelDecision(position, event, before.basis_at(event.seen.position))})


def _revoked(view: RatingsView, event: e.DiscretionRevoked | e.OverrideRevoked) -> dict[str, object]:
    before = view.standards.get(event.standard)
    if before is None:
        return {}
    if isinstance(event, e.DiscretionRevoked):
        in_force, place = before.discretion, "discretion"
    else:
        in_force, place = before.overriding, "overriding"
    if in_force is None or in_force.position != event.revokes:
        return {}
    return _standard(view, event.standard, **{place: None})
