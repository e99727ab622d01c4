"""Waiting for what others record."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy.engine import Engine

from ledger.store import appending, forking
from ledger.store.backend import Watch
from ledger.store.engine import backend_of, reading, translated

PAUSE: Final = 0.2
"""Seconds of one pause: how often a file is looked at, at less than a millisecond a look, and how soon a wait that is to be stopped is."""


def never() -> bool:
    """Nobody stops the wait."""
    return False


class News:
    """Tells when a ledger has grown; a connection of its own listens from the first wait to the close."""

    def __init__(self, bound: Engine) -> None:
        self._bound = bound
        self._watch: Watch | None = None
        self._one = threading.Lock()
        self._process = os.getpid()

    def wait(self, after: int, seconds: float, stopped: Callable[[], bool]) -> int:
        """The last position, as soon as it is beyond `after`, else once the seconds have passed or it is stopped.

        StorageError where it cannot be read; the next wait then begins with new connections. Of several threads one waits at a time.
        """
        self._leave_to_the_parent()
        with self._one:
            try:
                with translated(self._bound):
                    self._watch = self._watch or backend_of(self._bound).watch(self._bound)
                    return self._waited(self._watch, after, time.monotonic() + seconds, stopped)
            except BaseException:
                self.close()
                self._bound.dispose()
                raise

    def close(self) -> None:
        """Stops listening."""
        self._leave_to_the_parent()
        if self._watch is not None:
            self._watch.close()
        self._watch = None

    def _leave_to_the_parent(self) -> None:
        """A child that was forked begins anew: its parent listens on, and may be waiting in another thread."""
        if self._process != os.getpid():
            forking.leave(self._watch)
            self._watch, self._one, self._process = None, threading.Lock(), os.getpid()

    def _waited(self, watch: Watch, after: int, until: float, stopped: Callable[[], bool]) -> int:
        last = self._last(watch)
        while last <= after and (left := until - time.monotonic()) > 0 and not stopped():
            if watch.pause(min(left, PAUSE)) or left <= PAUSE:
                last = self._last(watch)
        return last

    def _last(self, watch: Watch) -> int:
        watch.refresh()
        with reading(self._bound) as cursor:
            return (appending.head(cursor) or (0, ""))[0]
