"""Every statement of the store, written once in SQLAlchemy Core and handed to the driver as text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, func, insert, literal_column, select
from sqlalchemy.dialects import sqlite as dialects
from sqlalchemy.sql import ClauseElement

from ledger.store.schema import events, marks, texts

_DIALECT: Final = dialects.dialect(paramstyle="qmark")

_ROW: Final = (events.c.position, events.c.recorded_at, events.c.stream, events.c.version, events.c.topic, events.c.state)
_TEXT: Final = (texts.c.event_id, texts.c.name, texts.c.salt, texts.c.body)
OF_AN_INSPECTION: Final = events.c.inspection != literal_column("''")
"""Events that are about an inspection, and not about the ledger itself; no range, so that it draws no one to an index."""
STORED: Final = (events.c.stream, events.c.version, events.c.topic, events.c.state)


def text_of(statement: ClauseElement) -> str:
    """The statement as the driver takes it, its parameters positional in the order in which they are written."""
    return str(statement.compile(dialect=_DIALECT))


@lru_cache(maxsize=1)
def head() -> str:
    """The last event's position and time."""
    last = select(func.max(events.c.position)).scalar_subquery()
    return text_of(select(events.c.position, events.c.recorded_at).where(events.c.position == last))


@lru_cache(maxsize=1)
def recorded_at() -> str:
    """The time of recording of the event at a position."""
    return text_of(select(events.c.recorded_at).where(events.c.position == bindparam("position")))


@lru_cache(maxsize=1)
def version() -> str:
    """The last version of a stream, null where it has none."""
    return text_of(select(func.max(events.c.version)).where(events.c.stream == bindparam("stream")))


@lru_cache(maxsize=1)
def insert_event() -> str:
    """One row of events, all columns in order."""
    return text_of(insert(events))


@lru_cache(maxsize=1)
def insert_text() -> str:
    """One row of texts, all columns in order."""
    return text_of(insert(texts))


