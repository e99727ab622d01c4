"""An append in which the way to the server was lost: looked for before it is done again, so that nothing is written twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.engine import Engine

from ledger.errors import StorageError
from ledger.store import statements
from ledger.store.appending import Appended, Row
from ledger.store.engine import place_of, writing
from ledger.store.lending import AbsentError, LostError
from ledger.store.patience import GoneError, once_back


def resolved(bound: Engine, rows: Sequence[Row], write: Callable[[], Appended]) -> Appended:
    """What `write` comes to; where the connection was lost in it, what is found recorded then, else what doing it again comes to.

    StorageError where the server does not come back: then nobody knows whether the rows are recorded.
    """
    try:
        return write()
    except AbsentError:
        raise
    except LostError:
        pass
    try:
        return once_back(bound, lambda: _found(bound, rows) or write())
    except GoneError as error:
        raise _unknown(bound, rows) from error


def _found(bound: Engine, rows: Sequence[Row]) -> Appended | None:
    """Where the rows are recorded, None where they are not: looked for under the writer lock, since the lost transaction may still end."""
    with writing(bound) as cursor:
        found = [row for one in cursor.each(statements.recorded_as(), [(row.event_id,) for row in rows]) for row in one]
    if [state for _, _, state in found] != [row.state for row in rows]:
        return None
    return Appended(found[0][0], found[-1][0], found[0][1])


def _unknown(bound: Engine, rows: Sequence[Row]) -> StorageError:
    command = rows[0].command_id
    return StorageError(
        f"the way to {place_of(bound)} was lost while command {command} was recorded, and the server is not back: whether it is "
        f"recorded is not known; give the same command again with --command-id {command}, which never records it twice"
    )
