"""What every rating rests on: named inspections, edges, and changes that are not what they seem."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.sensitivity_reference import DECLARED, Given, World, view

from ledger.audit.sensitivity import sensitivity
from ledger.audit.sensitivity_model import (
    Alternative,
    Boundary,
    DecisionEnded,
    JudgementsTurned,
    KeyQuestionDistance,
    Move,
    OverallSensitivity,
    ProposalReplaced,
    ScoreEdge,
    Sensitivity,
    StandardSensitivity,
    Way,
)
from ledger.audit.sensitivity_overall import LISTED
from ledger.bootstrap import open_ledger
from ledger.domain.bands import tally_band
from ledger.domain.framework import Rating
from ledger.domain.percentages import Tally
from ledger.domain.scoring import PENDING
from ledger.frameworks import load_framework
from ledger.projections.ratings import RatingsView, start

INADEQUATE, RI, GOOD, OUTSTANDING = Rating.INADEQUATE, Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, Rating.OUTSTANDING


def published(built: Path, inspection: str) -> RatingsView:
    return open_ledger(str(built)).board(inspection).view


def of(found: Sensitivity, standard: str) -> StandardSensitivity:
    return next(one for one in found.standards if one.standard == standard)


def only(*givens: Given) -> Sensitivity:
    """The analysis of a small world with Good from half the score."""
    most = 3 * sum(given.counts for given in givens)
    return sensitivity(view(World(givens, (1, (most + 1) // 2, most))))


def questions(*counts: tuple[int, int]) -> tuple[str, ...]:
    return tuple("s" * yes + "i" * (relevant - yes) for yes, relevant in counts)


def whole(found: Sensitivity) -> OverallSensitivity:
    assert found.overall is not None
    return found.overall


def moved(move: Move | None) -> Move:
    assert move is not None
    return move


def test_north_yorkshire_3_2_falls_when_its_discretion_alone_is_left_out(built: Path) -> None:
    board = published(built, "north-yorkshire-2020")
    decision = board.standards["3.2"].discretion
    assert decision is not None
    left_out = Way("3.2", RI, (DecisionEnded("discretion", decision.position),))
    assert of(sensitivity(board), "3.2").down == Move(1, 1, 1, (Alternative(RI, (left_out,)),))


def test_raising_north_yorkshire_3_2_3_by_one_lapses_the_discretion_and_changes_nothing(built: Path) -> None:
    found = of(sensitivity(published(built, "north-yorkshire-2020")), "3.2")
    assert found.key_questions[2] == KeyQuestionDistance("3.2.3", 5, 8, 63, RI, up=1, down=2)
    assert Boundary(GOOD, "up", points=2, judgements=1) in found.boundaries
    parts = (JudgementsTurned("3.2.2", "sufficient", 2, 4), JudgementsTurned("3.2.3", "sufficient", 2, 3))
    assert found.up == Move(4, 1, 6 * 3, (Alternative(OUTSTANDING, (Way("3.2", OUTSTANDING, parts),)),))


def test_darlington_stands_on_any_one_of_many(built: Path) -> None:
    overall = whole(sensitivity(published(built, "darlington-2021")))
    assert (overall.rating, overall.score, overall.up) == (OUTSTANDING, 31, None)
    assert ScoreEdge(GOOD, "down", 1) in overall.edges
    down = moved(overall.down)
    assert (down.cost, down.count, len(down.alternatives)) == (1, 26, 26)
    named = [alternative.ways[0].standard for alternative in down.alternatives]
    assert named == sorted(named)
    assert set(named) == {"1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4"}
    assert [a.ways[0].parts for a in down.alternatives if a.ways[0].standard == "3.1"] == [
        (JudgementsTurned(f"3.1.{n}", "insufficient", 1, 4),) for n in (1, 2, 3)
    ]


def test_more_alternatives_than_can_be_listed_are_counted(built: Path) -> None:
    up = moved(whole(sensitivity(published(built, "north-east-lincolnshire-2022"))).up)
    assert (up.cost, len(up.alternatives)) == (4, LISTED)
    assert up.count > LISTED
    assert len(set(up.alternatives)) == LISTED


def test_a_standard_not_rated_moves_neither_way_but_may_come_to_limit_the_overall_rating() -> None:
    givens = (Given("1.1", proposed=3), Given("4.1", counts=False, proposed=DECLARED))
    found = sensitivity(view(World(givens, (1, 2, 3), limit=("4.1", 0, 2))))
    resettlement = of(found, "4.1")
    assert (resettlement.rating, resettlement.up, resettlement.down) == (Rating.NOT_RATED, None, None)
    ways = [alternative.ways[0] for alternative in moved(whole(found).down).alternatives]
    assert Way("4.1", INADEQUATE, (ProposalReplaced(Rating.NOT_RATED, INADEQUATE),)) in ways


def test_an_overall_rating_held_down_by_a_limit_rises_when_the_limit_is_lifted() -> None:
    givens = (Given("1.1", proposed=3), Given("4.1", counts=False, proposed=0))
    found = whole(sensitivity(view(World(givens, (1, 2, 3), limit=("4.1", 0, 2)))))
    assert (found.rating, found.score) == (GOOD, 3)
    assert {alternative.ways[0].rating for alternative in moved(found.up).alternatives} == {RI, GOOD, OUTSTANDING}


def test_a_limit_that_wants_a_rating_keeps_the_overall_rating_from_rising_past_it() -> None:
    givens = (Given("1.1", proposed=2), Given("4.1", counts=False))
    assert whole(sensitivity(view(World(givens, (1, 2, 3), limit=("4.1", 0, 2))))).up is None


def test_a_pending_overall_rating_names_the_standards_it_waits_for() -> None:
    found = whole(only(Given("2.1", questions=("s-",)), Given("2.2", questions=("ss",)), Given("1.1"), Given("1.2", proposed=DECLARED)))
    assert (found.rating, found.score, found.waits_for) == (PENDING, None, ("2.1", "1.1", "1.2"))
    assert (found.edges, found.up, found.down) == ((), None, None)


def test_an_overall_rating_pending_for_a_limit_waits_for_the_standard_that_limits_it() -> None:
    givens = (Given("1.1", proposed=3), Given("4.1", counts=False))
    found = whole(sensitivity(view(World(givens, (1, 2, 3), limit=("4.1", 0, 2)))))
    assert (found.rating, found.score, found.waits_for) == (PENDING, 3, ("4.1",))
    assert found.edges == (ScoreEdge(INADEQUATE, "down", 3), ScoreEdge(RI, "down", 2), ScoreEdge(GOOD, "down", 1))


def test_a_provisional_standard_is_measured_by_what_is_judged_so_far() -> None:
    found = of(only(Given("2.1", questions=("si-",))), "2.1")
    assert found.provisional
    assert found.key_questions == (KeyQuestionDistance("2.1.1", 1, 2, 50, RI, up=1, down=1),)


def test_before_it_is_opened_an_inspection_rests_on_nothing() -> None:
    assert sensitivity(start(load_framework)) == Sensitivity("", (), None)


@pytest.mark.parametrize(
    ("yes", "relevant", "up", "down"),
    [
        (0, 0, None, None),
        (0, 1, 1, None),
        (1, 1, None, 1),
        (1, 2, 1, 1),
        (2, 3, 1, 1),
        (5, 8, 1, 2),
        (4, 5, None, 1),
        (3, 5, 1, 1),
        (11, 17, 3, 1),
        (10, 17, 1, 2),
        (8, 17, 1, None),
        (9, 17, 2, 1),
        (49, 100, 1, None),
        (50, 100, 15, 1),
        (64, 100, 1, 15),
        (65, 100, 15, 1),
        (79, 100, 1, 15),
        (80, 100, None, 1),
        (100, 100, None, 21),
        (98, 200, 1, None),
        (99, 200, 30, 1),
        (90, 91, None, 18),
    ],
)
def test_a_key_question_is_so_many_judgements_from_the_next_bands(yes: int, relevant: int, up: int | None, down: int | None) -> None:
    rules = load_framework("youth-2018").rules
    (found,) = of(only(Given("2.1", questions=questions((yes, relevant)))), "2.1").key_questions if relevant else (None,)
    before = tally_band(rules, Tally("2.1.1", yes, relevant))
    if found is None:
        assert before is None
        return
    assert (found.band, found.up, found.down) == (before, up, down)
    for distance, step in ((up, 1), (down, -1)):
        if distance is not None:
            assert tally_band(rules, Tally("2.1.1", yes + step * distance, relevant)) != before
            assert tally_band(rules, Tally("2.1.1", yes + step * (distance - 1), relevant)) == before


def test_few_cases_jump_over_a_band() -> None:
    found = of(only(Given("2.1", questions=("i",))), "2.1")
    assert found.boundaries == (Boundary(RI, "up", 50, 1), Boundary(GOOD, "up", 65, 1), Boundary(OUTSTANDING, "up", 80, 1))
    assert [alternative.rating for alternative in moved(found.up).alternatives] == [OUTSTANDING]


def test_every_key_question_of_the_lowest_band_must_rise_and_any_may_fall() -> None:
    found = of(only(Given("2.1", questions=questions((5, 8), (5, 8), (8, 8)))), "2.1")
    assert found.boundaries == (Boundary(INADEQUATE, "down", 13, 2), Boundary(GOOD, "up", 2, 2), Boundary(OUTSTANDING, "up", 17, 4))
    parts = tuple(JudgementsTurned(question, "sufficient", 1, 3) for question in ("2.1.1", "2.1.2"))
    assert found.up == Move(2, 1, 9, (Alternative(GOOD, (Way("2.1", GOOD, parts),)),))
    down = moved(found.down)
    assert (down.cost, down.count, down.choices) == (2, 2, 20)


def test_a_lapsed_discretion_applies_again_where_a_change_brings_its_rating_back() -> None:
    found = of(only(Given("2.1", questions=("sss-i",), discretion=(1, 0))), "2.1")
    assert (found.rating, found.beneath) == (GOOD, GOOD)
    (fallen,) = moved(found.down).alternatives
    assert fallen == Alternative(INADEQUATE, (Way("2.1", INADEQUATE, (JudgementsTurned("2.1.1", "insufficient", 1, 3),)),))


def test_an_override_covers_what_lies_beneath_until_it_is_left_out() -> None:
    found = of(only(Given("1.1", proposed=1, override=2)), "1.1")
    assert (found.rating, found.beneath) == (GOOD, RI)
    (fallen,) = moved(found.down).alternatives
    assert fallen.ways[0].parts == (DecisionEnded("override", 4),)
    (risen,) = moved(found.up).alternatives
    assert risen.ways[0].parts == (ProposalReplaced(RI, OUTSTANDING), DecisionEnded("override", 4))


def test_a_decline_left_out_changes_nothing() -> None:
    found = of(only(Given("2.1", questions=("ssssi",), declined=3)), "2.1")
    parts = [part for move in (found.up, found.down) if move for alternative in move.alternatives for part in alternative.ways[0].parts]
    assert parts == [JudgementsTurned("2.1.1", "insufficient", 1, 4)]
