"""Waiting for what others record."""

from __future__ import annotations

import time

from sqlalchemy.engine import Engine

from ledger.store import appending
from ledger.store.backend import Watch
from ledger.store.engine import backend_of, reading, translated


class News:
    """Tells when a ledger has grown; a connection of its own listens from the first wait to the close."""

    def __init__(self, bound: Engine) -> None:
        self._bound = bound
        self._watch: Watch | None = None

    def wait(self, after: int, seconds: float) -> int:
        """The last position, as soon as it is beyond `after`, else once the seconds have passed; StorageError where it cannot be read.

        After an error the next wait begins with new connections.
        """
        until = time.monotonic() + seconds
        try:
            with translated(self._bound):
                self._watch = self._watch or backend_of(self._bound).watch(self._bound)
                while (last := self._last(self._watch)) <= after and (left := until - time.monotonic()) > 0:
                    self._watch.pause(left)
                return last
        except BaseException:
            self.close()
            self._bound.dispose()
            raise

    def close(self) -> None:
        """Stops listening."""
        if self._watch is not None:
            self._watch.close()
        self._watch = None

    def _last(self, watch: Watch) -> int:
        watch.refresh()
        with reading(self._bound) as cursor:
            return (appending.head(cursor) or (0, ""))[0]
