from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import LEAD, OPENED, recorded, resolve, sampled

from ledger.audit import suppositions
from ledger.audit.suppositions import NOTHING_SUPPOSED, Supposition, Suppositions
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.projections.points import AtMilestone
from ledger.projections.ratings import RatingsView, fold, start
from ledger_tui.hits import Hit
from ledger_tui.replay import EVERY, Replay

INSPECTIONS = (
    "north-yorkshire-2020",
    "oxfordshire-2020",
    "north-east-lincolnshire-2022",
    "sunderland-2022",
    "darlington-2021",
    "training-example",
)
JUDGEMENTS: tuple[Judgement, ...] = ("sufficient", "insufficient", "not-relevant")

Replaying = Callable[[str], Replay]

events_after_opening = st.one_of(
    st.builds(
        e.KeyQuestionJudged, st.sampled_from(["C01", "C02"]), st.sampled_from(["2.1.1", "2.1.2", "2.2.1"]), st.sampled_from(JUDGEMENTS)
    ),
    st.builds(e.RatingProposed, st.sampled_from(["1.1", "1.2", "3.3", "4.1"]), st.sampled_from(Rating)),
    st.builds(e.CaseSampled, st.sampled_from(["C01", "C02", "C03"]), st.just("court")),
    st.builds(e.CaseWithdrawn, st.sampled_from(["C01", "C02", "C03"])),
    st.builds(e.PromptAnswered, st.just("C01"), st.just("2.1.1a"), st.sampled_from(["yes", "no"])),
    st.builds(e.OverrideRevoked, st.just("2.1"), st.just(4)),
)
small_histories = st.lists(events_after_opening, max_size=3 * EVERY).map(
    lambda later: recorded([OPENED, *sampled("court", "C01", "C02"), *later])
)
walks = st.lists(st.integers(-5, 4000), min_size=1, max_size=30)


def same(view: RatingsView, other: RatingsView) -> bool:
    return (view.step, view.last, view.ratings, view.overall, view.cases) == (
        other.step,
        other.last,
        other.ratings,
        other.overall,
        other.cases,
    )


@pytest.mark.parametrize("inspection", INSPECTIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=walks)
def test_a_walk_of_seeks_and_steps_equals_a_fold_from_the_beginning(replaying: Replaying, inspection: str, steps: list[int]) -> None:
    replay = replaying(inspection)
    for step in steps:
        assert same(replay.view_at(step), fold(start(replay.view_at(0).resolve), replay.history[: replay.within(step)]))


@settings(max_examples=60, deadline=None)
@given(history=small_histories, steps=walks)
def test_a_walk_over_any_history_equals_a_fold_from_the_beginning(history: list[RecordedEvent], steps: list[int]) -> None:
    replay = Replay(history, start(resolve))
    for step in steps:
        assert same(replay.view_at(step), fold(start(resolve), history[: max(0, step)]))


@settings(max_examples=60, deadline=None)
@given(history=small_histories)
def test_the_rating_changes_are_the_steps_at_which_a_naive_comparison_finds_one(history: list[RecordedEvent]) -> None:
    replay = Replay(history, start(resolve))
    views = [fold(start(resolve), history[:step]) for step in range(len(history) + 1)]
    changes = [step for step in range(2, len(views)) if outcome(views[step]) != outcome(views[step - 1])]
    assert list(replay.rating_changes) == changes


def outcome(view: RatingsView) -> tuple[list[Rating], object, object]:
    assert view.overall is not None
    return [rating.rating for rating in view.ratings], view.overall.rating, view.overall.score


@pytest.mark.parametrize("inspection", INSPECTIONS)
def test_a_step_on_and_back_is_where_you_were(replaying: Replaying, inspection: str) -> None:
    replay = replaying(inspection)
    for step in range(0, replay.steps, 41):
        view = replay.view_at(step)
        replay.view_at(step + 1)
        assert same(replay.view_at(step), view)


@pytest.mark.parametrize("inspection", INSPECTIONS)
def test_the_previous_rating_change_after_the_next_is_where_you_were(replaying: Replaying, inspection: str) -> None:
    replay = replaying(inspection)
    for change in replay.rating_changes[:-1]:
        following = replay.next_change(change)
        assert following is not None
        assert following > change
        assert replay.previous_change(following) == change


