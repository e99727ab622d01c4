"""An inspection's history made ready for replay: the ratings as at any of its events, at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.projections.points import Point, step_at
from ledger.projections.ratings import RatingsView, apply, fold
from ledger.projections.ratings import start as before_any_event
from ledger_tui.subjects import thing
from ledger_tui.wording import searchable

EVERY = 64
"""A view is kept every so many events; a seek folds fewer than this."""

Outcome = tuple[tuple[Rating, ...], str, int | None]


class Replay:
    """An inspection's history with the view as at every step of it, from 0 (before the first event) to the number of events."""

    def __init__(self, history: Sequence[RecordedEvent], start: RatingsView) -> None:
        """`start` is the view before any event."""
        self.history = history
        self._kept = [start]
        self._near = start

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
        self._near = view = fold(near, self.history[near.step : wanted])
        return view

    def _keyframe(self, number: int) -> RatingsView:
        while len(self._kept) <= number:
            kept = self._kept[-1]
            self._kept.append(fold(kept, self.history[kept.step : kept.step + EVERY]))
        return self._kept[number]

    def event_at(self, step: int) -> RecordedEvent | None:
        """The event at a step, or None before the first."""
        return self.history[step - 1] if step else None

    def step_of(self, point: Point) -> int:
        """The step a point stands at; NotFoundError where nothing is recorded there."""
        return step_at(point, self.history)

    def position_of(self, step: int) -> int | None:
        """The ledger position of a step's event, or None before the first."""
        return self.history[step - 1].position if step else None

    @cached_property
    def rating_changes(self) -> tuple[int, ...]:
        """The steps at which any standard's rating, the overall rating or its score changed, rising."""
        view = before_any_event(self._kept[0].resolve, self._kept[0].under)
        was, changes = _outcome(view), []
        for recorded in self.history:
            after = apply(view, recorded)
            if after.standards is not view.standards:
                now = _outcome(after)
                if now != was and not _only_opened(was, now):
                    changes.append(after.step)
                was = now
            view = after
        return tuple(changes)

    @cached_property
    def earlier(self) -> tuple[int, ...]:
        """For each event the step of the one before it about the same thing, 0 where it is the first."""
        last: dict[tuple[str, ...], int] = {}
        found = []
        for step, recorded in enumerate(self.history, start=1):
            settled = thing(recorded.event)
            found.append(last.get(settled, 0) if settled else 0)
            if settled:
                last[settled] = step
        return tuple(found)

    def previous_like(self, step: int) -> RecordedEvent | None:
        """The event that the one at a step follows on the same thing, such as the judgement it replaces."""
        return self.event_at(self.earlier[step - 1]) if step else None

    def next_change(self, step: int) -> int | None:
        """The step of the next rating change after a step, or None."""
        index = bisect_right(self.rating_changes, step)
        return self.rating_changes[index] if index < len(self.rating_changes) else None

    def previous_change(self, step: int) -> int | None:
        """The step of the last rating change before a step, or None."""
        index = bisect_left(self.rating_changes, step)
        return self.rating_changes[index - 1] if index else None

    def find(self, text: str, step: int, direction: Literal[1, -1] = 1) -> int | None:
        """The nearest step after (or before) a step whose event speaks of the text, going round at the end; None where none does."""
        wanted = text.casefold()
        for offset in range(1, self.steps + 1):
            index = (step - 1 + direction * offset) % self.steps
            if wanted in self._words[index]:
                return index + 1
        return None

    @cached_property
    def _words(self) -> list[str]:
        framework = self.view_at(self.steps).framework
        return [searchable(recorded, framework).casefold() for recorded in self.history]


def _outcome(view: RatingsView) -> Outcome:
    overall = view.overall
    ratings = tuple(rating.rating for rating in view.ratings)
    return ratings, str(overall.rating) if overall else "", overall.score if overall else None


def _only_opened(was: Outcome, now: Outcome) -> bool:
    """Whether the difference is only that the inspection was opened, with nothing rated yet."""
    return not was[0] and set(now[0]) == {Rating.NOT_RATED}
