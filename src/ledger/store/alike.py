"""Events read by what is their own: the members that many states have alike are checked once, and known again by their text.

A state is cut between its members, in the order in which canonical bytes have them. The members that are alike in many events are checked
together, as an object without the others; the fact is checked by itself; the rest are ids of their own letters, and the columns letter for
letter. No cut can lie inside a value, since nothing checked so may have a member that it does not name. So an event is read here only if
the whole of it would be read, and as the same; whatever cannot be cut is left to be read as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict

from ledger.domain.events import TOPICS, Event
from ledger.domain.recorded import NO_TEXTS, Actor, Attribution, Happened, Provenance, RecordedEvent, Text

StoredRow = tuple[int, str, str, int, str, bytes]
"""Position, recorded at, stream, version, topic and state, as the columns have them."""

Cut = tuple[str, str, str, str]
"""What is left of a state where its own members are taken out, but for its end."""

_FITS_NOTHING: Final[Cut] = ("\0", "", "", "")

MOST_KNOWN: Final = 2_000
"""How many different cuts are known again at most."""

STRICT: Final = ConfigDict(strict=True, extra="forbid")

_DIGEST: Final = ',"command_digest":"'
_OWN: Final = re.compile('[0-9a-f]{64}","command_id":"[0-9a-f-]{36}[0-9a-f-]{36}')
"""A command's digest and id, and the event's id put behind them."""
_DIGEST_LENGTH: Final = 64
_ID_LENGTH: Final = 36
_TO_COMMAND: Final = _DIGEST_LENGTH + len('","command_id":"')
_TO_END: Final = _TO_COMMAND + _ID_LENGTH

_FACT: Final = ',"data":'
_EVIDENCE: Final = ',"evidence":'
_ID: Final = ',"id":"'
_PROFILE: Final = '","profile":'
_PLAIN: Final = re.compile(r'[^"\\\x00-\x1f]*')
"""Text that stands in JSON as it is."""


class _Common(TypedDict):
    """The members that many states have alike."""

    __pydantic_config__ = STRICT  # type: ignore[misc]

    profile: Literal["rfc8785-integers.v1"]
    actor: Actor
    recorded_by: str
    authenticated: bool
    reviewed_by: str | None
    provenance: Provenance
    happened: Happened
    evidence: tuple[str, ...]
    correlation: str | None
    causation: str | None
    framework_digest: str


_new: Final = tuple.__new__
"""What a named tuple's constructor comes to, in half the time."""

_VALUES: Final = itemgetter(*Attribution._fields[2:])


class Alike:
    """Reads events one by one; those of one command that follow each other share one attribution."""

    def __init__(self) -> None:
        self._known: dict[Cut, tuple[Any, ...]] = {}
        self._streams: set[str] = set()
        self._cut = _FITS_NOTHING
        self._values: tuple[Any, ...] = ()
        self._by: Attribution | None = None

    def event(self, row: StoredRow) -> RecordedEvent | None:
        """The event of a row, its texts left out as if erased; None for one to be read as a whole: it cannot be cut, or is damaged."""
        position, recorded_at, stream, version, topic, raw = row
        if type(raw) is not bytes or type(version) is not int or (stream not in self._streams and not self._is_plain(stream)):
            return None
        tail = f',"stream":"{stream}","texts":{{}},"topic":"{topic}","version":{version}}}'
        try:
            text = raw.decode()
            end, texts = (len(text) - len(tail), NO_TEXTS) if text.endswith(tail) else _texts(text, stream, topic, version)
            before, between, after, last = self._cut
            if not (
                text.startswith(before)
                and text.startswith(between, len(before) + _TO_END)
                and text.startswith(last, end - len(last))
                and text.startswith(after, end - len(last) - _ID_LENGTH - len(after))
            ):
                before, between, after, last = self._another(text, end)
            command, event_id = len(before), end - len(last) - _ID_LENGTH
            own = text[command : command + _TO_END] + text[event_id : event_id + _ID_LENGTH]
            if _OWN.fullmatch(own) is None:
                return None
            event = _reader(topic)(text[command + _TO_END + len(between) : event_id - len(after)])
        except ValueError:  # what is wrong with it is told by whoever reads it as a whole
            return None
        if event is None:
            return None
        by = self._by
        if by is None or own[_TO_COMMAND:_TO_END] != by.command_id or own[:_DIGEST_LENGTH] != by.command_digest:
            self._by = by = _new(Attribution, (own[_TO_COMMAND:_TO_END], own[:_DIGEST_LENGTH], *self._values))
        return _new(RecordedEvent, (position, recorded_at, stream, version, own[_TO_END:], by, event, texts))

    def _is_plain(self, stream: str) -> bool:
        """Whether a stream's name stands in JSON as it is; one that does is not asked for again."""
        plain = type(stream) is str and _PLAIN.fullmatch(stream) is not None
        if plain:
            self._streams.add(stream)
        return plain

    def _another(self, text: str, end: int) -> Cut:
        """How a state that ends with its stream is cut, checked and kept for the next; ValueError where it cannot be."""
        command = text.index(_DIGEST) + len(_DIGEST)
        fact = text.index(_FACT, command + _TO_END) + len(_FACT)
        event_id = text.rindex(_PROFILE, fact, end) - _ID_LENGTH
        evidence = text.rindex(_EVIDENCE, fact, event_id)
        cut = (text[:command], text[command + _TO_END : fact], text[evidence:event_id], text[event_id + _ID_LENGTH : end])
        values = self._known.get(cut) or _checked(*cut)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[cut] = values
        self._cut, self._values, self._by = cut, values, None
        return cut


def _texts(text: str, stream: str, topic: str, version: int) -> tuple[int, Mapping[str, Text]]:
    """Where the end of a state begins that has texts, and those; ValueError where it does not end as its columns say."""
    head, tail = f',"stream":"{stream}","texts":', f',"topic":"{topic}","version":{version}}}'
    end = text.rindex(head)
    if not text.endswith(tail):
        raise ValueError("its columns and its state disagree")
    hashes = _hashes_reader()(text[end + len(head) : -len(tail)])
    return end, {name: Text(sha256, None) for name, sha256 in hashes.items()}


def _checked(before: str, between: str, after: str, last: str) -> tuple[Any, ...]:
    """The values of the members that are alike, in an attribution's order; ValueError where they are not what they should be."""
    if not between.startswith('"') or not after.endswith(_ID):
        raise ValueError("it is not cut between its members")
    said = before.removesuffix(_DIGEST) + between[1:].removesuffix(_FACT) + after.removesuffix(_ID) + last[1:] + "}"
    common = _common_reader()(said)
    if common["happened"] != Happened.parse(common["happened"].on):
        raise ValueError("its time and how precise it is disagree")
    return _VALUES(common)  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _common_reader() -> Callable[[str], Any]:
    return TypeAdapter(_Common).validator.validate_json


@lru_cache(maxsize=1)
def _hashes_reader() -> Callable[[str], dict[str, str]]:
    return TypeAdapter(dict[str, str], config=STRICT).validator.validate_json


@lru_cache(maxsize=256)
def _reader(topic: str) -> Callable[[str], Event | None]:
    """The strict reader of a topic's facts; ValueError for a topic outside the closed table."""
    fact = TOPICS.get(topic)
    if fact is None:
        raise ValueError(f"{topic} is not known here")
    shape: Any = fact | None  # a type by itself would bring its own configuration
    adapter: TypeAdapter[Event | None] = TypeAdapter(shape, config=STRICT)
    return adapter.validator.validate_json
