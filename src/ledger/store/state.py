"""What a file holds before anything is read from it: nothing, a ledger of some schema, or something else."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPICursor

from ledger.errors import DamagedError, StorageError
from ledger.store.engine import place_of, reading
from ledger.store.faults import not_a_ledger, translated
from ledger.store.schema import APPLICATION_ID, REVISIONS


class State(StrEnum):
    """How a file stands to this version of the program."""

    EMPTY = "empty"
    NOT_A_LEDGER = "not-a-ledger"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class SchemaState(NamedTuple):
    """How a file stands, and the revision of its schema where it is a ledger."""

    state: State
    revision: str | None


def schema_state(bound: Engine) -> SchemaState:
    """How the ledger's file stands; StorageError where it cannot be read, DamagedError where its schema is unnamed."""
    place = place_of(bound)
    with translated(place), reading(bound) as cursor:
        return state_of(cursor, place)


def state_of(cursor: DBAPICursor, place: str) -> SchemaState:
    """How the file behind a driver cursor stands."""
    mark = cursor.execute("PRAGMA application_id").fetchone()[0]
    tables = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master")}
    if mark != APPLICATION_ID:
        return SchemaState(State.NOT_A_LEDGER if mark or tables else State.EMPTY, None)
    rows = cursor.execute("SELECT version_num FROM alembic_version").fetchall() if "alembic_version" in tables else []
    if len(rows) != 1:
        raise DamagedError(f"{place} is damaged: expected one schema version in it, found {len(rows)}: restore a backup under another name")
    return SchemaState(_compared(rows[0][0]), rows[0][0])


def require_current(bound: Engine) -> None:
    """Returns where the file is a ledger of this version's schema; else StorageError says what it is and what to do."""
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
