"""What `ratings`, `why`, `diff` and `findings` say of a panel decision is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.audit.stories import CASES, DECLINED, MOVED, OVERRIDDEN, START, story, turned, written

from ledger.application import Board
from ledger.audit import why_json
from ledger.audit.difference import difference, difference_json
from ledger.audit.findings import findings
from ledger.audit.why import why
from ledger.cli.board_json import board_json
from ledger.cli.board_text import board_lines
from ledger.cli.difference_text import difference_lines
from ledger.cli.why_text import in_short
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections import ratings

LAPSED = [turned(case) for case in ("C01", "C02")]
INADEQUATE = [turned(case) for case in ("C01", "C02", "C03")]
NOT_RELEVANT = [e.KeyQuestionJudged(case, "2.3.1", "not-relevant") for case in CASES]
OTHERS = [turned("C01"), turned("C04", "sufficient")]
TO_OUTSTANDING = replace(OVERRIDDEN, to_rating=Rating.OUTSTANDING)
CLAIMED = replace(MOVED, from_rating=None)


@pytest.mark.parametrize(
    ("events", "discretion", "override"),
    [
        ([MOVED], True, None),
        ([MOVED, *OTHERS], True, None),
        ([MOVED, *LAPSED], False, None),
        ([DECLINED], False, None),
        ([CLAIMED], False, None),
        ([OVERRIDDEN], None, True),
        ([OVERRIDDEN, *INADEQUATE], None, False),
        ([OVERRIDDEN, *NOT_RELEVANT], None, False),
        ([MOVED, OVERRIDDEN], False, True),
        ([MOVED, OVERRIDDEN, *OTHERS], False, True),
        ([MOVED, TO_OUTSTANDING], False, False),
        ([CLAIMED, OVERRIDDEN], False, True),
    ],
)
def test_every_answer_says_the_same_of_a_decision(events: list[e.Event], *, discretion: bool | None, override: bool | None) -> None:
    history = story(*events)
    view = ratings.fold(START, history)
    board = next(one for one in written(board_json(Board(view, len(history))))["standards"] if one["id"] == "2.3")
    found = written(why_json.as_json(why(history, len(history), START, "2.3")))
    steps = {step["step"]: step.get("decision") for step in found["steps"]}
    differs = written(difference_json(difference(ratings.fold(START, history[:11]), view)))["standards"][0]["after"]
    of_board, of_why = (board["discretion"] or {}).get("decision"), steps.get("discretion")
    assert [effect(one) for one in (of_board, of_why, differs["decision"])] == [discretion] * 3
    assert [effect(one) for one in (board["override"], steps.get("override"), differs["override"])] == [override] * 3
    assert all(one["in_force"] for one in (of_board, of_why, steps.get("override")) if one)
    assert [marks(of_board), marks(of_board)] == [marks(of_why), marks(differs["decision"])]
    said = [one for one in findings(history, START) if one.standard == "2.3"]
    idle = {event.position for event in history[11:] if is_idle(event.event, discretion=discretion, override=override)}
    lapsed, without = ({one.positions[0] for one in said if one.code == code} for code in ("lapsed-decision", "decision-without-effect"))
    assert without == idle - lapsed
    lines = [*board_lines(Board(view, len(history))), *difference_lines(difference(ratings.fold(START, history[:11]), view))]
    assert sum("without effect" in line for line in lines) == 2 * len(without)


def marks(decision: dict[str, bool] | None) -> list[bool]:
    return [decision[mark] for mark in ("stale", "lapsed")] if decision else []


def effect(decision: dict[str, bool] | None) -> bool | None:
    return None if decision is None else decision["effect"]


def is_idle(event: e.Event, *, discretion: bool | None, override: bool | None) -> bool:
    return (isinstance(event, e.DiscretionExercised) and not discretion) or (isinstance(event, e.RatingOverridden) and not override)


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([MOVED, *OTHERS], [("high", True)]),
        ([MOVED, OVERRIDDEN, *OTHERS], [("high", True), ("medium", False)]),
        ([OVERRIDDEN, *INADEQUATE], [("medium", False)]),
        ([OVERRIDDEN, *NOT_RELEVANT], [("medium", False)]),
    ],
)
def test_only_of_a_stale_decision_that_moves_the_rating_it_is_said_that_it_still_applies(
    events: list[e.Event], said: list[tuple[str, bool]]
) -> None:
    found = [one for one in findings(story(*events), START) if one.code == "stale-decision"]
    assert [(one.severity, "It still applies." in one.message) for one in found] == said


def test_discretion_that_an_override_replaced_is_told_with_the_override_and_is_low() -> None:
    found = [one for one in findings(story(MOVED, OVERRIDDEN), START) if one.code == "decision-without-effect"]
    assert [(one.severity, one.message.partition("; ")[2]) for one in found] == [
        ("low", "the override at #13 replaced it, and without it 2.3 Standard 2.3 is Inadequate all the same.")
    ]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([MOVED, *OTHERS], "it is stale, though it still applies."),
        ([MOVED, OVERRIDDEN, *OTHERS], "it is stale."),
        ([MOVED, OVERRIDDEN], "has no effect: the override gives that rating without it."),
        ([CLAIMED], "has no effect: the cases give that rating without it."),
    ],
)
def test_why_says_in_short_whether_discretion_applies(events: list[e.Event], said: str) -> None:
    history = story(*events)
    assert list(in_short(why(history, len(history), START, "2.3")))[-1].endswith(said)
