from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.store.samples import INSPECTION, StandingClock, pending

from ledger.errors import DamagedError, StorageError
from ledger.store import sqlite
from ledger.store.engine import engine, named_by, translated
from ledger.store.opening import open_store
from ledger.store.sqlite_faults import told
from ledger.store.upgrade import create

CLOCK = StandingClock()
NOBODY = 65534


def filled(path: Path, events: int = 3) -> bytes:
    with open_store(path, CLOCK) as store:
        store.append([pending(n, texts={"reason": "why"}) for n in range(1, events + 1)])
    return path.read_bytes()


@contextmanager
def without_rights(path: Path) -> Iterator[None]:
    """Whoever may do anything acts as nobody, for whom the directory has been opened to read."""
    if os.geteuid() != 0:
        yield
        return
    for parent in path.parents:
        if parent.stat().st_uid == 0 and parent != Path(parent.anchor):
            parent.chmod(parent.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("postgresql+asyncpg://user:secret@host/db", r"a postgresql\+psycopg:// URL, found one for postgresql\+asyncpg"),
        ("mysql://host/db", r"expected a file path, a sqlite:/// URL or a postgresql\+psycopg:// URL, found one for mysql"),
        ("://", "expected a file path or a SQLAlchemy URL"),
        ("sqlite://", "found a ledger in memory"),
        ("sqlite:///:memory:", "found a ledger in memory"),
        ("sqlite:///x.db?mode=memory", "without options, found mode"),
    ],
)
def test_what_is_no_file_is_refused_without_its_password(given: str, sentence: str) -> None:
    with pytest.raises(StorageError, match=sentence) as caught:
        named_by(given)
    assert "secret" not in str(caught.value)


def test_a_path_or_url_names_a_file() -> None:
    assert named_by("a/b.db") == named_by("sqlite:///a/b.db") == Path("a/b.db")
    assert named_by("sqlite:////a/b.db") == Path("/a/b.db")
    assert named_by("~/b.db") == Path.home() / "b.db"


