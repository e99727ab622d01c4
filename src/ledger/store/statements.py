"""Every statement of the store, written once in SQLAlchemy Core and handed to the drivers as text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Integer, ScalarSelect, Select, Text, bindparam, cast, delete, func, literal_column, select

from ledger.store.backend import Insert, Statement
from ledger.store.compiling import insertion, limited, text_about, text_of
from ledger.store.schema import ERASING, events, marks, texts

_ROW: Final = (events.c.position, events.c.recorded_at, events.c.stream, events.c.version, events.c.topic, events.c.state)
_TEXT: Final = (texts.c.event_id, texts.c.name, texts.c.salt, texts.c.body)
OF_AN_INSPECTION: Final = events.c.inspection != literal_column("''")
"""Events that are about an inspection, and not about the ledger itself; no range, so that it draws no one to an index."""
STORED: Final = (events.c.stream, events.c.version, events.c.topic, events.c.state)


END: Final = 2**62
"""A position that no event ever takes."""

FEW: Final = 8
"""Of how many streams at most it is asked by a statement of their number where they stand."""


@lru_cache(maxsize=1)
def head() -> Statement:
    """The last event's position and time."""
    last = select(func.max(events.c.position)).scalar_subquery()
    return text_of(select(events.c.position, events.c.recorded_at).where(events.c.position == last))


@lru_cache(maxsize=FEW)
def standing(streams: int) -> Statement:
    """The last event's position and time, and the last version of each of a few streams, null where it has none; no row in an empty ledger.

    One for each number of streams: a server plans it once, and not again each time as it does where it is given a list.
    """
    last = events.alias("last")
    versions = (_version(bindparam(f"stream_{number}")).label(f"version_{number}") for number in range(streams))
    return limited(text_of(select(last.c.position, last.c.recorded_at, *versions).order_by(last.c.position.desc())), 1)


@lru_cache(maxsize=1)
def versions_among() -> Statement:
    """The last version of each of some streams, null where it has none, in their order."""
    return text_about(lambda given: select(_version(given.c.value)).select_from(given).order_by(given.c.key))


@lru_cache(maxsize=1)
def is_recorded() -> Statement:
    """The id of a command, where it is recorded."""
    return limited(text_of(select(events.c.command_id).where(events.c.command_id == bindparam("command_id"))), 1)


@lru_cache(maxsize=1)
def commands_among() -> Statement:
    """Those of some command ids that are recorded."""
    return text_about(lambda given: select(events.c.command_id).join_from(given, events, events.c.command_id == given.c.value).distinct())


@lru_cache(maxsize=1)
def recorded_at() -> Statement:
    """The time of recording of the event at a position."""
    return text_of(select(events.c.recorded_at).where(events.c.position == bindparam("position")))


@lru_cache(maxsize=1)
def version() -> Statement:
    """The last version of a stream, null where it has none."""
    return text_of(select(func.max(events.c.version)).where(events.c.stream == bindparam("stream")))


@lru_cache(maxsize=1)
def insert_event() -> Insert:
    """Rows of events, all columns in order."""
    return insertion(events)


@lru_cache(maxsize=1)
def insert_text() -> Insert:
    """Rows of texts, all columns in order."""
    return insertion(texts)


