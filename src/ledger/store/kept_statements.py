"""The statements about kept projections, written once in SQLAlchemy Core and handed to the drivers as text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Integer, ScalarSelect, Select, bindparam, delete, func, literal_column, select, update

from ledger.projections.rating_rows import RatingValues
from ledger.projections.registry import OVERALL, Projection
from ledger.store.backend import Insert, Statement
from ledger.store.compiling import insertion, limited, named_text_of, text_of
from ledger.store.schema import KEPT, events, kept, kept_ratings, kept_timeline
from ledger.store.statements import END, OF_AN_INSPECTION

_VALUES: Final = tuple(kept_ratings.c[name] for name in RatingValues._fields)


@lru_cache(maxsize=1)
def states() -> Statement:
    """Every kept projection's name, version and the position it holds up to."""
    return text_of(select(kept.c.name, kept.c.version, kept.c.position))


@lru_cache(maxsize=1)
def set_state() -> Insert:
    """Kept projections' names, versions and positions, whether they had any or not."""
    return insertion(kept, ("name",))


@lru_cache(maxsize=1)
def move_states() -> Statement:
    """The position that all kept projections hold up to."""
    return text_of(update(kept).values(position=bindparam("last")))


@lru_cache(maxsize=8)
def put(projection: Projection) -> Insert:
    """Rows of a kept projection, each in place of the one of the same key."""
    return insertion(KEPT[projection.name], projection.columns[: projection.keys])


@lru_cache(maxsize=8)
def rows(projection: Projection) -> Statement:
    """The rows of a kept projection for one inspection, by key."""
    table = KEPT[projection.name]
    found = select(*(table.c[name] for name in projection.columns)).where(table.c.inspection == bindparam("inspection"))
    return text_of(found.order_by(*(table.c[name] for name in projection.columns[: projection.keys])))


@lru_cache(maxsize=8)
def inspections_kept(projection: Projection) -> Statement:
    """The inspections that a kept projection has rows of."""
    return text_of(select(KEPT[projection.name].c.inspection).distinct())


@lru_cache(maxsize=8)
def remove(projection: Projection) -> Statement:
    """The removal of a kept projection's rows for one inspection."""
    table = KEPT[projection.name]
    return text_of(delete(table).where(table.c.inspection == bindparam("inspection")))


@lru_cache(maxsize=8)
def remove_all(projection: Projection) -> Statement:
    """The removal of all rows of a kept projection."""
    return text_of(delete(KEPT[projection.name]))


@lru_cache(maxsize=1)
def holding() -> Statement:
    """The ratings of one inspection that hold now: subject, the position from which on, and the values."""
    found = select(kept_ratings.c.subject, kept_ratings.c.from_position, *_VALUES)
    return text_of(found.where(kept_ratings.c.inspection == bindparam("inspection"), kept_ratings.c.until_position.is_(None)))


@lru_cache(maxsize=1)
def last_of() -> Statement:
    """An inspection with the position and id of its last event."""
    found = select(events.c.inspection, events.c.position, events.c.event_id).where(events.c.inspection == bindparam("inspection"))
    return limited(text_of(found.order_by(events.c.position.desc())), 1)


@lru_cache(maxsize=1)
def first_of() -> Statement:
    """The position of an inspection's first event."""
    return text_of(select(func.min(events.c.position)).where(events.c.inspection == bindparam("inspection")))


@lru_cache(maxsize=1)
def id_at() -> Statement:
    """The id of the event at a position."""
    return text_of(select(events.c.event_id).where(events.c.position == bindparam("position")))


@lru_cache(maxsize=1)
def inspections_between() -> Statement:
    """The inspections with an event after one position and up to another."""
    found = select(events.c.inspection).where(
        OF_AN_INSPECTION, events.c.position > bindparam("after"), events.c.position <= bindparam("upto")
    )
    return text_of(found.distinct())


@lru_cache(maxsize=1)
def overall_at() -> Statement:
    """The overall rating of every inspection as at position `upto`, in order of opening, by a few looks in the indexes for each.

    A row is the inspection, its first position, its last position by then, the step that is, how many steps it has now, and the values,
    all of them null where none is kept.
    """
    return _overall(lambda _: bindparam("upto", type_=Integer()))


