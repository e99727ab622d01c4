"""A demonstration ledger, and the command run in this process on it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.ran import Ran, Run

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
def demo(run: Run, built: Path) -> Run:
    """The command, run on the demonstration ledger."""
    return lambda *arguments: run("--ledger", built, *arguments)
