"""The second rung: no position or version missing, and neither clock running back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from ledger.domain import events as e
from ledger.domain import inspection
from ledger.domain.recorded import Happened, RecordedEvent, format_instant
from ledger.integrity.faults import Fault, shown
from ledger.integrity.records import Record


class Sequence:
    """Checks records in order of reading: positions from 1, versions of each stream from 1, times of recording never back."""

    def __init__(self) -> None:
        self._position = 0
        self._recorded_at = ""
        self._versions: dict[str, int] = {}

    def faults(self, record: Record) -> Iterator[Fault]:
        """Everything that is wrong with where one record stands."""
        yield from self._next_position(record.position)
        yield from self._next_version(record)
        yield from self._next_time(record)

    def _next_position(self, position: object) -> Iterator[Fault]:
        if not isinstance(position, int):
            return
        expected = self._position + 1
        if position != expected:
            yield Fault("position", f"#{expected} next", f"#{position}{_missing(expected, position)}", position)
        self._position = position

    def _next_version(self, record: Record) -> Iterator[Fault]:
        stream, version = record.stream, record.version
        expected = self._versions.get(stream, 0) + 1
        if version != expected:
            yield Fault("version", f"version {expected} of {shown(stream)} next", shown(version), record.position)
        self._versions[stream] = version if isinstance(version, int) else expected

    def _next_time(self, record: Record) -> Iterator[Fault]:
        found = record.recorded_at
        if not _is_instant(found):
            yield Fault("recorded at", "a time in UTC with microseconds", shown(found), record.position)
            return
        if found < self._recorded_at:
            yield Fault("recorded at", f"{self._recorded_at} or later", found, record.position)
        self._recorded_at = found


def opening_faults(history: list[RecordedEvent]) -> Iterator[Fault]:
    """The first event of an inspection, where it does not open it."""
    for recorded in history[:1]:
        if not isinstance(recorded.event, e.InspectionOpened):
            expected = f"{shown(recorded.inspection)} opened by its first event"
            yield Fault("opening", expected, e.TOPIC_OF[type(recorded.event)], recorded.position)


def order_faults(history: Iterable[RecordedEvent]) -> Iterator[Fault]:
    """The events of one inspection that are said to have happened before an earlier recorded one about the same subject."""
    last: dict[tuple[str, str], Happened] = {}
    for recorded in history:
        subject = _subject(recorded.event)
        if subject is None:
            continue
        before, now = last.get((recorded.stream, subject)), recorded.by.happened
        if before is not None and before is not now and now.is_before(before):
            yield Fault("happened", f"{subject} on {before.on} or later, as recorded before", str(now.on), recorded.position)
        last[recorded.stream, subject] = now if before is now else now.or_later(before)


def _missing(expected: int, position: int) -> str:
    gap = position - expected
    if gap < 0:
        return " again, or out of order"
    return f": #{expected} is missing" if gap == 1 else f": #{expected} to #{position - 1} are missing"


@lru_cache(maxsize=1024)
def _is_instant(found: object) -> bool:
    try:
        return isinstance(found, str) and format_instant(datetime.fromisoformat(found)) == found
    except (ValueError, OverflowError):
        return False


def _subject(event: e.Event) -> str | None:
    """What an event is about, for keeping one subject's events in order; None where order is free."""
    match event:
        case e.PromptAnswered():
            return event.prompt
        case e.KeyQuestionJudged():
            return event.key_question
        case _:
            return inspection.subject_of(event)
