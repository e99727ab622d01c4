"""Recorded events read through a driver cursor, inside whatever transaction it is in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from sqlalchemy.engine.interfaces import DBAPICursor

from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError
from ledger.store import statements
from ledger.store.decoding import Decoder

END: Final = 2**62
"""A position that no event ever takes."""


def between(cursor: DBAPICursor, inspection: str, after: int, upto: int) -> list[RecordedEvent]:
    """An inspection's events after one position and up to another, their texts left out as if erased."""
    return Decoder().events(cursor.execute(statements.rows_between(one_inspection=True), (inspection, after, upto)))


def read(cursor: DBAPICursor, rows: str, bodies: str, parameters: Sequence[str | int]) -> list[RecordedEvent]:
    """The events that one statement selects, with the texts that another does; DamagedError for a text that is not the one recorded."""
    kept = {(event_id, name): (salt, body) for event_id, name, salt, body in cursor.execute(bodies, parameters)}
    events = Decoder().events(cursor.execute(rows, parameters), {key: body for key, (_, body) in kept.items()})
    for event in events:
        for name, text in event.texts.items():
            if text.body is not None and _sha256(*kept[event.id, name]) != text.sha256:
                where = f"the event at position {event.position}"
                raise DamagedError(f"the {name} of {where} is not the text that was recorded: see `ledger verify`")
    return events


def _sha256(salt: object, body: object) -> str | None:
    """The hash of a text as it is kept, None where its columns hold something else."""
    return hashlib.sha256(salt + body.encode()).hexdigest() if isinstance(salt, bytes) and isinstance(body, str) else None
