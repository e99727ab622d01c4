"""Following what is recorded: LIVE at the last event, and elsewhere a quiet count of what is new."""

from __future__ import annotations

from dataclasses import replace

from textual import work
from textual.worker import get_current_worker

from ledger.domain.recorded import RecordedEvent
from ledger.errors import LedgerError, StorageError
from ledger_tui.messages import HistoryRead
from ledger_tui.replay import Replay
from ledger_tui.screens.following import NEWS, NOT_REACHED, UNREAD, looks
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.standpoint import Standpoint
from ledger_tui.watching import HistoryGrew, LedgerLooked, NewsUnread


class Living(ReplayFrame):
    """Waits for news, always for everything after the last event it has, so that none is ever missed."""

    seen = 0
    """How many events there were when the last of them was last looked at."""
    head = 0
    """The last position of the ledger that was seen."""
    trouble = ""
    """What kept what is new from being shown at the last look, nothing where nothing did."""
    unread = ""

    def on_history_read(self, message: HistoryRead) -> None:
        """Everything that is there is known already; what comes is waited for."""
        self.seen = message.replay.steps
        self.head = message.replay.history[-1].position
        self.follow(message.replay)

    @work(thread=True, exclusive=True, exit_on_error=False, group=NEWS)
    def follow(self, replay: Replay) -> None:
        """Read what is recorded after the last event, as it is recorded; what a look that fails leaves out, the next one reads."""
        head = replay.history[-1].position
        for last in looks(self.ledger, head, get_current_worker()):
            events = self._after(replay) if last is not None and last > head else []
            if last is None or isinstance(events, StorageError):
                self.post_message(LedgerLooked(head, reached=False))
            elif isinstance(events, LedgerError):
                self.post_message(NewsUnread(events))
            elif not events:
                head = last
                self.post_message(LedgerLooked(head, reached=True))
            else:
                before, replay, head = replay, replay.extended(events), last
                self.post_message(HistoryGrew(before, replay, head))

    def _after(self, replay: Replay) -> list[RecordedEvent] | LedgerError:
        """The events recorded since, or why they cannot be read."""
        try:
            return self.ledger.since(self.inspection, replay.history[-1].position)
        except LedgerError as error:
            return error

    def on_ledger_looked(self, message: LedgerLooked) -> None:
        """Say that the ledger cannot be reached, as long as it cannot."""
        self.head = message.head
        self._troubled("" if message.reached else NOT_REACHED)

    def on_news_unread(self, message: NewsUnread) -> None:
        """Say why what is new cannot be read, once in full and as long as it is so that it is."""
        if self.unread != str(message.error):
            self.unread = str(message.error)
            self.say(self.unread)
        self._troubled(UNREAD)

    def _troubled(self, trouble: str) -> None:
        changed, self.trouble = self.trouble != trouble, trouble
        if changed:
            self.go(self.at)

    def on_history_grew(self, message: HistoryGrew) -> None:
        """Go on with the longer history: at its last event where one is live, else where one stands."""
        if message.before is not self.replay:
            return
        self.replay, self.head, self.trouble, self.unread = message.replay, message.head, "", ""
        self.supposing = self.laid = None
        self.go(self.at.at(message.replay.steps, self.at.said) if self.at.mode == "LIVE" else self.at)

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
        """What is new, or why that cannot be shown, and how it plays."""
        new = self.replay.steps - self.seen if self.replay is not None else 0
        words = [self.trouble, f"{new} new" if new else "", super().state_words]
        return " · ".join(word for word in words if word)

    def action_live(self) -> None:
        """To the last event, and on with every one that is recorded."""
        if self.replay is not None:
            self.player.pause()
            self.go(replace(self.at.at(self.replay.steps), mode="LIVE"))
