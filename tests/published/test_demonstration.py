from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.published.conftest import NOON, clock_from

from ledger import demonstration
from ledger.asking import by
from ledger.beside import in_making
from ledger.bootstrap import open_ledger
from ledger.domain import commands as c
from ledger.errors import StorageError
from ledger.store.store import Store
from ledger.store.upgrade import create


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demonstration of one inspection, where what is in it does not matter."""
    monkeypatch.setattr(demonstration, "inspections", lambda: ("sunderland-2022",))


small = pytest.mark.usefixtures("_small")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def _names(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


def test_two_builds_differ_in_when_they_were_recorded_and_in_nothing_else(ticking: Path, built: Path) -> None:
    everything = "SELECT position, inspection, stream, version, topic, event_id, command_id, state FROM events ORDER BY position"
    texts = "SELECT event_id, name, sha256, salt, body FROM texts ORDER BY event_id, name"
    assert _rows(ticking, everything) == _rows(built, everything)
    assert _rows(ticking, texts) == _rows(built, texts)
    assert _rows(ticking, "SELECT recorded_at FROM events") != _rows(built, "SELECT recorded_at FROM events")


@small
def test_two_builds_at_the_same_time_are_the_same_to_the_leaves(tmp_path: Path) -> None:
    for name in ("one.ledger", "two.ledger"):
        demonstration.build(tmp_path / name, clock_from(NOON))
    leaves = "SELECT leaf FROM events ORDER BY position"
    assert _rows(tmp_path / "one.ledger", leaves) == _rows(tmp_path / "two.ledger", leaves)


def test_an_inspection_is_recorded_in_a_few_transactions(ticking: Path) -> None:
    found = dict(_rows(ticking, "SELECT inspection, count(DISTINCT recorded_at) FROM events GROUP BY inspection"))
    assert found == {
        "north-yorkshire-2020": 3,
        "oxfordshire-2020": 3,
        "north-east-lincolnshire-2022": 2,
        "sunderland-2022": 2,
        "darlington-2021": 2,
        "training-example": 12,
    }


@small
def test_a_build_leaves_one_file_and_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    demonstration.build(tmp_path / "new" / "demo.ledger", clock_from(NOON), lambda *step: told.append(step))
    assert _names(tmp_path / "new") == {"demo.ledger"}
    assert told == [("sunderland-2022", 0, 1), ("", 1, 1)]


def test_recording_it_again_changes_nothing(built: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ledger"
    copy.write_bytes(built.read_bytes())
    ledger = open_ledger(str(copy), clock=clock_from(NOON), salt=demonstration.derived_salt)
    head = ledger.head()
    demonstration.record(ledger, demonstration.script_of("sunderland-2022"))
    assert ledger.head() == head


def test_a_build_does_not_touch_a_file_that_is_there(tmp_path: Path) -> None:
    there = tmp_path / "there.ledger"
    there.write_text("mine")
    with pytest.raises(StorageError, match=r"there\.ledger is there already: a demonstration is made in a new file"):
        demonstration.build(there)
    assert there.read_text() == "mine"
    assert _names(tmp_path) == {"there.ledger"}


@small
def test_a_file_that_appears_during_the_build_is_kept(tmp_path: Path) -> None:
    late = tmp_path / "late.ledger"

    def meanwhile(inspection: str, done: int, total: int) -> None:
        late.write_text("mine")

    with pytest.raises(StorageError, match="is there already"):
        demonstration.build(late, clock_from(NOON), meanwhile)
    assert late.read_text() == "mine"
    assert _names(tmp_path) == {"late.ledger"}


@small
def test_where_there_are_no_hard_links_the_file_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(link: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    demonstration.build(tmp_path / "demo.ledger", clock_from(NOON))
    assert _names(tmp_path) == {"demo.ledger"}


@small
def test_ensuring_makes_it_once(tmp_path: Path) -> None:
    file = tmp_path / "demo.ledger"
    assert demonstration.ensure(file, clock_from(NOON)) == (True, "")
    before = _digest(file)
    assert demonstration.ensure(file) == (False, "")
    assert _digest(file) == before


@small
def test_one_made_by_another_version_is_made_anew_unless_something_was_added_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "demo.ledger"
    demonstration.build(file, clock_from(NOON))
    with monkeypatch.context() as later:
        later.setattr(demonstration, "source_digest", lambda: "another version")
        made, note = demonstration.ensure(file, clock_from(NOON + timedelta(days=1)))
        assert (made, note) == (True, f"The demonstration at {file} was made by another version of this program, and is made anew.")
        assert demonstration.ensure(file) == (False, "")
    with open_ledger(str(file)) as ledger:
        ledger.handle(c.AddReviewerNote(inspection="sunderland-2022", by=by("reviewer-1", "quality-reviewer"), text="Mine."))
    before = _digest(file)
    made, note = demonstration.ensure(file)
    assert not made
    assert "is shown as it is, because something was recorded in it since" in note
    assert f"`ledger demo --file {file} --reset` makes it anew, without what was recorded." in note
    assert _digest(file) == before


@small
def test_one_that_does_not_say_what_it_was_made_from_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    file = demonstration.demonstration_path()
    with monkeypatch.context() as earlier:
        set_mark = Store.set_mark
        kind_only = lambda self, name, value: set_mark(self, name, value) if name == demonstration.KIND else None  # noqa: E731
        earlier.setattr(Store, "set_mark", kind_only)
        demonstration.build(file, clock_from(NOON))
    made, note = demonstration.ensure(file)
    assert not made
    assert "because it does not say whether anything was recorded in it since. `ledger demo --reset` makes it anew" in note


def test_ensuring_takes_no_other_ledger_for_a_demonstration(tmp_path: Path) -> None:
    create(tmp_path / "own.ledger")
    before = _digest(tmp_path / "own.ledger")
    with pytest.raises(StorageError, match=r"own\.ledger is a ledger of your own, not a demonstration: nothing was changed"):
        demonstration.ensure(tmp_path / "own.ledger")
    assert _digest(tmp_path / "own.ledger") == before


@small
def test_a_reset_makes_it_anew(tmp_path: Path) -> None:
    file = tmp_path / "demo.ledger"
    demonstration.build(file, clock_from(NOON))
    demonstration.reset(file, clock_from(NOON + timedelta(days=1)))
    assert _rows(file, "SELECT min(recorded_at) FROM events") == [("2026-11-22T12:00:00.000000Z",)]
    assert _names(tmp_path) <= {"demo.ledger", "demo.ledger-shm", "demo.ledger-wal"}


@small
def test_a_reset_without_a_demonstration_makes_one(tmp_path: Path) -> None:
    demonstration.reset(tmp_path / "demo.ledger", clock_from(NOON))
    assert open_ledger(str(tmp_path / "demo.ledger"), read_only=True).inspections()


@pytest.mark.parametrize("kind", ["ledger", "text", "empty"])
def test_a_reset_leaves_what_is_not_a_demonstration_alone(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "own.ledger"
    if kind == "ledger":
        create(file)
    else:
        file.write_text("my notes" if kind == "text" else "")
    before = _digest(file)
    with pytest.raises(StorageError, match=r"own\.ledger is"):
        demonstration.reset(file)
    assert _digest(file) == before


def test_a_reset_of_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is a directory"):
        demonstration.reset(tmp_path)


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"demo\.ledger cannot be made or read \(.*\): give another file"):
        demonstration.build(tmp_path / "file" / "demo.ledger")


def test_a_full_disk_is_said_of_the_file_that_was_asked_for(tmp_path: Path) -> None:
    done = _build_in_a_process(tmp_path / "demo.ledger", "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))")
    _, said = done.communicate(timeout=60)
    assert done.returncode == 7
    assert f"StorageError: {tmp_path / 'demo.ledger'} " in said
    assert "building" not in said
    assert not _names(tmp_path)


@small
def test_a_killed_build_leaves_no_half_ledger_and_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    file = tmp_path / "demo.ledger"
    build = _build_in_a_process(file, "")
    left = in_making(tmp_path / "demo.ledger", build.pid)
    deadline = time.monotonic() + 60
    while not left.exists() and time.monotonic() < deadline and build.poll() is None:
        time.sleep(0.005)
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert not file.exists()
    assert left.exists()
    demonstration.build(file, clock_from(NOON))
    assert _names(tmp_path) == {"demo.ledger"}


@small
def test_a_build_that_is_still_running_is_left_alone(tmp_path: Path) -> None:
    running = in_making(tmp_path / "demo.ledger", os.getppid())
    other = in_making(tmp_path / "another.ledger", 999999999)
    impossible = Path(f"{in_making(tmp_path / 'demo.ledger', 10**30)}-wal")
    for left in (running, other, impossible):
        left.write_text("")
    demonstration.build(tmp_path / "demo.ledger", clock_from(NOON))
    assert _names(tmp_path) == {"demo.ledger", running.name, other.name}


@small
def test_what_an_earlier_build_of_the_same_process_id_left_is_removed(tmp_path: Path) -> None:
    in_making(tmp_path / "demo.ledger", os.getpid()).write_text("half")
    demonstration.build(tmp_path / "demo.ledger", clock_from(NOON))
    assert _names(tmp_path) == {"demo.ledger"}


@small
def test_a_build_of_another_user_counts_as_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(process: int, signal_number: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    theirs = in_making(tmp_path / "demo.ledger", 1234)
    theirs.write_text("half")
    monkeypatch.setattr(os, "kill", refused)
    demonstration.build(tmp_path / "demo.ledger", clock_from(NOON))
    assert _names(tmp_path) == {"demo.ledger", theirs.name}


def test_the_default_place_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = demonstration.demonstration_path()
    assert (found.parent.name, found.name) == ("inspection-ledger", "demonstration.ledger")


def _build_in_a_process(file: Path, first: str) -> subprocess.Popen[str]:
    program = f"""
import resource, signal, sys
from pathlib import Path
from ledger import demonstration
from ledger.errors import LedgerError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
{first}
try:
    demonstration.build(Path({str(file)!r}))
except LedgerError as error:
    print(f"{{type(error).__name__}}: {{error}}", file=sys.stderr)
    sys.exit(error.exit_code)
"""
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
