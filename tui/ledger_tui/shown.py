"""What a panel is given to show: one standpoint, with the ratings as they were there and one event before, and nothing later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import RatingsView
from ledger_tui.drill import Row, rows
from ledger_tui.replay import Replay
from ledger_tui.stamp import mode_stamp
from ledger_tui.standpoint import Standpoint


@dataclass(frozen=True)
class Shown:
    """The history, where one stands in it, and the views at and before the cursor.

    `player` says how it plays; `laid` is the history with suppositions once it has been worked out whole.
    """

    replay: Replay
    at: Standpoint
    before: RatingsView
    view: RatingsView
    player: str = ""
    laid: Replay | None = None

    @property
    def track(self) -> Replay:
        """The history that what shows all of it is laid out from: as supposed once that is worked out, until then as recorded."""
        return self.laid or self.replay.recorded

    @property
    def recorded(self) -> RecordedEvent | None:
        """The event at the cursor, or None before the first."""
        return self.view.last

    @property
    def previous_like(self) -> RecordedEvent | None:
        """The event that the one at the cursor follows on the same thing."""
        return self.replay.previous_like(self.view.step)

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows of the level drilled into, none where none is."""
        return rows(self.replay, self.view, self.at.level) if self.at.level else ()

    @property
    def row_index(self) -> int:
        """Which row is chosen, held within those there are."""
        return max(0, min(self.at.row, len(self.rows) - 1))

    @property
    def row(self) -> Row | None:
        """The row chosen, if there is any."""
        return self.rows[self.row_index] if self.rows else None

    @property
    def in_question(self) -> RecordedEvent | None:
        """The event that is looked at: that of the chosen row, if it has one, else the one at the cursor."""
        return self.replay.event_at(self.row.step if self.row and self.row.step else self.view.step)

    @property
    def as_recorded(self) -> RatingsView:
        """The view at the cursor as it is recorded, which is the one shown where nothing is supposed."""
        return self.view if self.replay is self.replay.recorded else self.replay.recorded.view_at(self.view.step)

    @property
    def stamp(self) -> str:
        """The stamp on every panel: the mode, and the position shown."""
        return mode_stamp(self.at.mode, self.recorded, self.replay.supposed)


def shown(replay: Replay, at: Standpoint, player: str = "", laid: Replay | None = None) -> Shown:
    """What is shown at a standpoint."""
    before = replay.view_at(at.step - 1)
    return Shown(replay, at, before, replay.view_at(at.step), player, laid)
