"""The timeline projection: an inspection's events in order, each with when it happened and the ratings that it changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ledger.domain.events import TOPIC_OF, event_name
from ledger.domain.recorded import RecordedEvent


class Entry(NamedTuple):
    """One event: its position, its step within the inspection, its name, when it happened, and the ratings that it changed.

    `happened` is None where it is not known; `changed` holds standards and `overall`, with spaces between, None where no rating changed.
    """

    position: int
    step: int
    event: str
    happened: str | None
    changed: str | None


def entry(recorded: RecordedEvent, step: int, changed: Iterable[str]) -> Entry:
    """The entry of one event, the step being counted from 1."""
    name = event_name(TOPIC_OF[type(recorded.event)])
    return Entry(recorded.position, step, name, recorded.by.happened.on, " ".join(sorted(changed)) or None)
