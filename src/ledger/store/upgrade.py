"""Making a ledger and bringing one to this version's schema, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlalchemy.engine import Connection, Engine

from ledger.errors import StorageError, UsageError
from ledger.store.engine import backend_of, engine, named_by, place_of, translated
from ledger.store.faults import not_a_ledger
from ledger.store.roles import Made, grant, make, standing
from ledger.store.schema import REVISIONS
from ledger.store.state import SchemaState, State, newer, schema_state, state_of

Answer = TypeVar("Answer")


class WithRoles(NamedTuple):
    """Asks for the roles of a team's ledger; without a prefix they are named after the database."""

    prefix: str | None = None


class Created(NamedTuple):
    """A ledger that was made: its schema, and its roles where they were asked for."""

    schema: str
    roles: Made | None


def create(url_or_path: str | Path, wanted: WithRoles | None = None) -> Created:
    """Makes a ledger in a new or empty file or database, with the roles that are wanted.

    StorageError, and nothing changed, where there is something already; UsageError where roles are wanted in a file.
    """
    named = named_by(url_or_path)
    if isinstance(named, Path) and wanted is not None:
        raise UsageError(f"Expected a postgresql+psycopg:// URL with --roles, found {named}: a file has no roles.")
    if isinstance(named, Path) and named.is_file():
        _refuse_anything(named)
    made = engine(url_or_path, create=True)
    try:
        with translated(made):
            return Created(*_migrated(made, {State.EMPTY}, lambda new: make(new, wanted.prefix) if wanted else None))
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
            return _migrated(bound, {State.OLDER, State.CURRENT}, _keep_roles)[0], REVISIONS[-1]
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


def _migrated(bound: Engine, wanted: set[State], change: Callable[[Connection], Answer]) -> tuple[str, Answer]:
    """Runs the migrations that are missing under the writer lock, having looked again under it, and what is to be done with them.

    Returns the schema before, this version's where there was none, and what that came to.
    """
    backend, place = backend_of(bound), place_of(bound)
    with bound.begin() as connection:
        state, before = state_of(backend, backend.cursor(connection.connection.driver_connection), place)
        _require(place, state, before, wanted)
        if state is not State.CURRENT:
            _migrate(connection)
        return before or REVISIONS[-1], change(connection)


def _keep_roles(connection: Connection) -> None:
    """What an upgrade has made is given to the ledger's roles, where it has any."""
    roles = standing(connection) if connection.dialect.name == "postgresql" else None
    if roles is not None:
        grant(connection, roles)


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