@lru_cache(maxsize=1)
def overall_by_day() -> Statement:
    """As `overall_at`, every inspection as at its last event before the first after `day`; `month` is the last that was over on it."""
    return _overall(lambda opened: func.coalesce(_first_later(opened) - literal_column("1"), literal_column(str(END))))


def _overall(upto: Callable[[CTE], ColumnElement[Any]]) -> Statement:
    """The overall ratings as at the position that is told of every inspection; it is worked out once for each."""
    opened = _opened()
    stood = select(opened.c.name, upto(opened).label("upto")).where(opened.c.name.is_not(None)).cte("stood").prefix_with("MATERIALIZED")
    first, last = _timeline(stood, "min").scalar_subquery(), kept_timeline.alias("last")
    now = kept_timeline.alias("now")
    end = _timeline(stood, "max").scalar_subquery()
    total = select(now.c.step).where(now.c.inspection == stood.c.name, now.c.position == end).correlate(stood)
    stands = _timeline(stood, "max").where(kept_timeline.c.position <= stood.c.upto).scalar_subquery()
    found = select(stood.c.name, first, last.c.position, last.c.step, total.scalar_subquery(), *_VALUES)
    found = found.join_from(stood, last, (last.c.inspection == stood.c.name) & (last.c.position == stands))
    rated = (kept_ratings.c.inspection == stood.c.name) & (kept_ratings.c.subject == literal_column(f"'{OVERALL}'"))
    return named_text_of(found.outerjoin(kept_ratings, rated & (kept_ratings.c.from_position == _since(stood))).order_by(first))


def _opened() -> CTE:
    first = select(func.min(kept_timeline.c.inspection).label("name")).cte("opened", recursive=True)
    following = select(func.min(kept_timeline.c.inspection)).where(kept_timeline.c.inspection > first.c.name).scalar_subquery()
    return first.union_all(select(following).where(first.c.name.is_not(None)))


def _timeline(listed: CTE, which: str) -> Select[Any]:
    found = select(getattr(func, which)(kept_timeline.c.position)).where(kept_timeline.c.inspection == listed.c.name)
    return found.correlate(listed)


def _first_later(opened: CTE) -> ScalarSelect[Any]:
    """The position of an inspection's first event after a day.

    A day comes after the last month that was over on it, so that most events are told by one comparison.
    """
    happened = kept_timeline.c.happened
    is_month = func.length(happened) == literal_column(str(len("2020-06")))
    started = func.substr(happened, literal_column("1"), literal_column(str(len("2020-06-05"))))
    later = (happened > bindparam("month")) & (is_month | (started > bindparam("day")))
    return _timeline(opened, "min").where(later).scalar_subquery()


def _since(stood: CTE) -> ColumnElement[Any]:
    """The position from which on the overall rating held that an inspection had where it is listed as at."""
    table = kept_ratings.alias("held")
    found = select(func.max(table.c.from_position)).where(table.c.inspection == stood.c.name)
    return found.where(table.c.subject == literal_column(f"'{OVERALL}'"), table.c.from_position <= stood.c.upto).scalar_subquery()


@lru_cache(maxsize=1)
def ratings_kept() -> Statement:
    """Every rating kept of any inspection: the subject, the positions it holds from and until, and the values."""
    table = kept_ratings
    return text_of(select(table.c.inspection, table.c.subject, table.c.from_position, table.c.until_position, *_VALUES))


@lru_cache(maxsize=1)
def decided_at() -> Statement:
    """Every inspection with a discretion decision in force at position `upto`, its first position, and the decision's."""
    upto = bindparam("upto", type_=Integer())
    first = select(func.min(kept_timeline.c.position)).where(kept_timeline.c.inspection == kept_ratings.c.inspection).scalar_subquery()
    held = (kept_ratings.c.from_position <= upto) & (kept_ratings.c.until_position.is_(None) | (kept_ratings.c.until_position > upto))
    found = select(kept_ratings.c.inspection, first, kept_ratings.c.decision_position)
    return named_text_of(found.where(kept_ratings.c.decision_position.is_not(None), held))
