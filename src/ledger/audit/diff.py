"""What changed between two points of an inspection, and which events did it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from ledger.audit.citation import Object, citation
from ledger.audit.difference import Difference, Effect, difference, difference_json
from ledger.audit.standpoint import Standpoint, clocks, heading
from ledger.domain.recorded import RecordedEvent
from ledger.errors import UsageError
from ledger.projections import ratings
from ledger.projections.ratings import RatingsView

EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
"""From the one that reaches furthest to the one that moves nothing."""


@dataclass(frozen=True, slots=True)
class EventEffect:
    """One event and what it changed on the board."""

    recorded: RecordedEvent
    changed: Difference


@dataclass(frozen=True, slots=True)
class Diff:
    """Two points of an inspection, what differs between their boards, and the events after the first up to the second, in order."""

    first: Standpoint
    last: Standpoint
    changed: Difference
    events: tuple[EventEffect, ...]

    def by_effect(self) -> dict[Effect, list[EventEffect]]:
        """The events by the furthest that each reached; every effect is there, if with no event."""
        return {effect: [event for event in self.events if event.changed.effect == effect] for effect in EFFECTS}


def diff(history: Sequence[RecordedEvent], steps: tuple[int, int], start: RatingsView) -> Diff:
    """The difference from one step of a history to another; UsageError where the first is the later one."""
    first, last = steps
    if first > last:
        raise UsageError(
            f"Expected FROM before TO, found FROM at #{history[first - 1].position} and TO at #{history[last - 1].position}. Swap them."
        )
    before = ratings.fold(start, history[:first])
    events = tuple(_effects(before, history[first:last]))
    after = ratings.fold(before, history[first:last])
    return Diff(Standpoint(before, len(history)), Standpoint(after, len(history)), difference(before, after), events)


def _effects(view: RatingsView, events: Sequence[RecordedEvent]) -> Iterator[EventEffect]:
    for recorded in events:
        after = ratings.apply(view, recorded)
        yield EventEffect(recorded, difference(view, after))
        view = after


def as_json(found: Diff) -> Object:
    """Both points, what differs between them, and the events by effect."""
    head = heading(found.last)
    del head["at"]
    return {
        **head,
        "from": clocks(found.first),
        "to": clocks(found.last),
        "changed": difference_json(found.changed),
        "events": {effect: [_event(event) for event in events] for effect, events in found.by_effect().items()},
    }


def _event(found: EventEffect) -> Object:
    return {**citation(found.recorded), "changed": difference_json(found.changed)}
