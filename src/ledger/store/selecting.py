"""Recorded events read through a driver cursor, inside whatever transaction it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger.domain.events import TOPIC_OF, TextErased
from ledger.domain.recorded import RecordedEvent, Text, inspection_of
from ledger.errors import DamagedError
from ledger.store import statements
from ledger.store.backend import Cursor, Statement
from ledger.store.canonical import SALT_BYTES, text_hash
from ledger.store.decoding import Decoder


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

    Texts are looked for only where an event has some. One that is not there any more names the event that erased it; only where there is
    one are those events read.
    """
    events = Decoder().events(cursor.execute(rows, parameters))
    if not any(event.texts for event in events):
        return events
    kept = {(event_id, name): (salt, body) for event_id, name, salt, body in cursor.execute(bodies, parameters)}
    events = [event._replace(texts=_kept(event, kept)) if event.texts else event for event in events]
    without = {event.inspection for event in events if _lacks_a_text(event)}
    return _with_erasers(events, _erasers(cursor, without)) if without else events


def _kept(event: RecordedEvent, kept: Mapping[tuple[str, str], tuple[bytes, str]]) -> dict[str, Text]:
    """The event's texts with their words; DamagedError for one that is not the one recorded."""
    found = {}
    for name, text in event.texts.items():
        salt_and_body = kept.get((event.id, name))
        if salt_and_body is not None and _sha256(*salt_and_body) != text.sha256:
            where = f"the event at position {event.position}"
            raise DamagedError(f"the {name} of {where} is not the text that was recorded: see `ledger verify`")
        found[name] = text if salt_and_body is None else Text(text.sha256, salt_and_body[1])
    return found


def _lacks_a_text(event: RecordedEvent) -> bool:
    return any(text.body is None for text in event.texts.values())


def _erasers(cursor: Cursor, inspections: Iterable[str]) -> dict[tuple[int, str], int]:
    """The position of the event that erased a text, by the position of the event that had it and the text's name."""
    topic, decoder = TOPIC_OF[TextErased], Decoder()
    erasures = (
        (found.position, found.event)
        for inspection in inspections
        for found in decoder.events(cursor.execute(statements.rows_of_topic(), (inspection, topic)))
    )
    return {(event.position, event.name): position for position, event in erasures if isinstance(event, TextErased)}


def _with_erasers(events: Iterable[RecordedEvent], erasers: Mapping[tuple[int, str], int]) -> list[RecordedEvent]:
    return [event._replace(texts=_named(event, erasers)) if _lacks_a_text(event) else event for event in events]


def _named(event: RecordedEvent, erasers: Mapping[tuple[int, str], int]) -> dict[str, Text]:
    """The event's texts, those that are not there any more with the event that erased them."""
    return {
        name: text if text.body is not None else replace(text, erased_by=erasers.get((event.position, name)))
        for name, text in event.texts.items()
    }


def _sha256(salt: object, body: object) -> str | None:
    """The hash of a text as it is kept, None where its columns hold something else than a salt of its length and text."""
    if not isinstance(salt, bytes) or not isinstance(body, str) or len(salt) != SALT_BYTES:
        return None
    return text_hash(salt, body.encode())
