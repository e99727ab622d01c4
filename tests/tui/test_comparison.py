from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.stories import DECLINED, MOVED, START, story, turned
from tests.builders import OPENED, recorded, resolve
from tests.tui.driving import NARROW, ROOMY, line_with, opened, press, settle, shown, step, until

from ledger.application import Ledger
from ledger.audit.diff import diff
from ledger.audit.suppositions import Supposition, Suppositions
from ledger.audit.why import why
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.ratings import start
from ledger_tui.comparison import compare, had_seen, latest_decision, standing, told, with_events
from ledger_tui.replay import Replay
from ledger_tui.screens.compare import CompareScreen
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.telling.why import why_told

NY, TRAINING = "north-yorkshire-2020", "training-example"
PROPOSED = e.RatingProposed("1.1", Rating.GOOD)


def overridden(to: Rating, at: int) -> e.RatingOverridden:
    return e.RatingOverridden("1.1", Rating.GOOD, to, ("panel-1",), e.Seen(at, (), Rating.GOOD))


HISTORY = recorded(
    [
        OPENED,
        PROPOSED,
        overridden(Rating.OUTSTANDING, 2),
        overridden(Rating.INADEQUATE, 3),
        e.RatingProposed("1.1", Rating.OUTSTANDING),
        e.RatingProposed("1.1", Rating.INADEQUATE),
    ]
)


@pytest.mark.parametrize(("one", "other"), [(300, 617), (617, 300), (1, 40), (7, 7)])
def test_two_points_differ_as_the_audit_says_whichever_comes_first(replaying: Callable[[str], Replay], one: int, other: int) -> None:
    replay = replaying(TRAINING)
    found = with_events(compare(replay, one, other))
    expected = diff(replay.history, (min(one, other), max(one, other)), replay.view_at(0))
    assert found.changed == expected.changed
    assert found.events == expected.events
    steps = [line.step for line in told(found) if line.step]
    assert sorted(steps) == list(range(min(one, other) + 1, max(one, other) + 1))


def test_the_events_are_grouped_by_how_far_up_they_reached(replaying: Callable[[str], Replay]) -> None:
    replay = replaying(TRAINING)
    headings = ["".join(text for text, _ in line.parts) for line in told(with_events(compare(replay, 500, 617))) if not line.step]
    assert [heading.split(" ", 1)[1].split(",")[0] for heading in headings] == [
        "moved the overall rating",
        "moved a rating",
        "moved a percentage only",
        "moved nothing on the board",
    ]


@pytest.mark.parametrize(
    ("step", "standard", "expected"), [(3, "2.1", 3), (5, "1.1", 4), (2, "1.1", None), (5, "2.1", None), (0, "1.1", None)]
)
def test_the_decision_is_the_one_at_the_cursor_or_the_last_on_the_standard(step: int, standard: str, expected: int | None) -> None:
    assert latest_decision(Replay(HISTORY, start(resolve)), step, standard) == expected


@pytest.mark.parametrize(
    ("decision", "now", "seen", "expected"),
    [
        (3, 3, 2, "In force · not stale: the evidence is what it was."),
        (3, 5, 2, "No longer in force: a later decision on 1.1 Standard 1.1 replaced or revoked it."),
        (4, 5, 3, "In force · STALE: the evidence has changed since it was seen."),
        (4, 6, 3, "In force, without effect: the rating is the same without it · STALE: the evidence has changed since it was seen."),
    ],
)
def test_how_a_decision_stands_now_is_said(decision: int, now: int, seen: int, expected: str) -> None:
    found = had_seen(Replay(HISTORY, start(resolve)), decision, now)
    assert (found.first.step, found.last.step) == (seen, now)
    said, state = standing(found)
    assert f"it had before it, at #{seen}: Good" in said
    assert state == expected


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((DECLINED,), "Declined, so nothing moved · not stale: the evidence is what it was."),
        (
            (DECLINED, turned("C01")),
            "Declined, and what it left as it was has moved since · STALE: the evidence has changed since it was seen.",
        ),
        ((DECLINED, replace(DECLINED, seen=e.Seen(12))), "Declined, and since then replaced or revoked by a later decision on 2.3"),
        ((MOVED,), "In force · not lapsed · not stale: the evidence is what it was."),
        ((replace(MOVED, from_rating=None),), "In force, without effect: the rating is the same without it · not lapsed · not stale: the"),
        ((MOVED, turned("C01")), "LAPSED: the rating it starts from no longer holds, so it is shown and not applied · STALE"),
    ],
)
def test_nothing_is_said_to_be_moved_that_did_not_move(events: tuple[e.Event, ...], expected: str) -> None:
    history = story(*events)
    found = had_seen(Replay(history, START), 12, len(history))
    assert standing(found)[1].startswith(expected)
    told = " ".join(line.text for line in why_told(why(history, len(history), START, "2.3")))
    if isinstance(events[-1], e.DiscretionDeclined) and len(events) == 1:
        assert expected.partition(" · ")[0].casefold() in told
        assert "in force" not in told