def test_there_is_no_rating_change_before_the_first_or_after_the_last(replaying: Replaying) -> None:
    replay = replaying("north-yorkshire-2020")
    assert replay.previous_change(replay.rating_changes[0]) is None
    assert replay.next_change(replay.rating_changes[-1]) is None


def test_opening_an_inspection_is_no_rating_change() -> None:
    assert Replay(recorded([OPENED, LEAD]), start(resolve)).rating_changes == ()


def test_a_seek_is_held_within_the_history() -> None:
    replay = Replay(recorded([OPENED, LEAD]), start(resolve))
    assert replay.view_at(-3).step == 0
    assert replay.event_at(0) is None
    assert replay.previous_like(0) is None
    assert replay.position_of(0) is None
    assert replay.view_at(99).step == 2
    assert replay.position_of(2) == 2


def test_an_empty_history_can_be_walked() -> None:
    replay = Replay([], start(resolve))
    assert replay.view_at(1).step == 0
    assert replay.find("anything", 0) is None
    assert replay.next_change(0) is None


def test_finding_goes_round_in_both_directions() -> None:
    replay = Replay(recorded([OPENED, LEAD, *sampled("court", "C01", "C02"), LEAD]), start(resolve))
    assert replay.find("LEAD-inspector-1 joined", 3) == Hit(5, 2, 2)
    assert replay.find("lead-inspector-1 joined", 3, -1) == Hit(2, 1, 2)
    assert replay.find("lead-inspector-1 joined", 5) == Hit(2, 1, 2, "last")
    assert replay.find("#4", 5) == Hit(4, 1, 1, "last")
    assert replay.find("lead-inspector-1 joined", 2, -1) == Hit(5, 2, 2, "first")
    assert replay.find("no such words", 5) is None
    assert replay.find("joined lead-inspector-1", 3) == Hit(5, 2, 2), "all the words, in any order"
    assert replay.find('"joined lead-inspector-1"', 3) is None, "those in quotes as one"
    assert replay.find('"lead-inspector-1 joined" #5', 0) == Hit(5, 1, 1)
    assert replay.find("joined zebra", 0) is None
    assert replay.find('""', 0) is None, "what holds no word is searched as it stands"
    without = replay.find("#5 #4", 3, without=True)
    assert without is not None
    assert without.step not in {4, 5}
    assert without.of == replay.steps - 2


def test_the_event_before_on_the_same_thing_is_known() -> None:
    judged = [e.KeyQuestionJudged("C01", "2.1.1", judgement) for judgement in JUDGEMENTS]
    replay = Replay(recorded([OPENED, *sampled("court", "C01"), *judged]), start(resolve))
    assert replay.earlier == (0, 0, 0, 3, 4)
    assert replay.previous_like(4) is replay.history[2]
    assert replay.previous_like(3) is None


def test_a_point_has_its_step(replaying: Replaying) -> None:
    replay = replaying("north-yorkshire-2020")
    step = replay.step_of(AtMilestone("panel"))
    assert isinstance(replay.history[step - 1].event, e.PanelConvened)


@settings(max_examples=40, deadline=None)
@given(history=small_histories, left_out=st.sets(st.integers(2, 200), max_size=4), steps=walks)
def test_a_history_with_suppositions_is_folded_the_same_from_any_keyframe(
    history: list[RecordedEvent], left_out: set[int], steps: list[int]
) -> None:
    supposed = Suppositions(tuple(Supposition(position) for position in sorted(left_out) if position <= len(history)))
    replay = Replay(history, start(resolve)).supposing(supposed)
    for step in steps:
        assert same(replay.view_at(step), suppositions.fold(start(resolve), history[: max(0, step)], supposed))
    views = [suppositions.fold(start(resolve), history[:step], supposed) for step in range(len(history) + 1)]
    assert list(replay.rating_changes) == [step for step in range(2, len(views)) if outcome(views[step]) != outcome(views[step - 1])]
    assert replay.supposing(NOTHING_SUPPOSED) is replay.recorded
    assert replay.earlier is replay.recorded.earlier


@pytest.mark.parametrize(("position", "step"), [(0, 0), (1, 1), (4, 2), (5, 3), (99, 3)])
def test_a_position_has_the_last_step_at_or_before_it(position: int, step: int) -> None:
    history = [one for one in recorded([OPENED, LEAD, LEAD, LEAD, LEAD]) if one.position in (1, 3, 5)]
    assert Replay(history, start(resolve)).step_at(position) == step
