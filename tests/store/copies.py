"""A ledger to be copied, one to be copied into, and copies that are whole or stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.engines import Places, read
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_store, small_keeping, story
from tests.store.samples import StandingClock

from ledger.domain import events as e
from ledger.store.copying import Copied
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create

TABLES = ("events", "texts", "marks", "kept", "kept_ratings", "kept_blame", "kept_timeline")
HEAD = len(story()) + 9


class Stopped(BaseException):
    """Stands for a kill: nothing after it runs."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


class Made(NamedTuple):
    """The places of an empty ledger and of one that has been written to, only to be copied as files or databases are."""

    empty: str
    written: str


def make(places: Places) -> Made:
    made = Made(places.new("empty"), places.new("written"))
    for place in made:
        create(place)
    with kept_store(made.written) as store:
        record = Recording(store)
        record(NORTH, *story()[:20], reason="as seen on the file, “quoted” \U0001f5ce")
        record(SOUTH, *story()[:9], reason="the same")
        record(NORTH, *story()[20:], reason="after the panel")
        store.set_mark("kind", "demonstration")
    return made


@contextmanager
def to_be_finished(target: str) -> Iterator[Store]:
    with open_store(target, StandingClock(), keeping=small_keeping(), unfinished=True) as store:
        yield store


def copied(source: str, target: str, progress: Callable[[str, int, int], None] = silent) -> Copied:
    with open_store(source, StandingClock(), read_only=True) as ours, to_be_finished(target) as theirs:
        return theirs.become_copy_of(ours, progress)


def stopped_at(position: int) -> Callable[[str, int, int], None]:
    def progress(what: str, done: int, _total: int) -> None:
        if what == "copying" and done >= position:
            raise Stopped

    return progress


def everything(path: str) -> dict[str, list[object]]:
    return {table: sorted(read(path, f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def more(path: str, *, erase: bool = False) -> None:
    """Something more recorded, with the erasure of the first event's reason if asked for."""
    with kept_store(path) as store:
        record = Recording(store)
        erased = record.pending(NORTH, e.TextErased(1, "reason"), reason="it names a child")
        if erase:
            first = store.at(1)
            assert first is not None
            store.append(erased, erase=[(first.id, "reason")])
        record(SOUTH, e.ReviewerNoteAdded(position=3), reason="a note of the reviewer")
