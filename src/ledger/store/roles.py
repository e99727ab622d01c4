"""The roles of a ledger on PostgreSQL: who owns its tables, who writes in them and who reads, each with no more than it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sqlalchemy.engine import Connection

from ledger.errors import RefusedError, UsageError
from ledger.store.schema import KEPT, events, kept, texts

MOST_IN_A_NAME: Final = 63
"""Bytes in the name of a role; the server would cut a longer one short."""

WRITTEN: Final[Mapping[str, str]] = {
    events.name: "INSERT",
    texts.name: "INSERT",
    kept.name: "INSERT, UPDATE",
    **{table.name: "INSERT, UPDATE, DELETE" for table in KEPT.values()},
}
"""What a writer may do to each table beside reading it.

Kept rows are written again and taken away by the append that changes what they say: they are derived, and `verify` proves them.
Events and texts are only added to; a text is erased by the owner.
"""

_OWN_SCHEMA: Final = "SELECT current_database(), current_schema()"
_TABLES: Final = "SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"
_FUNCTIONS: Final = """
    SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
"""
_ROLES: Final = (
    "SELECT rolname, rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)"
)
_OWNER: Final = """
    SELECT pg_get_userbyid(relowner) FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
    WHERE pg_class.oid = 'events'::regclass AND NOT rolcanlogin
"""
_MEMBER: Final = "SELECT pg_has_role(current_user, %s, 'USAGE')"
_DATABASE_IS_OURS: Final = "SELECT pg_has_role(current_user, datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"


class Roles(NamedTuple):
    """The names of the three roles that logins are made members of."""

    owner: str
    writer: str
    reader: str

    @classmethod
    def of(cls, prefix: str) -> Roles:
        """The roles of a prefix: `north_owner`, `north_writer` and `north_reader`; UsageError for one that is too long."""
        roles = cls(*(f"{prefix}_{field}" for field in cls._fields))
        if max(len(role.encode()) for role in roles) > MOST_IN_A_NAME:
            raise UsageError(f"Expected a prefix for roles that leaves their names within {MOST_IN_A_NAME} bytes, found {prefix!r}.")
        return roles


class Made(NamedTuple):
    """The roles of a ledger, and those of them that were there before."""

    roles: Roles
    there: tuple[str, ...]


def make(connection: Connection, prefix: str | None) -> Made:
    """Makes the roles of a ledger that has just been made, in the same transaction, and gives each what it needs.

    Without a prefix they are named after the database, and the schema where that is not `public`. RefusedError for a role that is
    there already and is more than a group.
    """
    roles = Roles.of(prefix or _usual_prefix(connection))
    there = _there(connection, roles)
    for role in roles:
        if role not in there:
            connection.exec_driver_sql(f"CREATE ROLE {_quoted(connection, role)} NOLOGIN")
    if not connection.exec_driver_sql(_MEMBER, (roles.owner,)).scalar_one():
        connection.exec_driver_sql(f"GRANT {_quoted(connection, roles.owner)} TO CURRENT_USER")
    grant(connection, roles)
    return Made(roles, tuple(role for role in roles if role in there))


def standing(connection: Connection) -> Roles | None:
    """The roles that a ledger was given, known by the role that owns its events; None where a login owns them."""
    owner = connection.exec_driver_sql(_OWNER).scalar_one_or_none()
    roles = Roles.of(owner.removesuffix("_owner")) if owner and owner.endswith("_owner") else None
    return roles if roles is not None and len(_there(connection, roles)) == len(roles) else None


def grant(connection: Connection, roles: Roles) -> None:
    """Gives every table and function to the owner, and to writer and reader what they need and nothing else."""
    schema = _quoted(connection, connection.exec_driver_sql(_OWN_SCHEMA).one()[1])
    owner, writer, reader = (_quoted(connection, role) for role in roles)
    tables = list(connection.exec_driver_sql(_TABLES).scalars())
    functions = list(connection.exec_driver_sql(_FUNCTIONS).scalars())
    statements = [
        f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {owner}",
        *(f"ALTER TABLE {schema}.{table} OWNER TO {owner}" for table in tables),
        *(f"ALTER FUNCTION {function} OWNER TO {owner}" for function in functions),
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA {schema} TO {writer}, {reader}",
        *(f"REVOKE ALL ON {schema}.{table} FROM PUBLIC, {writer}, {reader}" for table in tables),
        *(f"GRANT SELECT ON {schema}.{table} TO {writer}, {reader}" for table in tables),
        *(f"GRANT {may} ON {schema}.{table} TO {writer}" for table, may in WRITTEN.items()),
    ]
    if connection.exec_driver_sql(_DATABASE_IS_OURS).scalar_one():
        statements.append(f"REVOKE CREATE, TEMPORARY ON DATABASE {_database(connection)} FROM PUBLIC")
    _run(connection, statements)


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)


def _usual_prefix(connection: Connection) -> str:
    database, schema = connection.exec_driver_sql(_OWN_SCHEMA).one()
    return str(database) if schema == "public" else f"{database}_{schema}"


def _database(connection: Connection) -> str:
    return _quoted(connection, connection.exec_driver_sql(_OWN_SCHEMA).one()[0])


def _there(connection: Connection, roles: Roles) -> set[str]:
    """Those of the roles that are there already."""
    found = connection.exec_driver_sql(_ROLES, (list(roles),)).all()
    more = sorted(name for name, is_more in found if is_more)
    if more:
        raise RefusedError(
            f"The roles of a ledger are groups; {', '.join(more)} is there already and may log in, or do more than a group needs. "
            "Name other roles with --roles-prefix."
        )
    return {name for name, _ in found}


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)
