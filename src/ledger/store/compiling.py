"""Statements of SQLAlchemy Core as text for both drivers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BindParameter, FromClause, LargeBinary, Table, Text, bindparam, cast, func
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql import ClauseElement

from ledger.store.backend import Insert, Statement

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql.base import PGDialect

_SQLITE: Final = sqlite.dialect(paramstyle="qmark")
_SQLITE_NAMED: Final = sqlite.dialect(paramstyle="named")


def text_of(statement: ClauseElement) -> Statement:
    """The statement with positional parameters."""
    return Statement(lambda: str(statement.compile(dialect=_SQLITE)), partial(_on_postgresql, statement, "format"))


def named_text_of(statement: ClauseElement) -> Statement:
    """The statement with parameters by name."""
    return Statement(lambda: str(statement.compile(dialect=_SQLITE_NAMED)), partial(_on_postgresql, statement, "pyformat"))


def text_about(about: Callable[[FromClause], ClauseElement]) -> Statement:
    """The statement about a table of given texts, `key` and `value` of each, as `Cursor.among` gives them to either driver."""
    given: BindParameter[Any] = bindparam("given")
    objects = func.json_each(given).table_valued("key", "value", name="given")
    arrays = func.unnest(cast(given, ARRAY(Text))).table_valued("value", with_ordinality="key", name="given").render_derived()
    return Statement(lambda: str(about(objects).compile(dialect=_SQLITE)), lambda: _on_postgresql(about(arrays), "format"))


def limited(statement: Statement, count: int | None = None) -> Statement:
    """The statement giving so many rows at most, or as many as its last parameter says."""
    return Statement(lambda: f"{statement.sqlite} LIMIT {count or '?'}", lambda: f"{statement.postgresql} LIMIT {count or '%s'}")


def insertion(table: Table, keys: tuple[str, ...] = ()) -> Insert:
    """The insertion of rows of a table, all columns in order; where `keys` are given, in place of the row that has the same."""
    row = insert(table)
    if keys:
        row = row.on_conflict_do_update(
            index_elements=keys, set_={column.name: row.excluded[column.name] for column in table.columns if column.name not in keys}
        )
    sqlite_text = str(row.compile(dialect=_SQLITE))
    head, _, tail = sqlite_text.partition(" VALUES (")
    rest = tail.partition(")")[2]
    marks = ", ".join("%s" for _ in table.columns)
    kinds = tuple(_kind_of(column.type) for column in table.columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    return Insert(
        Statement(lambda: sqlite_text, lambda: f"{head} VALUES ({marks}){rest}"),
        f"{head} SELECT * FROM unnest({arrays}){rest}",  # noqa: S608 - every part is written here or compiled from a table
        kinds,
    )


def _on_postgresql(statement: ClauseElement, style: str) -> str:
    return str(statement.compile(dialect=_postgresql(style)))


@lru_cache(maxsize=2)
def _postgresql(style: str) -> PGDialect:
    """The dialect, which takes as long to import as all that is read of a file takes to be compiled."""
    from sqlalchemy.dialects.postgresql.base import PGDialect

    return PGDialect(paramstyle=style)  # type: ignore[no-untyped-call]


def _kind_of(kind: object) -> str:
    return "text" if isinstance(kind, Text) else "bytea" if isinstance(kind, LargeBinary) else "bigint"
