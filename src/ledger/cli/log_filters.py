"""Which events of a history are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import standard_of
from ledger.domain.recorded import RecordedEvent
from ledger.errors import NotFoundError, UsageError
from ledger.frameworks import load_framework
from ledger.projections.points import AtMilestone, HappenedBy, Point, Position, RecordedBy, step_at

MANY = 24
"""How many names an error lists at most."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an event must be about, by whom it must be and what it must be called; None where anything goes."""

    standard: str | None = None
    case: str | None = None
    actor: str | None = None
    event: str | None = None
    correlation: str | None = None
    causation: str | None = None

    def match(self, recorded: RecordedEvent) -> bool:
        """Whether an event is wanted."""
        event = recorded.event
        return (
            self.standard in (None, standard_about(event))
            and self.case in (None, getattr(event, "case", None))
            and self.actor in (None, recorded.by.actor.id)
            and self.event in (None, e.event_name(e.TOPIC_OF[type(event)]))
            and self.correlation in (None, recorded.by.correlation)
            and self.causation in (None, recorded.by.causation)
        )


def selected(history: Sequence[RecordedEvent], within: slice, filters: Filters) -> list[RecordedEvent]:
    """The events within the part of a history that the filters want."""
    filters = replace(filters, causation=_cause(filters.causation, history))
    return [recorded for recorded in history[within] if filters.match(recorded)]


def _cause(named: str | None, history: Sequence[RecordedEvent]) -> str | None:
    """The id of the event that is named by its position or id."""
    if named is None:
        return None
    for recorded in history:
        if named.removeprefix("#") in (str(recorded.position), recorded.id):
            return recorded.id
    inspection = history[0].inspection
    raise NotFoundError(f"There is no event {named!r} in {inspection}; it has #{history[0].position} to #{history[-1].position}.")


def standard_about(event: e.Event) -> str | None:
    """The standard that an event is about, itself or by a key question or prompt of it; None where it is about none."""
    match event:
        case e.PromptAnswered(prompt=subject) | e.KeyQuestionJudged(key_question=subject) | e.PublishedFigureRecorded(subject=subject):
            return standard_of(subject)
        case d.SecondJudgementGiven(key_question=subject) | d.DisputeRaised(subject=subject):
            return standard_of(subject)
        case _:
            found: str | None = getattr(event, "standard", None)
            return found


def between(history: Sequence[RecordedEvent], first: Point | None, last: Point | None) -> slice:
    """The part of a history from one point to another, both included; UsageError where they are the wrong way round."""
    start = 0 if first is None else _first_at(first, history)
    stop = len(history) if last is None else step_at(last, history)
    if start > stop:
        raise UsageError(
            f"Expected --from before --to, found --from at {_where(history, start)} and --to at #{history[stop - 1].position}. Swap them."
        )
    return slice(start, stop)


def _first_at(point: Point, history: Sequence[RecordedEvent]) -> int:
    """The index of the first event that is not before a point."""
    match point:
        case Position(number):
            return _index(recorded.position >= number for recorded in history)
        case HappenedBy(day):
            return _index(recorded.by.happened.on is not None and not recorded.by.happened.is_before(day) for recorded in history)
        case RecordedBy(moment):
            return _index(recorded.recorded_at >= moment for recorded in history)
        case AtMilestone():
            return step_at(point, history) - 1


def _index(wanted: Iterable[bool]) -> int:
    """How many come before the first that is wanted."""
    count = 0
    for is_wanted in wanted:
        if is_wanted:
            break
        count += 1
    return count


def _where(history: Sequence[RecordedEvent], index: int) -> str:
    return f"#{history[index].position}" if index < len(history) else "the end"


def check(filters: Filters, history: Sequence[RecordedEvent], *, to_come: bool = False) -> None:
    """NotFoundError for a filter that names nothing there is; with `to_come`, a case, actor or correlation may still come."""
    opened = history[0].event
    inspection = history[0].inspection
    if filters.standard is not None and isinstance(opened, e.InspectionOpened):
        framework = load_framework(opened.framework)
        _known("standard", filters.standard, framework.by_standard, framework.id)
    if filters.event is not None:
        _known("event", filters.event, [e.event_name(topic) for topic in e.TOPICS], "any ledger")
    if to_come:
        return
    if filters.case is not None:
        sampled = (recorded.event.case for recorded in history if isinstance(recorded.event, e.CaseSampled))
        _known("case", filters.case, sampled, f"the sample of {inspection}")
    if filters.actor is not None:
        _known("actor", filters.actor, sorted({recorded.by.actor.id for recorded in history}), inspection)
    if filters.correlation is not None:
        _known("correlation", filters.correlation, sorted({r.by.correlation for r in history if r.by.correlation}), inspection)


def _known(what: str, name: str, names: Iterable[str], where: str) -> None:
    known = list(names)
    if name in known:
        return
    near = [other for other in known if name.startswith(other)] or get_close_matches(name, known, n=5)
    listed = near or known[:MANY]
    more = f" and {len(known) - len(listed)} more" if not near and len(known) > len(listed) else ""
    there = f"Near it: {', '.join(listed)}" if near else f"There are: {', '.join(listed) or 'none'}{more}"
    raise NotFoundError(f"There is no {what} {name!r} in {where}. {there}.")
