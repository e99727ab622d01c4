"""A file read by somebody who may not write beside it, while others write: every answer is of one moment, and of the last one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.store.samples import INSPECTION, StandingClock, pending
from tests.store.test_faults import without_rights

from ledger.errors import DamagedError, StorageError
from ledger.integrity.faults import Verified
from ledger.store import at_rest, patience, sqlite
from ledger.store.opening import open_store
from ledger.store.snapshot import Snapshot
from ledger.store.store import Store

CLOCK = StandingClock()


def write(path: Path, count: int = 1) -> None:
    """Records as another program does, which folds its log into the file and takes it away when it ends."""
    with open_store(path, CLOCK) as other:
        first = (other.head() or (0, ""))[0] + 1
        other.append([pending(n) for n in range(first, first + count)])


def verified(path: Path) -> Verified:
    """What is found in a ledger to which nobody writes."""
    with open_store(path, CLOCK) as store:
        return store.verify(lambda *_: None)


@pytest.fixture(autouse=True)
def no_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads may not write in the directory, as far as they can tell."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr(at_rest, "LOG_SECONDS", 0.01)
    monkeypatch.setattr(patience, "LOOK_EVERY", 0.01)


@pytest.fixture
def reader(path: Path) -> Iterator[Store]:
    write(path)
    with open_store(path, CLOCK, read_only=True) as store:
        yield store


def times(number: int, do: Callable[[], object]) -> Callable[..., None]:
    """Does something the first few times it is called, and nothing after that."""
    left = [None] * number

    def called(*_: object) -> None:
        if left:
            left.pop()
            do()

    return called


def test_what_others_recorded_between_two_reads_is_seen(reader: Store, path: Path) -> None:
    assert reader.version(pending(1).stream) == 1
    write(path)
    assert len(reader.history(INSPECTION)) == 2
    with open_store(path, CLOCK) as other:
        other.append([pending(3)])
        assert len(reader.history(INSPECTION)) == 3, "it is in the log alone"


def test_a_read_in_which_others_record_is_asked_again_as_a_whole(reader: Store, path: Path) -> None:
    meanwhile = times(2, lambda: write(path, 100))

    def head_and_count(now: Snapshot) -> tuple[int, int]:
        head = now.head()
        meanwhile()
        return (head or (0, ""))[0], len(now.history(INSPECTION))

    assert reader.read(head_and_count) == (201, 201)


@pytest.mark.parametrize("error", [sqlite3.DatabaseError("malformed"), DamagedError("no such event"), KeyError("x")])
def test_what_goes_wrong_in_such_a_read_is_not_said_of_the_ledger(reader: Store, path: Path, error: Exception) -> None:
    meanwhile = times(1, lambda: write(path))

    def torn(now: Snapshot) -> int:
        count = len(now.history(INSPECTION))
        meanwhile()
        if count == 1:
            raise error
        return count

    assert reader.read(torn) == 2


def test_a_file_that_never_lies_still_is_said_not_to(reader: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)

    def in_vain(now: Snapshot) -> None:
        now.head()
        write(path)

    with pytest.raises(StorageError, match=r"ledger\.db was written to while it was read.*: repeat the command, read a backup, or"):
        reader.read(in_vain)


def test_a_ledger_that_is_written_to_while_it_is_opened_is_opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, meanwhile = sqlite.found, times(1, lambda: write(path))
    monkeypatch.setattr(sqlite, "found", lambda cursor: (found(cursor), meanwhile())[0])
    with open_store(path, CLOCK, read_only=True) as store:
        assert store.head() == (1, "2026-11-21T16:00:00.000000Z")


def test_a_verification_in_which_others_record_is_of_one_moment(reader: Store, path: Path) -> None:
    found = reader.verify(times(1, lambda: write(path, 100)))
    assert (found, found.size) == (verified(path), 101)


def test_a_backup_during_which_others_record_is_of_one_moment(
    reader: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PAGES", 5)
    assert reader.backup(tmp_path / "backup.db", times(1, lambda: write(path, 100))).head == 101
    assert verified(tmp_path / "backup.db") == verified(path)


def test_a_file_whose_log_is_there_is_read_with_it_and_locked(reader: Store, path: Path) -> None:
    reader.close()
    with open_store(path, CLOCK) as writer:
        writer.append([pending(2)])
        assert at_rest.at_rest(path) is None
        assert (reader.head() or (0, ""))[0] == 2
        writer.append([pending(3)])
    assert at_rest.at_rest(path) is None, "whoever reads it keeps the writer from taking the log away"
    assert (reader.head() or (0, ""))[0] == 3


def test_a_file_is_looked_at_where_a_link_to_it_leads(path: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    with open_store(path, CLOCK) as writer:
        writer.append([pending(1)])
        assert at_rest.at_rest(link) is None
    assert at_rest.at_rest(link) == at_rest.at_rest(path) is not None


def test_a_file_that_was_changed_a_moment_ago_is_looked_at_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        monkeypatch.setattr(at_rest, "SETTLED", 0)

    monkeypatch.setattr(at_rest, "SETTLED", 3600)
    monkeypatch.setattr(time, "sleep", sleep)
    assert at_rest.at_rest(path) is not None
    assert waited == [at_rest.LOOK_EVERY]


def test_a_log_without_its_locks_is_left_to_sqlite_which_cannot_read_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_rest, "PATIENCE", 0.0)
    Path(f"{path}-wal").write_bytes(b"what was written last")
    assert at_rest.at_rest(path) is None
    path.unlink()
    assert at_rest.at_rest(path) is None


def test_whoever_may_write_nowhere_reads_with_the_log_of_whoever_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    with open_store(path, CLOCK) as writer:
        writer.append([pending(1)])
        path.parent.chmod(0o555)
        with without_rights(path), open_store(path, CLOCK, read_only=True) as store:
            assert (store.head() or (0, ""))[0] == 1
        writer.append([pending(2)])
        with without_rights(path), open_store(path, CLOCK, read_only=True) as store:
            assert len(store.history(INSPECTION)) == 2
        path.parent.chmod(0o755)
