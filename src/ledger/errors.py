"""Errors that a person can act on, each with the exit code of the command that meets it."""

from __future__ import annotations

from typing import ClassVar


class LedgerError(Exception):
    """Something a person can act on; the message says what was expected, what was found and what to do."""

    code: ClassVar[str] = "failed"
    exit_code: ClassVar[int] = 1


class UsageError(LedgerError):
    """The command or file was not understood."""

    code = "usage"
    exit_code = 2


class RefusedError(LedgerError):
    """A rule does not allow it; nothing was recorded."""

    code = "refused"
    exit_code = 3


class NotFoundError(LedgerError):
    """What was named is not there."""

    code = "not-found"
    exit_code = 4


class ConflictError(LedgerError):
    """Someone else wrote first; nothing was recorded."""

    code = "conflict"
    exit_code = 5


class DamagedError(LedgerError):
    """Recorded bytes are not what was recorded."""

    code = "damaged"
    exit_code = 6


class StorageError(LedgerError):
    """The ledger cannot be reached, read or written, or is not one that this version can read."""

    code = "storage"
    exit_code = 7


class UnknownError(StorageError):
    """Nobody can say whether it is recorded."""
