"""What a reader of a team's ledger can do: everything that only reads, and the screen; nothing that writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from tests.cli.ran import Ran, Run
from tests.engines import Databases, restore
from tests.team.conftest import Team, dropped, made
from tests.tui.driving import opened, press, settle, shown, step, until

from ledger.bootstrap import open_ledger
from ledger.cli.main import COMMANDS, main

NORTH = "north-yorkshire-2020"
CASEBOOK = "casebook.csv"
LEDGER = "the ledger"
"""Stands for the URL of the team's ledger."""
READING: Mapping[str, tuple[str, ...]] = {
    "inspections": (),
    "ratings": (NORTH, "--at", "panel"),
    "why": (NORTH, "3.2"),
    "log": (NORTH, "--standard", "3.2"),
    "show": ("2193",),
    "diff": (NORTH, "panel", "latest"),
    "blame": (NORTH,),
    "findings": (NORTH,),
    "sensitivity": (NORTH,),
    "dispute": ("list", NORTH),
    "second": ("list", NORTH),
    "agreement": (NORTH,),
    "verify": (),
    "export": (NORTH, "--format", "csv"),
    "access": ("list",),
}
"""Every command that reads the ledger it is given, and how it is asked."""

FILING: Mapping[str, tuple[str, ...]] = {
    "backup": ("backup.ledger",),
    "casebook": ("new", NORTH, "casebook.xlsx"),
    "copy": (LEDGER, "copy.ledger"),
}
"""Every command that reads the ledger and writes a file beside it."""

WRITING: Mapping[str, tuple[tuple[str, ...], int, str]] = {
    "init": ((), 7, "is a ledger already"),
    "upgrade": (("--rebuild",), 7, "does not let this login do that"),
    "import": ((CASEBOOK, "--role", "inspector", "--reason", "Read again."), 3, "is mapped to nobody"),
    "record": (("note", NORTH, "Why?", "--role", "quality-reviewer"), 3, "is mapped to nobody"),
}
"""Every command that writes in it, the exit code for a reader, and why."""

ELSEWHERE = {"demo", "rate", "roles", "tui"}
"""Commands that read no ledger or one of their own, and the screen, which has a test of its own."""


@pytest.fixture(scope="module")
def demonstrated(built: Path) -> Iterator[Team]:
    """A team's ledger that holds the demonstration."""
    databases = Databases()
    try:
        team = made(databases)
        restore(built, team.place)
        yield team
    finally:
        databases.remove()
        dropped(team)


@pytest.fixture
def auditor(demonstrated: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, run by a login that may only read."""

    monkeypatch.setenv("LEDGER_URL", demonstrated.url("auditor"))

    def run(*arguments: object) -> Ran:
        code = main([*map(str, arguments)])
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return run


def test_of_every_command_it_is_known_what_a_reader_may_do_with_it() -> None:
    assert sorted([*READING, *FILING, *WRITING, *ELSEWHERE]) == sorted(COMMANDS)


@pytest.mark.parametrize("name", READING)
def test_a_reader_runs_every_command_that_reads(auditor: Run, built: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    ran = auditor(name, *READING[name])
    assert (ran.code, ran.err) == (0, "")
    if name not in {"access", "verify"}:
        main(["--ledger", str(built), name, *READING[name]])
        assert ran.out == capsys.readouterr().out


@pytest.mark.parametrize("name", FILING)
def test_a_reader_takes_away_files_of_what_there_is(
    auditor: Run, demonstrated: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = auditor(name, *(demonstrated.url("auditor") if word is LEDGER else word for word in FILING[name]))
    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / FILING[name][-1]).stat().st_size > 0


@pytest.mark.parametrize("name", WRITING)
def test_a_reader_is_told_in_a_sentence_why_nothing_is_written(
    auditor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(CASEBOOK).write_text("inspection,case,question,answer\nnorth-yorkshire-2020,C22,3.2.2,insufficient\n")
    arguments, code, sentence = WRITING[name]
    ran = auditor(name, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err
    assert re.fullmatch(r"ledger: (?!.*Traceback).+\.\n", ran.err, re.DOTALL)
    assert "for the tests" not in ran.err


def test_a_reader_who_is_mapped_by_mistake_is_stopped_by_the_server(demonstrated: Team, auditor: Run) -> None:
    demonstrated.map("auditor", "quality-reviewer-1", "quality-reviewer")
    ran = auditor("record", "note", NORTH, "Why?", "--role", "quality-reviewer")
    assert (ran.code, ran.out) == (7, "")
    assert "does not let this login do that (permission denied for table events)" in ran.err


async def test_a_reader_replays_an_inspection_on_the_screen(demonstrated: Team) -> None:
    with open_ledger(demonstrated.url("auditor"), read_only=True) as ledger:
        async with opened(ledger, None) as pilot:
            await press(pilot, "enter")
            await settle(pilot)
            assert "North Yorkshire" in shown(pilot.app)
            last = step(pilot.app)
            await press(pilot, "[")
            await until(lambda: step(pilot.app) < last)
