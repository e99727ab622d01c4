"""Files that are written whole or not at all: beside their place first, then moved into it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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
        _write(file, data, force=force)
    except FileExistsError as error:
        raise UsageError(f"There is a file {file} already. Name another, or have it replaced with --force.") from error
    except OSError as error:
        raise StorageError(f"{file} cannot be written: {error.strerror}. Nothing was written there.") from error


def _write(file: Path, data: bytes, *, force: bool) -> None:
    number, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        beside.chmod(0o644)
        if force:
            beside.replace(file)
        else:
            _move_new(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def _move_new(beside: Path, file: Path) -> None:
    """Moves a file to where there is none; FileExistsError where someone made one meanwhile."""
    try:
        os.link(beside, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if file.exists():
            raise FileExistsError from None
        beside.replace(file)
