"""An append in which the way to the server was lost: looked for before it is done again, so that nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.engine import Engine

from ledger.errors import UnknownError
from ledger.store import statements
from ledger.store.appending import Appended, Row
from ledger.store.engine import backend_of, place_of, writing
from ledger.store.lending import AbsentError, LostError
from ledger.store.patience import once_back


def resolved(bound: Engine, rows: Sequence[Row], write: Callable[[], Appended]) -> Appended:
    """What `write` comes to; where the connection was lost in it, what is found recorded then, else what doing it again comes to.

    UnknownError where nobody can look: then nobody knows whether the rows are recorded. What else goes wrong was found not recorded, or
    never begun.
    """
    try:
        return write()
    except AbsentError:
        raise
    except LostError:
        pass
    try:
        return once_back(lambda: _found(bound, rows) or write())
    except AbsentError:
        raise
    except LostError as error:
        raise _unknown(bound, rows, error.__cause__ or error) from error


def _found(bound: Engine, rows: Sequence[Row]) -> Appended | None:
    """Where the rows are recorded, None where they are not; LostError where it could not be looked for, whatever the reason."""
    backend = backend_of(bound)
    failed: tuple[type[Exception], ...] = (LostError, *backend.UNREACHABLE, *backend.BROKEN)
    try:
        return _looked_for(bound, rows)
    except failed as error:
        raise LostError from (error.__cause__ if isinstance(error, LostError) else error)


def _looked_for(bound: Engine, rows: Sequence[Row]) -> Appended | None:
    """Looks under the writer lock, since the lost transaction may still end."""
    with writing(bound) as cursor:
        found = [row for one in cursor.each(statements.recorded_as(), [(row.event_id,) for row in rows]) for row in one]
    if [state for _, _, state in found] != [row.state for row in rows]:
        return None
    return Appended(found[0][0], found[-1][0], found[0][1])


def _unknown(bound: Engine, rows: Sequence[Row], why: BaseException) -> UnknownError:
    said = next(iter(str(why).splitlines()), type(why).__name__)
    return UnknownError(
        f"the way to {place_of(bound)} was lost while command {rows[0].command_id} was recorded, and whether it is recorded could not be "
        f"found out since ({said})"
    )
