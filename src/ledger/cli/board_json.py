"""Ratings as the JSON that scripts rely on: names, order and nulls never change, fields are only added at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ledger.application import Board
from ledger.cli.output import JsonLike
from ledger.domain.bands import is_rounding_sensitive, tally_band
from ledger.domain.discretion import Tests
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating, Step
from ledger.domain.recorded import Happened
from ledger.domain.scoring import Overall, score

if TYPE_CHECKING:
    from ledger.figures import RatedFigures

Object = dict[str, JsonLike]


def board_json(board: Board) -> Object:
    """The board of an inspection as at its point."""
    view = board.view
    framework, total = view.framework, view.overall
    if framework is None or total is None:
        raise ValueError("expected an inspection that has been opened, found none")
    return {
        "inspection": view.inspection,
        "service": view.service,
        "framework": framework.id,
        "provenance": view.provenance,
        "at": at_json(board),
        "overall": _overall(total),
        "standards": _standards(view.ratings),
        "framework_differs": board.framework_differs,
        "framework_digest": framework.digest,
    }


def at_json(board: Board) -> Object:
    """The point that a board stands at, by position, both clocks and step."""
    last = board.view.last
    if last is None:
        raise ValueError("expected an inspection that has been opened, found none")
    return {
        "position": last.position,
        "happened_on": happened_on(last.by.happened),
        "recorded_at": last.recorded_at,
        "step": board.view.step,
        "of": board.of,
    }


def figures_json(rated: RatedFigures) -> Object:
    """The ratings of a figures file, without what only a ledger knows."""
    return {
        "framework": rated.framework.id,
        "provenance": "figures",
        "overall": _overall(rated.overall),
        "standards": _standards(rated.ratings),
        "framework_digest": rated.framework.digest,
        "reported": rated.reported,
    }


def happened_on(happened: Happened) -> str | None:
    """The day or month something happened, or None where it is not known."""
    return happened.on[:10] if happened.on is not None else None


def _overall(total: Overall) -> Object:
    return {
        "rating": total.rating,
        "score": total.score,
        "out_of": total.out_of,
        "possible": total.possible,
        "limited_by": total.limited_by,
    }


def _standards(ratings: Sequence[StandardRating]) -> list[Object]:
    return [_standard(rating) for rating in ratings]


def _standard(rating: StandardRating) -> Object:
    standard, evidence = rating.standard, rating.evidence
    casework = evidence if isinstance(evidence, CaseworkEvidence) else None
    return {
        "id": standard.id,
        "title": standard.title,
        "basis": standard.basis,
        "counts": standard.counts,
        "rating": rating.rating,
        "score": score(rating.rules, rating.rating) if standard.counts else None,
        "provisional": rating.provisional,
        "judged": {"done": casework.done, "of": casework.of} if casework else None,
        "why_not_rated": rating.why_not_rated,
        "route": [_step(step) for step in rating.route],
        "key_questions": [_key_question(rating.rules, tally) for tally in casework.tallies] if casework else [],
        "discretion": _discretion(rating),
        "override": _override(rating),
    }


def _step(step: Step) -> Object:
    written: Object = {"step": step.step, "rating": step.rating}
    if step.step == "banded":
        written["key_questions"] = step.key_questions
    if step.position is not None:
        written["position"] = step.position
    return written


def _key_question(rules: RatingRules, tally: Tally) -> Object:
    return {
        "id": tally.key_question,
        "yes": tally.yes,
        "relevant": tally.relevant,
        "percent": tally.percent,
        "band": tally_band(rules, tally),
        "rounding_sensitive": is_rounding_sensitive(rules, tally),
    }


def _discretion(rating: StandardRating) -> Object | None:
    eligibility = rating.eligibility
    if eligibility is None:
        return None
    return {
        "eligible": eligibility.eligible,
        "up": _tests(eligibility.up),
        "down": _tests(eligibility.down),
        "decision": _decision(rating),
    }


def _tests(tests: Tests | None) -> Object | None:
    if tests is None:
        return None
    margin = {"met": tests.margin, "points": tests.points}
    return {"margin": margin, "one_case": tests.one_case, "small_sample": tests.small_sample}


def _decision(rating: StandardRating) -> Object | None:
    decision = rating.decision
    if decision is None:
        return None
    return {
        "kind": decision.kind,
        "from": decision.from_rating,
        "to": decision.to_rating,
        **_position(decision.position),
        "in_force": True,
        "stale": decision.stale,
        "lapsed": rating.lapsed,
        "effect": rating.effect,
    }


def _override(rating: StandardRating) -> Object | None:
    override = rating.override
    if override is None:
        return None
    return {
        "from": override.from_rating,
        "to": override.to_rating,
        **_position(override.position),
        "stale": override.stale,
        "effect": rating.overrides,
    }


def _position(position: int | None) -> Object:
    return {} if position is None else {"position": position}
