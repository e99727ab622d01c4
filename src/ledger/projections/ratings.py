"""The ratings projection: every rating of one inspection, folded event by event, each view whole and immutable.

A view shares its unchanged parts with the one before, so an event costs the same in an inspection of fifty or fifty thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rpds import HashTrieMap

from ledger.domain import events as e
from ledger.domain.discretion import Test
from ledger.domain.evidence import CaseworkEvidence, Evidence, Judgement, Pattern, ProposedEvidence
from ledger.domain.framework import CaseKind, Framework, Rating, RatingRules, Standard, standard_of
from ledger.domain.percentages import Tally
from ledger.domain.rating import Decision, Override, StandardRating, rate
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.domain.scoring import Overall, ScoredStandard, overall

COUNTS_ONLY: frozenset[Provenance] = frozenset({"reported", "reconstructed"})
"""Provenances whose case-level judgements are not the inspectors' own, so that the one-case test goes by counts."""


@dataclass(frozen=True)
class CaseworkState:
    """The judgements of one casework standard: by case, and summed by question and by pattern."""

    tallies: tuple[Tally, ...]
    judged: HashTrieMap[str, Pattern] = field(default_factory=HashTrieMap)
    patterns: Mapping[Pattern, int] = field(default_factory=dict)
    done: int = 0
    of: int = 0

    @classmethod
    def of_standard(cls, standard: Standard) -> CaseworkState:
        """No case sampled and nothing judged."""
        return cls(tuple(Tally(question.id, 0, 0) for question in standard.key_questions))

    def sampled(self, cases: int) -> CaseworkState:
        """The same with `cases` more (or fewer) in the sample."""
        return replace(self, of=self.of + cases * len(self.tallies))

    def with_case(self, case: str, pattern: Pattern) -> CaseworkState:
        """The same with one case's judgements replaced; an empty pattern takes them away."""
        unjudged: Pattern = (None,) * len(self.tallies)
        before = self.judged.get(case, unjudged)
        tallies = tuple(_moved(t, was, now) for t, was, now in zip(self.tallies, before, pattern, strict=True))
        judged = self.judged.discard(case) if pattern == unjudged else self.judged.insert(case, pattern)
        done = self.done + sum(now is not None for now in pattern) - sum(was is not None for was in before)
        return CaseworkState(tallies, judged, _counted(self.patterns, before, pattern, unjudged), done, self.of)

    def with_judgement(self, case: str, index: int, judgement: Judgement) -> CaseworkState:
        """The same with one judgement of one case replaced."""
        before = self.judged.get(case, (None,) * len(self.tallies))
        return self.with_case(case, (*before[:index], judgement, *before[index + 1 :]))


def _moved(tally: Tally, before: Judgement | None, after: Judgement | None) -> Tally:
    if before == after:
        return tally
    yes = (after == "sufficient") - (before == "sufficient")
    relevant = (after in _RELEVANT) - (before in _RELEVANT)
    return Tally(tally.key_question, tally.yes + yes, tally.relevant + relevant)


_RELEVANT = ("sufficient", "insufficient")


def _counted(patterns: Mapping[Pattern, int], before: Pattern, after: Pattern, unjudged: Pattern) -> Mapping[Pattern, int]:
    counted = dict(patterns)
    if before != unjudged:
        counted[before] -= 1
        if not counted[before]:
            del counted[before]
    if after != unjudged:
        counted[after] = counted.get(after, 0) + 1
    return counted


@dataclass(frozen=True)
class PanelDecision:
    """A discretion decision or override in force, with the evidence as it was when it was taken."""

    position: int
    event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden
    evidence: HashTrieMap[str, Pattern] | Rating | None


@dataclass(frozen=True)
class StandardView:
    """Everything one standard's rating rests on, and the rating."""

    standard: Standard
    rules: RatingRules
    counts_only: bool
    casework: CaseworkState | None = None
    proposal: e.RatingProposed | None = None
    proposed_at: int | None = None
    discretion: PanelDecision | None = None
    overriding: PanelDecision | None = None

    @property
    def basis(self) -> HashTrieMap[str, Pattern] | Rating | None:
        """What a decision on this standard rests on: the judgements by case, or the proposal."""
        if self.casework is not None:
            return self.casework.judged
        return self.proposal.rating if self.proposal else None

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
        if self.discretion is None:
            return None
        stale = self.discretion.evidence != self.basis
        tests: tuple[Test, ...]
        match self.discretion.event:
            case e.DiscretionExercised(from_rating=start, to_rating=to, tests=tests):
                return Decision("exercised", start, to, tests, self.discretion.position, stale)
            case e.DiscretionDeclined(from_rating=start, tests=tests):
                return Decision("declined", start, None, tests, self.discretion.position, stale)
            case _:
                return None

    def _override(self) -> Override | None:
        if self.overriding is None or not isinstance(self.overriding.event, e.RatingOverridden):
            return None
        event = self.overriding.event
        return Override(event.to_rating, event.from_rating, self.overriding.position, self.overriding.evidence != self.basis)


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

    @property
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
    for event in events:
        view = apply(view, event)
    return view


