"""Events to stored bytes and back: a closed table of topics, every field checked on the way in and on the way out."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, cast

from ledger.domain.events import TOPIC_OF, Event
from ledger.domain.recorded import CANONICALISATION, Attribution
from ledger.store.canonical import canonical

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class NewText:
    """Free text about to be recorded, with the random salt that keeps its hash from being guessed."""

    salt: bytes
    body: str

    @property
    def sha256(self) -> str:
        """SHA-256 in hex over the salt and the text in UTF-8; ValueError for text that cannot be written so."""
        return hashlib.sha256(self.salt + self.body.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PendingEvent:
    """An event about to be recorded: everything but its position and the time of recording."""

    id: str
    stream: str
    version: int
    by: Attribution
    event: Event
    texts: Mapping[str, NewText] = field(default_factory=dict)


def to_state(pending: PendingEvent) -> tuple[str, bytes]:
    """The topic and the canonical bytes of a pending event; ValueError where a value is outside the canonical profile."""
    by = pending.by
    topic = TOPIC_OF[type(pending.event)]
    state = {
        "profile": CANONICALISATION,
        "id": pending.id,
        "stream": pending.stream,
        "version": pending.version,
        "topic": topic,
        "command_id": by.command_id,
        "command_digest": by.command_digest,
        "actor": {"id": by.actor.id, "role": by.actor.role},
        "recorded_by": by.recorded_by,
        "reviewed_by": by.reviewed_by,
        "authenticated": by.authenticated,
        "provenance": by.provenance,
        "happened": {"on": by.happened.on, "precision": by.happened.precision},
        "texts": {name: text.sha256 for name, text in pending.texts.items()},
        "evidence": list(by.evidence),
        "correlation": by.correlation,
        "causation": by.causation,
        "framework_digest": by.framework_digest,
        "data": plain(pending.event),
    }
    return topic, bytes(memoryview(canonical(state)))  # a copy of its own size: the encoder's result holds on to eight times as much


def plain(value: object) -> object:
    """A fact as strings, numbers, lists and objects: its fields by name, tuples as lists, enumerations by value."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return {name: plain(getattr(value, name)) for name in names_of(cast("Hashable", kind))}


@cache
def names_of(kind: Hashable) -> tuple[str, ...]:
    """The names of a kind's fields."""
    return tuple(part.name for part in fields(cast("type[DataclassInstance]", kind)))
