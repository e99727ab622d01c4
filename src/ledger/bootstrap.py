"""Wiring: the only place that puts a store, a clock, salts and the frameworks together."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.application import Ledger
from ledger.frameworks import framework_ids, load_framework
from ledger.projections.registry import rules_digest
from ledger.store.canonical import SALT_BYTES
from ledger.store.keeping import Keeping, Progress
from ledger.store.opening import open_store

if TYPE_CHECKING:
    from ledger.store.backup import Backup
    from ledger.store.copying import Copied


def utc_now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def random_salt(_event_id: str, _name: str) -> bytes:
    """Sixteen random bytes for one text."""
    return secrets.token_bytes(SALT_BYTES)


def keeping() -> Keeping:
    """Kept projections under the frameworks that come with the program."""
    return Keeping(load_framework, _rules)


@cache
def _rules() -> str:
    """The digest of all frameworks that come with the program."""
    return rules_digest(map(load_framework, framework_ids()))


def rebuild(url: str, progress: Progress, *, all_of_them: bool = False) -> tuple[str, ...]:
    """Writes the kept projections of a ledger anew that are behind or of another version, or all, and returns their names."""
    with open_store(url, utc_now, keeping=keeping()) as store:
        return store.rebuild(progress, all_of_them=all_of_them)


def copy(source: str, target: str, progress: Progress) -> Copied:
    """Copies one ledger into another, which is made where nothing is yet, or goes on with a copy; StorageError says what is in the way."""
    from ledger.store.upgrade import create_where_nothing_is

    with open_store(source, utc_now, read_only=True) as ours:
        create_where_nothing_is(target)
        with open_store(target, utc_now, keeping=keeping(), unfinished=True) as theirs:
            return theirs.become_copy_of(ours, progress)


def backup(source: str, file: Path, progress: Progress) -> Backup:
    """Writes a ledger as it stands now into a new file, whole or not at all; StorageError says what is in the way."""
    with open_store(source, utc_now, read_only=True, keeping=keeping()) as store:
        return store.backup(file, progress)


def open_ledger(
    url: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    salt: Callable[[str, str], bytes] = random_salt,
    read_only: bool = False,
) -> Ledger:
    """The ledger at a file path or SQLAlchemy URL, which must exist; StorageError says what is wrong with it otherwise."""
    return Ledger(open_store(url, clock, read_only=read_only, keeping=keeping()), load_framework, salt)


def create_ledger(url: str) -> Ledger:
    """A new, empty ledger at a file path or SQLAlchemy URL; StorageError where something is there already."""
    from ledger.store.upgrade import create

    create(url)
    return open_ledger(url)
