"""Events to stored bytes and back: a closed table of topics, every field checked on the way in and on the way out."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, cast

from ledger.domain.events import TOPIC_OF, Event
from ledger.domain.recorded import CANONICALISATION, Attribution
from ledger.store.canonical import LEAVES, canonical, encode, text_hash

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class NewText:
    """Free text about to be recorded, with the random salt that keeps its hash from being guessed."""

    salt: bytes
    body: str

    @property
    def sha256(self) -> str:
        """SHA-256 in hex over the salt and the text in UTF-8; ValueError where one of them cannot be written."""
        return text_hash(self.salt, self.body.encode())


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
    leaves = {
        "profile": CANONICALISATION,
        "id": pending.id,
        "stream": pending.stream,
        "version": pending.version,
        "topic": topic,
        "command_id": by.command_id,
        "command_digest": by.command_digest,
        "recorded_by": by.recorded_by,
        "reviewed_by": by.reviewed_by,
        "authenticated": by.authenticated,
        "provenance": by.provenance,
        "correlation": by.correlation,
        "causation": by.causation,
        "framework_digest": by.framework_digest,
    }
    actor = {"id": by.actor.id, "role": by.actor.role}
    happened = {"on": by.happened.on, "precision": by.happened.precision}
    texts = {name: text.sha256 for name, text in pending.texts.items()}
    data = plain(pending.event)
    state = {**leaves, "actor": actor, "happened": happened, "texts": texts, "evidence": list(by.evidence), "data": data}
    said = (*leaves.values(), *actor.values(), *happened.values(), *texts.values(), *by.evidence)
    written = encode(state) if LEAVES.issuperset(map(type, said)) and all(map(str.isascii, texts)) else canonical(state)
    return topic, bytes(memoryview(written))  # a copy of its own size: the encoder's result holds on to eight times as much


def plain(value: object) -> object:
    """A fact as strings, numbers, lists and objects: its fields by name, tuples as lists, enumerations by value; TypeError for others."""
    kind = type(value)
    if kind in LEAVES:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    said = {name: getattr(value, name) for name in names_of(cast("Hashable", kind))}
    return said if LEAVES.issuperset(map(type, said.values())) else {name: plain(item) for name, item in said.items()}


@cache
def names_of(kind: Hashable) -> tuple[str, ...]:
    """The names of a kind's fields."""
    return tuple(part.name for part in fields(cast("type[DataclassInstance]", kind)))
