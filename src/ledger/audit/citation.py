"""A recorded event as an answer cites it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from ledger.domain.events import TOPIC_OF, event_name
from ledger.domain.recorded import Happened, RecordedEvent

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Object = dict[str, Json]


def citation(recorded: RecordedEvent) -> Object:
    """What happened, who did it in which role, by both clocks, and why."""
    by = recorded.by
    cited: Object = {
        "position": recorded.position,
        "event": event_name(TOPIC_OF[type(recorded.event)]),
        "actor": {"id": by.actor.id, "role": by.actor.role},
        "recorded_by": by.recorded_by,
        "provenance": by.provenance,
        "happened_on": day(by.happened),
        "recorded_at": recorded.recorded_at,
        "reason": recorded.reason,
        "evidence": by.evidence,
        "data": asdict(recorded.event),
    }
    reason = recorded.texts.get("reason")
    if reason is not None and reason.body is None:
        cited |= {"reason_erased": True, "reason_erased_by": reason.erased_by}
    return cited


def citations(events: Iterable[RecordedEvent]) -> list[Object]:
    """Several events as an answer cites them, in the order given."""
    return [citation(recorded) for recorded in events]


def cited_or_null(recorded: RecordedEvent | None) -> Object | None:
    """An event as an answer cites it, or None where there is none."""
    return None if recorded is None else citation(recorded)


def day(happened: Happened) -> str | None:
    """The day or month something happened, or None where it is not known."""
    return happened.on[:10] if happened.on is not None else None
