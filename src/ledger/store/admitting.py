"""What an append must be before it is tried on a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError, RefusedError, UsageError
from ledger.store.appending import Row
from ledger.store.decoding import Decoder
from ledger.store.faults import RepeatedEventError
from ledger.store.mapper import PendingEvent

_NOWHERE: Final = 0
"""Stands for a position where there is none yet."""


def require_admissible(events: Sequence[PendingEvent]) -> None:
    """Returns where every event has an id of its own and every text can be kept on any engine.

    Raises `RepeatedEventError` or `RefusedError`.
    """
    _require_ids_of_their_own(events)
    _require_keepable(events)


def read_back(rows: Sequence[Row]) -> list[RecordedEvent]:
    """The events as whoever reads the rows will have them, at no position yet; UsageError names the field of one that nobody could read."""
    try:
        return Decoder().events((_NOWHERE, "", row.stream, row.version, row.topic, row.state) for row in rows)
    except DamagedError as error:
        said = str(error).removeprefix(f"the event at position {_NOWHERE} cannot be read: ")
        raise UsageError(f"expected an event that can be read again, found one that cannot, {said}; nothing was recorded") from error


def _require_ids_of_their_own(events: Sequence[PendingEvent]) -> None:
    seen: set[str] = set()
    for pending in events:
        if pending.id in seen:
            raise RepeatedEventError(pending.id, pending.by.command_id)
        seen.add(pending.id)


def _require_keepable(events: Sequence[PendingEvent]) -> None:
    """RefusedError for a text with a NUL character, which PostgreSQL cannot keep: a ledger must be one that can be copied to any engine."""
    for pending in events:
        for name, text in pending.texts.items():
            if "\0" in text.body:
                raise RefusedError(
                    f"The {name} of command {pending.by.command_id} has a NUL character in it, which no ledger keeps: take it out."
                )
