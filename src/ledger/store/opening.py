"""The way to an open store: a ledger of this version's schema, or a sentence that says what was found."""

from __future__ import annotations

from pathlib import Path

from ledger.errors import StorageError
from ledger.store.engine import Clock, engine, place_of
from ledger.store.keeping import Keeping
from ledger.store.state import COPYING, require_current
from ledger.store.store import Store


def open_store(
    url_or_path: str | Path, clock: Clock, *, read_only: bool = False, keeping: Keeping | None = None, unfinished: bool = False
) -> Store:
    """The store of a ledger that is there and of this version's schema; StorageError says what is there instead and what to do.

    An `unfinished` copy is opened only to be finished.
    """
    bound = engine(url_or_path, read_only=read_only)
    try:
        require_current(bound)
        store = Store(bound, clock, keeping)
        if not unfinished:
            _require_finished(store, place_of(bound))
    except BaseException:
        bound.dispose()
        raise
    return store


def _require_finished(store: Store, place: str) -> None:
    source = store.mark(COPYING)
    if source is not None:
        raise StorageError(f"{place} is an unfinished copy of {source}: finish it with `ledger copy {source} {place}`")
