"""One ledger copied into another: every record the same, checked on the way, taken up again, and nothing else overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engines import EngineName, Places, contents, places_on, read, write
from tests.store.copies import HEAD, Made, Stopped, copied, everything, make, more, silent, stopped_at, to_be_finished
from tests.store.kept_events import SOUTH, Recording, kept_rows, kept_store, story
from tests.store.samples import StandingClock

from ledger.errors import DamagedError, StorageError
from ledger.store import copying, sqlite
from ledger.store.backend import Mode
from ledger.store.copying import Copied
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create, create_where_nothing_is

WAYS: tuple[tuple[EngineName, EngineName], ...] = (("sqlite", "postgresql"), ("postgresql", "sqlite"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[EngineName, Made]]:
    directory = tmp_path_factory.mktemp("made")
    with places_on("sqlite", directory) as files, places_on("postgresql", directory) as databases:
        yield {"sqlite": make(files), "postgresql": make(databases)}


@pytest.fixture(params=WAYS, ids=["-to-".join(way) for way in WAYS])
def way(request: pytest.FixtureRequest) -> tuple[EngineName, EngineName]:
    found: tuple[EngineName, EngineName] = request.param
    return found


@pytest.fixture
def source(way: tuple[EngineName, EngineName], made: dict[EngineName, Made], tmp_path: Path) -> Iterator[str]:
    with places_on(way[0], tmp_path) as places:
        yield places.copy(made[way[0]].written, "source")


@pytest.fixture
def target(way: tuple[EngineName, EngineName], made: dict[EngineName, Made], tmp_path: Path) -> Iterator[str]:
    with places_on(way[1], tmp_path) as places:
        yield places.copy(made[way[1]].empty, "target")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "BATCH", 10)


def test_a_copy_is_the_same_in_every_column_of_every_table(source: str, target: str) -> None:
    assert copied(source, target) == Copied(HEAD, 0, HEAD, 0)
    assert everything(target) == everything(source)


def test_a_copy_is_verified_clean_and_written_to_like_any_ledger(source: str, target: str) -> None:
    copied(source, target)
    more(target)
    with kept_store(target, read_only=True) as store:
        assert store.verify(silent).ok
        assert store.head() is not None
        assert kept_rows(store)["timeline"]


def test_an_empty_ledger_is_copied_too(way: tuple[EngineName, EngineName], made: dict[EngineName, Made], target: str) -> None:
    assert copied(made[way[0]].empty, target) == Copied(0, 0, 0, 0)
    assert everything(target) == everything(made[way[0]].empty)


def test_a_copy_of_what_was_copied_already_changes_nothing(source: str, target: str) -> None:
    copied(source, target)
    before = contents(target)
    assert copied(source, target) == Copied(HEAD, HEAD, 0, 0)
    assert contents(target) == before


def test_a_copy_that_has_fallen_behind_takes_what_is_new(source: str, target: str) -> None:
    copied(source, target)
    more(source)
    assert copied(source, target) == Copied(HEAD + 1, HEAD, 1, 0)
    assert everything(target) == everything(source)


def test_a_text_erased_since_is_erased_in_the_copy(source: str, target: str) -> None:
    copied(source, target)
    more(source, erase=True)
    assert copied(source, target) == Copied(HEAD + 2, HEAD, 2, 1)
    assert everything(target) == everything(source)


@pytest.mark.parametrize("position", [0, 10, 40])
def test_a_copy_stopped_anywhere_is_opened_by_nobody_and_goes_on(source: str, target: str, position: int) -> None:
    with pytest.raises(Stopped):
        copied(source, target, stopped_at(position))
    for read_only in (True, False):
        with pytest.raises(
            StorageError, match=r"target.* is an unfinished copy of .*source.*: finish it with `ledger copy .*source.* .*target.*`"
        ):
            open_store(target, StandingClock(), read_only=read_only)
    done = copied(source, target)
    assert done.there + done.copied == HEAD
    assert done.there == position
    assert everything(target) == everything(source)


def test_a_copy_stopped_before_its_lists_were_kept_is_unfinished_and_goes_on(
    source: str, target: str, monkeypatch: pytest.MonkeyPatch
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


def test_an_unfinished_copy_is_no_source(source: str, target: str, tmp_path: Path) -> None:
    with pytest.raises(Stopped):
        copied(source, target, stopped_at(20))
    create(tmp_path / "third.db")
    with pytest.raises(StorageError, match="unfinished copy"):
        copied(target, str(tmp_path / "third.db"))


def test_what_is_recorded_in_the_source_meanwhile_waits_for_the_next_copy(source: str, target: str) -> None:
    wrote: list[int] = []

    def meanwhile(what: str, done: int, _total: int) -> None:
        if what == "copying" and not wrote:
            wrote.append(done)
            more(source, erase=True)

    assert copied(source, target, meanwhile) == Copied(HEAD, 0, HEAD, 0)
    assert read(target, "SELECT count(*) FROM texts") == [(HEAD,)]
    assert copied(source, target) == Copied(HEAD + 2, HEAD, 2, 1)


def test_a_longer_ledger_is_left_alone(source: str, target: str) -> None:
    copied(source, target)
    more(target)
    before = everything(target)
    with pytest.raises(StorageError, match=rf"target.* has {HEAD + 1} events and .*source.* {HEAD}: a copy never takes events away"):
        copied(source, target)
    assert everything(target) == before


def test_a_ledger_that_went_its_own_way_is_left_alone(source: str, target: str) -> None:
    copied(source, target)
    more(target)
    with kept_store(source) as store:
        Recording(store)(SOUTH, *story()[9:15])
    before = everything(target)
    with pytest.raises(StorageError, match=rf"target.* is another ledger \(#{HEAD + 1} is another event in it\): nothing was changed"):
        copied(source, target)
    assert everything(target) == before


@pytest.mark.parametrize("way", WAYS[:1], indirect=True)
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
def test_a_target_that_differs_in_any_column_is_another_ledger(source: str, target: str, statement: str, how: str) -> None:
    copied(source, target)
    write(target, statement, guarded=False)
    with pytest.raises(StorageError, match=how):
        copied(source, target)


@pytest.mark.parametrize("way", WAYS[1:], indirect=True)
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE events SET leaf = state WHERE position = 15", "#15: leaf hash"),
        ("UPDATE events SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE position = 15", "#15: recorded at"),
        ("DELETE FROM events WHERE position = 15", "#16: position: expected #15 next, found #16: #15 is missing"),
        ("UPDATE texts SET body = 'x' WHERE event_id = (SELECT event_id FROM events WHERE position = 15)", "#15: text 'reason'"),
        ("DELETE FROM texts WHERE event_id = (SELECT event_id FROM events WHERE position = 15)", "#15: text 'reason'"),
    ],
)
def test_a_damaged_record_is_not_copied_on(source: str, target: str, statement: str, said: str) -> None:
    write(source, statement, guarded=False)
    with pytest.raises(DamagedError, match=rf"source.* is damaged, {said}.*: it is not copied on; see `ledger verify`"):
        copied(source, target)
    with pytest.raises(StorageError, match="unfinished copy"):
        open_store(target, StandingClock())


def test_a_text_put_back_after_its_erasure_is_not_copied_on(source: str, target: str) -> None:
    write(source, "CREATE TABLE aside AS SELECT * FROM texts")
    more(source, erase=True)
    write(source, "INSERT INTO texts SELECT * FROM aside WHERE event_id = (SELECT event_id FROM events WHERE position = 1)")
    with pytest.raises(
        DamagedError, match=rf"is damaged, #1: text 'reason': expected none, since event #{HEAD + 1} erased it, found one put"
    ):
        copied(source, target)
    assert read(target, "SELECT count(*) FROM texts") == [(0,)]


def test_somebody_who_writes_to_the_target_meanwhile_stops_the_copy(source: str, target: str) -> None:
    def meanwhile(what: str, done: int, _total: int) -> None:
        if what == "copying" and done == 20:
            with to_be_finished(target) as store:
                Recording(store)("elsewhere", *story()[:1])

    with pytest.raises(StorageError, match=r"target.* ended at #20 and ends at #21 now: someone else writes to it"):
        copied(source, target, meanwhile)


def test_a_place_with_something_else_in_it_is_left_as_it_is(tmp_path: Path, path: Path) -> None:
    foreign = tmp_path / "notes.txt"
    foreign.write_text("notes")
    before = foreign.read_bytes(), path.read_bytes()
    create_where_nothing_is(path)
    with pytest.raises(StorageError, match="is not a ledger"):
        create_where_nothing_is(foreign)
    assert (foreign.read_bytes(), path.read_bytes()) == before


def test_an_empty_place_becomes_a_ledger(places: Places) -> None:
    place = places.new()
    create_where_nothing_is(place)
    with open_store(place, StandingClock()) as store:
        assert store.head() is None


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    create_where_nothing_is(tmp_path / "empty.db")
    with open_store(tmp_path / "empty.db", StandingClock()) as store:
        assert store.head() is None


def test_a_copy_that_fills_the_disk_is_unfinished_and_goes_on_once_there_is_room(
    made: dict[EngineName, Made], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite.connect
    [(pages,)] = read(path, "SELECT page_count + 5 FROM pragma_page_count")

    def small(file: Path, mode: Mode) -> sqlite3.Connection:
        connection = connect(file, mode)
        if mode == "write":
            connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(sqlite, "connect", small)
    source = made["sqlite"].written
    with pytest.raises(StorageError, match=r"ledger\.db cannot grow, the disk is full"):
        copied(source, str(path))
    monkeypatch.undo()
    with pytest.raises(StorageError, match="unfinished copy"):
        open_store(path, StandingClock())
    done = copied(source, str(path))
    assert done.there > 0
    assert everything(str(path)) == everything(source)
