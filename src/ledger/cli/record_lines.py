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
from ledger.errors import ConflictError, LedgerError, NotFoundError, RefusedError, UsageError
from ledger.recording.asked import Asked, read_asked
from ledger.recording.building import Defaults, build
from ledger.strict_json import read_json

MOST_BYTES: Final = 1_000_000
_OF_THE_LINE: Final = (UsageError, RefusedError, NotFoundError, ConflictError)
"""What is wrong with one line only; anything else, such as a full disk, stops the run."""


def record_lines(file: str, settings: Settings) -> None:
    """Records the lines one transaction each, and answers each; exits with the code of the first that was refused."""
    total, refused, first = 0, 0, None
    with opening.open_to_write(settings) as ledger, _opened(file) as lines, diagnostics.progress() as report:
        common = defaults(settings, ledger)
        for number, line in _numbered(lines):
            total += 1
            error = _record(line, number, ledger, common)
            if error is not None:
                refused += 1
                first = first or (number, error)
            report(file, number, 0)
    if first is not None:
        diagnostics.warn(f"{refused} of {total} lines were not recorded, the first of them line {first[0]}: {first[1]}")
        raise click.exceptions.Exit(first[1].exit_code)


def _record(line: bytes, number: int, ledger: Ledger, common: Defaults) -> LedgerError | None:
    """Records one line and answers it; the error where it was not recorded."""
    try:
        outcome = ledger.handle(build(_asked(line, common), ledger, common))
    except _OF_THE_LINE as error:
        output.write_json_lines([_refused(number, error)])
        return error
    output.write_json_lines([{"line": number, "ok": True, "positions": outcome.positions, "repeated": outcome.repeated > 0}])
    return None


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
