"""A disk that is really full, or really read-only, on a small file system of its own: a sentence, nothing by half, and on it goes once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from tests import postgres
from tests.engines import EngineName, server_connection
from tests.store.kept_events import NORTH, Recording, kept_store, story

from ledger.domain import events as e
from ledger.errors import StorageError
from ledger.store.schema import REVISIONS
from ledger.store.upgrade import create

SIZE = "12m"
"""Of the file system: an empty database takes eight."""


@pytest.fixture
def small() -> Iterator[Path]:
    """The directory of a file system of a few megabytes, which a server may keep a database in."""
    directory = Path(tempfile.mkdtemp(prefix="ledger-small-", dir="/tmp"))
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", directory], capture_output=True, check=False)
        if mounted.returncode:
            pytest.skip("only the superuser may mount a small file system")
        directory.chmod(0o755)
        try:
            yield directory
        finally:
            subprocess.run(["umount", "--lazy", directory], check=True)
    finally:
        directory.rmdir()


@pytest.fixture
def place(engine_name: EngineName, small: Path, empty_ledger: str) -> Iterator[str]:
    """An empty ledger on the small file system."""
    if engine_name == "sqlite":
        yield str(shutil.copy(empty_ledger, small / "ledger.db"))
        return
    if postgres.GIVEN in os.environ:
        pytest.skip("a server that was given keeps its databases where it wants")
    template, name = make_url(empty_ledger).database, f"small-{os.getpid()}"
    space = small / "space"
    space.mkdir()
    os.chown(space, *postgres.nobody())
    with server_connection() as server:
        server.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{space}'")
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" TABLESPACE "{name}" STRATEGY FILE_COPY')
        yield make_url(empty_ledger).set(database=name).render_as_string(hide_password=False)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'DROP TABLESPACE "{name}"')


def until_it_is_full(record: Recording) -> None:
    for _ in range(1000):
        record(NORTH, *[e.ReviewerNoteAdded(position=1)] * 50, reason="looked at again")


def test_a_disk_that_fills_up_is_told_and_what_was_recorded_stays_whole(place: str, small: Path) -> None:
    with kept_store(place) as store:
        record, began = Recording(store), story()
        record(NORTH, *began)
        filler, left = small / "filler", shutil.disk_usage(small).free
        filler.write_bytes(bytes(left))
        with pytest.raises(StorageError, match=r"cannot grow, the .*disk is full: nothing was recorded; make room"):
            until_it_is_full(record)
        whole = (store.head() or (0, ""))[0]
        assert (whole - len(began)) % 50 == 0
        assert [event.position for event in store.everything()] == list(range(1, whole + 1))
        filler.unlink()
        Recording(store)(NORTH, e.ReviewerNoteAdded(position=1), reason="there is room")
        assert (store.head() or (0, ""))[0] == whole + 1
        assert store.verify(lambda *_: None).ok


def test_a_file_on_a_disk_that_is_read_only_is_read_and_cannot_be_written_to(small: Path) -> None:
    file = small / "ledger.db"
    create(file)
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    with kept_store(file, read_only=True) as store:
        assert store.head() is None
    with pytest.raises(StorageError, match=r"ledger\.db cannot be written to: make the file and its directory writable"), kept_store(file):
        pass


def test_a_disk_without_room_for_a_new_ledger_is_told_and_takes_one_once_there_is_room(small: Path) -> None:
    filler, left = small / "filler", shutil.disk_usage(small).free
    filler.write_bytes(bytes(left))
    with pytest.raises(StorageError, match=r"cannot grow, the disk is full"):
        create(small / "new.db")
    filler.unlink()
    assert create(small / "new.db").schema == REVISIONS[-1]
