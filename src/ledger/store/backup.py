"""A ledger as it stands at one moment, in a file of its own, while others go on writing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from ledger.beside import beside, settle
from ledger.errors import LedgerError, StorageError
from ledger.store.keeping import Progress
from ledger.store.store import Store

_PIECE: Final = 1 << 20


class Backup(NamedTuple):
    """The last position in a backup, how many bytes its file has, and their SHA-256 in hex."""

    head: int
    size: int
    sha256: str


def write_backup(store: Store, file: Path, progress: Progress) -> Backup:
    """Writes the ledger into a new file: whole, on the disk and only then under its name. StorageError, and no file, otherwise."""
    with _told(file):
        if file.is_dir():
            raise StorageError(f"{file} is a directory: give the name of a new file in it, such as {file / 'backup.ledger'}")
        if file.exists() or file.is_symlink():
            raise _in_the_way(file)
        with beside(file) as made:
            made.touch(0o600, exist_ok=False)
            backup = _measured(made, _written(store, made, file, progress))
            settle(made, file)
        _sync(file.parent)
        return backup


def _written(store: Store, made: Path, file: Path, progress: Progress) -> int:
    """Writes the ledger and returns the last position in the file; what goes wrong is said of the name that was asked for."""
    try:
        return store.write_into(made, progress)
    except LedgerError as error:
        raise type(error)(str(error).replace(str(made), str(file))) from error


def _measured(made: Path, head: int) -> Backup:
    """The size and hash of a finished file, which is on the disk when they are known."""
    digest = hashlib.sha256()
    with made.open("rb") as opened:
        os.fsync(opened.fileno())
        while piece := opened.read(_PIECE):
            digest.update(piece)
        return Backup(head, opened.tell(), digest.hexdigest())


def _sync(directory: Path) -> None:
    """Makes a new name in a directory outlast a loss of power."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Says plainly what the operating system has against a file."""
    try:
        yield
    except FileExistsError as error:
        raise _in_the_way(file) from error
    except OSError as error:
        raise StorageError(f"{file} cannot be written ({error.strerror}): give another file, or make its directory writable") from error


def _in_the_way(file: Path) -> StorageError:
    return StorageError(f"{file} is there already: a backup is written to a new file; nothing was changed")
