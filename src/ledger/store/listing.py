"""The ratings of every inspection as at a position or a day, read from kept rows as far as they hold."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from typing import Any, NamedTuple

from ledger.domain.recorded import Happened
from ledger.domain.scoring import Overall
from ledger.errors import DamagedError
from ledger.projections import rating_rows
from ledger.projections.rating_rows import RatingValues
from ledger.projections.registry import RATINGS, TIMELINE
from ledger.store import kept_statements as statements
from ledger.store.backend import Cursor
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
    """The inspections whose kept rows hold, in order of opening, what is wrong with others, and the names of those to be folded."""

    kept: list[KeptOverall]
    unread: list[DamagedError]
    behind: list[str]


class KeptDecision(NamedTuple):
    """The first position of an inspection, and that of a discretion decision in it."""

    inspection: str
    first: int
    decision: int


class KeptDecisions(NamedTuple):
    """The decisions of the inspections whose kept rows hold, and the names of those that are to be read instead."""

    kept: list[KeptDecision]
    behind: list[str]


class KeptRating(NamedTuple):
    """A rating kept of a standard or the overall: the positions it holds from and, where it holds no more, until."""

    subject: str
    since: int
    until: int | None
    values: RatingValues

    def holds_at(self, position: int) -> bool:
        """Whether it held at a position."""
        return self.since <= position and (self.until is None or position < self.until)


def listed(cursor: Cursor, keeping: Keeping | None, upto: int, head: int) -> KeptList:
    """Every inspection with an event up to a position of a ledger that ends at `head`; nothing is written."""
    holds = _holds(cursor, keeping)
    behind = _behind(cursor, holds, head)
    started = {name for (name,) in cursor.execute(statements.inspections_between(), (0, upto))} if behind else set()
    rows = cursor.execute(statements.overall_at(), {"upto": upto}) if holds else ()
    return KeptList(*_overalls(row for row in rows if row[0] not in behind), sorted(behind & started))


def listed_by_day(cursor: Cursor, keeping: Keeping | None, day: Happened, head: int) -> KeptList:
    """Every inspection that had begun by a day, as at its last event before the first that happened later; nothing is written."""
    holds = _holds(cursor, keeping)
    behind = _behind(cursor, holds, head)
    rows = cursor.execute(statements.overall_by_day(), {"month": last_month_over(day), "day": day.on}) if holds else ()
    return KeptList(*_overalls(row for row in rows if row[0] not in behind), sorted(behind))


def ratings(cursor: Cursor, keeping: Keeping | None, head: int) -> dict[str, list[KeptRating]]:
    """Every rating kept of every inspection whose kept rows hold, by inspection."""
    holds = _holds(cursor, keeping)
    behind = _behind(cursor, holds, head)
    found: dict[str, list[KeptRating]] = {}
    for inspection, subject, since, until, *values in cursor.execute(statements.ratings_kept()) if holds else ():
        if inspection not in behind:
            found.setdefault(inspection, []).append(KeptRating(subject, since, until, RatingValues._make(values)))
    return found


def decided(cursor: Cursor, keeping: Keeping | None, upto: int, head: int) -> KeptDecisions:
    """The discretion decision in force on every standard at a position of a ledger that ends at `head`; nothing is written."""
    holds = _holds(cursor, keeping)
    behind = _behind(cursor, holds, head)
    rows = cursor.execute(statements.decided_at(), {"upto": upto}) if holds else ()
    return KeptDecisions([_decision(*row) for row in rows if row[0] not in behind], sorted(behind))


def last_month_over(day: Happened) -> str:
    """The last month that was over at the end of a day, as `2020-06`; of the first month of all, `0000-12`, which is before any."""
    year, month, number = map(int, str(day.on).split("-"))
    over = year * 12 + month - (number < monthrange(year, month)[1]) - 1
    return f"{over // 12:04}-{over % 12 + 1:02}"


def _behind(cursor: Cursor, holds: int, head: int) -> set[str]:
    """The inspections with events that the kept rows do not know of."""
    return {name for (name,) in cursor.execute(statements.inspections_between(), (holds, head))} if holds < head else set()


def _holds(cursor: Cursor, keeping: Keeping | None) -> int:
    """The position up to which the kept rows can be relied on, 0 where they cannot be."""
    states = states_of(cursor) if keeping else {}
    if keeping is None or not all(p.name in states and keeping.is_current(states, p) for p in (RATINGS, TIMELINE)):
        return 0
    return min(states[p.name].position for p in (RATINGS, TIMELINE))


def _overalls(rows: Iterable[tuple[Any, ...]]) -> tuple[list[KeptOverall], list[DamagedError]]:
    """The overall ratings of the rows, and what is wrong with those that give none."""
    kept: list[KeptOverall] = []
    unread: list[DamagedError] = []
    for row in rows:
        try:
            kept.append(_overall(*row))
        except DamagedError as error:
            unread.append(error)
    return kept, unread


def _decision(inspection: str, first: int | None, decision: int) -> KeptDecision:
    if first is None:
        raise DamagedError(f"no event is kept of {inspection}, in which a decision is: see `ledger verify`")
    return KeptDecision(inspection, first, decision)


def _overall(inspection: str, first: int, last: int, step: int, of: int, *values: str | int | None) -> KeptOverall:
    if values[0] is None:
        raise DamagedError(f"no overall rating is kept of {inspection} at #{last}: see `ledger verify`")
    try:
        overall = rating_rows.overall_of(RatingValues._make(values))
    except ValueError as error:
        raise DamagedError(f"the rating kept of {inspection} cannot be read ({error}): see `ledger verify`") from error
    return KeptOverall(inspection, first, last, step, of, overall)