@lru_cache(maxsize=1)
def erase_text() -> str:
    """The removal of one text of one event, with its salt."""
    return text_of(delete(texts).where(texts.c.event_id == bindparam("event_id"), texts.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def command_of() -> str:
    """The command that an event id was recorded under."""
    return text_of(select(events.c.command_id).where(events.c.event_id == bindparam("event_id")))


@lru_cache(maxsize=1)
def texts_of() -> str:
    """All texts of one event."""
    columns = (texts.c.event_id, texts.c.name, texts.c.sha256, texts.c.salt, texts.c.body)
    return text_of(select(*columns).where(texts.c.event_id == bindparam("event_id")))


@lru_cache(maxsize=8)
def rows(by: str) -> str:
    """The rows of events where a column has one value, in order of position."""
    return text_of(select(*_ROW).where(events.c[by] == bindparam("value")).order_by(events.c.position))


@lru_cache(maxsize=8)
def bodies(by: str) -> str:
    """The texts of the same events, those erased left out."""
    return text_of(select(*_TEXT).join_from(events, texts).where(events.c[by] == bindparam("value")))


@lru_cache(maxsize=1)
def rows_of_topic() -> str:
    """The rows of one inspection under one topic, in order of position."""
    found = select(*_ROW).where(events.c.inspection == bindparam("inspection"), events.c.topic == bindparam("topic"))
    return text_of(found.order_by(events.c.position))


@lru_cache(maxsize=2)
def rows_between(*, one_inspection: bool) -> str:
    """The rows after one position and up to another, of one inspection or of all, in order of position."""
    return text_of(_between(select(*_ROW), one_inspection=one_inspection).order_by(events.c.position))


@lru_cache(maxsize=2)
def bodies_between(*, one_inspection: bool) -> str:
    """The texts of the same events, those erased left out."""
    return text_of(_between(select(*_TEXT).join_from(events, texts), one_inspection=one_inspection))


@lru_cache(maxsize=1)
def inspections() -> str:
    """The inspections in the order in which they were opened, by one look in the index for each."""
    first = select(func.min(events.c.inspection).label("name")).where(OF_AN_INSPECTION).cte("opened", recursive=True)
    following = select(func.min(events.c.inspection)).where(events.c.inspection > first.c.name).scalar_subquery()
    opened = first.union_all(select(following).where(first.c.name.is_not(None)))
    start = select(func.min(events.c.position)).where(events.c.inspection == opened.c.name).scalar_subquery()
    return text_of(select(opened.c.name).where(opened.c.name.is_not(None)).order_by(start))


@lru_cache(maxsize=1)
def last_position() -> str:
    """The last position, null in an empty ledger."""
    return text_of(select(func.max(events.c.position)))


@lru_cache(maxsize=1)
def records() -> str:
    """Every row of events, all columns in order, as it stands in the table."""
    return text_of(select(*events.c).order_by(events.c.position))


@lru_cache(maxsize=1)
def records_between() -> str:
    """The rows of events after one position and up to another, all columns in order."""
    return text_of(_between(select(*events.c).order_by(events.c.position), one_inspection=False))


@lru_cache(maxsize=1)
def texts_between() -> str:
    """The texts of the same events, all columns in order."""
    return text_of(_between(select(*texts.c).join_from(events, texts), one_inspection=False))


@lru_cache(maxsize=1)
def record_at() -> str:
    """The row of events at a position, all columns in order."""
    return text_of(select(*events.c).where(events.c.position == bindparam("position")))


@lru_cache(maxsize=1)
def orphans() -> str:
    """The texts of events that are not there."""
    there = select(events.c.event_id).where(events.c.event_id == texts.c.event_id).exists()
    return text_of(select(*texts.c).where(~there))


@lru_cache(maxsize=1)
def named_inspections() -> str:
    """The inspections that rows of events name."""
    return text_of(select(events.c.inspection).where(OF_AN_INSPECTION).distinct().order_by(events.c.inspection))


@lru_cache(maxsize=1)
def mark() -> str:
    """The value of a mark."""
    return text_of(select(marks.c.value).where(marks.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def all_marks() -> str:
    """Every mark and its value."""
    return text_of(select(marks.c.name, marks.c.value))


@lru_cache(maxsize=1)
def remove_mark() -> str:
    """The removal of a mark."""
    return text_of(delete(marks).where(marks.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def remove_marks() -> str:
    """The removal of all marks."""
    return text_of(delete(marks))


@lru_cache(maxsize=1)
def insert_mark() -> str:
    """One mark."""
    return text_of(insert(marks))


@lru_cache(maxsize=16)
def stored_events(*, after: bool, upto: bool, descending: bool, limited: bool) -> str:
    """A stream's stored events within the given bounds, in order of version."""
    order = events.c.version.desc() if descending else events.c.version
    found = select(*STORED).where(events.c.stream == bindparam("stream")).order_by(order)
    found = found.where(events.c.version > bindparam("after")) if after else found
    found = found.where(events.c.version <= bindparam("upto")) if upto else found
    return text_of(found) + (" LIMIT ?" if limited else "")


@lru_cache(maxsize=32)
def notifications(*, start: bool, stop: bool, topics: int) -> str:
    """The stored events within the given positions, of some topics or of all, in order of position, as many as asked for."""
    found = select(events.c.position, *STORED).order_by(events.c.position)
    found = found.where(events.c.position >= bindparam("start")) if start else found
    found = found.where(events.c.position <= bindparam("stop")) if stop else found
    if topics:
        found = found.where(events.c.topic.in_([literal_column("?")] * topics))
    return text_of(found) + " LIMIT ?"


def _between(found: Select[Any], *, one_inspection: bool) -> Select[Any]:
    found = found.where(events.c.inspection == bindparam("inspection")) if one_inspection else found
    return found.where(events.c.position > bindparam("after"), events.c.position <= bindparam("upto"))
