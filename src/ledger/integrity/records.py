"""The first rung: every record's bytes against its hash, its columns, its ids, its texts, and the login that it was typed by."""

from __future__ import annotations

import hmac
from collections.abc import Generator, Iterator, Mapping
from typing import Final, NamedTuple

import orjson

from ledger.domain.events import TextErased
from ledger.domain.recorded import RecordedEvent, inspection_of
from ledger.errors import DamagedError
from ledger.identity import event_id
from ledger.integrity.faults import Fault, shown
from ledger.integrity.typists import Typists
from ledger.store.canonical import SALT_BYTES, encode, leaf_hash, text_hash
from ledger.store.decoding import Decoder

Erasers = Mapping[tuple[int, str], int]
"""The position of the event that erased a text, by the position of the event that had it and the text's name."""


class Record(NamedTuple):
    """A row of events as it is read, each column of whatever type is found in it."""

    position: int
    recorded_at: str
    inspection: str
    stream: str
    version: int
    topic: str
    event_id: str
    command_id: str
    state: bytes
    leaf: bytes


class TextRow(NamedTuple):
    """A row of texts as it is read."""

    event_id: str
    name: str
    sha256: str
    salt: bytes
    body: str


Texts = Mapping[str, TextRow]
"""The texts that are kept of one event, by name."""

_KINDS: Final = (int, str, str, str, int, str, str, str, bytes, bytes)
_TEXT_KINDS: Final = (str, str, str, bytes, str)
_WORDS: Final = {int: "a whole number", str: "text", bytes: "bytes"}


class Records:
    """Checks records one by one, in order; events of one command follow each other."""

    def __init__(self, erasers: Erasers) -> None:
        """`erasers` are those of the whole ledger, so that a text which has been put back is known before its erasure is seen."""
        self._erasers = erasers
        self._decoder = Decoder()
        self._typists = Typists()
        self._command = ""
        self._index = 0
        self._gone: dict[tuple[int, str], str] = {}
        self._erased: set[tuple[int, str]] = set()

    def faults(self, record: Record, texts: Texts) -> Iterator[Fault]:
        """Everything that is wrong with one record and the texts kept of it."""
        kinds = list(_wrong_kinds(record))
        yield from kinds
        if kinds:
            return
        yield from _leaf(record)
        yield from _canonical(record)
        recorded = yield from self._decoded(record)
        if recorded is not None:
            yield from _columns(record, recorded)
            yield from self._identity(record, recorded)
            yield from _texts(record, recorded, texts)
            yield from self._put_back(record, texts)
            yield from self._typists.faults(recorded)
            self._note_erasure(recorded, texts)

    def unexplained(self) -> Iterator[Fault]:
        """The faults of texts that are not there and that no event seen so far erased; to be asked once all records are seen."""
        for (position, name), sha256 in self._gone.items():
            if (position, name) not in self._erased:
                yield Fault(f"text {shown(name)}", f"the text of SHA-256 {sha256}, or an event that erased it", "neither", position)

    def _put_back(self, record: Record, texts: Texts) -> Iterator[Fault]:
        for name in texts:
            if (eraser := self._erasers.get((record.position, name))) is not None:
                yield Fault(f"text {shown(name)}", f"none, since event #{eraser} erased it", "one put back", record.position)

    def _note_erasure(self, recorded: RecordedEvent, texts: Texts) -> None:
        self._gone.update({(recorded.position, name): text.sha256 for name, text in recorded.texts.items() if name not in texts})
        if isinstance(recorded.event, TextErased):
            self._erased.add((recorded.event.position, recorded.event.name))

    def _decoded(self, record: Record) -> Generator[Fault, None, RecordedEvent | None]:
        """The recorded event, or None and a fault where the state cannot be read as one that its columns name."""
        try:
            return self._decoder.event((record.position, record.recorded_at, record.stream, record.version, record.topic, record.state))
        except DamagedError as error:
            said = str(error).removeprefix(f"the event at position {record.position} cannot be read: ")
            yield Fault("state", f"an event of topic {shown(record.topic)} as its columns name it", said, record.position)
            return None

    def _identity(self, record: Record, recorded: RecordedEvent) -> Iterator[Fault]:
        """The event's id, which follows from its command's id and its number within that command."""
        command = recorded.by.command_id
        self._index = self._index + 1 if command == self._command else 0
        self._command = command
        try:
            expected = event_id(command, self._index)
        except ValueError:
            yield Fault("command id", "a UUID", shown(command), record.position)
            return
        if recorded.id != expected:
            of = f"event {self._index} of command {command}"
            yield Fault("event id", f"{expected} for {of}", shown(recorded.id), record.position)


def orphan(text: TextRow) -> Fault:
    """The fault of a text that no event has."""
    return Fault("texts", "texts of events that are there", f"{shown(text.name)} of event {shown(text.event_id)}, which is not")


def _wrong_kinds(record: Record) -> Iterator[Fault]:
    position = record.position if type(record.position) is int else None
    for name, value, kind in zip(Record._fields, record, _KINDS, strict=True):
        if type(value) is not kind:
            yield Fault(f"column {name}", _WORDS[kind], "nothing" if value is None else f"{type(value).__name__} {shown(value)}", position)


def _leaf(record: Record) -> Iterator[Fault]:
    try:
        expected = leaf_hash(record.position, record.recorded_at, record.stream, record.version, record.topic, record.state)
    except ValueError as error:
        yield Fault("leaf hash", "columns that can be hashed", str(error), record.position)
        return
    if not hmac.compare_digest(expected, record.leaf):
        yield Fault("leaf hash", f"{record.leaf.hex()} as kept", f"{expected.hex()} from the record's bytes", record.position)


def _canonical(record: Record) -> Iterator[Fault]:
    try:
        same = encode(orjson.loads(record.state)) == record.state
    except ValueError as error:
        yield Fault("state", "canonical JSON", str(error), record.position)
        return
    if not same:
        yield Fault("state", "canonical JSON", "JSON in another order or spacing", record.position)


def _columns(record: Record, recorded: RecordedEvent) -> Iterator[Fault]:
    for name, expected, found in (
        ("event_id", recorded.id, record.event_id),
        ("command_id", recorded.by.command_id, record.command_id),
        ("inspection", inspection_of(record.stream), record.inspection),
    ):
        if expected != found:
            yield Fault(f"column {name}", f"{shown(expected)} as the record has it", shown(found), record.position)


def _texts(record: Record, recorded: RecordedEvent, texts: Texts) -> Iterator[Fault]:
    """Texts that are kept must be those that were hashed."""
    for name, row in texts.items():
        declared = recorded.texts.get(name)
        if declared is None:
            yield Fault("texts", "texts that the event names", shown(name), record.position)
            continue
        if any(type(value) is not kind for value, kind in zip(row, _TEXT_KINDS, strict=True)):
            kinds = ", ".join(type(value).__name__ for value in row)
            yield Fault(f"text {shown(name)}", "columns of text, and a salt of bytes", kinds, record.position)
            continue
        try:
            found = text_hash(row.salt, row.body.encode(errors="surrogateescape"))
        except ValueError:
            yield Fault(f"text {shown(name)}", f"a salt of {SALT_BYTES} bytes", f"one of {len(row.salt)}", record.position)
            continue
        if not found == row.sha256 == declared.sha256:
            yield Fault(f"text {shown(name)}", f"SHA-256 {declared.sha256}", f"{found}, kept as {shown(row.sha256)}", record.position)
