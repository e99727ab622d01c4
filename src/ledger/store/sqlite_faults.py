"""What SQLite reports, in words, by SQLite's own name for it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ledger.errors import DamagedError, LedgerError, StorageError
from ledger.integrity.faults import Fault
from ledger.store.at_rest import MovedError
from ledger.store.faults import damaged, not_a_ledger

GUARDS: Final = (
    "events_follow_on",
    "events_are_not_changed",
    "events_are_not_deleted",
    "texts_are_not_replaced",
    "texts_are_not_changed",
)
"""Every trigger that a ledger in a file is made with."""

NO_ROOM_TO_OPEN: Final = "SQLITE_IOERR_SHMSIZE"
"""What a full disk is called where the first program to open a file finds no room for what readers and writers share."""

MISSING: Final = ("no such table", "no such column")
"""How SQLite begins what it says of a table or column that every ledger of this version's schema has."""

CANNOT_BE_WRITTEN: Final = "{path} cannot be written to: make the file and its directory writable, or give another ledger"


ELSEWHERE: Final = frozenset({"BUSY", "LOCKED", "FULL", "READONLY", "PERM", "AUTH", "CANTOPEN", "INTERRUPT", "NOMEM", "PROTOCOL", "MISUSE"})
"""What SQLite calls faults of whoever asks and of what stands between them and the file; every other one is about what is stored."""


def is_damage(error: Exception) -> bool:
    """Whether an error of the driver is about what is stored; the driver reads even its own error messages as text."""
    if isinstance(error, UnicodeDecodeError):
        return True
    return isinstance(error, sqlite3.Error) and not isinstance(error, MovedError) and _kind(_name(error)) not in ELSEWHERE


def told(place: str, error: Exception) -> LedgerError | None:
    """An error of the driver as a `StorageError` or `DamagedError` that names the file, None for any other error."""
    match error:
        case MovedError():
            return StorageError(str(error))
        case sqlite3.Error():
            return _said(place, error)
        case UnicodeDecodeError():
            return damaged(place, f"it names something in bytes that are no text, {error.object[:40]!r}")
        case _:
            return None


def _said(path: str, error: sqlite3.Error) -> LedgerError:
    name = _name(error)
    if "Could not decode to UTF-8" in str(error):
        return DamagedError(f"{path} is damaged: it has text that is not UTF-8; see `ledger verify`")
    match _kind(name):
        case "BUSY" | "LOCKED":
            return StorageError(f"{path} is locked by another program: wait until it has finished, then repeat the command")
        case "FULL":
            return StorageError(f"{path} cannot grow, the disk is full: nothing was recorded; make room, then repeat the command")
        case "READONLY" | "PERM" | "AUTH":
            return StorageError(CANNOT_BE_WRITTEN.format(path=path))
        case "CANTOPEN":
            return StorageError(_cannot_open(path))
        case "NOTADB":
            return not_a_ledger(path)
        case "CORRUPT":
            return damaged(path, str(error))
        case "IOERR":
            return StorageError(f"{path} could not be read or written ({name}: {error}): check the disk, then repeat the command")
        case _:
            return StorageError(f"{path} could not be used ({name or type(error).__name__}: {error})")


def _name(error: sqlite3.Error) -> str:
    """SQLite's own name for what went wrong, or a better one."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if name == "SQLITE_ERROR" and str(error).startswith(MISSING):
        return "SQLITE_CORRUPT"
    return "SQLITE_FULL" if name == NO_ROOM_TO_OPEN else name


def _kind(name: str) -> str:
    """The kind of fault that SQLite's name for it says, without what it says beside."""
    return name.removeprefix("SQLITE_").partition("_")[0]


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
    if os.access(file, os.R_OK) and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)):
        return CANNOT_BE_WRITTEN.format(path=path)
    return f"{path} cannot be opened: expected a file that may be read, in a directory that may be read"


def missing_guards(found: set[str]) -> Iterator[Fault]:
    """The triggers that are not among those found; a change of a file that was made without them leaves no other trace."""
    for name in GUARDS:
        if name not in found:
            yield Fault(f"trigger {name}", "it there, as the ledger was made", "it missing")
