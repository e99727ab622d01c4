"""What PostgreSQL and the way to it report, in words, by SQLSTATE where there is one."""

from __future__ import annotations

from typing import Final

import psycopg

from ledger.errors import DamagedError, LedgerError, StorageError
from ledger.store.faults import damaged

_POOLED: Final = "{place} mixes up what was prepared ({said}): give the server itself, or a pooler that does not share connections"

_SENTENCES: Final = {
    "28P01": "{place} refused the login: the password is wrong or missing; give it in the URL or in a .pgpass file",
    "28000": "{place} refused the login ({said}): ask whoever runs the server to let it in",
    "3D000": "{place} does not exist: make the database with `createdb`, then a ledger in it with `ledger init`",
    "42501": "{place} does not let this login do that ({said}): use a login that may, or ask the owner of the ledger",
    "25006": "{place} cannot be written to: it was opened to be read, or the server is a copy that takes no writes",
    "25P03": "{place} ended the command, which had stopped for a minute while others waited for it: nothing was recorded; repeat it",
    "26000": _POOLED,
    "42P05": _POOLED,
    "55P03": "{place} is locked by another program: wait until it has finished, then repeat the command",
    "57014": "{place} stopped the command ({said}): nothing was recorded; repeat it",
    "53100": "{place} cannot grow, the server's disk is full: nothing was recorded; make room, then repeat the command",
    "53300": "{place} has too many connections open: close some programs, or repeat the command later",
    "57P03": "{place} is starting, stopping or recovering: repeat the command in a moment",
    "57P04": "{place} has been dropped while it was in use: give another ledger",
    "40P01": "{place} had to end one of several writers: nothing was recorded; repeat the command",
    "LG001": "{place} recorded nothing, for {said}: set this computer's clock right, or have the server's set, then repeat the command",
    "54000": "{place} cannot hold a value of that size: nothing was recorded",
}
_CLASSES: Final = {
    "08": "{place} cannot be reached ({said}): check that the server runs and the way to it, then repeat the command",
    "57": "{place} is being stopped or restarted ({said}): repeat the command once it is back",
    "53": "{place} has run out of something ({said}): nothing was recorded; repeat the command later",
}
_LOGINS: Final = (
    ("no password supplied", "28P01"),
    ("password authentication failed", "28P01"),
    ("does not exist", "3D000"),
    ("too many clients", "53300"),
    ("too many connections", "53300"),
    ("remaining connection slots", "53300"),
    ("starting up", "57P03"),
    ("shutting down", "57P03"),
    ("recovery", "57P03"),
)
"""A login that is refused comes without its SQLSTATE: it is known by its words, which are English unless the server says otherwise."""


_STORED: Final = frozenset({"22", "58", "XX"})
"""Classes of what goes wrong with what is stored: values that are none, files of the server, and its own structures."""
_NONSENSE: Final = frozenset({"XX001", "XX002", "22007", "22008"})
"""Structures that are no longer what the server wrote, and stored times that are none: what is recorded now is always a time."""
_GONE: Final = frozenset({"42P01", "42703"})
"""A table or a column that is not there."""


def is_damage(error: Exception) -> bool:
    """Whether an error of the driver is about what is stored; among those without an SQLSTATE are values that the driver cannot read."""
    if not isinstance(error, psycopg.Error):
        return isinstance(error, UnicodeDecodeError)
    state = error.sqlstate or ""
    return state[:2] in _STORED or state in _GONE or (not state and isinstance(error, psycopg.DataError))


def told(place: str, error: Exception) -> LedgerError | None:
    """An error of the driver as a `StorageError` or `DamagedError` that names the ledger, None for any other error."""
    if isinstance(error, UnicodeDecodeError):
        return damaged(place, f"it holds bytes that are no text, {error.object[:40]!r}")
    if not isinstance(error, psycopg.Error):
        return None
    said = _said(error)
    state = error.sqlstate or _state_of_login(said)
    if state in _NONSENSE:
        return damaged(place, said)
    if state in _GONE:
        return DamagedError(f"{place} is damaged, a table or column is missing ({said}): restore a backup under another name")
    sentence = _SENTENCES.get(state) or _CLASSES.get(state[:2])
    if sentence is None and isinstance(error, psycopg.OperationalError):
        sentence = _CLASSES["08"]
    if sentence is None:
        sentence = "{place} could not be used ({name}: {said})"
    return StorageError(sentence.format(place=place, said=said, name=error.sqlstate or type(error).__name__))


def _said(error: psycopg.Error) -> str:
    """What the server or the driver said, in one line."""
    first = error.diag.message_primary or next(iter(str(error).splitlines()), "") or type(error).__name__
    return " ".join(first.split())


def _state_of_login(said: str) -> str:
    return next((state for words, state in _LOGINS if words in said), "")
