"""The cursor of PostgreSQL, on which what gives nothing waits until something is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from psycopg.rows import tuple_row

from ledger.store.backend import Answers, Insert, Parameters, Question, Statement
from ledger.store.exchange import Answer, LedgerConnection

MOST_WAITING: Final = 500
"""How many rows of an insertion at most wait to be sent with what is asked next."""


class PostgresqlCursor:
    """Takes each statement as PostgreSQL has it; what gives nothing waits, and is sent with what is asked next or with the commit."""

    __slots__ = ("_connection", "_exchange")

    def __init__(self, connection: LedgerConnection) -> None:
        self._connection = connection
        self._exchange = connection.exchange

    def execute(self, statement: Statement, parameters: Parameters = ()) -> Answer:
        """What one statement gives."""
        self._exchange.later(statement.postgresql, parameters)
        return self._exchange.answers()[-1]

    def ask(self, questions: Sequence[Question]) -> Answers:
        """The rows that each of some statements gives, in their order and in one exchange with the server."""
        for statement, parameters in questions:
            self._exchange.later(statement.postgresql, parameters)
        return [answer.fetchall() for answer in self._exchange.answers(len(questions))]

    def each(self, statement: Statement, parameters: Sequence[Parameters]) -> list[list[Any]]:
        """The rows that a statement gives for each of some parameters, in their order and in one exchange with the server."""
        return self.ask([(statement, given) for given in parameters])

    def among(self, statement: Statement, given: Sequence[str]) -> list[Any]:
        """The rows of a statement about any number of given texts, which are its one parameter."""
        return self.execute(statement, (list(given),)).fetchall()

    def many(self, statement: Statement, parameters: Sequence[Parameters]) -> None:
        """Executes a statement that gives nothing for each of some parameters."""
        for given in parameters:
            self._exchange.later(statement.postgresql, given)

    def insert(self, insertion: Insert, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts the rows, each with all columns in order: many of them as one array a column."""
        if len(rows) == 1:
            self._exchange.later(insertion.rows.postgresql, rows[0])
        elif rows:
            self._exchange.later_by_column(insertion.columns, insertion.kinds, rows)
        if len(rows) > MOST_WAITING:
            self._exchange.answers(0)

    def stream(self, statement: Statement) -> Iterator[Any]:
        """The rows of a statement, some hundreds at a time; other statements may be executed meanwhile."""
        self._exchange.answers(0)
        with self._connection.cursor("streamed", row_factory=tuple_row) as streamed:
            streamed.itersize = 500
            yield from streamed.execute(statement.postgresql, binary=True)
