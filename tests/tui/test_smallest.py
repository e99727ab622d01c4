from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.builders import OPENED, recorded, resolve
from tests.tui.driving import ROOMY, line_with, opened, press, settle, shown

from ledger.application import Ledger
from ledger.audit.sensitivity import sensitivity
from ledger.audit.suppositions import Supposition
from ledger.domain import events as e
from ledger.domain.framework import RATED, Rating
from ledger.projections.ratings import start
from ledger_tui.replay import Replay
from ledger_tui.smallest import smallest_sets

INSPECTIONS = ("north-yorkshire-2020", "north-east-lincolnshire-2022", "darlington-2021", "training-example")


@pytest.mark.parametrize("inspection", INSPECTIONS)
def test_every_smallest_set_leads_where_it_says(replaying: Callable[[str], Replay], inspection: str) -> None:
    replay = replaying(inspection)
    found = sensitivity(replay.view_at(replay.steps))
    tried = 0
    for about in found.standards:
        wanted = [(move.cost, alternative.rating) for move in (about.up, about.down) if move for alternative in move.alternatives]
        wanted.sort(key=lambda one: (abs(RATED.index(one[1]) - RATED.index(about.rating)), one[0]))
        for one, (cost, rating) in zip(smallest_sets(replay, replay.steps, about.standard), wanted, strict=True):
            assert len(one.supposed) == cost
            assert replay.supposing(one.supposed).view_at(replay.steps).standards[about.standard].rating.rating == rating
            assert f"{about.standard} to {rating}" in one.said
            tried += 1
    assert tried >= 8


@pytest.mark.parametrize("inspection", INSPECTIONS)
def test_every_smallest_set_of_the_overall_rating_moves_it(replaying: Callable[[str], Replay], inspection: str) -> None:
    replay = replaying(inspection)
    before = replay.view_at(replay.steps).overall
    sets = smallest_sets(replay, replay.steps, None)
    assert before is not None
    assert sets
    for one in sets[:12]:
        after = replay.supposing(one.supposed).view_at(replay.steps).overall
        assert after is not None
        assert after.rating != before.rating
        assert f"overall to {after.rating}" in one.said


def test_the_nearest_rating_comes_first_and_every_set_says_which_it_is_of_those_that_lead_there(
    replaying: Callable[[str], Replay],
) -> None:
    replay = replaying("darlington-2021")
    own, overall = (smallest_sets(replay, replay.steps, about) for about in ("1.1", None))
    assert [one.said for one in own] == [
        "set 1 of 3: 1.1 to Good by 1 change (1 of 1 to Good)",
        "set 2 of 3: 1.1 to Requires improvement by 1 change (1 of 1 to Requires improvement)",
        "set 3 of 3: 1.1 to Inadequate by 1 change (1 of 1 to Inadequate)",
    ]
    assert [one.supposed for one in own] == [one.supposed for one in overall[:3]]
    assert not {one.said for one in own} & {one.said for one in overall}


def test_a_decision_left_out_revives_none_before_it() -> None:
    seen = e.Seen(2)
    good, inadequate = (
        e.RatingOverridden("1.1", Rating.REQUIRES_IMPROVEMENT, to, ("panel-1",), seen) for to in (Rating.GOOD, Rating.INADEQUATE)
    )
    replay = Replay(recorded([OPENED, e.RatingProposed("1.1", Rating.REQUIRES_IMPROVEMENT), inadequate, good]), start(resolve))
    down = [one for one in smallest_sets(replay, 4, "1.1") if "Requires improvement" in one.said]
    assert [list(one.supposed) for one in down] == [[Supposition(4, e.OverrideRevoked("1.1", 3))]]
    assert replay.supposing(down[0].supposed).view_at(4).standards["1.1"].rating.rating == Rating.REQUIRES_IMPROVEMENT


def test_there_is_no_set_for_what_is_not_rated_or_not_there() -> None:
    replay = Replay(recorded([OPENED]), start(resolve))
    assert smallest_sets(replay, 1, "2.1") == ()
    assert smallest_sets(replay, 1, "9.9") == ()
    assert smallest_sets(replay, 0, None) == ()


async def test_e_steps_through_the_smallest_sets_and_after_the_last_nothing_is_supposed(ledger: Ledger) -> None:
    async with opened(ledger, "north-yorkshire-2020", ROOMY) as pilot:
        await press(pilot, "end", "[", "e")
        await settle(pilot)
        assert "3.3 to " in shown(pilot.app).splitlines()[-1]
        assert "WHAT IF (" in line_with(pilot.app, "─ Board")
        for _ in range(40):
            await press(pilot, "e")
            if "WHAT IF" not in shown(pilot.app):
                break
        assert "that was the last of the smallest sets" in shown(pilot.app)
        await press(pilot, "E")
        await settle(pilot)
        assert "overall to " in shown(pilot.app).splitlines()[-1]
        await press(pilot, "E", "e")
        await settle(pilot)
        assert "set 1 of 2: 3.3 to " in shown(pilot.app).splitlines()[-1]
        await press(pilot, "q", "0", "e")
        assert "nothing recorded would move" in shown(pilot.app)
