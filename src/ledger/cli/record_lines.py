"""`ledger record --jsonl`: commands as JSON lines, each answered with a JSON line; a refused one is passed over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, Final

import click

from ledger.application import Ledger
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object
from ledger.cli.record_defaults import defaults
from ledger.cli.settings import Settings
from ledger.cli.telling import spoken, warn_of_words
from ledger.errors import ConflictError, LedgerError, NotFoundError, RefusedError, UnknownError, UsageError
from ledger.recording.asked import Asked, read_asked
from ledger.recording.building import Defaults, build
from ledger.strict_json import read_json

MOST_BYTES: Final = 1_000_000
_OF_THE_LINE: Final = (UsageError, RefusedError, NotFoundError, ConflictError)
"""What is wrong with one line only; anything else, such as a full disk, stops the run."""


class _Run:
    """How far the lines have come."""

    def __init__(self) -> None:
        self.refused: list[tuple[int, LedgerError]] = []
        self.total = 0
        self._read = 0
        self._recorded: tuple[int, tuple[int, ...]] | None = None
        self._unknown = ""

    @property
    def known(self) -> str:
        """What is recorded, and what may be, where the run is stopped here."""
        if not self._read:
            return "No line was read."
        last = f"the last recorded line {self._recorded[0]}, as {spoken(self._recorded[1])}" if self._recorded else "none was recorded"
        return f"{self._unknown}The last line read is line {self._read}, {last}."

    def record(self, line: bytes, number: int, ledger: Ledger, common: Defaults) -> None:
        """Records one line and answers it."""
        self._read, self.total = number, self.total + 1
        try:
            command = build(_asked(line, common), ledger, common)
            self._unknown = f"Whether line {number} is recorded is not known: give it again with the command_id {command.by.command_id}. "
            outcome = ledger.handle(command)
        except _OF_THE_LINE as error:
            self._unknown = ""
            self.refused.append((number, error))
            output.write_json_lines([_refused(number, error)])
            return
        self._unknown = ""
        if outcome.positions:
            self._recorded = number, outcome.positions
            warn_of_words(outcome)
        output.write_json_lines([{"line": number, "ok": True, "positions": outcome.positions, "repeated": outcome.repeated > 0}])


def record_lines(file: str, settings: Settings) -> None:
    """Records the lines one transaction each, and answers each; exits with the code of the first that was refused.

    Where an answer has nowhere to go, or someone interrupts, no more lines are read, and it says how far it came.
    """
    run = _Run()
    try:
        with opening.open_to_write(settings) as ledger, _opened(file) as lines, diagnostics.progress() as report:
            common = defaults(settings, ledger)
            for number, line in _numbered(lines):
                run.record(line, number, ledger, common)
                report(file, number, 0)
    except (BrokenPipeError, output.OutputError, KeyboardInterrupt) as error:
        raise click.exceptions.Exit(diagnostics.failed_after(run.known, _unanswered(error))) from error
    except UnknownError as error:
        raise UnknownError(f"{error}. {run.known}") from error
    if run.refused:
        number, first = run.refused[0]
        diagnostics.warn(f"{len(run.refused)} of {run.total} lines were not recorded, the first of them line {number}: {first}")
        raise click.exceptions.Exit(first.exit_code)


def _unanswered(error: BaseException) -> BaseException:
    """What stopped the run; a reader who has gone is a fault here, since lines that nobody has read yet would be lost without a word."""
    if not isinstance(error, BrokenPipeError):
        return error
    output.give_up()
    return output.OutputError("Whoever read the answers has gone.")


def _refused(number: int, error: LedgerError) -> Object:
    return {"line": number, "ok": False, "code": error.code, "error": str(error)}


def _asked(line: bytes, common: Defaults) -> Asked:
    """What a line asks for, in the role that is usual for its actor where it names none."""
    if len(line) > MOST_BYTES:
        raise UsageError(f"expected at most {MOST_BYTES:,} bytes in a line, found more")
    value = read_json(line)
    by = value.get("by", {}) if isinstance(value, dict) else None
    if (
        isinstance(value, dict)
        and isinstance(by, dict)
        and "role" not in by
        and (role := common.role_of(str(by.get("actor", common.actor))))
    ):
        value = {**value, "by": {**by, "role": role}}
    return read_asked(value)


def _numbered(lines: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers from 1, empty ones left out; of one that is too long only the beginning is kept."""
    number = 0
    while line := lines.readline(MOST_BYTES + 2):
        number += 1
        rest = line
        while not rest.endswith(b"\n") and (rest := lines.readline(MOST_BYTES)):
            pass
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def _opened(file: str) -> AbstractContextManager[IO[bytes]]:
    """The file, or standard input, which stays open afterwards."""
    if file == "-":
        if sys.stdin is None:
            raise UsageError("Expected JSON lines on standard input, found it closed.")
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(file).open("rb")
    except FileNotFoundError as error:
        raise NotFoundError(f"There is no file {file}. Give the path of a file of JSON lines, or - for standard input.") from error
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(f"{file} cannot be read: {detail}. Give the path of a file of JSON lines, or - for standard input.") from error
