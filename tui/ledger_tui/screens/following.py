"""Waiting for what others record: a server tells of it at once, a file is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual import work
from textual.worker import Worker, get_current_worker

from ledger.application import Ledger
from ledger.errors import StorageError
from ledger_tui.screens.leaving import Leaving
from ledger_tui.watching import LedgerLooked, NewsUnread

NEWS: Final = "news"
"""The group of the worker that waits; it ends when the screen is left and not before."""

WAIT: Final = 5.0
"""Seconds of one wait for news. A server tells at once what was recorded, and is asked all the same once they have passed."""

AGAIN: Final = 0.5
"""Seconds before a ledger that could not be read is tried again."""


NOT_REACHED: Final = "ledger not reached"
UNREAD: Final = "what is new cannot be read"


def looks(ledger: Ledger, head: int, worker: Worker[None]) -> Iterator[int | None]:
    """The last position of a ledger as soon as it is beyond the one before, and at every look; None while it cannot be reached.

    It goes on until the worker is cancelled.
    """
    reached = True
    while not worker.is_cancelled:
        try:
            head = ledger.wait(head, WAIT if reached else 0, lambda: worker.is_cancelled)
        except StorageError:
            reached = False
            yield None
            worker.cancelled_event.wait(AGAIN)
        else:
            reached = True
            yield head


class Following(Leaving):
    """A screen to record on that reads what others record as soon as it is there, and says while it cannot."""

    head = 0
    """The last position of the ledger that was seen."""
    unread = ""
    """Why what is new could not be read, though the ledger is there; nothing where it could."""
    read_to = 0
    """The position up to which everything was read that others recorded."""

    @work(thread=True, exclusive=True, exit_on_error=False, group=NEWS)
    def follow(self, ledger: Ledger, head: int) -> None:
        """Say what every look at the ledger found, from a position on."""
        for last in looks(ledger, head, get_current_worker()):
            head = head if last is None else last
            self.post_message(LedgerLooked(head, reached=last is not None))

    def on_ledger_looked(self, message: LedgerLooked) -> None:
        """Have what is new read, or say that the ledger cannot be reached as long as it cannot."""
        self.head = message.head
        self.say_trouble((UNREAD if self.unread else "") if message.reached else NOT_REACHED)
        if message.reached:
            self.look()

    def on_news_unread(self, message: NewsUnread) -> None:
        """Say why what is new cannot be read, once in full and as long as it is so that it is."""
        if self.unread != str(message.error):
            self.unread = str(message.error)
            self.say(self.unread)
        self.say_trouble(UNREAD)

    def news_read(self, upto: int) -> None:
        """Everything that others recorded up to a position is read, and nothing keeps it from being read any more."""
        self.read_to = max(self.read_to, upto)
        if self.unread:
            self.unread = ""
            self.say_trouble("")

    def look(self) -> None:
        """Have what is new read, unless there is nothing new or something is being recorded, with which it is read."""
        if self.head > self.read_to and not self.pending:
            self.read_news(self.head)

    def say_trouble(self, trouble: str) -> None:
        """Say beside the mode what keeps what is new from being shown, nothing where nothing does."""
        raise NotImplementedError

    def read_news(self, head: int) -> None:
        """Read what others recorded up to a position, and take it in."""
        raise NotImplementedError
