"""One ledger copied into another: every record the same, checked on the way, taken up again, and nothing else overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests import engines as sql
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_rows, kept_store, small_keeping, story
from tests.store.samples import StandingClock

from ledger.domain import events as e
from ledger.errors import DamagedError, StorageError
from ledger.store import copying
from ledger.store.copying import Copied
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create, create_where_nothing_is

TABLES = ("events", "texts", "marks", "kept", "kept_ratings", "kept_blame", "kept_timeline")
HEAD = len(story()) + 9


class Stopped(BaseException):
    """Stands for a kill: nothing after it runs."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, pristine: bytes) -> bytes:
    file = tmp_path_factory.mktemp("source") / "source.db"
    file.write_bytes(pristine)
    with kept_store(file) as store:
        record = Recording(store)
        record(NORTH, *story()[:20], reason="as seen on the file, “quoted” \U0001f5ce")
        record(SOUTH, *story()[:9], reason="the same")
        record(NORTH, *story()[20:], reason="after the panel")
        store.set_mark("kind", "demonstration")
    return file.read_bytes()


@pytest.fixture
def source(tmp_path: Path, written: bytes) -> Path:
    file = tmp_path / "source.db"
    file.write_bytes(written)
    return file


@pytest.fixture
def target(path: Path) -> Path:
    return path


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BATCH", 10)


@contextmanager
def to_be_finished(target: Path) -> Iterator[Store]:
    with open_store(target, StandingClock(), keeping=small_keeping(), unfinished=True) as store:
        yield store


def copied(source: Path, target: Path, progress: Callable[[str, int, int], None] = silent) -> Copied:
    with open_store(source, StandingClock(), read_only=True) as ours, to_be_finished(target) as theirs:
        return theirs.become_copy_of(ours, progress)


def stopped_at(position: int) -> Callable[[str, int, int], None]:
    def progress(what: str, done: int, _total: int) -> None:
        if what == "copying" and done >= position:
            raise Stopped

    return progress


