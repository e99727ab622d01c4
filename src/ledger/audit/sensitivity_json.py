"""A sensitivity analysis as plain JSON values: ids, whole numbers, null and lists."""

from __future__ import annotations

from typing import assert_never

from ledger.audit.citation import Object
from ledger.audit.sensitivity_model import (
    Alternative,
    Boundary,
    DecisionEnded,
    JudgementsTurned,
    KeyQuestionDistance,
    Move,
    OverallSensitivity,
    Part,
    ProposalReplaced,
    ScoreEdge,
    Sensitivity,
    StandardSensitivity,
    Way,
)

EXACT = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly; a count above it is given as null."""


def as_json(sensitivity: Sensitivity) -> Object:
    """The whole analysis; `choices` and `count` are null where they exceed `EXACT`."""
    overall = sensitivity.overall
    return {
        "inspection": sensitivity.inspection,
        "overall": None if overall is None else _overall(overall),
        "standards": [_standard(standard) for standard in sensitivity.standards],
    }


def _overall(overall: OverallSensitivity) -> Object:
    return {
        "rating": overall.rating,
        "score": overall.score,
        "out_of": overall.out_of,
        "waits_for": list(overall.waits_for),
        "edges": [_edge(edge) for edge in overall.edges],
        "up": _move(overall.up),
        "down": _move(overall.down),
    }


def _edge(edge: ScoreEdge) -> Object:
    return {"rating": edge.rating, "direction": edge.direction, "points": edge.points}


def _standard(standard: StandardSensitivity) -> Object:
    return {
        "id": standard.standard,
        "rating": standard.rating,
        "beneath": standard.beneath,
        "provisional": standard.provisional,
        "boundaries": [_boundary(boundary) for boundary in standard.boundaries],
        "key_questions": [_question(question) for question in standard.key_questions],
        "up": _move(standard.up),
        "down": _move(standard.down),
    }


def _boundary(boundary: Boundary) -> Object:
    return {
        "rating": boundary.rating,
        "direction": boundary.direction,
        "points": boundary.points,
        "judgements": boundary.judgements,
    }


def _question(question: KeyQuestionDistance) -> Object:
    return {
        "id": question.key_question,
        "yes": question.yes,
        "relevant": question.relevant,
        "percent": question.percent,
        "band": question.band,
        "up": question.up,
        "down": question.down,
    }


def _move(move: Move | None) -> Object | None:
    if move is None:
        return None
    return {
        "cost": move.cost,
        "count": _exact(move.count),
        "choices": _exact(move.choices),
        "alternatives": [_alternative(alternative) for alternative in move.alternatives],
    }


def _exact(number: int) -> int | None:
    return number if number <= EXACT else None


def _alternative(alternative: Alternative) -> Object:
    return {
        "rating": alternative.rating,
        "choices": _exact(alternative.choices),
        "standards": [_way(way) for way in alternative.ways],
    }


def _way(way: Way) -> Object:
    return {"id": way.standard, "rating": way.rating, "changes": [_part(part) for part in way.parts]}


def _part(part: Part) -> Object:
    match part:
        case JudgementsTurned(question, to, count, among):
            return {"change": "judgements", "key_question": question, "to": to, "count": count, "among": among}
        case DecisionEnded(kind, position):
            return {"change": "decision", "kind": kind, "position": position}
        case ProposalReplaced(before, after):
            return {"change": "proposal", "from": before, "to": after}
        case _:  # pragma: no cover
            assert_never(part)
