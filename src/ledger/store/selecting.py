"""Recorded events read through a driver cursor, inside whatever transaction it is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.engine.interfaces import DBAPICursor

from ledger.domain.recorded import RecordedEvent
from ledger.store import statements
from ledger.store.decoding import Decoder

END: Final = 2**62
"""A position that no event ever takes."""


def between(cursor: DBAPICursor, inspection: str, after: int, upto: int) -> list[RecordedEvent]:
    """An inspection's events after one position and up to another, their texts left out as if erased."""
    return Decoder().events(cursor.execute(statements.rows_between(one_inspection=True), (inspection, after, upto)))


def read(cursor: DBAPICursor, rows: str, bodies: str, parameters: Sequence[str | int]) -> list[RecordedEvent]:
    """The events that one statement selects, with the texts that another does."""
    kept = {(event_id, name): body for event_id, name, body in cursor.execute(bodies, parameters)}
    return Decoder().events(cursor.execute(rows, parameters), kept)
