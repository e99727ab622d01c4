"""What a file or database holds before anything is read from it: nothing, a ledger of some schema, or something else."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy.engine import Engine

from ledger.errors import DamagedError, StorageError
from ledger.store.backend import Backend, Cursor
from ledger.store.engine import backend_of, place_of, reading, translated
from ledger.store.faults import not_a_ledger
from ledger.store.lending import AbsentError, LostError
from ledger.store.patience import once_back
from ledger.store.schema import REVISIONS

COPYING: Final = "copying"
"""The mark of an unfinished copy; its value says of what."""


class State(StrEnum):
    """How a file or database stands to this version of the program."""

    EMPTY = "empty"
    NOT_A_LEDGER = "not-a-ledger"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class SchemaState(NamedTuple):
    """How a file or database stands, and the revision of its schema where it is a ledger."""

    state: State
    revision: str | None


def schema_state(bound: Engine) -> SchemaState:
    """How a ledger's place stands; StorageError where it cannot be read, DamagedError where its schema is unnamed."""

    def once() -> SchemaState:
        with reading(bound) as cursor:
            return state_of(backend_of(bound), cursor, place_of(bound))

    with translated(bound):
        try:
            return once()
        except AbsentError:
            raise
        except LostError:
            return once_back(once)


def state_of(backend: Backend, cursor: Cursor, place: str) -> SchemaState:
    """How the file or database behind a cursor stands."""
    found = backend.found(cursor)
    if not found.marked:
        return SchemaState(State.NOT_A_LEDGER if found.anything else State.EMPTY, None)
    count = len(found.revisions)
    if count != 1:
        raise DamagedError(f"{place} is damaged: expected one schema version in it, found {count}: restore a backup under another name")
    return SchemaState(_compared(found.revisions[0]), found.revisions[0])


def require_current(bound: Engine) -> None:
    """Returns where it is a ledger of this version's schema; else StorageError says what it is and what to do."""
    place = place_of(bound)
    state, revision = schema_state(bound)
    match state:
        case State.CURRENT:
            return
        case State.NEWER:
            raise newer(place, revision)
        case State.OLDER:
            raise StorageError(f"{place} has schema {revision}, this version needs {REVISIONS[-1]}: run `ledger upgrade`")
        case State.EMPTY:
            raise StorageError(f"{place} is empty: make a ledger of it with `ledger init`")
        case State.NOT_A_LEDGER:
            raise not_a_ledger(place)


def newer(place: str, revision: str | None) -> StorageError:
    """What to say of a ledger that a later version of the program wrote."""
    return StorageError(
        f"{place} was written by a newer version (schema {revision}, this one knows {REVISIONS[-1]}): install that version or a later one"
    )


def _compared(revision: str) -> State:
    if revision not in REVISIONS:
        return State.NEWER
    return State.CURRENT if revision == REVISIONS[-1] else State.OLDER
