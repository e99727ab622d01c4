"""Points in an inspection's history: every form that `--at` takes, its edges, and what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import INSPECTION, OPENED, On, recorded, sampled

from ledger.domain import events as e
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.errors import NotFoundError, UsageError
from ledger.projections.points import MILESTONES, AtMilestone, HappenedBy, Point, Position, RecordedBy, parse_point, step_at

HISTORY = recorded(
    [
        On("2026-03-01", OPENED),
        On("2026-03-02", sampled("court", "C01")[0]),
        On("2026-03-05T09:30Z", e.KeyQuestionJudged("C01", "2.1.1", "sufficient")),
        On("2026-03-04", e.KeyQuestionJudged("C01", "2.1.2", "sufficient")),
        e.ReviewerNoteAdded(),
        On("2026-03-06", e.FieldworkCompleted()),
        On("2026-04", e.PanelConvened((), 1)),
        On("2026-04-20", e.PanelConvened((), 1)),
        e.ReviewerNoteAdded(),
    ],
    first=100,
    every=10,
)
"""At 100, 110, ... 180; recorded 100, 110, ... 180 seconds after midday on 1 March 2026."""


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("412", Position(412)),
        ("#412", Position(412)),
        (" 0412 ", Position(412)),
        ("0", Position(0)),
        ("9" * 18, Position(int("9" * 18))),
        ("2020-06-05", HappenedBy(Happened("2020-06-05", "day"))),
        ("2020-06-05T17:00Z", RecordedBy("2020-06-05T17:00:00.000000Z")),
        ("2020-06-05T17:00+01:00", RecordedBy("2020-06-05T16:00:00.000000Z")),
        ("2020-06-05T17:00:00Z", RecordedBy("2020-06-05T17:00:00.000000Z")),
        ("2020-06-05T17:00:01.5Z", RecordedBy("2020-06-05T17:00:01.500000Z")),
        ("latest", AtMilestone("latest")),
        *((name, AtMilestone(name)) for name in MILESTONES),
    ],
)
def test_a_point_is_read_from(text: str, point: Point) -> None:
    assert parse_point(text) == point


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", "1.5", "#", "##1", "12a", "9" * 19, "\u0664", "2020-06", "2020-6-5", "2020-06-31", "yesterday", "Latest", "panels",
     "2020-06-05T17:00", "2020-06-05T25:00Z", "2020-06-05t17:00z", "T", "2020-06-05 17:00Z", "0001-01-01T00:00+23:59", "9999-12-31T23:59-23:59"],
)  # fmt: skip
def test_anything_else_is_refused_with_the_forms_there_are(text: str) -> None:
    sentence = "Expected a point: a position such as 412, a date such as 2020-06-05, a time such as 2020-06-05T17:00Z, or one of opened, fieldwork-complete,"
    with pytest.raises(UsageError, match=f"{re.escape(sentence)}.*; found {re.escape(repr(text))}"):
        parse_point(text)


@pytest.mark.parametrize(("number", "step"), [(100, 1), (109, 1), (110, 2), (111, 2), (179, 8), (180, 9), (999, 9)])
def test_a_position_of_the_ledger_stands_at_the_inspections_last_event_up_to_it(number: int, step: int) -> None:
    assert step_at(Position(number), HISTORY) == step


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2026-03-01", 1),
        ("2026-03-02", 2),
        ("2026-03-03", 2),
        ("2026-03-04", 2),  # the judgement of the 4th was recorded behind one of the 5th
        ("2026-03-05", 5),
        ("2026-03-06", 6),
        ("2026-04-19", 6),  # the sitting of April may have been on any of its days
        ("2026-04-20", 6),
        ("2026-04-30", 9),
        ("2030-01-01", 9),
    ],
)
def test_a_date_stands_before_the_first_event_that_happened_later(day: str, step: int) -> None:
    assert step_at(HappenedBy(Happened.parse(day)), HISTORY) == step


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("2026-03-01T12:01:40Z", 1),
        ("2026-03-01T12:01:49.999999Z", 1),
        ("2026-03-01T12:01:50Z", 2),
        ("2026-03-01T13:02+01:00", 3),
        ("2026-03-01T12:02Z", 3),
        ("2026-03-01T12:03Z", 9),
        ("2030-01-01T00:00Z", 9),
    ],
)
def test_a_time_stands_at_what_was_recorded_by_then(text: str, step: int) -> None:
    assert step_at(parse_point(text), HISTORY) == step


@pytest.mark.parametrize(("name", "step"), [("opened", 1), ("fieldwork-complete", 6), ("panel", 8), ("latest", 9)])
def test_a_milestone_stands_at_the_latest_such_event(name: str, step: int) -> None:
    assert step_at(AtMilestone(name), HISTORY) == step


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        (Position(99), f"{INSPECTION} begins at #100; nothing of it is recorded at #99 or before."),
        (HappenedBy(Happened.parse("2026-02-28")), f"{INSPECTION} begins on 2026-03-01; nothing of it had happened by 2026-02-28."),
        (
            RecordedBy("2026-03-01T12:01:39.999999Z"),
            f"{INSPECTION} was first recorded at 2026-03-01T12:01:40.000000Z; nothing of it was recorded by",
        ),
        (AtMilestone("draft"), f"{INSPECTION} has not reached 'draft'. `ledger log {INSPECTION}` shows what is recorded."),
        (AtMilestone("confirmed"), "has not reached 'confirmed'"),
        (AtMilestone("published"), "has not reached 'published'"),
    ],
)
def test_a_point_before_the_beginning_or_a_milestone_not_reached_is_not_found(point: Point, sentence: str) -> None:
    with pytest.raises(NotFoundError, match=re.escape(sentence)):
        step_at(point, HISTORY)


def test_an_undated_event_is_never_later_than_a_date() -> None:
    assert step_at(HappenedBy(Happened.parse("1999-01-01")), recorded([OPENED])) == 1


@given(st.integers(0, 400))
def test_the_events_up_to_a_position_are_those_with_no_greater_position(number: int) -> None:
    def up_to(history: list[RecordedEvent]) -> int:
        try:
            return step_at(Position(number), history)
        except NotFoundError:
            return 0

    step = up_to(HISTORY)
    assert all(one.position <= number for one in HISTORY[:step])
    assert all(one.position > number for one in HISTORY[step:])
