"""Triage by trying: every way of resolving all the other disputes, folded event by event, on a small board."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import get_args

from tests.builders import INSPECTION, envelope

from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating, standard_of
from ledger.domain.streams import stream_of
from ledger.projections.disputes import Dispute
from ledger.projections.ratings import RatingsView, apply

Shown = tuple[object, ...]
Assignment = Mapping[int, e.Event | None]


def shown(view: RatingsView, *, only_overall: bool) -> Shown:
    """The ratings of a board, or the overall one alone."""
    assert view.overall is not None
    return (view.overall.rating,) if only_overall else (view.overall.rating, *(one.rating for one in view.ratings))


def amendments(view: RatingsView, dispute: Dispute) -> list[e.Event]:
    """Every event that amending a dispute could cause."""
    event, position = dispute.disputed.event, dispute.disputed.position
    match event:
        case e.KeyQuestionJudged(case, question, judgement):
            if case not in view.cases:
                return []
            return [e.KeyQuestionJudged(case, question, to) for to in get_args(Judgement) if to != judgement]
        case e.RatingProposed(standard, rating):
            may = view.standards[standard].standard.may_be_not_rated
            return [e.RatingProposed(standard, to) for to in Rating if to != rating and (to != Rating.NOT_RATED or may)]
        case e.DiscretionExercised(standard) | e.DiscretionDeclined(standard):
            taken = view.standards[standard].discretion
            return [e.DiscretionRevoked(standard, position)] if taken and taken.position == position else []
        case e.RatingOverridden(standard):
            taken = view.standards[standard].overriding
            return [e.OverrideRevoked(standard, position)] if taken and taken.position == position else []
        case _:
            return []


def after(view: RatingsView, *events: e.Event | None) -> RatingsView:
    """The board after some amendments."""
    for event in events:
        if event is not None:
            view = apply(view, envelope(event, 10_000, stream_of(event, INSPECTION), 1))
    return view


def assignments(view: RatingsView, disputes: list[Dispute]) -> Iterator[Assignment]:
    """Every way of resolving some disputes: None where what is disputed stands."""
    ways = [[None, *amendments(view, one)] for one in disputes]
    for chosen in product(*ways):
        yield {one.number: event for one, event in zip(disputes, chosen, strict=True)}


def least(view: RatingsView, disputes: list[Dispute], dispute: Dispute, *, only_overall: bool) -> int | None:
    """The fewest other disputes that must be amended for this one to change something; None where it never does."""
    best: int | None = None
    for assigned in assignments(view, [one for one in disputes if one is not dispute]):
        size = sum(event is not None for event in assigned.values())
        if (best is None or size < best) and _differs(view, dispute, assigned, only_overall=only_overall):
            best = size
    return best


def is_decisive_with(view: RatingsView, disputes: list[Dispute], dispute: Dispute, others: tuple[int, ...], *, only_overall: bool) -> bool:
    """Whether a dispute changes something once exactly these others are amended, somehow."""
    rest = [one for one in disputes if one.number in others]
    told = (assigned for assigned in assignments(view, rest) if None not in assigned.values())
    return any(_differs(view, dispute, assigned, only_overall=only_overall) for assigned in told)


def _differs(view: RatingsView, dispute: Dispute, assigned: Assignment, *, only_overall: bool) -> bool:
    before = after(view, *assigned.values())
    stands = shown(before, only_overall=only_overall)
    return any(shown(after(before, event), only_overall=only_overall) != stands for event in amendments(view, dispute))


def about(event: e.Event) -> str:
    """The standard that a disputed event is about."""
    subject = getattr(event, "key_question", None) or getattr(event, "standard", "")
    return standard_of(str(subject))
