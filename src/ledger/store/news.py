"""Waiting for what others record."""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy.engine import Engine

from ledger.store import appending
from ledger.store.engine import reading, translated

LOOK_EVERY: Final = 0.2
"""Seconds between two looks at a file, which tells no one that it has grown; opening it and looking costs half a millisecond."""


def wait(engine: Engine, after: int, seconds: float) -> int:
    """The last position, as soon as it is beyond `after`, else once the seconds have passed; StorageError where it cannot be read."""
    until = time.monotonic() + seconds
    while (last := _last(engine)) <= after and (left := until - time.monotonic()) > 0:
        time.sleep(min(LOOK_EVERY, left))
    return last


def _last(engine: Engine) -> int:
    """The last position, by a new connection: one opened before might be of a file that another has taken the place of."""
    engine.dispose()
    with translated(engine), reading(engine) as cursor:
        return (appending.head(cursor) or (0, ""))[0]
