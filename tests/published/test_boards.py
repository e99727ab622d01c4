"""What was published comes out of the events alone; the golden boards are typed from the reports' rating tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ledger import demonstration
from ledger.application import Ledger
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.projections import ratings
from ledger.published.library import report_ids

GOLDEN: dict[str, Any] = json.loads((Path(__file__).parents[1] / "golden" / "boards.json").read_text(encoding="utf-8"))


def test_the_golden_boards_are_those_of_the_five_reports() -> None:
    assert set(GOLDEN) == set(report_ids())


@pytest.mark.parametrize("inspection", report_ids())
def test_the_board_is_the_published_one(ledger: Ledger, inspection: str) -> None:
    view, golden = ledger.board(inspection).view, GOLDEN[inspection]
    overall = view.overall
    assert overall is not None
    assert (view.service, view.opened_under) == (golden["service"], golden["framework"])
    assert (overall.rating, overall.score, overall.out_of) == (golden["overall"], golden["score"], golden["out_of"])
    assert overall.possible == (golden["score"], golden["score"])
    assert [rating.standard.id for rating in view.ratings] == list(golden["standards"])
    for rating in view.ratings:
        expected = golden["standards"][rating.standard.id]
        assert rating.rating == expected["rating"], rating.standard.id
        assert rating.standard.counts == expected.get("counting", True)
        assert not rating.provisional


@pytest.mark.parametrize("inspection", report_ids())
def test_every_percentage_is_the_printed_one(ledger: Ledger, inspection: str) -> None:
    view = ledger.board(inspection).view
    for standard, expected in GOLDEN[inspection]["standards"].items():
        casework = view.standards[standard].casework
        found = {tally.key_question: tally.percent for tally in casework.tallies} if casework else {}
        assert found == expected.get("key_questions", {}), standard


def test_darlington_comes_out_in_the_counts_it_printed(ledger: Ledger) -> None:
    view = ledger.board("darlington-2021").view
    for standard, expected in GOLDEN["darlington-2021"]["standards"].items():
        casework = view.standards[standard].casework
        found = {tally.key_question: [tally.yes, tally.relevant] for tally in casework.tallies} if casework else {}
        assert found == expected.get("counts", {}), standard


def test_darlington_has_no_percentage_where_no_case_was_relevant(ledger: Ledger) -> None:
    view = ledger.board("darlington-2021").view
    for standard, question in (("3.2", "3.2.2"), ("3.3", "3.3.2")):
        casework = view.standards[standard].casework
        assert casework is not None
        tally = next(tally for tally in casework.tallies if tally.key_question == question)
        assert (tally.yes, tally.relevant, tally.percent) == (0, 0, None)


def test_sunderland_declares_resettlement_not_rated_with_a_reason(ledger: Ledger, histories: dict[str, list[RecordedEvent]]) -> None:
    rating = ledger.board("sunderland-2022").view.standards["4.1"].rating
    assert (rating.rating, rating.why_not_rated, rating.settled) == (Rating.NOT_RATED, "declared", True)
    position = rating.route[0].position
    declared = next(event for event in histories["sunderland-2022"] if event.position == position)
    assert declared.reason
    assert "no resettlement cases" in declared.reason


def test_two_north_yorkshire_decisions_move_planning_and_delivery_and_nothing_else(
    histories: dict[str, list[RecordedEvent]], ledger: Ledger
) -> None:
    moved = _moves(ledger, histories["north-yorkshire-2020"])
    assert moved == [
        ({"3.2": ("Requires improvement", "Good")}, (23, 24)),
        ({"3.3": ("Requires improvement", "Good")}, (24, 25)),
    ]


def test_the_oxfordshire_decision_is_there_without_effect(histories: dict[str, list[RecordedEvent]], ledger: Ledger) -> None:
    assert _moves(ledger, histories["oxfordshire-2020"]) == [({}, (28, 28))]
    rating = ledger.board("oxfordshire-2020").view.standards["2.1"].rating
    assert rating.decision is not None
    assert (rating.decision.kind, rating.decision.from_rating, rating.decision.to_rating) == ("exercised", None, Rating.GOOD)
    assert (rating.effect, rating.lapsed, rating.decision.stale) == (False, False, False)
    assert [step.step for step in rating.route] == ["banded"]


def test_the_other_reports_tell_of_no_decision(histories: dict[str, list[RecordedEvent]], ledger: Ledger) -> None:
    for inspection in ("north-east-lincolnshire-2022", "sunderland-2022", "darlington-2021"):
        assert _moves(ledger, histories[inspection]) == []


def test_the_demonstration_holds_the_five_and_then_the_training_inspection(ledger: Ledger) -> None:
    assert tuple(ledger.inspections()) == demonstration.inspections() == (*report_ids(), "training-example")


def _moves(ledger: Ledger, history: list[RecordedEvent]) -> list[tuple[dict[str, tuple[str, str]], tuple[int | None, int | None]]]:
    """For every discretion decision: the ratings it changed, and the score before and after."""
    view, moves = ledger.start(), []
    for event in history:
        before, view = view, ratings.apply(view, event)
        if type(event.event).__name__.startswith("Discretion"):
            pairs = zip(before.ratings, view.ratings, strict=True)
            changed = {was.standard.id: (str(was.rating), str(now.rating)) for was, now in pairs if was.rating != now.rating}
            assert before.overall is not None
            assert view.overall is not None
            moves.append((changed, (before.overall.score, view.overall.score)))
    return moves
