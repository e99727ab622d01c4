"""Connections lent out of a pool: one that goes back is in no transaction, whatever ended its use, and a child's is never its parent's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

from ledger.errors import LedgerError
from ledger.store import forking
from ledger.store.backend import Answers, Backend, Cursor, Question


class LostError(Exception):
    """The connection was lost: its cause is what the driver said. Whether what was being committed is recorded is not known."""


class AbsentError(LostError):
    """There is no connection and none can be made, so that nothing was begun."""


def guard(bound: Engine, backend: Backend) -> None:
    """From now on a connection that the engine's pool gets back by itself, as where an interrupt lost it, is cleared too."""

    def clear(connection: object, entry: ConnectionPoolEntry, _state: object) -> None:
        _clear(backend, connection, entry.invalidate)

    event.listen(bound, "reset", clear)


@contextmanager
def begun(
    bound: Engine, backend: Backend, begin: Callable[[Any], Cursor], questions: Sequence[Question]
) -> Iterator[tuple[object, Cursor, Answers]]:
    """A connection in a transaction with its first answers, given back with whatever it left undone rolled back.

    LostError where the way to the server is lost in the block; a connection that was lost while nobody used it is replaced before.
    """
    loan = _Loan(bound, backend)
    try:
        cursor, answers = loan.ask(begin, questions)
        yield loan.connection, cursor, answers
    except (LedgerError, LostError):
        raise
    except Exception as error:
        if backend.is_lost(loan.connection):
            raise LostError from error
        raise
    finally:
        loan.end()


class _Loan:
    """A connection from when it is taken out of the pool until it is given back, and its replacement where it was lost before."""

    def __init__(self, bound: Engine, backend: Backend) -> None:
        self._bound = bound
        self._backend = backend
        self._process = os.getpid()
        self._take()

    @property
    def connection(self) -> object:
        """The driver's own."""
        return self._lent.driver_connection

    def ask(self, begin: Callable[[Any], Cursor], questions: Sequence[Question]) -> tuple[Cursor, Answers]:
        """A cursor of a transaction that has begun, and its first answers."""
        try:
            return self._asked(begin, questions)
        except Exception:
            if not self._backend.is_lost(self.connection):
                raise
        self.end()
        self._bound.dispose()
        self._take()
        return self._asked(begin, questions)

    def end(self) -> None:
        """Gives it back once, and closes it where its pool was given up meanwhile; a child leaves it to its parent."""
        if os.getpid() != self._process:
            forking.leave(self._lent)
        elif self._lent.is_valid:
            _clear(self._backend, self.connection, self._lent.invalidate)
            if self._lent.is_valid and self._pool is not self._bound.pool:
                self._lent.invalidate()
            self._lent.close()

    def _take(self) -> None:
        self._pool = self._bound.pool
        try:
            self._lent = self._pool.connect()
        except self._backend.UNREACHABLE as error:
            raise AbsentError from error

    def _asked(self, begin: Callable[[Any], Cursor], questions: Sequence[Question]) -> tuple[Cursor, Answers]:
        cursor = begin(self.connection)
        return cursor, cursor.ask(questions)


def _clear(backend: Backend, connection: object, discard: Callable[[], None]) -> None:
    """Rolls back what was left undone, and discards a connection of which that is not certain: another command would commit it."""
    lost = True
    try:
        lost = backend.is_lost(connection)
    finally:
        if lost:
            discard()
