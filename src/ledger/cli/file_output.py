"""Files that are written whole or not at all: beside their place first, then moved into it."""

from __future__ import annotations

from pathlib import Path

from ledger.beside import write_whole
from ledger.errors import NotFoundError, StorageError, UsageError


def write_beside(file: Path, data: bytes, *, force: bool) -> None:
    """Writes a new file, or with `force` in place of one that is there; UsageError where there is one, StorageError where it cannot be."""
    if file.is_dir():
        raise UsageError(f"{file} is a directory: expected the file to write. Name a file in it.")
    if file.exists() and not file.is_file():
        raise UsageError(f"{file} is no ordinary file: expected a file to write or to replace. Name another.")
    if not file.parent.is_dir():
        raise NotFoundError(f"There is no directory {file.parent} to write {file.name} into. Make it first, or name another.")
    if file.exists() and not force:
        raise UsageError(f"There is a file {file} already. Name another, or have it replaced with --force.")
    try:
        write_whole(file, data, replace=force)
    except FileExistsError as error:
        raise UsageError(f"There is a file {file} already. Name another, or have it replaced with --force.") from error
    except OSError as error:
        raise StorageError(f"{file} cannot be written: {error.strerror}. Nothing was written there.") from error
