"""Findings on the two clocks of events: when they happened, and when they were recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ledger.audit.findings.finding import Finding
from ledger.audit.findings.record import Record
from ledger.domain.recorded import Provenance, RecordedEvent, format_instant

_TOLD: frozenset[Provenance] = frozenset({"illustrative", "reconstructed"})
"""Provenances whose happened dates are our own telling, so that no clock can be held against them."""

_DAY = timedelta(days=1)


def clocks_behind(record: Record) -> Iterator[Finding]:
    """The events that were recorded before they happened, all in one finding."""
    early = [recorded for recorded in record.history if recorded.by.provenance not in _TOLD and _is_early(recorded)]
    if early:
        first, many = early[0], len(early)
        yield Finding(
            code="clock-behind",
            severity="medium",
            message=f"{'1 event was' if many == 1 else f'{many} events were'} recorded before {'it' if many == 1 else 'they'} happened, "
            f"the first #{first.position}: happened {first.by.happened.on}, recorded {first.recorded_at}. "
            "The clock was behind, or the time given is wrong.",
            positions=tuple(recorded.position for recorded in early),
        )


def _is_early(recorded: RecordedEvent) -> bool:
    """Whether an event was surely recorded too early: a day or month is given a day's grace, for days begin earlier elsewhere."""
    earliest = recorded.by.happened.earliest
    if earliest is None or recorded.recorded_at >= earliest:
        return False
    if recorded.by.happened.precision == "instant":
        return True
    return recorded.recorded_at < format_instant(datetime.fromisoformat(earliest) - _DAY)
