"""One ledger copied into another, record by record: every byte the same, checked on the way, and taken up again where it was stopped.

What is in the target already must be what the source begins with. Until the last record is there the target is marked as an unfinished
copy, which no command opens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy.engine import Engine

from ledger.errors import DamagedError, StorageError
from ledger.integrity.faults import Fault
from ledger.integrity.records import Record, Records, TextRow
from ledger.integrity.sequence import Sequence as Standing
from ledger.store import appending, selecting, statements
from ledger.store.backend import Cursor
from ledger.store.engine import place_of, reading, translated, writing
from ledger.store.keeping import Progress
from ledger.store.state import COPYING

BATCH: Final = 500
"""How many records are read, checked and written at once, in one transaction."""


class Copied(NamedTuple):
    """The last position of both ledgers now, and how many records were there already, were copied, and texts were erased."""

    head: int
    there: int
    copied: int
    erased: int


class Batch(NamedTuple):
    """Some records in order, and the texts of their events."""

    records: list[Record]
    texts: list[TextRow]


def copy(source: Engine, target: Engine, progress: Progress) -> Copied:
    """Brings the target to what the source is now; StorageError where it is another ledger, DamagedError where the source is damaged.

    The target's kept projections stay behind and its mark stays: `finish` takes it away once they are rebuilt.
    """
    with translated(source), reading(source) as cursor:
        last = _head(cursor)
        there = _there(target)
        if there > last:
            raise StorageError(
                f"{place_of(target)} has {there} events and {place_of(source)} {last}: a copy never takes events away; nothing was changed"
            )
        checked = _Checked(cursor, place_of(source))
        gone: list[TextRow] = []
        for span in _spans(0, there):
            progress("comparing", span[0], last)
            gone.extend(_compared(checked.batch(*span), target, span))
        if gone or there < last or _marks(cursor) != _marks_of(target):
            _begin(target, place_of(source), gone)
        for span in _spans(there, last):
            progress("copying", span[0], last)
            _write(target, checked.batch(*span))
        progress("", last, last)
        checked.require_erased()
        return Copied(last, there, last - there, len(gone))


def finish(source: Engine, target: Engine, head: int) -> None:
    """Gives the target the marks of the source, and so makes it a ledger like any other; StorageError where others have written to it."""
    with translated(source), reading(source) as cursor:
        marks = _marks(cursor)
    if marks == _marks_of(target):
        return
    with translated(target), writing(target) as cursor:
        _require_head(cursor, head, target)
        cursor.execute(statements.remove_marks())
        cursor.insert(statements.insert_mark(), sorted(marks.items()))


class _Checked:
    """The records of the source, each checked as `ledger verify` checks it; they are asked for in order."""

    def __init__(self, cursor: Cursor, place: str) -> None:
        self._cursor = cursor
        self._place = place
        self._records = Records(selecting.erasers(cursor))
        self._standing = Standing()

    def batch(self, after: int, upto: int) -> Batch:
        """The records after one position and up to another; DamagedError for the first that is not as it was recorded."""
        read = _batch(self._cursor, after, upto)
        texts: defaultdict[str, dict[str, TextRow]] = defaultdict(dict)
        for text in read.texts:
            texts[text.event_id][text.name] = text
        for record in read.records:
            self._require_none(self._standing.faults(record))
            self._require_none(self._records.faults(record, texts.get(record.event_id, {})))
        if len(read.records) != upto - after:
            self._require_none([Fault("records", f"#{after + 1} to #{upto}", f"{len(read.records)} of them")])
        return read

    def require_erased(self) -> None:
        """DamagedError for a text that is not there although no event erased it; asked once all records are seen."""
        self._require_none(self._records.unexplained())

    def _require_none(self, faults: Iterator[Fault] | Sequence[Fault]) -> None:
        for fault in faults:
            raise DamagedError(f"{self._place} is damaged, {fault.sentence}: it is not copied on; see `ledger verify`")


def _compared(ours: Batch, target: Engine, span: tuple[int, int]) -> list[TextRow]:
    """The texts of the target that the source has erased since; StorageError where anything else differs."""
    with translated(target), reading(target) as cursor:
        theirs = _batch(cursor, *span)
    for our, their in zip(ours.records, theirs.records, strict=False):
        if our != their:
            raise _another(target, f"#{our.position} is another event in it")
    gone = set(theirs.texts) - set(ours.texts)
    kept = {(text.event_id, text.name) for text in ours.texts}
    if len(theirs.records) != len(ours.records) or len(theirs.texts) - len(gone) != len(kept) or kept & {(one[0], one[1]) for one in gone}:
        raise _another(target, f"from #{span[0] + 1} to #{span[1]} it has other events or texts")
    return sorted(gone)


def _another(target: Engine, how: str) -> StorageError:
    return StorageError(f"{place_of(target)} is another ledger ({how}): nothing was changed; copy into a new one")


def _begin(target: Engine, source: str, gone: Sequence[TextRow]) -> None:
    """Marks the target as an unfinished copy, and erases what the source has erased."""
    with translated(target), writing(target) as cursor:
        cursor.execute(statements.remove_mark(), (COPYING,))
        cursor.insert(statements.insert_mark(), [(COPYING, source)])
        cursor.many(statements.erase_text(), [(text.event_id, text.name) for text in gone])


def _write(target: Engine, batch: Batch) -> None:
    with translated(target), writing(target) as cursor:
        _require_head(cursor, batch.records[0].position - 1, target)
        cursor.insert(statements.insert_event(), batch.records)
        cursor.insert(statements.insert_text(), batch.texts)


def _require_head(cursor: Cursor, expected: int, target: Engine) -> None:
    if (found := _head(cursor)) != expected:
        raise StorageError(
            f"{place_of(target)} ended at #{expected} and ends at #{found} now: someone else writes to it; stop that, and copy again"
        )


def _spans(after: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(after, last, BATCH):
        yield start, min(start + BATCH, last)


def _batch(cursor: Cursor, after: int, upto: int) -> Batch:
    records = [Record(*row) for row in cursor.execute(statements.records_between(), (after, upto)).fetchall()]
    return Batch(records, [TextRow(*row) for row in cursor.execute(statements.texts_between(), (after, upto)).fetchall()])


def _there(target: Engine) -> int:
    with translated(target), reading(target) as cursor:
        return _head(cursor)


def _head(cursor: Cursor) -> int:
    return (appending.head(cursor) or (0, ""))[0]


def _marks_of(target: Engine) -> Mapping[str, str]:
    with translated(target), reading(target) as cursor:
        return _marks(cursor)


def _marks(cursor: Cursor) -> Mapping[str, str]:
    return dict(cursor.execute(statements.all_marks()).fetchall())
