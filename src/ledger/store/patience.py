"""A read in which the way to the server was lost, and what else is done again once a server that went away is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy.engine import Engine

from ledger.store.backend import Cursor
from ledger.store.engine import reading, translated
from ledger.store.lending import LostError

Answer = TypeVar("Answer")

PATIENCE: Final = 10.0
"""Seconds in which a server that went away may come back."""

LOOK_EVERY: Final = 0.2


def asked(bound: Engine, read: Callable[[Cursor], Answer]) -> Answer:
    """What `read` makes of one state of the ledger; where the connection was lost, of a later one, which it reads from the beginning.

    So no answer is made of two moments. StorageError where the server does not come back. It is for a ledger that is open: one whose
    server was not there when it was to be opened is not waited for.
    """

    def once() -> Answer:
        with reading(bound) as cursor:
            return read(cursor)

    with translated(bound):
        return repeated(once)


def repeated(once: Callable[[], Answer]) -> Answer:
    """What something that only reads comes to; where the connection was lost in it, it is done again as a whole."""
    try:
        return once()
    except LostError:
        return once_back(once)


def once_back(again: Callable[[], Answer]) -> Answer:
    """What something comes to that is done again until the server is back; the last `LostError` where it does not come back."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return again()
        except LostError:
            if time.monotonic() >= until:
                raise
        time.sleep(LOOK_EVERY)
