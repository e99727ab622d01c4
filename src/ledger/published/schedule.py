"""When the cases of an inspection were looked at: the days its report leaves for it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ledger.domain.recorded import Happened
from ledger.published.report import Report

SATURDAY = 5


def milestone(report: Report, what: str) -> Happened:
    """When a milestone of the inspection happened, as precisely as the report gives it; ValueError where it has none."""
    for found in report.milestones:
        if found.what == what:
            return Happened.parse(found.on)
    raise ValueError(f"{report.id} gives no milestone {what!r}")


def case_days(report: Report) -> tuple[Happened, ...]:
    """The working days of the fieldwork in order, from its resumption where it was paused; its months where no days are known."""
    start, end = milestone(report, "fieldwork-start"), milestone(report, "fieldwork-end")
    if start.precision != "day" or end.precision != "day":
        return tuple(dict.fromkeys((start, end)))
    first, last = _resumed(report) or date.fromisoformat(str(start.on)), date.fromisoformat(str(end.on))
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(Happened.parse(day.isoformat()) for day in days if day.weekday() < SATURDAY) or (start,)


def day_of(index: int, total: int, days: tuple[Happened, ...]) -> Happened:
    """The day of case number `index`, from 0, of `total` spread evenly over the days in order."""
    return days[index * len(days) // total]


def _resumed(report: Report) -> date | None:
    """The day a paused fieldwork was resumed, the last where it was more than once (NY 185)."""
    days = [fact.value[:10] for fact in report.facts if fact.what == "fieldwork resumed"]
    return max((date.fromisoformat(day) for day in days if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)), default=None)
