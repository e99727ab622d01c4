"""The store under the eventsourcing library's own recorder interface; topics, ids and states are taken as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, IntegrityError, Notification, StoredEvent
from sqlalchemy.engine import Engine

from ledger.store import appending, statements
from ledger.store.appending import Row
from ledger.store.backend import Statement
from ledger.store.engine import Clock, backend_of, locked, place_of, translated
from ledger.store.patience import asked


class SqlRecorder(ApplicationRecorder):
    """Stored events in the ledger's own table: text ids, gapless positions as notification ids, a time and a leaf hash a row."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._place = place_of(engine)

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: object) -> Sequence[int]:
        """Appends the events and returns their positions; the library's `IntegrityError` where a stream has a version already."""
        if not stored_events:
            return []
        rows = [Row(str(stored.originator_id), stored.originator_version, stored.topic, stored.state) for stored in stored_events]
        with translated(self._engine):
            try:
                with locked(self._engine, [(statements.head(), ())]) as (cursor, [last]):
                    appended = appending.write(cursor, rows, next(iter(last), None), self._clock())
            except backend_of(self._engine).REJECTED as error:
                raise IntegrityError(error) from error
        return list(range(appended.first, appended.last + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """A stream's stored events within the bounds, in order of version."""
        statement = statements.stored_events(after=gt is not None, upto=lte is not None, descending=desc, limit=limit is not None)
        bounds = [bound for bound in (gt, lte, limit) if bound is not None]
        return [StoredEvent(*row) for row in self._rows(statement, [str(originator_id), *bounds])]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """The stored events from one position to another, in order of position, at most `limit` of them."""
        statement = statements.notifications(start=start is not None, stop=stop is not None, topics=len(topics))
        first = start if start is None or inclusive_of_start else start + 1
        bounds = [bound for bound in (first, stop) if bound is not None]
        rows = self._rows(statement, [*bounds, *topics, limit])
        return [Notification(stream, version, topic, state, position) for position, stream, version, topic, state in rows]

    def max_notification_id(self) -> int | None:
        """The last position, None in an empty ledger."""
        last = asked(self._engine, appending.head)
        return last[0] if last else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> NoReturn:
        """Always NotImplementedError: nobody is told of new rows."""
        raise NotImplementedError("nobody is told of new rows: ask for notifications after the last position seen")

    def _rows(self, statement: Statement, parameters: Sequence[str | int]) -> list[Any]:
        return asked(self._engine, lambda cursor: cursor.execute(statement, parameters).fetchall())