def test_a_decision_that_is_left_out_is_not_said_to_have_been_ended_by_another() -> None:
    replay = Replay(story(MOVED), START).supposing(Suppositions((Supposition(12),)))
    assert standing(had_seen(replay, 12, 12))[1] == "Supposed never to have been taken: no later decision ended it."


def test_a_comparison_about_no_decision_says_nothing_of_one() -> None:
    assert standing(compare(Replay(HISTORY, start(resolve)), 1, 2)) == ("", "")


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
async def test_m_marks_and_d_compares_side_by_side(
    ledger: Ledger, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(ledger, NY, size) as pilot:
        await press(pilot, ":", *"panel", "enter", "m", "end", "d")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CompareScreen)
        assert "COMPARE" in line_with(pilot.app, "AS AT #2192, the panel sitting, beside AS AT #2569, the end")
        assert line_with(pilot.app, "»3.2").count("»3.2") == 2
        assert "»3.1" not in shown(pilot.app)
        assert "#2193 3.2 Planning moved to Good by discretion" in shown(pilot.app)
        assert size == NARROW or "panel-1, panel chair, typed by recorder-1" in shown(pilot.app), "the chosen event is told beside"
        await press(pilot, "s", "enter")
        await until((tmp_path / "north-yorkshire-2020-2192-2569.svg").exists)
        await press(pilot, "j", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert step(pilot.app) == 2194
        await press(pilot, "<")
        assert step(pilot.app) == 2569
        await press(pilot, "'")
        assert step(pilot.app) == 2192


async def test_the_later_point_moves_and_all_closes_again(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, ":", *"panel", "enter", "m", "]", "d", "]")
        await settle(pilot)
        assert "AS AT #2192, the panel sitting, beside AS AT #2194 " in shown(pilot.app)
        await press(pilot, ",")
        await settle(pilot)
        assert "AS AT #2192, the panel sitting, beside AS AT #2193 " in shown(pilot.app)
        await press(pilot, ",", ",", ",", "[")
        await settle(pilot)
        assert "AS AT #2192, the panel sitting, beside itself" in shown(pilot.app)
        assert "The events between · none" in shown(pilot.app)
        for key, sign in (("w", "w"), ("tab", "tab"), ("x", "x")):
            await press(pilot, key)
            assert f"{sign} does nothing here: q goes back" in shown(pilot.app)
        await press(pilot, ":", *"quit dK", "enter")
        assert "q goes back to the replay, and :quit dK asks it there." in shown(pilot.app)
        for key, said in (
            ("k", ""),
            ("enter", "no event came between"),
            (",", "stands no earlier than this"),
            ("[", "no earlier rating change"),
            ("G", ""),
            (".", "the later point is at the last event"),
            ("]", "no later rating change"),
        ):
            await press(pilot, key)
            assert said in shown(pilot.app)
            assert "does nothing here" not in shown(pilot.app)
        await press(pilot, "/", *"q", "escape", "?", "escape", "q")
        assert isinstance(pilot.app.screen, ReplayScreen)
        assert step(pilot.app) == 2193
        await press(pilot, "m", "d")
        assert "This compares a point with itself" in shown(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReplayScreen)


async def test_without_a_mark_it_is_said_how_to_mark(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        for key in ("d", "'"):
            await press(pilot, key)
            assert "nothing is marked yet: m marks this event" in shown(pilot.app)
        await press(pilot, "m", "m")
        assert "the mark is taken away" in shown(pilot.app)


@pytest.mark.parametrize("size", [NARROW, ROOMY], ids=["80x24", "120x40"])
async def test_what_a_panel_had_seen_stands_beside_how_it_is_now(ledger: Ledger, size: tuple[int, int]) -> None:
    async with opened(ledger, TRAINING, size) as pilot:
        await press(pilot, "end", "[", "[", "K")
        await settle(pilot)
        assert "WHAT IT HAD SEEN" in shown(pilot.app)
        text = " ".join(shown(pilot.app).split())
        assert "so it is shown and not applied · STALE: the evidence has changed since it was seen" in text
        assert "3.3.3 3/5" in text
        assert "60" in line_with(pilot.app, "»3.3") or "3/5" in line_with(pilot.app, "»3.3")
        await press(pilot, "K")
        assert isinstance(pilot.app.screen, ReplayScreen)
        await press(pilot, "0", "K")
        assert "no panel decision on" in shown(pilot.app)


async def test_a_click_chooses_an_event_between_and_another_goes_to_it(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, ":", *"panel", "enter", "m", "end", "d")
        await settle(pilot)
        await pilot.click("ComparedEvents", offset=(10, 3))
        await settle(pilot)
        assert "─ Event #2194" in shown(pilot.app)
        await pilot.click("ComparedEvents", offset=(10, 3))
        await settle(pilot)
        assert step(pilot.app) == 2194
