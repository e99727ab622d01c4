"""Points in an inspection's history: what `--at` names, and the step it stands at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, assert_never, get_args

from ledger.domain import events as e
from ledger.domain.recorded import Happened, RecordedEvent, format_instant
from ledger.errors import NotFoundError, UsageError

Milestone = Literal["opened", "fieldwork-complete", "panel", "draft", "confirmed", "published", "latest"]

MILESTONES: dict[str, type[e.Event]] = {
    "opened": e.InspectionOpened,
    "fieldwork-complete": e.FieldworkCompleted,
    "panel": e.PanelConvened,
    "draft": e.DraftShared,
    "confirmed": e.RatingsConfirmed,
    "published": e.ReportPublished,
}

FORMS = f"a position such as 412, a date such as 2020-06-05, a time such as 2020-06-05T17:00Z, or one of {', '.join(get_args(Milestone))}"


@dataclass(frozen=True, slots=True)
class Position:
    """As at a position of the ledger."""

    number: int


@dataclass(frozen=True, slots=True)
class HappenedBy:
    """As at a date: everything before the first event that happened later."""

    day: Happened


@dataclass(frozen=True, slots=True)
class RecordedBy:
    """As at a moment: everything recorded at or before it."""

    moment: str


@dataclass(frozen=True, slots=True)
class AtMilestone:
    """As at the latest event of a kind."""

    milestone: str


Point = Position | HappenedBy | RecordedBy | AtMilestone


def parse_point(text: str) -> Point:
    """Read a point from its text; UsageError for anything else."""
    wanted = text.strip()
    if wanted in get_args(Milestone):
        return AtMilestone(wanted)
    if re.fullmatch(r"#?[0-9]{1,18}", wanted):
        return Position(int(wanted.removeprefix("#")))
    try:
        if "T" in wanted:
            return RecordedBy(_moment(wanted))
        happened = Happened.parse(wanted)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"Expected a point: {FORMS}; found {text!r}.") from error
    if happened.precision != "day":
        raise UsageError(f"Expected a point: {FORMS}; found {text!r}.")
    return HappenedBy(happened)


def _moment(text: str) -> str:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time needs its zone, such as the Z of 2020-06-05T17:00Z")
    return format_instant(moment)


def step_at(point: Point, history: Sequence[RecordedEvent]) -> int:
    """How many of the inspection's events stand at the point, at least 1; NotFoundError where none of them does."""
    match point:
        case Position(number):
            step = sum(1 for recorded in history if recorded.position <= number)
        case RecordedBy(moment):
            step = next((i for i, recorded in enumerate(history) if recorded.recorded_at > moment), len(history))
        case HappenedBy(day):
            step = next((i for i, recorded in enumerate(history) if _is_later(recorded.by.happened, day)), len(history))
        case AtMilestone("latest"):
            step = len(history)
        case AtMilestone(milestone):
            kind = MILESTONES[milestone]
            step = next((i + 1 for i in range(len(history) - 1, -1, -1) if isinstance(history[i].event, kind)), 0)
        case _:
            assert_never(point)
    if step == 0:
        raise NotFoundError(_nothing_there(point, history))
    return step


def is_beyond(point: Point, history: Sequence[RecordedEvent]) -> bool:
    """Whether a point is a position after the inspection's last event, of which only the whole ledger tells whether it is there."""
    return isinstance(point, Position) and point.number > history[-1].position


def _is_later(happened: Happened, day: Happened) -> bool:
    latest, bound = happened.latest, day.latest
    return latest is not None and bound is not None and latest > bound


def _nothing_there(point: Point, history: Sequence[RecordedEvent]) -> str:
    name = history[0].inspection
    match point:
        case AtMilestone(milestone):
            return f"{name} has not reached {milestone!r}. `ledger log {name}` shows what is recorded."
        case Position(number):
            return f"{name} begins at #{history[0].position}; nothing of it is recorded at #{number} or before."
        case HappenedBy(day):
            return f"{name} begins on {history[0].by.happened.on}; nothing of it had happened by {day.on}."
        case RecordedBy(moment):
            return f"{name} was first recorded at {history[0].recorded_at}; nothing of it was recorded by {moment}."
        case _:
            assert_never(point)
