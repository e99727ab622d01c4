"""The ledger that a command is about: where it is, and the way in."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Final

import click

from ledger.application import Ledger
from ledger.bootstrap import open_ledger, utc_now
from ledger.cli import diagnostics
from ledger.cli.settings import Settings
from ledger.errors import StorageError

DEMO: Final = "demo"


def place(settings: Settings) -> str:
    """The path or URL of the ledger that the settings name, the environment names, or is used where neither does."""
    if settings.ledger == DEMO:
        return str(demonstration_file())
    return settings.ledger or os.environ.get("LEDGER_URL") or str(default_file())


def shown(place: str) -> str:
    """A path or URL without its password, to be printed."""
    return re.sub(r"(://[^:/@]*):[^@]*@|(?<=[?&]password=)[^&]*", lambda found: f"{found[1]}:***@" if found[1] else "***", place)


def command(settings: Settings, *arguments: str) -> str:
    """A command on the same ledger as it is to be typed: with `--ledger` where that was given."""
    named = ["--ledger", shown(settings.ledger)] if settings.ledger else []
    return shlex.join(["ledger", *named, *arguments])


def default_file() -> Path:
    """The file used where nothing else is named."""
    from platformdirs import user_data_path

    return user_data_path("inspection-ledger") / "inspections.ledger"


def open_to_read(settings: Settings) -> Ledger:
    """The ledger, for reading only; the demonstration is made first where it is not there. StorageError says what is wrong."""
    if settings.ledger == DEMO:
        return open_demonstration(demonstration_file())
    named = place(settings)
    if "://" not in named:
        _require_file(Path(named).expanduser())
    return _given_back(open_ledger(named, read_only=True))


def open_to_write(settings: Settings) -> Ledger:
    """The ledger, for writing too; StorageError says what is wrong. The demonstration is only read, so that it stays as it is described."""
    if settings.ledger == DEMO:
        raise StorageError("The demonstration ledger is only read. Make a ledger of your own with `ledger init` and name it with --ledger.")
    named = place(settings)
    if "://" not in named:
        _require_file(Path(named).expanduser())
    return _given_back(open_ledger(named))


def _given_back(ledger: Ledger) -> Ledger:
    """The ledger, whose connections are given back when the command ends, however it ends."""
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(ledger.close)
    return ledger


def _require_file(file: Path) -> None:
    if file.is_dir():
        raise StorageError(f"{file} is a directory: expected the file of a ledger. Name the file with --ledger.")
    if not file.exists():
        raise StorageError(f"There is no ledger at {file}. Make one with `ledger init`, or see the demonstration with `ledger demo`.")


def demonstration_file() -> Path:
    """Where the demonstration ledger is kept when no file is given."""
    from ledger.demonstration import demonstration_path

    return demonstration_path()


def open_demonstration(file: Path) -> Ledger:
    """The demonstration ledger in a file, made first where it is not there, for reading only."""
    from ledger.demonstration import ensure

    with diagnostics.progress() as report:
        note = ensure(file, utc_now, report).note
    if note:
        diagnostics.warn(note)
    return _given_back(open_ledger(str(file), read_only=True))


def has_terminal() -> bool:
    """Whether there is a terminal to draw on and to read keys from."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)
