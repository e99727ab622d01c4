"""Both clocks in words, as precisely as they are known and no more."""

from __future__ import annotations

from ledger.domain.recorded import Happened

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def happened_on(happened: Happened) -> str:
    """When it happened, as `12 June 2020`, `12 June 2020 at 14:05 UTC`, `July 2020` or `no date`."""
    text = happened.on
    if text is None:
        return "no date"
    if happened.precision == "month":
        return f"{_month(text)} {text[:4]}"
    day = _day(text)
    return f"{day} at {text[11:16]} UTC" if happened.precision == "instant" else day


def day_of(happened: Happened) -> str:
    """The day it happened on, without the time of day where that is known: `12 June 2020`, `July 2020` or `no date`."""
    return _day(happened.on) if happened.on is not None and happened.precision == "instant" else happened_on(happened)


def happened_when(happened: Happened) -> str:
    """When it happened, to stand in a sentence: `on 12 June 2020`, `in July 2020`, `date not recorded`."""
    if happened.precision == "none":
        return "date not recorded"
    return f"{'in' if happened.precision == 'month' else 'on'} {happened_on(happened)}"


def recorded_at(instant: str) -> str:
    """When it was recorded, to the minute, in UTC: `2026-11-21 16:00`."""
    return instant[:16].replace("T", " ")


def recorded_when(instant: str) -> str:
    """When it was recorded, to stand in a sentence: `21 November 2026 at 16:00 UTC`."""
    return f"{_day(instant)} at {instant[11:16]} UTC"


def _day(text: str) -> str:
    return f"{int(text[8:10])} {_month(text)} {text[:4]}"


def _month(text: str) -> str:
    return MONTHS[int(text[5:7]) - 1]
