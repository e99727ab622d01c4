"""Statements that go to a PostgreSQL server together: however many wait, one exchange sends them and brings what they gave."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from struct import Struct
from typing import Any, Final, NamedTuple

import psycopg
from psycopg.abc import Buffer, PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult
from psycopg.rows import TupleRow

from ledger.store.backend import Parameters

_MARK: Final = re.compile(r"%(?:\((\w+)\))?s|%%")

_ARRAY: Final = Struct("!IIIII")
"""The head of an array: dimensions, whether there are nulls, the kind of its elements, how many there are, and the number of the first."""
_SIZE: Final = Struct("!i").pack
_NULL: Final = _SIZE(-1)
_FORGOTTEN: Final = {"26000", "42P05"}
"""What a server says to a name of a prepared statement that it does not know, or knows as another's."""
_ALTERED: Final = "0A000"
"""What it says, among other things, to a prepared statement whose tables have been altered since."""
_OIDS: Final = {"text": 25, "bytea": 17, "bigint": 20}
_WRITE: Final[dict[str, Callable[[Any], bytes]]] = {"text": str.encode, "bytea": bytes, "bigint": Struct("!q").pack}


class _Waiting(NamedTuple):
    """A statement that waits to be sent, its values as the server takes them, and their types, 0 where the server knows best."""

    text: str
    values: Sequence[Buffer | None] = ()
    formats: Sequence[int] = ()
    types: Sequence[int] = ()


class Answer:
    """What a statement gave."""

    __slots__ = ("_result", "_rows")

    def __init__(self, result: PGresult, rows: list[TupleRow]) -> None:
        self._result = result
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[TupleRow]:
        """The rows in order."""
        return self._rows

    def fetchone(self) -> TupleRow | None:
        """The next row, None where there is none."""
        return next(self._rows, None)

    def fetchall(self) -> list[TupleRow]:
        """All rows."""
        return list(self._rows)

    @property
    def said(self) -> bytes:
        """The name of what was done."""
        return self._result.command_status or b""


class Exchange:
    """What waits on one connection until something is asked; the server prepares each statement when it is first sent.

    The driver's own pipeline sends every statement by itself and costs as much time as it saves; this one writes to the socket once.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self._connection = connection
        self._waiting: list[_Waiting] = []
        self._prepared: dict[str, bytes] = {}
        self._names = 0
        self._named = f"ledger_{os.urandom(4).hex()}"
        self._values = Transformer(connection)

    def later(self, text: str, parameters: Parameters = ()) -> None:
        """Lets a statement wait; it is sent with the next exchange, and never where there is none."""
        if not parameters:
            self._waiting.append(_Waiting(text))
            return
        given = [parameters[name] for name in _numbered(text)[1]] if isinstance(parameters, Mapping) else parameters
        values = self._values.dump_sequence(given, [PyFormat.AUTO] * len(given))
        self._waiting.append(_Waiting(text, values, self._values.formats or (), self._values.types or ()))

    def later_by_column(self, text: str, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Lets a statement about many rows wait, each of whose parameters is a column as an array of a kind."""
        values = [_array(kind, column) for kind, column in zip(kinds, zip(*rows, strict=True), strict=True)]
        self._waiting.append(_Waiting(text, values, [Format.BINARY] * len(values)))

    def answers(self, count: int = 1) -> list[Answer]:
        """Executes every statement that waits, in one exchange, and returns what the last ones of them gave.

        Raises the error of the first that failed, after which none was executed. Where what was prepared is of no use any more, the
        connection is closed, as if the server had.
        """
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return []
        pgconn = self._connection.pgconn
        results: list[PGresult] = []
        try:
            pgconn.enter_pipeline_mode()
            new = self._send(pgconn, waiting)
            self._connection.wait(_results(pgconn, results))
            pgconn.exit_pipeline_mode()
        except BaseException as error:
            self._connection.close()  # what was not heard of would be taken for the answer to what is asked next
            if isinstance(error, psycopg.OperationalError):
                _require_done(results)
            raise
        if new:
            self._prepared.update({text: name for place, (text, name) in new.items() if results[place].status == ExecStatus.COMMAND_OK})
        try:
            _require_done(results)
        except psycopg.Error as error:
            if error.sqlstate in _FORGOTTEN or (error.sqlstate == _ALTERED and len(new) < len(waiting)):
                self._connection.close()
            raise
        given = [result for place, result in enumerate(results) if place not in new] if new else results
        return [self._answer(result) for result in given[len(given) - count :]]

    def forget(self) -> None:
        """Sends nothing of what waits."""
        self._waiting.clear()

    def _send(self, pgconn: PGconn, waiting: Sequence[_Waiting]) -> dict[int, tuple[str, bytes]]:
        """Hands everything to the driver, and returns the statements to be prepared by their places among the results."""
        new: dict[int, tuple[str, bytes]] = {}
        names = dict[str, bytes]()
        for number, (text, values, formats, types) in enumerate(waiting):
            name = self._prepared.get(text) or names.get(text)
            if name is None:
                self._names += 1
                name = names[text] = f"{self._named}_{self._names}".encode()
                new[number + len(new)] = (text, name)
                pgconn.send_prepare(name, _numbered(text)[0], types)
            pgconn.send_query_prepared(name, values, formats, Format.BINARY)
        pgconn.pipeline_sync()
        return new

    def _answer(self, result: PGresult) -> Answer:
        if not result.ntuples:
            return Answer(result, [])
        self._values.set_pgresult(result)
        return Answer(result, self._values.load_rows(0, result.ntuples, tuple))


class LedgerConnection(psycopg.Connection[TupleRow]):
    """A connection on which statements wait to be sent together."""

    @cached_property
    def exchange(self) -> Exchange:
        """What waits on it."""
        return Exchange(self)


def _array(kind: str, column: Sequence[Any]) -> bytes:
    """A column as PostgreSQL takes an array in binary: the driver's own way of writing it takes eight times as long."""
    write = _WRITE[kind]
    parts = [_ARRAY.pack(1, None in column, _OIDS[kind], len(column), 1)]
    for value in column:
        if value is None:
            parts.append(_NULL)
        else:
            written = write(value)
            parts += (_SIZE(len(written)), written)
    return b"".join(parts)


@lru_cache(maxsize=256)
def _numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """A statement with its parameters numbered, as the server takes it, and their names in that order where they have any."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found.group() == "%%":
            return "%"
        names.append(found.group(1))
        return f"${len(names)}"

    return _MARK.sub(number, text).encode(), tuple(names)


def _results(pgconn: PGconn, results: list[PGresult]) -> PQGen[None]:
    """Sends what was handed over and takes in what it gave, until the server is done with all of it."""
    yield from send(pgconn)
    while True:
        found = yield from fetch_many(pgconn)
        if not found:
            raise psycopg.OperationalError("the connection was lost")
        if found[0].status == ExecStatus.PIPELINE_SYNC:
            return
        results.extend(found)


def _require_done(results: Sequence[PGresult]) -> None:
    for result in results:
        if result.status == ExecStatus.FATAL_ERROR:
            raise error_from_result(result)
