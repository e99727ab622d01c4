"""What is recorded on the command line, and how far a ledger goes."""

from __future__ import annotations

from collections.abc import Callable

from tests.cli.ran import Ran
from tests.cli.whole_inspection import NAME

from ledger.bootstrap import open_ledger
from ledger.domain.recorded import RecordedEvent

Record = Callable[..., Ran]


def head(ledger: str) -> int:
    with open_ledger(ledger, read_only=True) as opened:
        return opened.head()


def event(ledger: str, position: int) -> RecordedEvent:
    with open_ledger(ledger, read_only=True) as opened:
        return opened.event(position)


DECIDE = ("--role", "panel-chair", "--reason", "Three cases only.")
OPEN = ("open", NAME, "--service", "North Service", "--framework", "youth-2021", "--role", "lead-inspector")
