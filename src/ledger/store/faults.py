"""What goes wrong in storage, told as errors that a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ledger.errors import ConflictError, DamagedError, LedgerError, StorageError

BROKEN: Final = (sqlite3.Error, UnicodeDecodeError)
"""What the driver raises for a file that it cannot make sense of; it reads even its own error messages as text."""


class StreamMovedError(ConflictError):
    """A stream that was written to, or had to stay as it was, has events that the writer had not seen."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(f"expected {stream} at version {expected}, found it at version {found}: look again, then repeat the command")
        self.stream = stream
        self.expected = expected
        self.found = found


class AlreadyRecordedError(ConflictError):
    """The event is in the ledger already, so its command has been recorded before."""

    def __init__(self, event_id: str, command_id: str) -> None:
        super().__init__(f"command {command_id} is recorded already (event {event_id}): nothing was recorded twice")
        self.event_id = event_id
        self.command_id = command_id


class RepeatedEventError(ConflictError):
    """Two events of one append have the same id."""

    def __init__(self, event_id: str, command_id: str) -> None:
        super().__init__(f"event {event_id} of command {command_id} stands twice in what is to be recorded: nothing was recorded")
        self.event_id = event_id
        self.command_id = command_id


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Raises every database error that leaves the block as a `StorageError` or `DamagedError` that names the ledger."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(path, error) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, f"it names something in bytes that are no text, {error.object[:40]!r}") from error
    except Exception as error:
        cause = getattr(error, "orig", None)
        if not isinstance(cause, sqlite3.Error):
            raise
        raise told(path, cause) from error


def told(path: str, error: sqlite3.Error) -> LedgerError:
    """The error in words, by SQLite's own name for it."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if "Could not decode to UTF-8" in str(error):
        return DamagedError(f"{path} is damaged: it has text that is not UTF-8; see `ledger verify`")
    match name.removeprefix("SQLITE_").partition("_")[0]:
        case "BUSY" | "LOCKED":
            return StorageError(f"{path} is locked by another program: wait until it has finished, then repeat the command")
        case "FULL":
            return StorageError(f"{path} cannot grow, the disk is full: nothing was recorded; make room, then repeat the command")
        case "READONLY" | "PERM" | "AUTH":
            return StorageError(f"{path} cannot be written to: make the file and its directory writable, or give another ledger")
        case "CANTOPEN":
            return StorageError(_cannot_open(path))
        case "NOTADB":
            return not_a_ledger(path)
        case "CORRUPT":
            return _damaged(path, str(error))
        case "IOERR":
            return StorageError(f"{path} could not be read or written ({name}: {error}): check the disk, then repeat the command")
        case _:
            return StorageError(f"{path} could not be used ({name or type(error).__name__}: {error})")


def _damaged(path: str, how: str) -> DamagedError:
    return DamagedError(f"{path} is damaged ({how}): keep it as it is, and restore a backup under another name")


def not_a_ledger(path: str) -> StorageError:
    """What to say of a file that some other program made."""
    return StorageError(f"{path} is not a ledger: give the path of one, or of a new file to `ledger init`")


def _cannot_open(path: str) -> str:
    file = Path(path)
    if file.is_dir():
        return f"{path} is a directory: expected the file of a ledger"
    if not file.parent.is_dir():
        return f"{path} cannot be opened: there is no directory {file.parent}"
    if not file.exists() and not os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return f"{path} cannot be opened: it is not there, and its directory may not be written to"
    if not file.exists():
        return f"there is no ledger at {path}: make one with `ledger init`, or give another path"
    return f"{path} cannot be opened: expected a file that may be read, in a directory that may be read"
