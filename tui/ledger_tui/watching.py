"""What was found by looking for news, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ledger.domain.commands import RaiseDispute
    from ledger.errors import LedgerError
    from ledger_tui.replay import Replay


class HistoryGrew(Message):
    """More events of the inspection were recorded; `replay` is `before` with them, `head` the last position of the ledger."""

    def __init__(self, before: Replay, replay: Replay, head: int) -> None:
        super().__init__()
        self.before, self.replay, self.head = before, replay, head


class LedgerLooked(Message):
    """The ledger was looked at up to `head` and has nothing new of the inspection, or it could not be reached."""

    def __init__(self, head: int, *, reached: bool) -> None:
        super().__init__()
        self.head, self.reached = head, reached


class NewsUnread(Message):
    """What was recorded since could not be read, though the ledger is there."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__()
        self.error = error


class DisputeRaised(Message):
    """A dispute was raised, or was not: in words; `unsure` is the command of one that nobody knows to be recorded or not."""

    def __init__(self, words: str, unsure: RaiseDispute | None = None, *, raised: bool = False) -> None:
        super().__init__()
        self.words, self.unsure, self.raised = words, unsure, raised