def everything(path: Path) -> dict[str, list[object]]:
    return {table: sorted(sql.read(path, f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def more(path: Path, *, erase: bool = False) -> None:
    """Something more recorded, with the erasure of the first event's reason if asked for."""
    with kept_store(path) as store:
        record = Recording(store)
        erased = record.pending(NORTH, e.TextErased(1, "reason"), reason="it names a child")
        if erase:
            first = store.at(1)
            assert first is not None
            store.append(erased, erase=[(first.id, "reason")])
        record(SOUTH, e.ReviewerNoteAdded(position=3), reason="a note of the reviewer")


def test_a_copy_is_the_same_in_every_column_of_every_table(source: Path, target: Path) -> None:
    assert copied(source, target) == Copied(HEAD, 0, HEAD, 0)
    assert everything(target) == everything(source)


def test_a_copy_is_verified_clean_and_written_to_like_any_ledger(source: Path, target: Path) -> None:
    copied(source, target)
    more(target)
    with kept_store(target, read_only=True) as store:
        assert store.verify(silent).ok
        assert store.head() is not None
        assert kept_rows(store)["timeline"]


def test_an_empty_ledger_is_copied_too(tmp_path: Path, target: Path) -> None:
    create(tmp_path / "empty.db")
    assert copied(tmp_path / "empty.db", target) == Copied(0, 0, 0, 0)
    assert everything(target) == everything(tmp_path / "empty.db")


def test_a_copy_of_what_was_copied_already_changes_nothing(source: Path, target: Path) -> None:
    copied(source, target)
    before = target.read_bytes()
    assert copied(source, target) == Copied(HEAD, HEAD, 0, 0)
    assert target.read_bytes() == before


def test_a_copy_that_has_fallen_behind_takes_what_is_new(source: Path, target: Path) -> None:
    copied(source, target)
    more(source)
    assert copied(source, target) == Copied(HEAD + 1, HEAD, 1, 0)
    assert everything(target) == everything(source)


def test_a_text_erased_since_is_erased_in_the_copy(source: Path, target: Path) -> None:
    copied(source, target)
    more(source, erase=True)
    assert copied(source, target) == Copied(HEAD + 2, HEAD, 2, 1)
    assert everything(target) == everything(source)


@pytest.mark.parametrize("position", [0, 10, 40])
def test_a_copy_stopped_anywhere_is_opened_by_nobody_and_goes_on(source: Path, target: Path, position: int) -> None:
    with pytest.raises(Stopped):
        copied(source, target, stopped_at(position))
    for read_only in (True, False):
        with pytest.raises(
            StorageError, match=r"ledger\.db is an unfinished copy of .*source\.db: finish it with `ledger copy .*source\.db"
        ):
            open_store(target, StandingClock(), read_only=read_only)
    done = copied(source, target)
    assert done.there + done.copied == HEAD
    assert done.there == position
    assert everything(target) == everything(source)


def test_a_copy_stopped_before_its_lists_were_kept_is_unfinished_and_goes_on(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise Stopped

    monkeypatch.setattr(Store, "rebuild", stop)
    with pytest.raises(Stopped):
        copied(source, target)
    monkeypatch.undo()
    with pytest.raises(StorageError, match="unfinished copy"):
        open_store(target, StandingClock())
    assert copied(source, target) == Copied(HEAD, HEAD, 0, 0)
    assert everything(target) == everything(source)


def test_an_unfinished_copy_is_no_source(source: Path, target: Path, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        copied(source, target, stopped_at(20))
    create(tmp_path / "third.db")
    with pytest.raises(StorageError, match="unfinished copy"):
        copied(target, tmp_path / "third.db")


def test_what_is_recorded_in_the_source_meanwhile_waits_for_the_next_copy(source: Path, target: Path) -> None:
    wrote: list[int] = []

    def meanwhile(what: str, done: int, _total: int) -> None:
        if what == "copying" and not wrote:
            wrote.append(done)
            more(source, erase=True)

    assert copied(source, target, meanwhile) == Copied(HEAD, 0, HEAD, 0)
    assert sql.read(target, "SELECT count(*) FROM texts") == [(HEAD,)]
    assert copied(source, target) == Copied(HEAD + 2, HEAD, 2, 1)


def test_a_longer_ledger_is_left_alone(source: Path, target: Path) -> None:
    copied(source, target)
    more(target)
    before = everything(target)
    with pytest.raises(StorageError, match=rf"ledger\.db has {HEAD + 1} events and .*source\.db {HEAD}: a copy never takes events away"):
        copied(source, target)
    assert everything(target) == before


def test_a_ledger_that_went_its_own_way_is_left_alone(source: Path, target: Path) -> None:
    copied(source, target)
    more(target)
    with kept_store(source) as store:
        Recording(store)(SOUTH, *story()[9:15])
    before = everything(target)
    with pytest.raises(StorageError, match=rf"ledger\.db is another ledger \(#{HEAD + 1} is another event in it\): nothing was changed"):
        copied(source, target)
    assert everything(target) == before


@pytest.mark.parametrize(
    ("statement", "how"),
    [
        (
            "UPDATE texts SET body = 'another' WHERE name = 'reason' AND event_id = (SELECT event_id FROM events WHERE position = 3)",
            "#1 to #10",
        ),
        ("DELETE FROM texts WHERE event_id = (SELECT event_id FROM events WHERE position = 13)", "#11 to #20"),
        ("DELETE FROM events WHERE position = 5", "#5 is another event"),
        ("UPDATE events SET inspection = 'elsewhere' WHERE position = 7", "#7 is another event"),
    ],
)
def test_a_target_that_differs_in_any_column_is_another_ledger(source: Path, target: Path, statement: str, how: str) -> None:
    copied(source, target)
    altered(target, statement)
    with pytest.raises(StorageError, match=how):
        copied(source, target)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET leaf = x'00' WHERE position = 15", "#15: leaf hash"),
        ("UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE position = 15", "#15: recorded at"),
        ("DELETE FROM events WHERE position = 15", "#16: position: expected #15 next, found #16: #15 is missing"),
        ("UPDATE texts SET body = 'x' WHERE event_id = (SELECT event_id FROM events WHERE position = 15)", "#15: text 'reason'"),
        ("DELETE FROM texts WHERE event_id = (SELECT event_id FROM events WHERE position = 15)", "#15: text 'reason'"),
    ],
)
def test_a_damaged_record_is_not_copied_on(source: Path, target: Path, statement: str, said: str) -> None:
    altered(source, statement)
    with pytest.raises(DamagedError, match=rf"source\.db is damaged, {said}.*: it is not copied on; see `ledger verify`"):
        copied(source, target)
    with pytest.raises(StorageError, match="unfinished copy"):
        open_store(target, StandingClock())


def test_somebody_who_writes_to_the_target_meanwhile_stops_the_copy(source: Path, target: Path) -> None:
    def meanwhile(what: str, done: int, _total: int) -> None:
        if what == "copying" and done == 20:
            with to_be_finished(target) as store:
                Recording(store)("elsewhere", *story()[:1])

    with pytest.raises(StorageError, match=r"ledger\.db ended at #20 and ends at #21 now: someone else writes to it"):
        copied(source, target, meanwhile)


def test_a_place_with_something_else_in_it_is_left_as_it_is(tmp_path: Path, target: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("notes")
    before = foreign.read_bytes(), target.read_bytes()
    create_where_nothing_is(target)
    with pytest.raises(StorageError, match="is not a ledger"):
        create_where_nothing_is(foreign)
    assert (foreign.read_bytes(), target.read_bytes()) == before


def test_an_empty_file_and_no_file_become_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    for name in ("empty.db", "none.db"):
        create_where_nothing_is(tmp_path / name)
        with open_store(tmp_path / name, StandingClock()) as store:
            assert store.head() is None


def altered(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(statement).rowcount > 0
