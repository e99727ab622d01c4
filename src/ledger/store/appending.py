"""Writing rows under the writer lock: gapless positions, one time for all, and each row's leaf hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from ledger.domain.recorded import format_instant, inspection_of
from ledger.store import statements
from ledger.store.backend import Cursor, Question
from ledger.store.canonical import leaf_hash
from ledger.store.faults import AlreadyRecordedError, StreamMovedError


class Row(NamedTuple):
    """What is written of one event; the ids are None for rows that other programs write."""

    stream: str
    version: int
    topic: str
    state: bytes
    event_id: str | None = None
    command_id: str | None = None


class Appended(NamedTuple):
    """The first and last position of what was appended, and the one time that all of it carries."""

    first: int
    last: int
    recorded_at: str


Head = tuple[int, str]
"""The last event's position and time."""


def head(cursor: Cursor) -> Head | None:
    """The last event's position and time; None in an empty ledger."""
    found: Head | None = cursor.execute(statements.head()).fetchone()
    return found


def version(cursor: Cursor, stream: str) -> int:
    """The last version of a stream, 0 where it has no event."""
    found: int | None = cursor.execute(statements.version(), (stream,)).fetchone()[0]
    return found or 0


def write(cursor: Cursor, rows: Sequence[Row], after: Head | None, now: datetime) -> Appended:
    """Writes the rows after the last one, stamped with the later of now and the last time; the caller holds the lock."""
    last, last_time = after or (0, "")
    stamp = max(format_instant(now), last_time)
    cursor.insert(
        statements.insert_event(),
        [
            (
                position,
                stamp,
                inspection_of(row.stream),
                row.stream,
                row.version,
                row.topic,
                row.event_id,
                row.command_id,
                row.state,
                leaf_hash(position, stamp, row.stream, row.version, row.topic, row.state),
            )
            for position, row in enumerate(rows, last + 1)
        ],
    )
    return Appended(last + 1, last + len(rows), stamp)


def where_it_stands(rows: Sequence[Row], guards: Mapping[str, int]) -> Question:
    """What is to be asked for `require_versions`: the last event, and where the first few streams stand."""
    few = [stream for stream, _ in _wanted(rows, guards)][: statements.FEW]
    return statements.standing(len(few)), few


def require_versions(cursor: Cursor, stands: Sequence[Any], rows: Sequence[Row], guards: Mapping[str, int]) -> Head | None:
    """The head, where every stream stands at the version before its first row, and every guard where it was seen.

    `stands` is what `where_it_stands` gave. Raises `AlreadyRecordedError` where the rows are in the ledger already, else
    `StreamMovedError` for the first stream that moved.
    """
    wanted = _wanted(rows, guards)
    head, versions = _standing(cursor, stands, [stream for stream, _ in wanted])
    for (stream, expected), last in zip(wanted, versions, strict=True):
        if (last or 0) != expected:
            require_new(cursor, rows)
            raise StreamMovedError(stream, expected, last or 0)
    return head


def _wanted(rows: Sequence[Row], guards: Mapping[str, int]) -> list[tuple[str, int]]:
    return [*expected_versions(rows).items(), *guards.items()]


def _standing(cursor: Cursor, stands: Sequence[Any], streams: Sequence[str]) -> tuple[Head | None, list[int | None]]:
    """The head, and the last version of each stream; those beyond the first few take one more question."""
    if not stands:
        return None, [None] * len(streams)
    [(position, time, *versions)] = stands
    more = streams[statements.FEW :]
    return (position, time), versions + [version for (version,) in (cursor.among(statements.versions_among(), more) if more else ())]


def require_new(cursor: Cursor, rows: Iterable[Row]) -> None:
    """Returns where none of the event ids is in the ledger, else `AlreadyRecordedError` names the first that is."""
    ids = [row.event_id for row in rows if row.event_id is not None]
    for event_id, found in zip(ids, cursor.each(statements.command_of(), [(event_id,) for event_id in ids]), strict=True):
        for (command_id,) in found:
            raise AlreadyRecordedError(event_id, command_id)


def expected_versions(rows: Sequence[Row]) -> dict[str, int]:
    """The version each stream must stand at for the rows to follow on; ValueError where the rows themselves leave a gap."""
    expected: dict[str, int] = {}
    following: dict[str, int] = {}
    for row in rows:
        expected.setdefault(row.stream, row.version - 1)
        if row.version != following.setdefault(row.stream, row.version):
            raise ValueError(f"expected version {following[row.stream]} of {row.stream} next, found {row.version}")
        following[row.stream] = row.version + 1
    return expected
