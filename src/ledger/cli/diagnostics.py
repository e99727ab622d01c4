"""Standard error: errors, warnings and progress, written here and nowhere else."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import click

from ledger.errors import LedgerError, StorageError, UsageError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from ledger.application import Board, Listed

INTERRUPTED: Final = 130
PATIENCE: Final = 1.0
"""Seconds before progress is worth showing."""

Report = Callable[[str, int, int], None]
"""Takes what is being done, how much of it is done, and of how much."""


def failed(error: BaseException) -> int:
    """Says what went wrong and returns the exit code; the traceback only where LEDGER_DEBUG asks for it."""
    return _failed(error, *_told(error))


def failed_after(known: str, error: BaseException) -> int:
    """Says what is known to be done all the same, then what went wrong, and returns the exit code of that.

    What a `StorageError` says is for whoever has recorded nothing: to repeat the command. So it is not said to whoever has.
    """
    said, code = _told(error)
    return _failed(
        error, f"{known} {'It could not be read again to be shown.' if isinstance(error, StorageError) else said}".rstrip(), code
    )


def _failed(error: BaseException, said: str, code: int) -> int:
    if os.environ.get("LEDGER_DEBUG", "0") not in {"", "0"}:
        _write("".join(traceback.format_exception(error)))
    if said:
        _write(f"ledger: {said}\n")
    return code


def _told(error: BaseException) -> tuple[str, int]:
    """What to say of an error, nothing of an interruption, and its exit code."""
    match error:
        case KeyboardInterrupt() | click.Abort():
            return "", INTERRUPTED
        case LedgerError():
            return _sentence(str(error)), error.exit_code
        case click.ClickException():
            return _usage(error), UsageError.exit_code
        case UnicodeEncodeError():
            found = ascii(error.object)[:200]
            return f"Expected text in UTF-8, found {found}. Check the arguments and the environment.", UsageError.exit_code
        case OSError(filename=str(name), strerror=str(why)):
            return f"{name} cannot be used: {why}. Check the path and its permissions.", StorageError.exit_code
        case _:
            what = " ".join(f"{type(error).__name__}: {error}".split())
            return f"the program failed: {what}. This is a fault in it: set LEDGER_DEBUG=1 to see where.", LedgerError.exit_code


def warn(sentence: str) -> None:
    """Says what a reader should know beside the answer."""
    _write(f"ledger: warning: {_sentence(sentence)}\n")


def warn_of_other_rules(boards: Iterable[Board | Listed]) -> None:
    """Says of which inspections the framework has other rules now than when they were opened."""
    for board in boards:
        if board.framework_differs:
            then = board.rules_then
            opened = f"{then.inspection} was opened under other rules of {then.framework}"
            warn(f"{opened} (digest {then.digest[:12]}) than this version has: its ratings here may not be those of the time.")


def faults(sentence: str, each: Iterable[str]) -> None:
    """Says what is wrong as a whole, and then every fault on a line of its own."""
    _write("".join([f"ledger: {_sentence(sentence)}\n", *(f"  {_sentence(fault)}\n" for fault in each)]))


@contextmanager
def progress() -> Iterator[Report]:
    """A report of how far something is, shown on a terminal once it has taken over a second."""
    bar = _Bar(time.monotonic() + PATIENCE)
    try:
        yield bar
    finally:
        bar.close()


class _Bar:
    def __init__(self, after: float) -> None:
        self._after = after
        self._shown: tuple[Progress, TaskID] | None = None
        self._wanted = sys.stderr is not None and sys.stderr.isatty()

    def __call__(self, what: str, done: int, total: int) -> None:
        if not self._wanted or (self._shown is None and time.monotonic() < self._after):
            return
        if self._shown is None:
            self._shown = _start()
        bar, task = self._shown
        bar.update(task, description=what, completed=done, total=total or None)

    def close(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()


def _start() -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    bar.start()
    return bar, bar.add_task("", total=None)


def _usage(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return "Expected a command, found none. `ledger --help` lists them."
    path = getattr(getattr(error, "ctx", None), "command_path", "ledger")
    return f"{' '.join(error.format_message().split())} `{path} --help` says how it is used."


def _sentence(text: str) -> str:
    """The text on one line, with a full stop at its end."""
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _write(text: str) -> None:
    """Writes what standard error can show; where it is closed or full there is nobody left to tell."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stderr.flush()
