"""The overall rating of every inspection as at a position, read from kept rows as far as they hold."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.engine.interfaces import DBAPICursor

from ledger.domain.scoring import Overall
from ledger.errors import DamagedError
from ledger.projections import rating_rows
from ledger.projections.rating_rows import RatingValues
from ledger.projections.registry import RATINGS, TIMELINE
from ledger.store import kept_statements as statements
from ledger.store.keeping import Keeping, states_of


class KeptOverall(NamedTuple):
    """An inspection's overall rating as at a position, `step` of its `of` events; its first event and the last one by then."""

    inspection: str
    first: int
    last: int
    step: int
    of: int
    overall: Overall


class KeptList(NamedTuple):
    """The inspections whose kept rows hold, in order of opening, and the names of those that are to be folded instead."""

    kept: list[KeptOverall]
    behind: list[str]


def listed(cursor: DBAPICursor, keeping: Keeping | None, upto: int, head: int) -> KeptList:
    """Every inspection with an event up to a position of a ledger that ends at `head`; nothing is written."""
    holds = _holds(cursor, keeping)
    behind = {name for (name,) in cursor.execute(statements.inspections_between(), (holds, head))} if holds < head else set()
    started = {name for (name,) in cursor.execute(statements.inspections_between(), (0, upto))} if behind else set()
    rows = cursor.execute(statements.overall_at(), {"upto": upto}) if holds else ()
    return KeptList([_overall(*row) for row in rows if row[0] not in behind], sorted(behind & started))


def _holds(cursor: DBAPICursor, keeping: Keeping | None) -> int:
    """The position up to which the kept rows can be relied on, 0 where they cannot be."""
    states = states_of(cursor) if keeping else {}
    if keeping is None or not all(p.name in states and keeping.is_current(states, p) for p in (RATINGS, TIMELINE)):
        return 0
    return min(states[p.name].position for p in (RATINGS, TIMELINE))


def _overall(inspection: str, first: int, last: int, step: int, of: int, *values: str | int | None) -> KeptOverall:
    try:
        overall = rating_rows.overall_of(RatingValues._make(values))
    except ValueError as error:
        raise DamagedError(f"the rating kept of {inspection} cannot be read ({error}): see `ledger verify`") from error
    return KeptOverall(inspection, first, last, step, of, overall)
