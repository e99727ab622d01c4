"""An inspection's history made ready for replay: the ratings as at any of its events, at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from ledger.audit import suppositions
from ledger.audit.suppositions import NOTHING_SUPPOSED, Suppositions
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Pending
from ledger.projections import ratings
from ledger.projections.points import Point, step_at
from ledger.projections.ratings import RatingsView
from ledger_tui.hits import Hit, hit, speaks, terms
from ledger_tui.subjects import Thing, thing
from ledger_tui.wording import searchable

EVERY = 64
"""A view is kept every so many events; a seek folds fewer than this."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ratings of all standards in printed order and the overall rating and score, as they came out at a step."""

    step: int
    ratings: tuple[Rating, ...]
    overall: Rating | Pending
    score: int | None

    def same_as(self, other: Outcome) -> bool:
        """Whether nothing moved between the two."""
        return (self.ratings, self.overall, self.score) == (other.ratings, other.overall, other.score)


class Replay:
    """An inspection's history with the view as at every step of it, from 0 (before the first event) to the number of events.

    With suppositions it is the history as it would then have been, at the same steps.
    """

    def __init__(self, history: Sequence[RecordedEvent], start: RatingsView) -> None:
        """`start` is the view before any event."""
        self.history = history
        self.supposed = NOTHING_SUPPOSED
        self.recorded = self
        self.kept = [start]
        self._near = start
        self.known: Sequence[Outcome] = ()

    def supposing(self, supposed: Suppositions) -> Replay:
        """The recorded history with these suppositions; what was worked out before the first of them is used again."""
        recorded = self.recorded
        if not supposed:
            return recorded
        first = recorded.step_at(supposed.each[0].position)
        other = Replay(recorded.history, recorded.kept[0])
        other.supposed, other.recorded = supposed, recorded
        other.kept = recorded.kept[: 1 + (first - 1) // EVERY]
        other.known = [outcome for outcome in recorded.outcomes if outcome.step < first]
        return other

    def extended(self, events: Sequence[RecordedEvent]) -> Replay:
        """The recorded history with later events, made ready like this one; what was worked out up to here is used again."""
        recorded = self.recorded
        longer = Replay([*recorded.history, *events], recorded.kept[0])
        longer.known = recorded.outcomes
        longer.kept = list(recorded.kept)
        longer.outcomes  # noqa: B018 (worked out here, where nobody waits for it)
        longer.earlier  # noqa: B018
        return longer

    @property
    def steps(self) -> int:
        """How many events there are."""
        return len(self.history)

    def within(self, step: int) -> int:
        """The step, held within 0 and the number of events."""
        return max(0, min(step, self.steps))

    def view_at(self, step: int) -> RatingsView:
        """The view as at a step, which is held within 0 and the number of events."""
        wanted, near = self.within(step), self._near
        if not (near.step <= wanted and near.step // EVERY == wanted // EVERY):
            near = self._keyframe(wanted // EVERY)
        self._near = view = self._fold(near, wanted)
        return view

    def _keyframe(self, number: int) -> RatingsView:
        while len(self.kept) <= number:
            kept = self.kept[-1]
            self.kept.append(self._fold(kept, kept.step + EVERY))
        return self.kept[number]

    def _fold(self, view: RatingsView, step: int) -> RatingsView:
        events = self.history[view.step : step]
        return suppositions.fold(view, events, self.supposed) if self.supposed else ratings.fold(view, events)

    def after(self, view: RatingsView) -> RatingsView:
        """The view one event after another."""
        return self._fold(view, view.step + 1)

    def event_at(self, step: int) -> RecordedEvent | None:
        """The event at a step, or None before the first."""
        return self.history[step - 1] if step else None

    def step_at(self, position: int) -> int:
        """The step of the last event at or before a ledger position, 0 where there is none."""
        return bisect_right(self.history, position, key=lambda recorded: recorded.position)

    def step_of(self, point: Point) -> int:
        """The step a point stands at; NotFoundError where nothing is recorded there."""
        return step_at(point, self.history)

    def position_of(self, step: int) -> int | None:
        """The ledger position of a step's event, or None before the first."""
        return self.history[step - 1].position if step else None

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the ratings came out at, from the opening on, at every step where any of them or the score moved."""
        found = list(self.known)
        begin = found[-1].step if found else 0
        view = self._fold(self.kept[begin // EVERY], begin)
        while view.step < self.steps:
            after = self._fold(view, view.step + 1)
            if after.step == EVERY * len(self.kept):
                self.kept.append(after)
            if after.standards is not view.standards and after.overall is not None:
                now = Outcome(after.step, tuple(rating.rating for rating in after.ratings), after.overall.rating, after.overall.score)
                if not found or not now.same_as(found[-1]):
                    found.append(now)
            view = after
        return tuple(found)

    @property
    def is_worked_out(self) -> bool:
        """Whether the outcomes of the whole history are there, so that looking at them takes no time."""
        return "outcomes" in self.__dict__

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What an outcome is of: the standards in printed order, then the overall rating."""
        if self.recorded is not self:
            return self.recorded.columns
        framework = self.view_at(self.steps).framework
        return (*(framework.by_standard if framework else ()), "overall")

    @cached_property
    def rating_changes(self) -> tuple[int, ...]:
        """The steps at which any standard's rating, the overall rating or its score changed, rising."""
        return tuple(outcome.step for outcome in self.outcomes[1:])

    @cached_property
    def earlier(self) -> tuple[int, ...]:
        """For each event the step of the one before it about the same thing, 0 where it is the first."""
        if self.recorded is not self:
            return self.recorded.earlier
        found = [0] * self.steps
        for steps in self.things.values():
            for before, step in pairwise(steps):
                found[step - 1] = before
        return tuple(found)

    @cached_property
    def things(self) -> dict[Thing, list[int]]:
        """The steps, rising, of the events about everything that events settle."""
        if self.recorded is not self:
            return self.recorded.things
        found: dict[Thing, list[int]] = {}
        for step, recorded in enumerate(self.history, start=1):
            settled = thing(recorded.event)
            if settled:
                found.setdefault(settled, []).append(step)
        return found

    def about(self, settled: Thing, step: int) -> list[int]:
        """The steps up to a step of the events about a thing, rising."""
        steps = self.things.get(settled, [])
        return steps[: bisect_right(steps, step)]

    def previous_like(self, step: int) -> RecordedEvent | None:
        """The event that the one at a step follows on the same thing, such as the judgement it replaces."""
        return self.event_at(self.earlier[step - 1]) if step else None

    def cause_of(self, step: int) -> RecordedEvent | None:
        """The event that led to the one at a step, such as the outcome that an amendment was recorded with; None where none did."""
        recorded = self.event_at(step)
        if recorded is None or recorded.by.causation is None:
            return None
        return next((one for one in reversed(self.history[: step - 1]) if one.id == recorded.by.causation), None)

    def next_change(self, step: int) -> int | None:
        """The step of the next rating change after a step, or None."""
        index = bisect_right(self.rating_changes, step)
        return self.rating_changes[index] if index < len(self.rating_changes) else None

    def previous_change(self, step: int) -> int | None:
        """The step of the last rating change before a step, or None."""
        index = bisect_left(self.rating_changes, step)
        return self.rating_changes[index - 1] if index else None

    def find(self, text: str, step: int, direction: Literal[1, -1] = 1, *, without: bool = False) -> Hit | None:
        """The nearest step after (or before) a step whose event speaks of all the words, or of none, going round; None where none does."""
        wanted = terms(text)
        return hit([at for at, said in enumerate(self.words, start=1) if speaks(said, wanted, without=without)], step, direction)

    @cached_property
    def words(self) -> list[str]:
        """Everything that each event says, to be searched."""
        if self.recorded is not self:
            return self.recorded.words
        framework = self.view_at(self.steps).framework
        return [searchable(recorded, framework).casefold() for recorded in self.history]
