"""The way to an open store: a ledger of this version's schema, or a sentence that says what was found."""

from __future__ import annotations

from pathlib import Path

from ledger.store.engine import Clock, engine
from ledger.store.keeping import Keeping
from ledger.store.state import require_current
from ledger.store.store import Store


def open_store(url_or_path: str | Path, clock: Clock, *, read_only: bool = False, keeping: Keeping | None = None) -> Store:
    """The store of a ledger that is there and of this version's schema; StorageError says what is there instead and what to do."""
    bound = engine(url_or_path, read_only=read_only)
    try:
        require_current(bound)
    except BaseException:
        bound.dispose()
        raise
    return Store(bound, clock, keeping)
