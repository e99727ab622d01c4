"""Verification, rung by rung: what is checked, in which order, and what each rung does not prove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError
from ledger.integrity.faults import Fault, Rung, Verified, shown
from ledger.integrity.kept import row_faults
from ledger.integrity.records import Erasers, Record, Records, TextRow, orphan
from ledger.integrity.sequence import Sequence, opening_faults, order_faults
from ledger.projections.registry import PROJECTIONS, Projection, ProjectionError, Row

Progress = Callable[[str, int, int], None]
Rebuilt = Mapping[Projection, Mapping[Row, Row]]

BYTES: Final = (
    "That a record was not replaced together with its hash by somebody who can write to the file, nor that a text which was erased is "
    "nowhere else: backups and copies keep it."
)
SEQUENCE: Final = "That nothing was cut off at the end: that leaves no gap. Log checkpoints, which come later, will show it."
UNREADABLE: Final = (DamagedError, ProjectionError)
"""What is a fault and does not end the verification; whatever else goes wrong says nothing of the ledger, and ends it."""

KEPT: Final = "That the rules are right: only that what is kept for lists is what the events give under the rules of this version."


class Chunk(NamedTuple):
    """Some records in order with the texts of their events, and what could not be read among them."""

    records: list[Record]
    texts: Mapping[str, Mapping[str, TextRow]]
    unreadable: list[Fault]


class Standing(NamedTuple):
    """How far a kept projection holds, -1 where that cannot be read, and whether its rows are of this version."""

    position: int
    is_current: bool


class Source(Protocol):
    """What a verification reads, all of it from one state of the ledger; nothing it gives has been checked before."""

    def structure(self) -> Iterator[Fault]:
        """What the database finds wrong with itself."""

    def size(self) -> int:
        """About how many records there are, to say how far the verification is."""

    def chunks(self) -> Iterator[Chunk]:
        """All records in order, a few hundred at a time."""

    def erasers(self) -> Erasers:
        """Every text that was erased, with the event that erased it; DamagedError where that cannot be read."""

    def orphans(self) -> list[TextRow]:
        """The texts of events that are not there; DamagedError where that cannot be read."""

    def inspections(self) -> list[str]:
        """The inspections that records name; DamagedError where that cannot be read."""

    def history(self, inspection: str, upto: int) -> list[RecordedEvent]:
        """An inspection's events up to a position; DamagedError where one cannot be read."""

    def standings(self) -> Mapping[Projection, Standing]:
        """The kept projections that have been written; DamagedError where that cannot be read."""

    def kept(self, projection: Projection, inspection: str) -> list[Row]:
        """The rows kept of one inspection; DamagedError where they cannot be read."""

    def inspections_kept(self, projection: Projection) -> list[str]:
        """The inspections that rows are kept of; DamagedError where that cannot be read."""

    def rebuilt(self, history: Iterable[RecordedEvent]) -> Rebuilt:
        """The rows that should be kept of an inspection's events, by projection and key; ProjectionError where they cannot be folded."""


def verify(source: Source, progress: Progress) -> Verified:
    """Every rung over one ledger: each goes on after a fault, so that every fault is found.

    1. The database checks itself.
    2. Every record is read again: its bytes on the rung `bytes`, where it stands on the rung `sequence`.
    3. Every text must belong to an event, and none be there that an event erased; one that is not there must have been erased by an event.
    4. Every inspection is folded again: the order in which things happened, and the rows kept of it.
    """
    found = _Found()
    size = source.size()
    progress("the file", 0, size)
    found.bytes.extend(source.structure())  # 1
    _records(source, found, progress, size)  # 2
    found.bytes.extend(_orphans(source))  # 3
    _inspections(source, found, progress)  # 4
    return found.verified()


@dataclass
class _Found:
    """What has been found so far on each rung."""

    size: int = 0
    last: int = 0
    rows: int = 0
    bytes: list[Fault] = field(default_factory=list)
    sequence: list[Fault] = field(default_factory=list)
    projections: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def verified(self) -> Verified:
        return Verified(
            self.size,
            (
                Rung("bytes", self.size, tuple(self.bytes), BYTES),
                Rung("sequence", self.size, tuple(self.sequence), SEQUENCE),
                Rung("projections", self.rows, tuple(self.projections), KEPT, tuple(self.notes)),
            ),
        )


