"""A ledger written into a new file as it stands at one moment, whole or not at all."""

from __future__ import annotations

import hashlib
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engines import read
from tests.store.kept_events import NORTH, Recording, kept_store

from ledger.beside import in_making
from ledger.domain import events as e
from ledger.errors import StorageError
from ledger.store import copying, sqlite
from ledger.store.backup import Backup
from ledger.store.store import Store


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def filled(place: str) -> Iterator[Store]:
    with kept_store(place) as store:
        record = Recording(store)
        for _ in range(6):
            record(NORTH, *[e.ReviewerNoteAdded(position=1)] * 50, reason="why" * 100)
        yield store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "backup.ledger"


def rows(place: str | Path) -> list[object]:
    return [read(place, f"SELECT * FROM {table} ORDER BY 1") for table in ("events", "texts", "marks", "kept_timeline", "alembic_version")]


def test_a_backup_is_a_ledger_with_the_same_rows(filled: Store, place: str, file: Path) -> None:
    filled.set_mark("kind", "demonstration")
    made = filled.backup(file, silent)
    assert made == Backup(300, file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest())
    assert rows(file) == rows(place)
    with kept_store(file) as restored:
        assert Recording(restored)(NORTH, e.DraftShared()) == 301


def test_an_empty_ledger_is_backed_up_too(store: Store, file: Path) -> None:
    assert store.backup(file, silent).head == 0


def test_nothing_but_the_backup_is_left_beside_it_and_others_cannot_read_it(filled: Store, file: Path) -> None:
    filled.backup(file, silent)
    assert [found.name for found in file.parent.iterdir()] == ["backup.ledger"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_recorded_meanwhile_is_not_in_it_and_waits_for_nothing(
    filled: Store, place: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PAGES", 5)
    monkeypatch.setattr(copying, "BATCH", 50)
    before = rows(place)
    written: list[int] = []

    def meanwhile(_what: str, _done: int, _total: int) -> None:
        with kept_store(place) as other:
            written.append(Recording(other)(NORTH, e.DraftShared(), reason="meanwhile"))

    assert filled.backup(file, meanwhile).head == 300
    assert written[:3] == [301, 302, 303]
    assert rows(file) == before
    assert (filled.head() or (0, ""))[0] == written[-1]


def test_a_file_that_is_there_is_left_as_it_is(filled: Store, file: Path) -> None:
    file.write_text("something else")
    with pytest.raises(StorageError, match=r"backup\.ledger is there already: a backup is written to a new file; nothing was changed"):
        filled.backup(file, silent)
    assert file.read_text() == "something else"


def test_a_file_that_somebody_else_makes_meanwhile_stays_theirs(filled: Store, file: Path) -> None:
    def make(*_: object) -> None:
        file.write_text("theirs")

    with pytest.raises(StorageError, match="is there already"):
        filled.backup(file, make)
    assert file.read_text() == "theirs"
    assert [found.name for found in file.parent.iterdir()] == ["backup.ledger"]


def test_a_backup_that_is_stopped_leaves_nothing(filled: Store, file: Path) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        filled.backup(file, stop)
    assert list(file.parent.iterdir()) == []


def test_what_a_killed_backup_left_is_removed_by_the_next(filled: Store, file: Path) -> None:
    left = in_making(file, 999999999)
    left.write_text("half")
    filled.backup(file, silent)
    assert not left.exists()


def test_a_place_that_cannot_be_written_to_is_told(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"nowhere/backup\.ledger cannot be written \(No such file or directory\): give another file"):
        filled.backup(tmp_path / "nowhere" / "backup.ledger", silent)


def test_a_full_disk_leaves_nothing(filled: Store, file: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(StorageError, match=r"backup\.ledger (cannot grow, the disk is full|could not be read or written)"):
            filled.backup(file, silent)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(file.parent.iterdir()) == []
