"""Making a ledger and bringing one to this version's schema, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection, Engine

from ledger.errors import StorageError
from ledger.store.engine import backend_of, engine, named_by, place_of, translated
from ledger.store.faults import not_a_ledger
from ledger.store.schema import REVISIONS
from ledger.store.state import SchemaState, State, newer, schema_state, state_of


def create(url_or_path: str | Path) -> str:
    """Makes a ledger in a new or empty file or database and returns its schema.

    StorageError, and nothing changed, where there is something already.
    """
    named = named_by(url_or_path)
    if isinstance(named, Path) and named.is_file():
        _refuse_anything(named)
    made = engine(url_or_path, create=True)
    try:
        with translated(made):
            return _migrated(made, {State.EMPTY})[1]
    finally:
        made.dispose()


def create_where_nothing_is(url_or_path: str | Path) -> None:
    """Makes a ledger where there is no file, or an empty file or database; whatever else is there is left as it is."""
    named = named_by(url_or_path)
    if isinstance(named, Path) and not named.is_file():
        if not named.exists():
            create(named)
    elif _state_of(url_or_path).state is State.EMPTY:
        create(url_or_path)


def upgrade(url_or_path: str | Path) -> tuple[str, str]:
    """Brings a ledger to this version's schema in one transaction, and returns the schema before and after."""
    bound = engine(url_or_path)
    try:
        with translated(bound):
            return _migrated(bound, {State.OLDER, State.CURRENT})
    finally:
        bound.dispose()


def _refuse_anything(file: Path) -> None:
    _require(str(file), *_state_of(file), {State.EMPTY})


def _state_of(url_or_path: str | Path) -> SchemaState:
    looked = engine(url_or_path, read_only=True)
    try:
        return schema_state(looked)
    finally:
        looked.dispose()


def _migrated(bound: Engine, wanted: set[State]) -> tuple[str, str]:
    """Runs the migrations that are missing under the writer lock, having looked again under it."""
    backend, place = backend_of(bound), place_of(bound)
    with bound.begin() as connection:
        state, before = state_of(backend, backend.cursor(connection.connection.driver_connection), place)
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
