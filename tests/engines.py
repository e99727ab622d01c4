"""Ledgers on both engines for tests: new ones, copies of others, and what any other program sees of them."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, Protocol

import psycopg
from sqlalchemy import make_url
from tests import postgres

from ledger.store.schema import metadata

EngineName = Literal["sqlite", "postgresql"]
ENGINES: Final[tuple[EngineName, ...]] = ("sqlite", "postgresql")
REJECTED: Final = (sqlite3.IntegrityError, psycopg.IntegrityError)
"""What the drivers raise for a row that breaks a rule."""


class Places(Protocol):
    """Makes places for ledgers on one engine; they are gone at the end."""

    engine: EngineName

    def new(self, name: str = "ledger") -> str:
        """A place with nothing in it."""

    def copy(self, place: str, name: str = "ledger") -> str:
        """A place that holds what another does, which nobody has open."""


class Files:
    engine: EngineName = "sqlite"

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def new(self, name: str = "ledger") -> str:
        return str(self._directory / f"{name}.db")

    def copy(self, place: str, name: str = "ledger") -> str:
        return str(shutil.copy(place, self.new(name)))


class Databases:
    engine: EngineName = "postgresql"
    _numbers = itertools.count(1)
    _kept: ClassVar[list[psycopg.Connection]] = []

    def __init__(self) -> None:
        self._made: list[str] = []

    def new(self, name: str = "ledger") -> str:
        return self._create(name, "template0 ENCODING 'UTF8' LOCALE 'C'")

    def copy(self, place: str, name: str = "ledger") -> str:
        return self._create(name, f'"{make_url(place).database}"')

    def _create(self, name: str, template: str) -> str:
        made = f"{name}-{os.getpid()}-{next(self._numbers)}"
        self._server().execute(f'CREATE DATABASE "{made}" TEMPLATE {template} STRATEGY FILE_COPY')
        self._made.append(made)
        return make_url(postgres.url()).set(database=made).render_as_string(hide_password=False)

    def remove(self) -> None:
        for name in self._made:
            self._server().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    @classmethod
    def _server(cls) -> psycopg.Connection:
        """One connection for every database that is made and removed, kept until `done`."""
        if not cls._kept:
            cls._kept.append(connected(postgres.url()))
        return cls._kept[0]

    @classmethod
    def done(cls) -> None:
        """No database is made any more."""
        while cls._kept:
            cls._kept.pop().close()


@contextmanager
def places_on(engine: EngineName, directory: Path) -> Iterator[Places]:
    if engine == "sqlite":
        yield Files(directory)
        return
    databases = Databases()
    try:
        yield databases
    finally:
        databases.remove()


@contextmanager
def server_connection() -> Iterator[psycopg.Connection]:
    """A connection of the one who runs the server, to no ledger."""
    with closing(connected(postgres.url())) as connection:
        yield connection


def connected(url: str) -> psycopg.Connection:
    """A connection of any other program to a database."""
    parsed = make_url(url)
    return psycopg.connect(**parsed.translate_connect_args(username="user", database="dbname"), **parsed.query, autocommit=True)  # type: ignore[arg-type]


def is_file(place: str) -> bool:
    return "://" not in place


def read(place: str | Path, statement: str) -> list[tuple[Any, ...]]:
    """What any other program reads."""
    place = str(place)
    if is_file(place):
        with closing(sqlite3.connect(place)) as connection:
            return connection.execute(statement).fetchall()
    with closing(connected(place)) as database:
        return database.execute(statement).fetchall()


def write(place: str | Path, *statements: str, guarded: bool = True) -> None:
    """What any other program writes; unguarded, as one who may switch the ledger's triggers off."""
    place = str(place)
    if is_file(place):
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            with nullcontext() if guarded else unguarded(connection):
                for statement in statements:
                    connection.execute(statement)
        return
    with closing(connected(place)) as database:
        if not guarded:
            database.execute("SET session_replication_role = replica")
        for statement in statements:
            database.execute(statement)


def end_others(database: str) -> None:
    """Ends every other connection to a database, as whoever runs the server can."""
    with closing(connected(database)) as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(others)


@contextmanager
def unguarded(connection: sqlite3.Connection) -> Iterator[None]:
    """What keeps a file as it is, taken away for a while and put back, as by somebody who leaves no more traces than they must."""
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _, made in triggers:
        connection.execute(made)


def refused(place: str | Path, statement: str) -> str:
    """What the database says to a statement that must not be taken."""
    try:
        write(place, statement)
    except REJECTED as error:
        return str(error)
    raise AssertionError(f"it was taken: {statement}")


def contents(place: str | Path) -> object:
    """All that a ledger holds, to see whether anything has changed."""
    if is_file(str(place)):
        return Path(place).read_bytes()
    return [read(place, f"SELECT * FROM {table.name} ORDER BY 1, 2, 3") for table in metadata.sorted_tables if table.name != "marks"]


def restore(file: str | Path, url: str) -> None:
    """Puts every row of a ledger's file into an empty ledger on PostgreSQL."""
    with closing(sqlite3.connect(file)) as source, closing(connected(url)) as target, target.cursor() as cursor:
        for table in metadata.sorted_tables:
            names = ", ".join(column.name for column in table.columns)
            with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                for row in source.execute(f"SELECT {names} FROM {table.name} ORDER BY 1"):
                    copy.write_row(row)
