"""What is supposed, told: what is turned or left out, and what that moves from the overall rating down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.audit.stories import MOVED, START, story
from tests.builders import OPENED, SMALL, recorded

from ledger.audit.suppositions import Supposition, Suppositions, turned_over
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger_tui.replay import Replay
from ledger_tui.telling.what_if import changes_told, moves_told

OUTSTANDING = e.RatingProposed("1.1", Rating.OUTSTANDING)
REPLAY = Replay(story(MOVED, OUTSTANDING, e.PromptAnswered("C01", "2.1.1a", "yes"), e.DraftShared()), START)
"""2.3 is judged at 7 to 11 and moved at 12; a proposal, an answer and a draft follow."""


def supposing(*each: Supposition) -> Replay:
    return REPLAY.supposing(Suppositions(each))


def turning(position: int) -> Supposition:
    return Supposition(position, turned_over(REPLAY.history[position - 1].event))


@pytest.mark.parametrize(
    ("each", "told"),
    [
        ((turning(7),), ["2.3.1 in C01: sufficient → insufficient (#7)"]),
        ((turning(14),), ["2.1.1a in C01: yes → no (#14)"]),
        (
            (turning(7), turning(8), turning(10), turning(14)),
            ["2.3.1 in C01 and C02: sufficient → insufficient", "2.3.1 in C04: insufficient → sufficient", "2.1.1a in C01: yes → no"],
        ),
        ((Supposition(12),), ["2.3 Standard 2.3 moved to Outstanding by discretion (#12): left out, as if it had never happened"]),
        (
            (Supposition(12, e.DiscretionRevoked("2.3", 3)),),
            ["2.3 Standard 2.3 moved to Outstanding by discretion (#12): ended, and none before it revived"],
        ),
        ((Supposition(13, e.RatingProposed("1.1", Rating.GOOD)),), ["1.1 Standard 1.1: Outstanding → Good proposed (#13)"]),
        ((Supposition(15, e.RatingsConfirmed()),), ["Draft report shared with the service (#15): taken as Ratings confirmed"]),
    ],
)
def test_what_is_supposed_is_told_from_what_to_what_and_in_which_case(each: tuple[Supposition, ...], told: list[str]) -> None:
    assert list(changes_told(supposing(*each), SMALL)) == told


@pytest.mark.parametrize(
    ("each", "step", "told"),
    [
        ((Supposition(15),), 15, ("leaving this out moves nothing",)),
        ((turning(14),), 15, ("nothing on the board",)),
        ((Supposition(12),), 11, ("nothing here: what is supposed comes later",)),
        ((Supposition(12), Supposition(15)), 13, ("Possible score: 6-24 → 5-23", "2.3 Standard 2.3: Outstanding → Good")),
    ],
)
def test_what_is_supposed_moves_what_it_moves_at_the_cursor(each: tuple[Supposition, ...], step: int, told: tuple[str, ...]) -> None:
    assert moves_told(supposing(*each), step) == told


def test_the_overall_rating_comes_first_and_the_figures_last(replaying: Callable[[str], Replay]) -> None:
    replay = replaying("north-yorkshire-2020")
    supposed = Suppositions((Supposition(2193), Supposition(2194)))
    assert moves_told(replay.supposing(supposed), replay.steps)[0] == "Overall score: 25/36 → 23/36"
    assert moves_told(supposing(turning(7), turning(8)), 15)[-1].startswith("2.3.1: 3/5 60 % → 1/5 20 %")


def test_before_the_opening_nothing_is_moved() -> None:
    replay = Replay(recorded([OPENED, OUTSTANDING]), START).supposing(Suppositions((Supposition(2),)))
    assert moves_told(replay, 0) == ("nothing here: what is supposed comes later",)
