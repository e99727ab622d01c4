"""Stored rows to recorded events: each state is checked whole, in one pass, against the shape of its topic."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, Literal

import orjson
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from ledger.domain.events import TOPICS
from ledger.domain.recorded import NO_TEXTS, Actor, Attribution, Happened, Provenance, RecordedEvent, Text
from ledger.errors import DamagedError
from ledger.store.alike import STRICT, Alike, StoredRow
from ledger.store.canonical import encode

Bodies = Mapping[tuple[str, str], str]
"""The texts that have not been erased, by event id and name."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: dict[str, Upcaster] = {}
"""For each topic no longer written, the pure step from a state under it to the state under the next."""

NO_BODIES: Final[Bodies] = MappingProxyType({})

Reader = Callable[[bytes], dict[str, Any]]
"""Turns the bytes of a state into its fields, checked; ValueError says what is wrong with them."""


_ENVELOPE = itemgetter("id", "stream", "version", "topic", "texts", "data", "happened")
_ATTRIBUTION = itemgetter(*Attribution._fields)


class Decoder:
    """Turns rows into recorded events, by what is their own where that can be done, else whole.

    Events of one command that follow each other share one attribution.
    """

    def __init__(self) -> None:
        self._alike = Alike()
        self._readers: dict[str, Reader] = {}
        self._times: set[tuple[str | None, str]] = set()
        self._attribution: tuple[Any, ...] = ()
        self._by: Attribution | None = None

    def events(self, rows: Iterable[StoredRow]) -> list[RecordedEvent]:
        """The recorded events of the rows, in their order, their texts left out as if erased."""
        with _uncollected():
            read, whole = self._alike.event, self._whole
            return [read(row) or whole(row) for row in rows]

    def event(self, row: StoredRow) -> RecordedEvent:
        """The recorded event of a row, its texts left out as if erased; DamagedError for one that is not what its topic says."""
        return self._alike.event(row) or self._whole(row)

    def _whole(self, row: StoredRow) -> RecordedEvent:
        position, recorded_at, stream, version, topic, raw = row
        try:
            state = (self._readers.get(topic) or self._reader(topic))(raw)
        except ValueError as error:
            raise DamagedError(f"the event at position {position} cannot be read: {_detail(error)}") from error
        event_id, inner_stream, inner_version, inner_topic, texts, event, happened = _ENVELOPE(state)
        if inner_stream != stream or inner_version != version or (inner_topic != topic and topic not in UPCASTERS):
            raise _disagreement(row, state)
        if (happened.on, happened.precision) not in self._times:
            self._check_time(happened, position)
        attribution = _ATTRIBUTION(state)
        by = self._by
        if by is None or attribution[0] != by.command_id or attribution != self._attribution:
            self._attribution = attribution
            self._by = by = Attribution(*attribution)
        found = {name: Text(sha256, None) for name, sha256 in texts.items()} if texts else NO_TEXTS
        return RecordedEvent(position, recorded_at, stream, version, event_id, by, event, found)

    def _reader(self, topic: str) -> Reader:
        read = partial(_upcasting, topic) if topic in UPCASTERS else _adapter(topic).validator.validate_json
        return self._readers.setdefault(topic, read)

    def _check_time(self, happened: Happened, position: int) -> None:
        try:
            expected = Happened.parse(happened.on)
        except ValueError as error:
            raise DamagedError(f"the event at position {position} cannot be read: {error}") from error
        if happened != expected:
            raise DamagedError(f"the event at position {position} cannot be read: {happened.on} is no {happened.precision}")
        self._times.add((happened.on, happened.precision))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Holds the cycle collector off while many objects that form no cycles are made; it would look at all of them over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def from_row(
    position: int, recorded_at: str, stream: str, version: int, topic: str, state: bytes, texts: Bodies = NO_BODIES
) -> RecordedEvent:
    """The recorded event of one row; DamagedError names the position of one that is not what its topic says."""
    found = Decoder().event((position, recorded_at, stream, version, topic, state))
    return found._replace(texts={name: replace(text, body=texts.get((found.id, name))) for name, text in found.texts.items()})


class _Envelope(TypedDict):
    profile: Literal["rfc8785-integers.v1"]
    id: str
    stream: str
    version: int
    topic: str
    command_id: str
    command_digest: str
    actor: Actor
    recorded_by: str
    authenticated: bool
    reviewed_by: str | None
    provenance: Provenance
    happened: Happened
    texts: dict[str, str]
    evidence: tuple[str, ...]
    correlation: str | None
    causation: str | None
    framework_digest: str


@lru_cache(maxsize=256)
def _adapter(topic: str) -> TypeAdapter[Any]:
    """The strict reader of a topic's states; ValueError for a topic outside the closed table."""
    fact = TOPICS.get(topic)
    if fact is None:
        raise ValueError(f"its topic {topic!r} is not known here, so it was written by a newer version, or damaged")
    make: Any = TypedDict
    shape = make("State", {**_Envelope.__annotations__, "data": fact})
    shape.__pydantic_config__ = STRICT
    return TypeAdapter(shape)


def _upcasting(topic: str, raw: bytes) -> dict[str, Any]:
    state = orjson.loads(raw)
    if not isinstance(state, dict) or state.get("topic") != topic:
        raise ValueError(f"expected a state of the topic {topic}, found another")
    try:
        while step := UPCASTERS.get(state["topic"]):
            state = step(state)
    except (KeyError, TypeError) as error:
        raise ValueError(f"it is not of the shape of {topic}: {error!r}") from error
    read: dict[str, Any] = _adapter(state["topic"]).validate_json(encode(state))
    return read


def _disagreement(row: StoredRow, state: dict[str, Any]) -> DamagedError:
    position, _, stream, version, topic, _ = row
    inside = f"{state['topic']} {state['stream']} version {state['version']}"
    return DamagedError(
        f"the event at position {position} cannot be read: its columns say {topic} {stream} version {version}, its state says {inside}"
    )


def _detail(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False)[0]
    return f"at {'.'.join(str(part) for part in first['loc']) or 'the start'}: {first['msg']}"