@lru_cache(maxsize=1)
def erase_text() -> Statement:
    """The removal of one text of one event, with its salt."""
    return text_of(delete(texts).where(texts.c.event_id == bindparam("event_id"), texts.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def command_of() -> Statement:
    """The command that an event id was recorded under."""
    return text_of(select(events.c.command_id).where(events.c.event_id == bindparam("event_id")))


@lru_cache(maxsize=1)
def recorded_as() -> Statement:
    """The position, time and state that an event id is recorded with."""
    return text_of(select(events.c.position, events.c.recorded_at, events.c.state).where(events.c.event_id == bindparam("event_id")))


@lru_cache(maxsize=1)
def texts_of() -> Statement:
    """All texts of one event."""
    columns = (texts.c.event_id, texts.c.name, texts.c.sha256, texts.c.salt, texts.c.body)
    return text_of(select(*columns).where(texts.c.event_id == bindparam("event_id")))


@lru_cache(maxsize=8)
def rows(by: str) -> Statement:
    """The rows of events where a column has one value, in order of position."""
    return text_of(select(*_ROW).where(events.c[by] == bindparam("value")).order_by(events.c.position))


@lru_cache(maxsize=8)
def bodies(by: str) -> Statement:
    """The texts of the same events, those erased left out."""
    return text_of(select(*_TEXT).join_from(events, texts).where(events.c[by] == bindparam("value")))


@lru_cache(maxsize=1)
def rows_from() -> Statement:
    """The rows of one stream from a version on, in order."""
    found = select(*_ROW).where(events.c.stream == bindparam("stream"), events.c.version >= bindparam("version"))
    return text_of(found.order_by(events.c.version))


@lru_cache(maxsize=2)
def erasures(*, one_inspection: bool) -> Statement:
    """The rows of the events that erase a text, of one inspection or of all, in no order, so that their own index finds them."""
    found = select(*_ROW).where(ERASING)
    return text_of(found.where(events.c.inspection == bindparam("inspection")) if one_inspection else found)


@lru_cache(maxsize=2)
def rows_between(*, one_inspection: bool) -> Statement:
    """The rows after one position and up to another, of one inspection or of all, in order of position."""
    return text_of(_between(select(*_ROW), one_inspection=one_inspection).order_by(events.c.position))


@lru_cache(maxsize=2)
def bodies_between(*, one_inspection: bool) -> Statement:
    """The texts of the same events, those erased left out."""
    return text_of(_between(select(*_TEXT).join_from(events, texts), one_inspection=one_inspection))


@lru_cache(maxsize=1)
def inspections() -> Statement:
    """The inspections in the order in which they were opened, by one look in the index for each."""
    opened = _opened()
    start = select(func.min(events.c.position)).where(events.c.inspection == opened.c.name).scalar_subquery()
    return text_of(select(opened.c.name).where(opened.c.name.is_not(None)).order_by(start))


@lru_cache(maxsize=1)
def rows_of_disputes() -> Statement:
    """The rows of every dispute of every inspection, in order of position, by one look in the index for each and one more an inspection."""
    opened = _opened()
    one = literal_column("1", Integer())
    first = select(opened.c.name, one.label("number")).where(opened.c.name.is_not(None)).cte("disputes", recursive=True)
    there = select(events.c.position).where(events.c.stream == _dispute(first), events.c.version == one).exists()
    disputes = first.union_all(select(first.c.name, first.c.number + one).where(there))
    return text_of(select(*_ROW).join_from(disputes, events, events.c.stream == _dispute(disputes)).order_by(events.c.position))


def _opened() -> CTE:
    """The names of all inspections, and null after the last."""
    first = select(func.min(events.c.inspection).label("name")).where(OF_AN_INSPECTION).cte("opened", recursive=True)
    following = select(func.min(events.c.inspection)).where(events.c.inspection > first.c.name).scalar_subquery()
    return first.union_all(select(following).where(first.c.name.is_not(None)))


def _dispute(numbered: CTE) -> ColumnElement[str]:
    """The stream of the dispute of an inspection with a number, as `ledger.domain.streams` names it."""
    return numbered.c.name.concat(literal_column("'/dispute/'")).concat(cast(numbered.c.number, Text()))


@lru_cache(maxsize=1)
def last_position() -> Statement:
    """The last position, null in an empty ledger."""
    return text_of(select(func.max(events.c.position)))


@lru_cache(maxsize=1)
def records() -> Statement:
    """Every row of events, all columns in order, as it stands in the table."""
    return text_of(select(*events.c).order_by(events.c.position))


@lru_cache(maxsize=1)
def records_between() -> Statement:
    """The rows of events after one position and up to another, all columns in order."""
    return text_of(_between(select(*events.c).order_by(events.c.position), one_inspection=False))


@lru_cache(maxsize=1)
def texts_between() -> Statement:
    """The texts of the same events, all columns in order."""
    return text_of(_between(select(*texts.c).join_from(events, texts), one_inspection=False))


@lru_cache(maxsize=1)
def record_at() -> Statement:
    """The row of events at a position, all columns in order."""
    return text_of(select(*events.c).where(events.c.position == bindparam("position")))


@lru_cache(maxsize=1)
def orphans() -> Statement:
    """The texts of events that are not there."""
    there = select(events.c.event_id).where(events.c.event_id == texts.c.event_id).exists()
    return text_of(select(*texts.c).where(~there))


@lru_cache(maxsize=1)
def named_inspections() -> Statement:
    """The inspections that rows of events name."""
    return text_of(select(events.c.inspection).where(OF_AN_INSPECTION).distinct().order_by(events.c.inspection))


@lru_cache(maxsize=1)
def mark() -> Statement:
    """The value of a mark."""
    return text_of(select(marks.c.value).where(marks.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def all_marks() -> Statement:
    """Every mark and its value."""
    return text_of(select(marks.c.name, marks.c.value))


@lru_cache(maxsize=1)
def remove_mark() -> Statement:
    """The removal of a mark."""
    return text_of(delete(marks).where(marks.c.name == bindparam("name")))


@lru_cache(maxsize=1)
def remove_marks() -> Statement:
    """The removal of all marks."""
    return text_of(delete(marks))


@lru_cache(maxsize=1)
def insert_mark() -> Insert:
    """Marks."""
    return insertion(marks)


@lru_cache(maxsize=16)
def stored_events(*, after: bool, upto: bool, descending: bool, limit: bool) -> Statement:
    """A stream's stored events within the given bounds, in order of version."""
    order = events.c.version.desc() if descending else events.c.version
    found = select(*STORED).where(events.c.stream == bindparam("stream")).order_by(order)
    found = found.where(events.c.version > bindparam("after")) if after else found
    found = found.where(events.c.version <= bindparam("upto")) if upto else found
    return limited(text_of(found)) if limit else text_of(found)


@lru_cache(maxsize=32)
def notifications(*, start: bool, stop: bool, topics: int) -> Statement:
    """The stored events within the given positions, of some topics or of all, in order of position, as many as asked for."""
    found = select(events.c.position, *STORED).order_by(events.c.position)
    found = found.where(events.c.position >= bindparam("start")) if start else found
    found = found.where(events.c.position <= bindparam("stop")) if stop else found
    if topics:
        found = found.where(events.c.topic.in_([bindparam(f"topic_{number}") for number in range(topics)]))
    return limited(text_of(found))


def _version(stream: ColumnElement[Any]) -> ScalarSelect[Any]:
    return select(func.max(events.c.version)).where(events.c.stream == stream).scalar_subquery()


def _between(found: Select[Any], *, one_inspection: bool) -> Select[Any]:
    found = found.where(events.c.inspection == bindparam("inspection")) if one_inspection else found
    return found.where(events.c.position > bindparam("after"), events.c.position <= bindparam("upto"))
