"""What is said where a rating turned: from what to what, and since when what ended there had held."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.builders import OPENED, On, recorded, resolve, sampled

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.ratings import start
from ledger_tui.landmarks import milestone_at
from ledger_tui.replay import Replay
from ledger_tui.turns import ended_at, the_end, turned_at
from ledger_tui.widgets.event_text import event_text, field

GOOD, RI = e.RatingProposed("1.1", Rating.GOOD), e.RatingProposed("1.1", Rating.REQUIRES_IMPROVEMENT)
DRAFT = e.DraftShared()
TURNING: list[e.Event] = [OPENED, GOOD, GOOD, DRAFT, RI, e.RatingProposed("1.2", Rating.GOOD), GOOD, DRAFT]
"""1.1: Good from 2 up to 5, where it becomes Requires improvement, and Good again at 7."""


def replay(*events: e.Event | On) -> Replay:
    return Replay(recorded(events), start(resolve))


@pytest.mark.parametrize(
    ("step", "turned", "ended"),
    [
        (0, "", []),
        (1, "", []),
        (2, "1.1 Not rated → Good", []),
        (3, "", []),
        (5, "1.1 Good (since #2) → Requires improvement", ["1.1 Good until here, from #2"]),
        (6, "1.2 Not rated → Good", []),
        (7, "1.1 Requires improvement (since #5) → Good", ["1.1 Requires improvement until here, from #5"]),
        (8, "", []),
    ],
)
def test_a_turn_is_told_from_what_to_what_and_what_it_ended_since_when(step: int, turned: str, ended: list[str]) -> None:
    found = replay(*TURNING)
    assert (turned_at(found, step), list(ended_at(found, step))) == (turned, ended)


def test_what_was_rated_of_some_of_the_cases_is_called_provisional_and_the_event_it_began_at_is_dated() -> None:
    first, second, third = (
        e.KeyQuestionJudged("C01", "2.3.1", "sufficient"),
        e.KeyQuestionJudged("C02", "2.3.1", "insufficient"),
        e.KeyQuestionJudged("C03", "2.3.1", "insufficient"),
    )
    found = replay(OPENED, *sampled("court", "C01", "C02", "C03"), On("2026-02-03", first), second, third)
    assert [turned_at(found, step) for step in (5, 6, 7)] == [
        "2.3 Not rated → Outstanding",
        "2.3 provisional Outstanding (since #5, 3 February 2026) → provisional Requires improvement",
        "2.3 provisional Requires improvement (since #6) → Inadequate",
    ]
    assert list(ended_at(found, 6)) == ["2.3 provisional Outstanding until here, from #5, 3 February 2026"]
    assert turned_at(found, 6, brief=True) == "2.3 provisional O (since #5) → provisional RI"


def test_where_there_is_little_room_ratings_are_told_by_their_letters() -> None:
    assert turned_at(replay(*TURNING), 5, brief=True) == "1.1 G (since #2) → RI"
    assert the_end(replay(*TURNING), brief=True) == "the end; [ goes to #7"


def test_in_a_narrow_panel_a_field_has_all_of_the_width() -> None:
    wide, narrow = (["".join(text for text, _ in line) for line in field("what", ("not judged → insufficient",), w)] for w in (36, 26))
    assert wide == ["what    not judged → insufficient"]
    assert narrow == ["what: not judged →", " insufficient"]


def test_a_score_that_moves_within_its_band_is_told(replaying: Callable[[str], Replay]) -> None:
    found = replaying("north-yorkshire-2020")
    assert turned_at(found, found.step_at(2193)) == "3.2 Requires improvement (since #2058, 5 June 2020) → Good, score 23 → 24"
    assert turned_at(found, found.step_at(2191)).endswith("overall Pending → Good")


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (TURNING, "the end; #7 last changed a rating: [ goes there"),
        (TURNING[:7], "the end"),
        ([OPENED, DRAFT], "the end"),
    ],
)
def test_at_the_end_it_is_said_where_a_rating_last_changed(events: list[e.Event], said: str) -> None:
    assert the_end(replay(*events)) == said


@pytest.mark.parametrize(("step", "said"), [(0, ""), (1, "the opening"), (2, ""), (4, "draft 1 of 2"), (8, "draft 2 of 2")])
def test_a_milestone_is_called_by_its_name_and_which_of_several_it_is(step: int, said: str) -> None:
    assert milestone_at(recorded(TURNING), step) == said


def test_an_event_that_another_led_to_says_which() -> None:
    first, second, *rest = recorded(TURNING)
    caused = rest[-1]._replace(by=rest[-1].by._replace(causation=second.id))
    found = Replay([first, second, *rest[:-1], caused], start(resolve))
    assert [found.cause_of(step) for step in (0, 7, 8)] == [None, None, second]
    text = ["".join(part for part, _ in line).strip() for line in event_text(found, 8, 60)]
    assert "follows #2 Good proposed for 1.1 Standard 1.1" in text
    assert "led to  nothing on the board" in text
