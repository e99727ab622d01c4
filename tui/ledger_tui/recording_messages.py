"""What happened on the recording screen, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.domain.recorded import RecordedEvent
    from ledger.errors import LedgerError
    from ledger_tui.hand import Hand
    from ledger_tui.recorder import Result
    from ledger_tui.sheet import Sheet


class LineChosen(Message):
    """A line of a sheet was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


class CaseOpened(Message):
    """Someone asked to type on a case."""

    def __init__(self, inspection: str, case: str) -> None:
        super().__init__()
        self.inspection, self.case = inspection, case


class SheetRead(Message):
    """A case was read for someone who may type on it."""

    def __init__(self, ledger: Ledger, hand: Hand, sheet: Sheet) -> None:
        super().__init__()
        self.ledger, self.hand, self.sheet = ledger, hand, sheet


class SheetRefused(Message):
    """A case could not be read, or the one who asked may not type on it."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__()
        self.error = error


class EntryDealtWith(Message):
    """An entry was recorded, or was not."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.result = result


class SheetMoved(Message):
    """Others recorded these on the inspection after a position, as far as the ledger went up to `head`; it may be none."""

    def __init__(self, after: int, events: list[RecordedEvent], head: int) -> None:
        super().__init__()
        self.after, self.events, self.head = after, events, head
