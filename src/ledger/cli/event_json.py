"""Recorded events as the JSON that scripts rely on: names, order and nulls never change, fields are only added at the end."""

from __future__ import annotations

from dataclasses import asdict

from ledger.cli.board_json import Object, happened_on
from ledger.domain.events import TOPIC_OF, event_name
from ledger.domain.recorded import RecordedEvent


def event_json(recorded: RecordedEvent) -> Object:
    """One recorded event, whole."""
    by, topic = recorded.by, TOPIC_OF[type(recorded.event)]
    return {
        "position": recorded.position,
        "stream": recorded.stream,
        "version": recorded.version,
        "id": recorded.id,
        "command_id": by.command_id,
        "topic": topic,
        "event": event_name(topic),
        "recorded_at": recorded.recorded_at,
        "happened_on": happened_on(by.happened),
        "actor": {"id": by.actor.id, "role": by.actor.role},
        "recorded_by": by.recorded_by,
        "authenticated": by.authenticated,
        "provenance": by.provenance,
        "reason": recorded.reason,
        "evidence": by.evidence,
        "correlation": by.correlation,
        "causation": by.causation,
        "framework_digest": by.framework_digest,
        "data": asdict(recorded.event),
        "happened": {"on": by.happened.on, "precision": by.happened.precision},
        "reviewed_by": by.reviewed_by,
        **_texts(recorded),
    }


def _texts(recorded: RecordedEvent) -> Object:
    """The words kept beside the event, other than its reason, which of them have been erased, and by which event each."""
    kept: Object = {}
    for name, text in recorded.texts.items():
        if name != "reason":
            kept[name] = text.body
        if text.body is None:
            kept[f"{name}_erased"] = True
    return kept | {f"{name}_erased_by": text.erased_by for name, text in recorded.texts.items() if text.body is None}
