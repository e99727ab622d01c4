"""Wiring: the only place that puts a store, a clock, salts and the frameworks together."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from ledger.application import Ledger
from ledger.frameworks import load_framework
from ledger.store.opening import open_store


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def random_salt(_event_id: str, _name: str) -> bytes:
    """Sixteen random bytes for one text."""
    return secrets.token_bytes(16)


def open_ledger(
    url: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    salt: Callable[[str, str], bytes] = random_salt,
    read_only: bool = False,
) -> Ledger:
    """The ledger at a file path or SQLAlchemy URL, which must exist; StorageError says what is wrong with it otherwise."""
    return Ledger(open_store(url, clock, read_only=read_only), load_framework, salt)


def create_ledger(url: str) -> Ledger:
    """A new, empty ledger at a file path or SQLAlchemy URL; StorageError where something is there already."""
    from ledger.store.upgrade import create

    create(url)
    return open_ledger(url)
