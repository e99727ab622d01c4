"""`ledger log --follow`: what is recorded of an inspection, as it is recorded."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

from ledger.application import Ledger
from ledger.cli import diagnostics, output
from ledger.cli.log_filters import between
from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError, StorageError
from ledger.projections.points import MILESTONES, AtMilestone, Point, Position, step_at

WAIT: Final = 1.0
"""Seconds of waiting between two looks at whether anybody still reads, and before a ledger that cannot be read is tried again."""

History = Sequence[RecordedEvent]


def followed(ledger: Ledger, inspection: str, first: Point | None, last: Point | None) -> Iterator[tuple[History, slice]]:
    """The history of an inspection and the part of it that is new, now and whenever it grows, until the last point is passed.

    Both points are included. A milestone as the first is the one there is now, so that `latest` begins with the last event there is.
    """
    head = ledger.head()
    history: History = ledger.history(inspection)
    if isinstance(first, AtMilestone):
        first = Position(history[between(history, first, None).start].position)
    seen = 0
    while True:
        start, (stop, ended) = max(seen, between(history, first, None).start), _stop(last, history, head)
        if start < stop:
            yield history, slice(start, stop)
        seen = len(history)
        if ended:
            return
        head, history = _grown(ledger, history, head)


def _stop(last: Point | None, history: History, head: int) -> tuple[int, bool]:
    """How many of the events stand before the end of the last point, and whether no other can come to stand there."""
    match last:
        case None | AtMilestone("latest"):
            return len(history), False
        case AtMilestone(milestone):
            reached = any(isinstance(recorded.event, MILESTONES[milestone]) for recorded in history)
            return (step_at(last, history), True) if reached else (len(history), False)
        case Position(number):
            return step_at(last, history), head >= number
        case _:
            step = step_at(last, history)
            return step, step < len(history)


def _grown(ledger: Ledger, before: History, head: int) -> tuple[int, History]:
    """The last position and the history once something was recorded, however long that takes and however often the ledger is lost."""
    inspection, lost = before[0].inspection, False
    while True:
        try:
            reached = ledger.wait(head, WAIT)
            history = before if reached == head else ledger.history(inspection)
        except StorageError as error:
            if not lost:
                diagnostics.warn(f"{error}. It is tried again until it can be read")
            lost = True
            time.sleep(WAIT)
        else:
            _require_same(before, history)
            if reached != head:
                return reached, history
        output.require_reader()


def _require_same(before: History, history: History) -> None:
    """DamagedError where the history is not the one before and what follows on it, such as that of a backup put in its place."""
    last = before[-1]
    if len(history) < len(before) or history[len(before) - 1].id != last.id:
        raise DamagedError(f"expected {last.inspection} to go on after #{last.position}, found another history: see `ledger verify`")
