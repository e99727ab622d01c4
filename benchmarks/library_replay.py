"""The same seek through the `eventsourcing` library: an aggregate that folds the same view, its repository, snapshots off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import RatingsView, apply


class Folded(Aggregate):
    """An inspection whose ratings are folded as the library rebuilds it; an event says which of the history's it is."""

    history: ClassVar[Sequence[RecordedEvent]] = ()
    start: ClassVar[RatingsView]

    def __init__(self) -> None:
        self.view = self.start

    @event("Recorded")
    def record(self, number: int) -> None:
        """One more event of the history."""
        self.view = apply(self.view, self.history[number])


class LibraryReplay:
    """The history in the library's own SQLite recorder; what it spares, decoding whole events, is in its favour."""

    def __init__(self, path: Path, history: Sequence[RecordedEvent], start: RatingsView) -> None:
        Folded.history, Folded.start = history, start
        self._application: Application[UUID] = Application({"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
        folded = Folded()
        for number in range(len(history)):
            folded.record(number)
        self._application.save(folded)
        self._id = folded.id

    def at(self, step: int) -> RatingsView:
        """The view as at a step, by the repository."""
        found: Folded = self._application.repository.get(self._id, version=step + 1)
        return found.view