def apply(view: RatingsView, recorded: RecordedEvent) -> RatingsView:
    """The view after one event; what is recorded is never refused."""
    changes = _changes(view, recorded)
    return replace(view, step=view.step + 1, last=recorded, **changes)  # type: ignore[arg-type]


def _changes(view: RatingsView, recorded: RecordedEvent) -> dict[str, object]:
    event = recorded.event
    match event:
        case e.KeyQuestionJudged():
            return _judged(view, event)
        case e.PromptAnswered() | e.PublishedFigureRecorded() | e.ReviewerNoteAdded():
            return {}
        case e.InspectionOpened():
            return _opened(view, recorded, event)
        case e.CaseSampled():
            return _sampled(view, event)
        case e.CaseWithdrawn():
            return _withdrawn(view, event)
        case e.RatingProposed():
            return _standard(view, event.standard, proposal=event, proposed_at=recorded.position)
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
    standards = {s.id: _fresh(s, framework.rules, counts_only) for s in framework.standards}
    return {
        "inspection": recorded.inspection,
        "service": event.service,
        "framework": framework,
        "opened_under": event.framework,
        "opened_digest": recorded.by.framework_digest,
        "provenance": provenance,
        "standards": HashTrieMap(standards),
    }


def _fresh(standard: Standard, rules: RatingRules, counts_only: bool) -> StandardView:
    casework = CaseworkState.of_standard(standard) if standard.basis == "casework" else None
    return StandardView(standard, rules, counts_only, casework)


def _standard(view: RatingsView, standard: str, **changes: object) -> dict[str, object]:
    """The change of one standard's view; nothing where the framework in use has no such standard."""
    before = view.standards.get(standard)
    if before is None:
        return {}
    return {"standards": view.standards.insert(standard, replace(before, **changes))}  # type: ignore[arg-type]


def _judged(view: RatingsView, event: e.KeyQuestionJudged) -> dict[str, object]:
    before = view.standards.get(standard_of(event.key_question))
    if before is None or before.casework is None or event.case not in view.cases:
        return {}
    index = next((i for i, tally in enumerate(before.casework.tallies) if tally.key_question == event.key_question), None)
    if index is None:
        return {}
    return _standard(view, before.standard.id, casework=before.casework.with_judgement(event.case, index, event.judgement))


def _sampled(view: RatingsView, event: e.CaseSampled) -> dict[str, object]:
    if event.case in view.cases:
        return {}
    return {"cases": view.cases.insert(event.case, event.kind), "standards": _resampled(view, event.kind, 1)}


def _resampled(view: RatingsView, kind: CaseKind, cases: int) -> HashTrieMap[str, StandardView]:
    standards = view.standards
    for standard in view.framework.standards_on[kind] if view.framework else ():
        before = standards[standard.id]
        if before.casework is not None:
            standards = standards.insert(standard.id, replace(before, casework=before.casework.sampled(cases)))
    return standards


def _withdrawn(view: RatingsView, event: e.CaseWithdrawn) -> dict[str, object]:
    kind = view.cases.get(event.case)
    if kind is None:
        return {}
    standards = _resampled(view, kind, -1)
    for standard in view.framework.standards_on[kind] if view.framework else ():
        before = standards[standard.id]
        if before.casework is not None and event.case in before.casework.judged:
            empty: Pattern = (None,) * len(before.casework.tallies)
            standards = standards.insert(standard.id, replace(before, casework=before.casework.with_case(event.case, empty)))
    return {"cases": view.cases.remove(event.case), "standards": standards}


def _decided(
    view: RatingsView, event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden, position: int, place: str
) -> dict[str, object]:
    before = view.standards.get(event.standard)
    return {} if before is None else _standard(view, event.standard, **{place: PanelDecision(position, event, before.basis)})


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
