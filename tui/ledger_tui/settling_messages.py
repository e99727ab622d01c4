"""What happened on the disputes screen, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.errors import LedgerError
    from ledger_tui.docket import Docket
    from ledger_tui.hand import Hand
    from ledger_tui.settling import NotSettled, Settled, Unknown


class DisputesOpened(Message):
    """Someone asked to settle the disputes of an inspection."""

    def __init__(self, inspection: str) -> None:
        super().__init__()
        self.inspection = inspection


class DocketRead(Message):
    """The open disputes were read for someone."""

    def __init__(self, ledger: Ledger, hand: Hand, docket: Docket) -> None:
        super().__init__()
        self.ledger, self.hand, self.docket = ledger, hand, docket


class DocketRefused(Message):
    """The disputes could not be read, or none is open."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__()
        self.error = error


class DocketMoved(Message):
    """The docket with what others recorded on the inspection, as far as the ledger went up to `head`; it may be the same."""

    def __init__(self, docket: Docket, head: int) -> None:
        super().__init__()
        self.docket, self.head = docket, head


class DisputeChosen(Message):
    """A dispute of the queue was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


class DisputeDealtWith(Message):
    """What was asked for on a dispute was recorded, or was not, or nobody knows."""

    def __init__(self, result: Settled | NotSettled | Unknown) -> None:
        super().__init__()
        self.result = result
