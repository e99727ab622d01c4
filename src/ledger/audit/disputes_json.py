"""Disputes and dip samples as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ledger.audit.citation import Object, citation, day
from ledger.domain import dispute_events as d
from ledger.domain.recorded import RecordedEvent
from ledger.projections.disputes import Dispute

if TYPE_CHECKING:
    from ledger.audit.triage import Effect, Triaged, Way


def dispute_json(dispute: Dispute, triaged: Triaged | None) -> Object:
    """One dispute; `effect` and what follows it are null once it is no longer open."""
    outcome = dispute.outcome
    return {
        "dispute": dispute.number,
        "status": dispute.status,
        "subject": dispute.event.subject,
        "case": dispute.event.case,
        "about": citation(dispute.disputed),
        "grounds": _text(dispute.raised, "grounds"),
        "raised_by": dispute.raised.by.actor.id,
        "raised_on": day(dispute.raised.by.happened),
        "evidence": dispute.raised.by.evidence,
        "due": dispute.event.due,
        "answer": _text(dispute.answered, "answer"),
        "answered_by": dispute.answered.by.actor.id if dispute.answered else None,
        "outcome": outcome.outcome if outcome else None,
        "to": outcome.to if outcome else None,
        "resolved_by": dispute.outcomes[-1].by.actor.id if dispute.outcomes else None,
        "reason": dispute.outcomes[-1].reason if dispute.outcomes else dispute.withdrawn.reason if dispute.withdrawn else None,
        "positions": _positions(dispute),
        "effect": _effect(triaged.effect) if triaged else None,
        "overall_effect": _effect(triaged.overall_effect) if triaged else None,
        "stands": _way(triaged.stands) if triaged else None,
        "amended": [_way(way) for way in triaged.amended] if triaged else None,
    }


def in_short(found: Iterable[Dispute]) -> list[Object]:
    """Disputes as answers about something else mention them."""
    return [
        {
            "dispute": one.number,
            "status": one.status,
            "outcome": one.outcome.outcome if one.outcome else None,
            "position": one.raised.position,
            "about": one.disputed.position,
        }
        for one in found
    ]


def _positions(dispute: Dispute) -> Object:
    return {
        "raised": dispute.raised.position,
        "answered": dispute.answered.position if dispute.answered else None,
        "resolved": [one.position for one in dispute.outcomes],
        "withdrawn": dispute.withdrawn.position if dispute.withdrawn else None,
        "caused": [one.position for one in dispute.caused],
    }


def _text(recorded: RecordedEvent | None, name: str) -> str | None:
    text = recorded.texts.get(name) if recorded else None
    return text.body if text else None


def _effect(effect: Effect) -> Object:
    return {"kind": effect.kind, "with": effect.others}


def _way(way: Way) -> Object:
    return {"to": way.to, "rating": way.rating, "overall": {"rating": way.overall.rating, "score": way.overall.score}}


def samples_json(history: Sequence[RecordedEvent]) -> list[Object]:
    """The dip samples of a history: what each was drawn from, who has its sheet, and how many second judgements were given."""
    return [_sample(recorded, recorded.event, history) for recorded in history if isinstance(recorded.event, d.DipSampleDrawn)]


def _sample(recorded: RecordedEvent, drawn: d.DipSampleDrawn, history: Iterable[RecordedEvent]) -> Object:
    judges: dict[str, Object] = {}
    given: dict[str, int] = {}
    for one in history:
        if isinstance(one.event, d.SheetIssued) and one.event.sample == drawn.sample:
            judges[one.by.actor.id] = {"judge": one.by.actor.id, "position": one.position}
        if isinstance(one.event, d.SecondJudgementGiven) and one.event.sample == drawn.sample:
            given[one.by.actor.id] = given.get(one.by.actor.id, 0) + 1
    return {
        "sample": drawn.sample,
        "position": recorded.position,
        "drawn": len(drawn.drawn),
        "of": drawn.of,
        "seed": drawn.seed,
        "drawn_at": drawn.drawn_at,
        "inspector": drawn.inspector,
        "standard": drawn.standard,
        "near_boundary": drawn.near_boundary,
        "sheets": [{**sheet, "given": given.get(judge, 0)} for judge, sheet in judges.items()],
    }
