"""What happened on the screen of second judgements, in the past tense."""

from __future__ import annotations

from textual.message import Message

from ledger.application import Ledger
from ledger.errors import LedgerError
from ledger_tui.blind import BlindSheet, Missed
from ledger_tui.hand import Hand


class BlindSheetRead(Message):
    """The sheet was issued, if it had not been before, and read."""

    def __init__(self, ledger: Ledger, hand: Hand, sheet: BlindSheet) -> None:
        super().__init__()
        self.ledger, self.hand, self.sheet = ledger, hand, sheet


class BlindSheetRefused(Message):
    """The sheet could not be had."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__()
        self.error = error


class SecondGiven(Message):
    """A second judgement was recorded, and the sheet stands as it is now, or it was missed; in words."""

    def __init__(self, row: int, result: BlindSheet | Missed, words: str) -> None:
        super().__init__()
        self.row, self.result, self.words = row, result, words


class BlindLineChosen(Message):
    """A line of the sheet was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row