@pytest.mark.parametrize("read_only", [True, False])
def test_a_ledger_that_is_not_there_is_not_made_by_opening_it(tmp_path: Path, *, read_only: bool) -> None:
    with pytest.raises(StorageError, match=r"there is no ledger at .*none\.db: make one with `ledger init`"):
        open_store(tmp_path / "none.db", CLOCK, read_only=read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_directory_is_not_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a directory: expected the file of a ledger"):
        open_store(tmp_path, CLOCK)
    with pytest.raises(StorageError, match="is a directory: expected the file of a ledger"):
        create(tmp_path)


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be opened: there is no directory .*nowhere"):
        create(tmp_path / "nowhere" / "ledger.db")


def test_another_kind_of_file_is_not_a_ledger_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear inspector, " * 500)
    for opened in (lambda: create(file), lambda: open_store(file, CLOCK), lambda: open_store(file, CLOCK, read_only=True)):
        with pytest.raises(StorageError, match=r"letter\.txt is not a ledger"):
            opened()
    assert file.read_bytes() == b"Dear inspector, " * 500
    assert [found.name for found in tmp_path.iterdir()] == ["letter.txt"]


def test_a_ledger_locked_by_another_program_is_said_to_be(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(path, CLOCK) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="is locked by another program: wait until it has finished"):
            store.append([pending(1)])
        assert store.head() is None
        other.execute("ROLLBACK")
        assert store.append([pending(1)]).first == 1


def test_a_writer_does_not_keep_readers_waiting(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(path, CLOCK, read_only=True) as store:
        other.execute("BEGIN IMMEDIATE")
        assert len(store.history(INSPECTION)) == 3


def test_a_full_disk_is_said_to_be_full_and_nothing_is_recorded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite.connect

    def small(*given: object) -> sqlite3.Connection:
        connection = connect(*given)  # type: ignore[arg-type]
        connection.execute("PRAGMA max_page_count = 30")
        return connection

    monkeypatch.setattr(sqlite, "connect", small)
    with open_store(path, CLOCK) as store:
        store.append([pending(1)])
        with pytest.raises(StorageError, match="cannot grow, the disk is full: nothing was recorded"):
            store.append([pending(n, texts={"reason": "x" * 1000}) for n in range(2, 200)])
        assert [event.position for event in store.everything()] == [1]
        assert store.append([pending(2)]).first == 2


FULL = """
import resource, signal, sys
from ledger.errors import StorageError
from ledger.store.opening import open_store
from ledger.store.sqlite_faults import told
from tests.store.samples import StandingClock, pending
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1], StandingClock()) as store:
    store.append([pending(1)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        store.append([pending(n, texts={"reason": "x" * 1000}) for n in range(2, 500)])
    except StorageError as error:
        print(error)
"""


def test_a_file_that_may_not_grow_is_a_storage_error_and_nothing_is_recorded(path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", FULL, str(path)], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert "ledger.db" in ran.stdout
    assert "disk" in ran.stdout
    with open_store(path, CLOCK) as store:
        assert [event.position for event in store.everything()] == [1]
        assert store.append([pending(2)]).first == 2


@pytest.mark.parametrize("read_only", [True, False])
def test_a_truncated_ledger_is_damaged(path: Path, *, read_only: bool) -> None:
    whole = filled(path, events=200)
    path.write_bytes(whole[: len(whole) // 2])
    with (
        pytest.raises(DamagedError, match=r"is damaged .*: keep it as it is, and restore a backup"),
        open_store(path, CLOCK, read_only=read_only) as store,
    ):
        list(store.everything())
    assert path.read_bytes() == whole[: len(whole) // 2]


def test_an_overwritten_row_is_damage_with_its_position(path: Path) -> None:
    whole = filled(path)
    path.write_bytes(whole.replace(b'"judgement":"sufficient"', b'"judgement":"sufficiend"', 1))
    with (
        open_store(path, CLOCK, read_only=True) as store,
        pytest.raises(DamagedError, match=r"the event at position \d cannot be read: at data\.judgement"),
    ):
        store.history(INSPECTION)


def test_reading_a_ledger_leaves_its_bytes_as_they_are(path: Path) -> None:
    before = filled(path)
    with open_store(path, CLOCK, read_only=True) as store:
        assert len(store.history(INSPECTION)) == 3
        with pytest.raises(StorageError, match="cannot be written to: make the file and its directory writable"):
            store.append([pending(4)])
    assert path.read_bytes() == before


def test_a_read_only_file_can_be_read_and_not_written(path: Path) -> None:
    filled(path)
    path.chmod(0o444)
    path.parent.chmod(0o777)
    with without_rights(path):
        with open_store(path, CLOCK, read_only=True) as store:
            assert len(store.history(INSPECTION)) == 3
        with pytest.raises(StorageError, match="cannot be written to"), open_store(path, CLOCK) as store:
            store.append([pending(4)])


def test_a_read_only_directory_can_be_read_from_and_not_written_to(path: Path) -> None:
    filled(path)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with without_rights(path):
            with open_store(path, CLOCK, read_only=True) as store:
                assert [event.reason for event in store.history(INSPECTION)] == ["why"] * 3
            with pytest.raises(StorageError, match=r"cannot be (written to|opened)"), open_store(path, CLOCK) as store:
                store.append([pending(4)])
            with pytest.raises(StorageError, match=r"cannot be (written to|opened)"):
                create(path.parent / "new.db")
        assert [file.name for file in path.parent.iterdir()] == ["ledger.db"]
    finally:
        path.parent.chmod(0o755)


def test_a_file_that_may_not_be_read_is_said_so(path: Path) -> None:
    path.chmod(0o000)
    with without_rights(path), pytest.raises(StorageError, match="expected a file that may be read"):
        open_store(path, CLOCK, read_only=True)


def test_a_log_of_unfinished_writes_is_read_with_the_ledger(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_store(path, CLOCK) as store:
        store.append([pending(1)])
        copy.write_bytes(path.read_bytes())
        Path(f"{copy}-wal").write_bytes(Path(f"{path}-wal").read_bytes())
    before = copy.read_bytes()
    with open_store(copy, CLOCK, read_only=True) as read:
        assert [event.position for event in read.everything()] == [1]
    assert copy.read_bytes() == before


KILLED = """
import os, signal, sys
from ledger.store.opening import open_store
from ledger.store.sqlite_faults import told
from tests.store.samples import StandingClock, pending
def dying():
    os.kill(os.getpid(), signal.SIGKILL)
with open_store(sys.argv[1], StandingClock()) as store:
    store.append([pending(1)])
with open_store(sys.argv[1], dying) as store:
    store.append([pending(2)])
"""


def test_a_program_killed_while_it_writes_leaves_what_was_there(path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=Path(__file__).parents[2], check=False)
    assert ran.returncode == -signal.SIGKILL
    with open_store(path, CLOCK) as store:
        assert [event.position for event in store.everything()] == [1]
        assert store.append([pending(2)]).first == 2


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_IOERR_READ", r"could not be read or written \(SQLITE_IOERR_READ"),
        ("SQLITE_MISUSE", "could not be used"),
        (None, "could not be used"),
    ],
)
def test_any_other_fault_is_a_storage_error_with_its_name(name: str | None, sentence: str) -> None:
    error = sqlite3.OperationalError("broken")
    if name:
        error.sqlite_errorname = name
    assert sentence.replace("\\", "") in str(told("x.db", error))


def test_what_is_not_the_database_s_fault_stays_what_it_is() -> None:
    with pytest.raises(KeyError, match="mine"), translated(engine("x.db")):
        raise KeyError("mine")


def test_faults_met_through_sqlalchemy_are_translated_too(path: Path) -> None:
    bound = engine(path)
    with pytest.raises(StorageError, match="could not be used"), translated(engine("x.db")), bound.connect() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    bound.dispose()
