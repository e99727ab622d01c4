"""What happened on the screen of second judgements, in the past tense."""

from __future__ import annotations

from textual.message import Message

from ledger.application import Ledger
from ledger.errors import LedgerError
from ledger_tui.blind import BlindSheet
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
    """A second judgement was recorded, or was not, in words; `sheet` is how it stands now."""

    def __init__(self, sheet: BlindSheet, words: str) -> None:
        super().__init__()
        self.sheet, self.words = sheet, words


class BlindLineChosen(Message):
    """A line of the sheet was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row
