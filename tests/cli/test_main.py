"""The command as a whole: help, errors, streams and what is imported when."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tests.cli.ran import Json, Run

from ledger.application import Ledger
from ledger.cli import diagnostics, output
from ledger.cli.main import COMMANDS, command
from ledger.errors import ConflictError


def _process(*arguments: str, **options: Json) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ledger", *arguments], capture_output=True, text=True, check=False, timeout=60, **options)


def test_help_lists_every_command_and_nothing_else(run: Run) -> None:
    listed = run("--help").out.split("Commands:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines() if line[2] != " "] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    examples = ran.out.split("Examples:\n")[1]
    assert "ledger" in examples
    assert f" {name}" in examples


def test_a_process_that_runs_a_command_again_and_again_keeps_nothing_of_it(run: Run) -> None:
    run("inspections", "--help")
    kept = gc.get_freeze_count()
    run("inspections", "--help")
    assert gc.get_freeze_count() == kept


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_called_what_it_is_listed_as(name: str) -> None:
    found = command.get_command(click.Context(command), name)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"tui", "export"}))  # an export is data itself, JSON with --format
def test_every_data_command_answers_in_json(run: Run, name: str) -> None:
    assert "--json" in run(name, "--help").out


def test_the_version_is_shown(run: Run) -> None:
    assert run("--version").out.startswith("ledger")


def test_a_module_run_is_the_command() -> None:
    done = _process("rate", "-", input='{"framework": "youth-2018", "standards": {}}')
    assert (done.returncode, done.stderr) == (0, "")
    assert "Overall: Pending, 0 to 36 of 36 possible" in done.stdout


def test_a_fault_of_the_program_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch, demo: Run) -> None:
    monkeypatch.setattr(Ledger, "listed", lambda *_: 1 // 0)
    ran = demo("inspections")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "ledger: the program failed: ZeroDivisionError: integer division or modulo by zero. "
        "This is a fault in it: set LEDGER_DEBUG=1 to see where.\n"
    )


def test_debugging_shows_the_traceback_and_then_the_sentence(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    monkeypatch.setenv("LEDGER_DEBUG", "1")
    ran = run("--ledger", tmp_path / "none", "inspections")
    assert ran.err.startswith("Traceback (most recent call last)")
    assert ran.err.splitlines()[-1].startswith("ledger: There is no ledger at")
    assert ran.code == 7


@pytest.mark.parametrize(("error", "code"), [(ConflictError("Look again"), 5), (KeyboardInterrupt(), 130), (OSError("broken"), 1)])
def test_every_error_has_its_exit_code(monkeypatch: pytest.MonkeyPatch, demo: Run, error: BaseException, code: int) -> None:
    def fail(*_: object) -> list[str]:
        raise error

    monkeypatch.setattr(Ledger, "listed", fail)
    ran = demo("inspections")
    assert (ran.code, ran.out) == (code, "")


def test_an_interruption_says_nothing(monkeypatch: pytest.MonkeyPatch, demo: Run) -> None:
    def interrupted(*_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "listed", interrupted)
    assert demo("inspections").err == ""


def test_an_interrupted_process_ends_quietly() -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "ledger", "rate", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - tests run in the background ignore it
    )
    assert started.stdin is not None
    started.stdin.write(" " * 300_000)  # more than a pipe holds: once it is written, the program is reading
    started.stdin.flush()
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=30)
    assert (started.returncode, out, err) == (130, "", "")


def test_a_reader_that_stops_reading_is_no_error(built: Path) -> None:
    line = f"'{sys.executable}' -m ledger --ledger '{built}' log north-yorkshire-2020 --json | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('{"position": 1, ')


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("inspections",), ("inspections", "--json")])
def test_a_full_device_is_told_in_a_sentence(built: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ledger", "--ledger", str(built), *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "ledger: Standard output cannot be written to: No space left on device.\n"


def test_json_is_utf_8_whatever_the_locale() -> None:
    text = '{"framework": "youth-2018", "standards": {}}'
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "rate", "-", "--json"],
        input=text.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    done.stdout.decode("utf-8")


def test_an_error_can_name_what_is_no_text(run: Run) -> None:
    ran = run("rate", os.fsdecode(b"caf\xe9.json"))
    assert ran.code == 4
    assert "There is no file caf" in ran.err


def test_recorded_text_cannot_steer_the_terminal() -> None:
    assert output.clean("a\x1b[2Jb\r\nc\x9b\u202ed\u2066") == "a�[2Jb��c��d�"


def test_json_escapes_what_a_terminal_would_obey_and_means_the_same() -> None:
    value = {"note": "a\x1b[2J\x7f\x9b\u202e\u2069 é “\U0001f5ce”"}
    text = output.json_text(value)
    assert text == r'{"note": "a\u001b[2J\u007f\u009b\u202e\u2069 é “🗎”"}'
    assert json.loads(text) == value


def test_progress_says_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "PATIENCE", 0.0)
    with diagnostics.progress() as report:
        report("north-yorkshire-2020", 1, 6)
    assert capsys.readouterr().err == ""


def test_progress_is_shown_on_a_terminal_once_it_takes_long(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(diagnostics, "PATIENCE", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with diagnostics.progress() as report:
        report("north-yorkshire-2020", 1, 6)
        report("oxfordshire-2020", 2, 6)
    assert "oxfordshire-2020" in capsys.readouterr().err
