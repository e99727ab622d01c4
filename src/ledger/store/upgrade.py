"""Making a ledger and bringing one to this version's schema, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from ledger.errors import StorageError
from ledger.store.engine import engine, file_of
from ledger.store.faults import not_a_ledger, translated
from ledger.store.schema import REVISIONS
from ledger.store.state import SchemaState, State, newer, schema_state, state_of


def create(url_or_path: str | Path) -> str:
    """Makes a ledger in a new or empty file and returns its schema; StorageError, and nothing changed, where there is something already."""
    file = file_of(url_or_path)
    place = str(file)
    if file.is_file():
        _refuse_anything(place, file)
    made = engine(file, create=True)
    try:
        with translated(place):
            return _migrated(made, place, {State.EMPTY})[1]
    finally:
        made.dispose()


def create_where_nothing_is(url_or_path: str | Path) -> None:
    """Makes a ledger where there is no file or an empty one; whatever else is there is left as it is."""
    file = file_of(url_or_path)
    if not file.exists() or (file.is_file() and _state_of(file).state is State.EMPTY):
        create(url_or_path)


def upgrade(url_or_path: str | Path) -> tuple[str, str]:
    """Brings a ledger to this version's schema in one transaction, and returns the schema before and after."""
    file = file_of(url_or_path)
    bound = engine(file)
    try:
        with translated(str(file)):
            return _migrated(bound, str(file), {State.OLDER, State.CURRENT})
    finally:
        bound.dispose()


def _refuse_anything(place: str, file: Path) -> None:
    _require(place, *_state_of(file), {State.EMPTY})


def _state_of(file: Path) -> SchemaState:
    looked = engine(file, read_only=True)
    try:
        return schema_state(looked)
    finally:
        looked.dispose()


def _migrated(bound: Engine, place: str, wanted: set[State]) -> tuple[str, str]:
    """Runs the migrations that are missing under the writer lock, having looked again under it."""
    with bound.begin() as connection:
        state, before = state_of(connection.connection.cursor(), place)
        _require(place, state, before, wanted)
        if state is not State.CURRENT:
            _migrate(connection)
        return before or REVISIONS[-1], REVISIONS[-1]


def _require(place: str, state: State, revision: str | None, wanted: set[State]) -> None:
    if state in wanted:
        return
    match state:
        case State.NEWER:
            raise newer(place, revision)
        case State.NOT_A_LEDGER:
            raise not_a_ledger(place)
        case State.EMPTY:
            raise StorageError(f"{place} is empty: make a ledger of it with `ledger init`")
        case _:
            raise StorageError(f"{place} is a ledger already (schema {revision}): nothing was changed")


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    import ledger_migrations

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(str(ledger_migrations.__file__)).parent).replace("%", "%%"))
    command.upgrade(config, REVISIONS[-1])
