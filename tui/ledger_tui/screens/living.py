"""Following what is recorded: LIVE at the last event, and elsewhere a quiet count of what is new."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textual import work

from ledger.errors import LedgerError
from ledger_tui.messages import HistoryRead
from ledger_tui.replay import Replay
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.standpoint import Standpoint
from ledger_tui.watching import HistoryGrew, LedgerLooked

LOOK_EVERY: Final = 0.5
"""Seconds between two looks for what was recorded since."""


class Living(ReplayFrame):
    """Looks for news again and again, always for everything after the last event it has, so that none is ever missed."""

    seen = 0
    """How many events there were when the last of them was last looked at."""
    head = 0
    """The last position of the ledger that was seen; what is recorded beyond it is looked at."""
    reached = True
    """Whether the ledger could be read at the last look."""

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_interval(LOOK_EVERY, self._look)

    def on_history_read(self, message: HistoryRead) -> None:
        """Everything that is there is known already."""
        self.seen = message.replay.steps
        self.head = message.replay.history[-1].position

    def _look(self) -> None:
        if self.replay is not None:
            self.look(self.replay, self.head)

    @work(thread=True, exclusive=True, exit_on_error=False, group="news")
    def look(self, replay: Replay, head: int) -> None:
        """Read what was recorded after the last event; a look that fails is made up for by the next, which asks for the same."""
        try:
            last = self.ledger.wait(head, 0)
            events = self.ledger.since(self.inspection, replay.history[-1].position) if last > head else []
        except LedgerError:
            self.post_message(LedgerLooked(head, reached=False))
            return
        if events:
            self.post_message(HistoryGrew(replay, replay.extended(events), last))
        elif last > head or not self.reached:
            self.post_message(LedgerLooked(last, reached=True))

    def on_ledger_looked(self, message: LedgerLooked) -> None:
        """Say that the ledger cannot be read, as long as it cannot."""
        changed = self.reached != message.reached
        self.head, self.reached = message.head, message.reached
        if changed:
            self.go(self.at)

    def on_history_grew(self, message: HistoryGrew) -> None:
        """Go on with the longer history: at its last event where one is live, else where one stands."""
        if message.before is not self.replay:
            return
        self.replay, self.head, self.reached = message.replay, message.head, True
        self.supposing = self.laid = None
        self.go(self.at.at(message.replay.steps) if self.at.mode == "LIVE" else self.at)

    def go(self, at: Standpoint) -> None:
        """As the frame; away from the last event nothing is live any more."""
        if self.replay is not None:
            if at.mode == "LIVE" and at.step < self.replay.steps:
                at = replace(at, mode="AS AT")
            if at.step >= self.replay.steps:
                self.seen = self.replay.steps
        super().go(at)

    @property
    def state_words(self) -> str:
        """What is new, or that the ledger cannot be read, and how it plays."""
        new = self.replay.steps - self.seen if self.replay is not None else 0
        words = ["ledger not reached" if not self.reached else "", f"{new} new" if new else "", super().state_words]
        return " · ".join(word for word in words if word)

    def action_live(self) -> None:
        """To the last event, and on with every one that is recorded."""
        if self.replay is not None:
            self.player.pause()
            self.go(replace(self.at.at(self.replay.steps), mode="LIVE"))
