"""A demonstration ledger, one to import into, and the command run in this process on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli import importing
from tests.cli.ran import Ran, Run
from tests.cli.recording import Record
from tests.cli.whole_inspection import lines
from tests.engines import Places

from ledger.cli.main import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data directory of the test's own, and nothing said in the environment."""
    for name in ("LEDGER_URL", "LEDGER_ACTOR", "LEDGER_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | os.PathLike[str]) -> Ran:
        code = main([os.fspath(argument) for argument in arguments])
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return run


@pytest.fixture
def demo(run: Run, demonstration: str) -> Run:
    """The command, run on the demonstration ledger on either engine."""
    return lambda *arguments: run("--ledger", demonstration, *arguments)


@pytest.fixture
def ledger(place: str) -> str:
    """The place of a ledger of the test's own, with nothing recorded, on either engine."""
    return place


@pytest.fixture(scope="session")
def empty_casebook(places_of_the_run: Places) -> str:
    """A ledger of an inspection of which nothing is judged yet, on either engine, to be copied."""
    place = places_of_the_run.new("casebook")
    importing.make(place)
    return place


@pytest.fixture
def north(empty_casebook: str, places: Places) -> str:
    """A copy of it that is the test's own."""
    return places.copy(empty_casebook, "casebook")


@pytest.fixture
def take(run: Run, north: str, tmp_path: Path) -> Callable[..., Ran]:
    """Imports a file, given as bytes, as inspector-1."""

    def take(data: bytes, *arguments: str) -> Ran:
        file = tmp_path / "casebook.file"
        file.write_bytes(data)
        return run("--ledger", north, *importing.AS, "import", file, *importing.ROLE, *arguments)

    return take


@pytest.fixture
def record(run: Run, ledger: str) -> Record:
    """Records on a ledger of the test's own, as `who`."""

    def record(*words: str, who: str = "lead-inspector-1") -> Ran:
        return run("--ledger", ledger, "--as", who, "record", *words)

    return record


@pytest.fixture
def upto(run: Run, ledger: str, tmp_path: Path) -> Callable[[str], int]:
    """Records the whole inspection up to a verb, and says at which position that verb would come."""

    def upto(do: str) -> int:
        written = lines()
        number = next(index for index, line in enumerate(written) if line["do"] == do)
        file = tmp_path / "upto.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in written[:number]), encoding="utf-8")
        assert run("--ledger", ledger, "record", "--jsonl", file).code == 0
        return number + 1

    return upto
