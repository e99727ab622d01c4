"""Every bad input of `tests/bad_input.toml`, `tests/bad_records.toml`, `tests/bad_casebooks.toml`, `tests/bad_moving.toml` and of each verb alike: its exit code, its sentence, and the ledger as it was."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from tests.cli.bad_input import LISTED, lay_out, named
from tests.cli.ran import Json, Run

from ledger.cli.main import COMMANDS
from ledger.recording.verbs import VERBS
from ledger.store import sqlite

SHAPE = {"command", "name", "args", "exit", "says", "setup", "stdin", "environment", "write", "make"}


@contextmanager
def _prepared(setup: str, ledger: Path, built: Path) -> Iterator[None]:
    """Puts at `ledger` what the word says there is."""
    held = None
    match setup:
        case "missing" | "ledger":
            pass
        case "directory":
            ledger.mkdir()
        case "empty file":
            ledger.touch()
        case "text file":
            ledger.write_text("This is not a ledger.\n" * 100, encoding="utf-8")
        case "foreign database":
            with sqlite3.connect(ledger) as made:
                made.execute("CREATE TABLE birds (name TEXT)")
            made.close()
        case _:
            held = _of_a_ledger(setup, ledger, built)
    try:
        yield
    finally:
        if setup == "read-only ledger":
            ledger.chmod(0o600)
        if held is not None:
            held.close()


def _of_a_ledger(setup: str, ledger: Path, built: Path) -> sqlite3.Connection | None:
    shutil.copy(built, ledger)
    match setup:
        case "truncated ledger":
            os.truncate(ledger, ledger.stat().st_size // 2)
        case "newer schema" | "no schema version":
            with sqlite3.connect(ledger) as changed:
                changed.execute(
                    "UPDATE alembic_version SET version_num = '9999'" if setup == "newer schema" else "DELETE FROM alembic_version"
                )
            changed.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            changed.close()
        case "locked ledger":
            held = sqlite3.connect(ledger, isolation_level=None)
            held.execute("PRAGMA locking_mode = EXCLUSIVE")
            held.execute("BEGIN EXCLUSIVE")
            return held
        case "read-only ledger":
            if os.geteuid() == 0:
                pytest.skip("nothing is read-only to the superuser")
            ledger.chmod(0o400)
        case _:
            raise AssertionError(f"no setup is called {setup!r}")
    return None


def _files(directory: Path) -> dict[str, bytes]:
    """What every file holds but SQLite's own working files."""
    found = (file for file in sorted(directory.rglob("*")) if file.is_file() and not file.name.endswith(("-wal", "-shm")))
    return {str(file.relative_to(directory)): file.read_bytes() for file in found}


_held = cache(Path.read_bytes)


@pytest.fixture(scope="module")
def whole(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration for every case that finds a ledger with nothing amiss: each leaves it as it was."""
    return Path(shutil.copy(built, tmp_path_factory.mktemp("whole") / "the.ledger"))


@pytest.mark.parametrize("case", LISTED, ids=named)
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(
    case: dict[str, Json], built: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    setup = case.get("setup", "ledger")
    ledger = whole if setup == "ledger" else tmp_path / "the.ledger"
    places = {"ledger": str(ledger), "dir": str(tmp_path)}
    lay_out(case, places, tmp_path, monkeypatch)
    with _prepared(setup, ledger, built):
        before = _files(tmp_path)
        ran = run(*(argument.format(**places) for argument in case["args"]))
        assert re.search(case["says"], ran.err), ran.err
        assert (ran.code, ran.out) == (case["exit"], "")
        assert _files(tmp_path) == before
    assert setup != "ledger" or _files(ledger.parent) == {"the.ledger": _held(built)}
    assert "Traceback" not in ran.err
    assert 1 <= ran.err.count("\n") <= 2
    assert ran.err.startswith("ledger: ")


def test_every_command_and_the_command_itself_have_at_least_five_bad_inputs() -> None:
    listed = Counter(case["command"] for case in LISTED)
    assert {name for name, count in listed.items() if count >= 5} == {"ledger", *COMMANDS, *(f"record {verb}" for verb in VERBS)}


def test_every_bad_input_has_a_name_of_its_own_and_only_known_fields() -> None:
    assert max(Counter(map(named, LISTED)).values()) == 1
    assert {field for case in LISTED for field in case} <= SHAPE
