"""Recorded events read through a driver cursor, inside whatever transaction it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ledger.domain.events import TextErased
from ledger.domain.recorded import RecordedEvent, Text, inspection_of
from ledger.errors import DamagedError
from ledger.store import statements
from ledger.store.alike import StoredRow
from ledger.store.backend import Cursor, Statement
from ledger.store.canonical import SALT_BYTES, text_hash
from ledger.store.decoding import Decoder

if TYPE_CHECKING:
    from ledger.integrity.records import Erasers


def between(cursor: Cursor, inspection: str, after: int, upto: int) -> list[RecordedEvent]:
    """An inspection's events after one position and up to another, their texts left out as if erased."""
    return Decoder().events(cursor.execute(statements.rows_between(one_inspection=True), (inspection, after, upto)))


def facts(cursor: Cursor, stream: str, after: RecordedEvent | None) -> list[RecordedEvent] | None:
    """A stream's events, all or after one of them, their texts left out as if erased; None where that one is not in the stream."""
    events = Decoder().events(cursor.execute(statements.rows_from(), (stream, after.version if after else 0)))
    if after is None:
        return events
    return events[1:] if events and (events[0].position, events[0].id) == (after.position, after.id) else None


class Disputed(NamedTuple):
    """The events of disputes by inspection, in order, their texts left out as if erased; and what is wrong with those of others."""

    events: Mapping[str, Sequence[RecordedEvent]]
    unread: Mapping[str, DamagedError]

    def of(self, inspection: str) -> Sequence[RecordedEvent]:
        """The events of an inspection's disputes; DamagedError where one of them cannot be read."""
        if inspection in self.unread:
            raise self.unread[inspection]
        return self.events.get(inspection, ())


def of_disputes(cursor: Cursor) -> Disputed:
    """The events of every dispute of every inspection."""
    decoder = Decoder()
    events: dict[str, list[RecordedEvent]] = {}
    unread: dict[str, DamagedError] = {}
    for row in cursor.execute(statements.rows_of_disputes()):
        inspection = inspection_of(row[2])
        try:
            events.setdefault(inspection, []).append(decoder.event(row))
        except DamagedError as error:
            unread[inspection] = error
    return Disputed(events, unread)


def at_each(cursor: Cursor, positions: Sequence[int]) -> list[RecordedEvent]:
    """The events at some positions, their texts left out as if erased; those where there is none are left out."""
    asked = [(position,) for position in dict.fromkeys(positions)]
    return Decoder().events(row for rows in cursor.each(statements.rows("position"), asked) for row in rows)


def read(cursor: Cursor, rows: Statement, bodies: Statement, parameters: Sequence[str | int]) -> list[RecordedEvent]:
    """The events that one statement selects, with the texts that another does; DamagedError for a text that is not the one recorded.

    Texts are looked for only where an event has some. One that was erased names the event that erased it, and is left out even where
    somebody has put it back.
    """
    events = Decoder().events(cursor.execute(rows, parameters))
    inspections = dict.fromkeys(event.inspection for event in events if event.texts)
    if not inspections:
        return events
    of_one = statements.erasures(one_inspection=True)
    found, *erasing = cursor.ask([(bodies, parameters), *((of_one, (inspection,)) for inspection in inspections)])
    kept = {(event_id, name): (salt, body) for event_id, name, salt, body in found}
    erasers = _erasers(row for rows_of_one in erasing for row in rows_of_one)
    return [event._replace(texts=_texts(event, kept, erasers)) if event.texts else event for event in events]


def erasers(cursor: Cursor) -> Erasers:
    """Every text that was erased, with the event that erased it."""
    return _erasers(cursor.execute(statements.erasures(one_inspection=False)))


def _erasers(rows: Iterable[StoredRow]) -> Erasers:
    events = ((found.position, found.event) for found in Decoder().events(rows))
    return {(event.position, event.name): position for position, event in events if isinstance(event, TextErased)}


def _texts(event: RecordedEvent, kept: Mapping[tuple[str, str], tuple[bytes, str]], erasers: Erasers) -> dict[str, Text]:
    """The event's texts with their words, or with what erased them; DamagedError for one that is not the one recorded."""
    found = {}
    for name, text in event.texts.items():
        eraser, salt_and_body = erasers.get((event.position, name)), kept.get((event.id, name))
        if eraser is not None or salt_and_body is None:
            found[name] = Text(text.sha256, None, eraser)
        elif _sha256(*salt_and_body) == text.sha256:
            found[name] = Text(text.sha256, salt_and_body[1])
        else:
            where = f"the event at position {event.position}"
            raise DamagedError(f"the {name} of {where} is not the text that was recorded: see `ledger verify`")
    return found


def _sha256(salt: object, body: object) -> str | None:
    """The hash of a text as it is kept, None where its columns hold something else than a salt of its length and text."""
    if not isinstance(salt, bytes) or not isinstance(body, str) or len(salt) != SALT_BYTES:
        return None
    return text_hash(salt, body.encode())
