"""What an append must be before it is tried on a database."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.errors import RefusedError
from ledger.store.faults import RepeatedEventError
from ledger.store.mapper import PendingEvent


def require_admissible(events: Sequence[PendingEvent]) -> None:
    """Returns where every event has an id of its own and every text can be kept on any engine.

    Raises `RepeatedEventError` or `RefusedError`.
    """
    _require_ids_of_their_own(events)
    _require_keepable(events)


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
