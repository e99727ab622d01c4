"""Where an answer stands: the inspection, and the point in its history with both clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.citation import Object, day
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Overall
from ledger.projections import ratings
from ledger.projections.ratings import RatingsView


@dataclass(frozen=True)
class Standpoint:
    """An opened inspection's ratings as at one of its `of` events."""

    view: RatingsView
    of: int

    @property
    def last(self) -> RecordedEvent:
        """The last event that the answer takes in."""
        if self.view.last is None:
            raise ValueError("expected an inspection that has been opened, found none")
        return self.view.last

    @property
    def framework(self) -> Framework:
        """The framework that the ratings follow."""
        if self.view.framework is None:
            raise ValueError("expected an inspection that has been opened, found none")
        return self.view.framework

    @property
    def overall(self) -> Overall:
        """The overall rating."""
        if self.view.overall is None:
            raise ValueError("expected an inspection that has been opened, found none")
        return self.view.overall


def standpoint(history: Sequence[RecordedEvent], step: int, start: RatingsView) -> Standpoint:
    """The standpoint after the first `step` events of a history."""
    return Standpoint(ratings.fold(start, history[:step]), len(history))


def heading(at: Standpoint) -> Object:
    """The JSON that every answer about an inspection begins with."""
    view = at.view
    return {
        "inspection": view.inspection,
        "service": view.service,
        "framework": at.framework.id,
        "provenance": view.provenance,
        "at": clocks(at),
    }


def clocks(at: Standpoint) -> Object:
    """The point itself: its position, both clocks, and which of the inspection's events it is."""
    return {
        "position": at.last.position,
        "happened_on": day(at.last.by.happened),
        "recorded_at": at.last.recorded_at,
        "step": at.view.step,
        "of": at.of,
    }
