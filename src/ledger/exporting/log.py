"""The log as a table: a row an event, with everything that was recorded of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from ledger.domain.events import TOPIC_OF, event_name
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.exporting.table import Origin, Table, Value

COLUMNS = (
    "position",
    "recorded at",
    "happened on",
    "event",
    "data",
    "actor",
    "role",
    "recorded by",
    "reviewed by",
    "authenticated",
    "reason",
    "other text",
    "evidence",
    "correlation",
    "causation",
    "stream",
    "version",
    "id",
    "command id",
    "topic",
    "framework digest",
    "inspection",
    "as at",
    "provenance",
)


def log(history: Sequence[RecordedEvent], origin: Origin, provenances: Mapping[Provenance, str]) -> Table:
    """A row an event; `provenances` are the words for how far each event can be trusted."""
    return Table("log", COLUMNS, _rows(history, origin, provenances))


def _rows(history: Sequence[RecordedEvent], origin: Origin, provenances: Mapping[Provenance, str]) -> Iterator[tuple[Value, ...]]:
    for recorded in history:
        by, topic = recorded.by, TOPIC_OF[type(recorded.event)]
        reason = recorded.texts.get("reason")
        others = [text.words for name, text in recorded.texts.items() if name != "reason"]
        yield (
            recorded.position,
            recorded.recorded_at,
            by.happened.on,
            event_name(topic),
            json.dumps(asdict(recorded.event), ensure_ascii=False),
            by.actor.id,
            by.actor.role,
            by.recorded_by,
            by.reviewed_by,
            "yes" if by.authenticated else "no",
            reason.words if reason else None,
            "\n".join(others) or None,
            "; ".join(by.evidence) or None,
            by.correlation,
            by.causation,
            recorded.stream,
            recorded.version,
            recorded.id,
            by.command_id,
            topic,
            by.framework_digest,
            origin.inspection,
            origin.as_at,
            provenances[by.provenance],
        )
