"""Why a standard is rated as it is: every step from the judgements to the overall rating, with its figures, events and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ledger.audit.standpoint import Standpoint, standpoint
from ledger.audit.why_model import DecisionExplained, PromptExplained, QuestionExplained, TestsExplained, Why
from ledger.domain import events as e
from ledger.domain.bands import above, below, floor, tally_band
from ledger.domain.discretion import Direction, Tests, eligibility
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import KeyQuestion, Rating
from ledger.domain.inspection import known_standard
from ledger.domain.recorded import RecordedEvent
from ledger.projections import blame, ratings
from ledger.projections.blame import BlameView
from ledger.projections.disputes import disputes, on_standard
from ledger.projections.ratings import RatingsView, StandardView

PUBLISHED: Final = ("percentage", "count", "sub-sample", "disagreement")
"""The kinds of published figure that an explanation shows beside a key question."""

_PANEL: Final = (e.DiscretionExercised, e.DiscretionDeclined, e.DiscretionRevoked, e.RatingOverridden, e.OverrideRevoked)

Published = Mapping[str, Sequence[RecordedEvent]]


def why(history: Sequence[RecordedEvent], step: int, start: RatingsView, standard: str, *, prompts: bool = False) -> Why:
    """The explanation of a standard's rating after the first `step` events; NotFoundError where the framework has no such standard."""
    at = standpoint(history, step, start)
    known = known_standard(at.framework, standard)
    past = history[:step]
    view = at.view.standards[known.id]
    questions = _questions(at, view, past, prompts=prompts) if known.basis == "casework" else ()
    return Why(
        at=at,
        rated=view.rating,
        questions=tuple(questions),
        proposals=tuple(r for r in past if isinstance(r.event, e.RatingProposed) and r.event.standard == known.id),
        tests=tests_explained(view),
        decision=_decision(view, past, start),
        override=_override(view, past, start),
        panel=tuple(r for r in past if isinstance(r.event, _PANEL) and r.event.standard == known.id),
        disputes=on_standard(disputes(past), known.id),
    )


def _questions(at: Standpoint, view: StandardView, past: Sequence[RecordedEvent], *, prompts: bool) -> Iterator[QuestionExplained]:
    casework = view.casework
    assert casework is not None
    last = blame.fold(BlameView(), past)
    published = _published(past)
    kind = at.framework.cases_of[view.standard.id]
    sampled = sum(1 for case in at.view.cases.values() if case == kind)
    for question, tally in zip(view.standard.key_questions, casework.tallies, strict=True):
        judgements = tuple(last.on(question.id))
        explained = tuple(_prompts(question, last, published)) if prompts else None
        unjudged = sampled - len(judgements)
        about = tuple(published[question.id])
        yield QuestionExplained(question, view.rules, tally, judgements, unjudged, about, explained)


def _prompts(question: KeyQuestion, last: BlameView, published: Published) -> Iterator[PromptExplained]:
    for prompt in question.prompts:
        yield PromptExplained(prompt, tuple(last.on(prompt.id)), tuple(published[prompt.id]))


def _published(past: Sequence[RecordedEvent]) -> Published:
    """The published figures that bear on a key question or prompt, by its id."""
    found: defaultdict[str, list[RecordedEvent]] = defaultdict(list)
    for recorded in past:
        if isinstance(recorded.event, e.PublishedFigureRecorded) and recorded.event.kind in PUBLISHED:
            found[recorded.event.subject].append(recorded)
    return found


def tests_explained(view: StandardView) -> tuple[TestsExplained, ...]:
    """The discretion tests towards the band above and the band below, where there is one; none for a standard not banded."""
    found = view.rating.eligibility
    if found is None:
        return ()
    towards: tuple[tuple[Direction, Rating | None, Tests | None], ...] = (
        ("up", above(found.rating), found.up),
        ("down", below(found.rating), found.down),
    )
    return tuple(_towards(view, found.rating, direction, to, tests) for direction, to, tests in towards if to and tests)


def _towards(view: StandardView, rating: Rating, direction: Direction, to: Rating, tests: Tests) -> TestsExplained:
    evidence = view.evidence
    assert isinstance(evidence, CaseworkEvidence)
    relevant = [(tally, tally.percent) for tally in evidence.tallies if tally.percent is not None]
    lowest = min(percent for _, percent in relevant)
    return TestsExplained(
        direction=direction,
        to=to,
        boundary=floor(view.rules, to if direction == "up" else rating),
        tests=tests,
        lowest=tuple(tally for tally, percent in relevant if percent == lowest),
        deciding=tuple(tally.key_question for tally in evidence.tallies if tally_band(view.rules, tally) == rating),
        cases=None if view.counts_only else tuple(_turning_cases(view, evidence, direction)),
    )


def _turning_cases(view: StandardView, evidence: CaseworkEvidence, direction: Direction) -> Iterator[str]:
    """The cases whose judgements, turned, would change the rating that way."""
    assert view.casework is not None
    for case, pattern in sorted(view.casework.judged.items(), key=lambda pair: pair[0]):
        alone = eligibility(view.rules, replace(evidence, patterns={pattern: 1}))
        tests = None if alone is None else alone.up if direction == "up" else alone.down
        if tests is not None and tests.one_case == "yes":
            yield case


def _decision(view: StandardView, past: Sequence[RecordedEvent], start: RatingsView) -> DecisionExplained | None:
    decision, taken = view.rating.decision, view.discretion
    if decision is None or taken is None:
        return None
    return _explained(view, past, start, taken, (decision.stale, view.rating.lapsed, view.rating.effect))


def _override(view: StandardView, past: Sequence[RecordedEvent], start: RatingsView) -> DecisionExplained | None:
    override, taken = view.rating.override, view.overriding
    if override is None or taken is None:
        return None
    return _explained(view, past, start, taken, (override.stale, False, view.rating.overrides))


def _explained(
    view: StandardView,
    past: Sequence[RecordedEvent],
    start: RatingsView,
    taken: ratings.PanelDecision,
    marks: tuple[bool, bool, bool],
) -> DecisionExplained:
    seen = taken.event.seen.position
    then = ratings.fold(start, (recorded for recorded in past if recorded.position <= seen))
    stood = then.standards.get(view.standard.id)
    stale, lapsed, effect = marks
    return DecisionExplained(
        recorded=next(recorded for recorded in past if recorded.position == taken.position),
        event=taken.event,
        then=stood.rating if stood else None,
        tests=tests_explained(stood) if stood else (),
        since=tuple(_since(view.standard.id, then, past)),
        stale=stale,
        lapsed=lapsed,
        effect=effect,
    )


def _since(standard: str, then: RatingsView, past: Sequence[RecordedEvent]) -> Iterator[RecordedEvent]:
    """The events after a view that changed what a standard rests on."""
    view = then
    for recorded in past[then.step :]:
        after = ratings.apply(view, recorded)
        was, now = view.standards.get(standard), after.standards.get(standard)
        if was is not None and now is not None and was is not now and not now.rests_on(was.basis):
            yield recorded
        view = after
