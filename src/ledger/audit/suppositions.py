"""History with suppositions: some events left out, or turned into others, and the ratings as they would then have come out.

Nothing is recorded. Every other event stays where it is and as it is; what rests on an event that is left out, such as the judgements of
a case that was never sampled, then counts for nothing, by the same fold as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.projections import ratings
from ledger.projections.ratings import RatingsView


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed of the event at one position: that it never happened, or that it was another."""

    position: int
    instead: e.Event | None = None


@dataclass(frozen=True)
class Suppositions:
    """A set of suppositions, at most one a position, in the order of their positions."""

    each: tuple[Supposition, ...] = ()

    @cached_property
    def by_position(self) -> dict[int, Supposition]:
        """The suppositions by position."""
        return {one.position: one for one in self.each}

    def __len__(self) -> int:
        """How many events something is supposed of."""
        return len(self.each)

    def __iter__(self) -> Iterator[Supposition]:
        """The suppositions in the order of their positions."""
        return iter(self.each)

    def of(self, history: Iterable[RecordedEvent]) -> list[RecordedEvent]:
        """The events as they are supposed to have been, without those left out."""
        found = ((recorded, self.by_position.get(recorded.position)) for recorded in history)
        return [
            recorded._replace(event=one.instead) if one and one.instead else recorded for recorded, one in found if not one or one.instead
        ]

    def toggled(self, one: Supposition) -> Suppositions:
        """The set with this one in it, in place of another at the same position; without it where it was in already."""
        others = tuple(other for other in self.each if other.position != one.position)
        if self.by_position.get(one.position) == one:
            return Suppositions(others)
        return Suppositions(tuple(sorted((*others, one), key=lambda other: other.position)))


NOTHING_SUPPOSED = Suppositions()


def turned_over(event: e.Event) -> e.Event | None:
    """The same judgement or answer the other way, or None for an event that has no other way."""
    match event:
        case e.KeyQuestionJudged(judgement="sufficient"):
            return replace(event, judgement="insufficient")
        case e.KeyQuestionJudged(judgement="insufficient"):
            return replace(event, judgement="sufficient")
        case e.PromptAnswered(answer="yes"):
            return replace(event, answer="no")
        case e.PromptAnswered(answer="no"):
            return replace(event, answer="yes")
        case _:
            return None


def apply(view: RatingsView, recorded: RecordedEvent, supposed: Suppositions) -> RatingsView:
    """The view after one event as it is supposed to have been; its `last` is the event that is recorded."""
    one = supposed.by_position.get(recorded.position)
    if one is None:
        return ratings.apply(view, recorded)
    if one.instead is None:
        return replace(view, step=view.step + 1, last=recorded)
    return replace(ratings.apply(view, recorded._replace(event=one.instead)), last=recorded)


def fold(view: RatingsView, events: Iterable[RecordedEvent], supposed: Suppositions) -> RatingsView:
    """The view after all the events as they are supposed to have been."""
    run: list[RecordedEvent] = []
    for recorded in events:
        if recorded.position in supposed.by_position:
            view, run = apply(ratings.fold(view, run), recorded, supposed), []
        else:
            run.append(recorded)
    return ratings.fold(view, run)