def _records(source: Source, found: _Found, progress: Progress, size: int) -> None:
    records, sequence = Records(_erasers(source, found)), Sequence()
    for chunk in source.chunks():
        found.bytes.extend(chunk.unreadable)
        for record in chunk.records:
            found.bytes.extend(records.faults(record, chunk.texts.get(record.event_id, {})))
            found.sequence.extend(sequence.faults(record))
        found.size += len(chunk.records)
        found.last = max([found.last, *(record.position for record in chunk.records[-1:] if isinstance(record.position, int))])
        progress("records", found.size, max(size, found.size))
    found.bytes.extend(records.unexplained())


def _erasers(source: Source, found: _Found) -> Erasers:
    try:
        return source.erasers()
    except DamagedError as error:
        found.bytes.append(Fault("erasures", "events that erase and can be read", str(error)))
        return {}


def _orphans(source: Source) -> Iterator[Fault]:
    try:
        yield from (orphan(text) for text in source.orphans())
    except UNREADABLE as error:
        yield Fault("texts", "texts that can be read", str(error))


def _inspections(source: Source, found: _Found, progress: Progress) -> None:
    standings = _standings(source, found)
    wanted = {projection: standing for projection, standing in standings.items() if standing.is_current}
    names, done = _names(source, found), 0
    for name in names:
        progress("inspections", done, max(found.size, done))
        try:
            history = source.history(name, found.last)
        except UNREADABLE as error:
            found.projections.append(Fault(f"inspection {shown(name)}", "events that can be folded", str(error)))
            continue
        done += len(history)
        found.sequence.extend([*opening_faults(history), *order_faults(history)])
        found.projections.extend(_kept(source, found, name, history, wanted))
    for projection in wanted:
        found.projections.extend(_strangers(source, projection, set(names)))
    progress("", found.size, found.size)


def _names(source: Source, found: _Found) -> list[str]:
    try:
        return source.inspections()
    except UNREADABLE as error:
        found.projections.append(Fault("inspections", "inspections that can be read", str(error)))
        return []


def _standings(source: Source, found: _Found) -> Mapping[Projection, Standing]:
    try:
        standings = source.standings()
    except UNREADABLE as error:
        found.projections.append(Fault("kept projections", "their versions and positions", str(error)))
        return {}
    for projection, (position, is_current) in standings.items():
        if position > found.last:
            expected = f"to hold up to #{found.last} at most, the last record"
            found.projections.append(Fault(f"kept {projection.name}", expected, f"#{position}: records may have been cut off"))
        elif position < 0:
            found.projections.append(Fault(f"kept {projection.name}", "the position that it holds up to", "none"))
        elif not is_current:
            found.notes.append(f"{projection.name} is kept by another version and was not compared: `ledger upgrade` rebuilds it")
        elif position < found.last:
            found.notes.append(f"{projection.name} is kept up to #{position}; what follows is folded when it is read")
    found.notes.extend(f"{projection.name} is not kept yet" for projection in PROJECTIONS if projection not in standings and found.last)
    return standings


def _kept(source: Source, found: _Found, name: str, history: list[RecordedEvent], wanted: Mapping[Projection, Standing]) -> Iterator[Fault]:
    """What differs between the rows kept of one inspection and those that its events give, as far as each projection holds.

    Events that no projection holds yet must be such that they can be followed.
    """
    for upto in sorted({*(standing.position for standing in wanted.values()), found.last} if wanted else ()):
        try:
            rebuilt = source.rebuilt(recorded for recorded in history if recorded.position <= upto)
            for projection in (one for one, standing in wanted.items() if standing.position == upto):
                rows = source.kept(projection, name)
                found.rows += len(rows)
                yield from row_faults(projection, rebuilt[projection], rows)
        except UNREADABLE as error:
            yield Fault(f"inspection {shown(name)}", "rows that can be compared", str(error))


def _strangers(source: Source, projection: Projection, known: set[str]) -> Iterator[Fault]:
    try:
        strange = sorted(set(source.inspections_kept(projection)) - known, key=str)
    except UNREADABLE as error:
        yield Fault(f"kept {projection.name}", "rows that can be read", str(error))
        return
    for name in strange:
        yield Fault(f"kept {projection.name}", "rows of inspections that are there", f"rows of {shown(name)}")
