"""A file made whole under another name beside its own: a stop half-way leaves nothing that could be taken for it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

LOGS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the end of its name."""

_MAKING: Final = re.compile(r"\.(?P<name>.+)\.(?P<place>[0-9a-f]{8})-(?P<process>\d+)\.building(-wal|-shm|-journal)?")
_BY_UMASK: Final = 0o666


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name beside `path` for a file in the making; what is under it at the end of the block is removed, and what a killed one left."""
    made = in_making(path, os.getpid())
    _remove_stale(path)
    try:
        yield made
    finally:
        for end in ("", *LOGS):
            Path(f"{made}{end}").unlink(missing_ok=True)


def in_making(path: Path, process: int) -> Path:
    """The name beside `path` under which a process of this machine makes it."""
    return path.with_name(f".{path.name}.{_here()}-{process}.building")


def settle(made: Path, path: Path) -> None:
    """Gives a finished file its name; FileExistsError where someone else has put one there meanwhile: theirs stays."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, where the name is taken by an empty file first
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        try:
            made.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def write_whole(path: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file of which there is nothing to be seen before it is whole and on the disk; OSError, and nothing changed, otherwise.

    A new file has the permissions that the umask leaves it, one that is replaced those that it had. FileExistsError where there is one
    that is not to be replaced.
    """
    with beside(path) as made:
        _write(made, data, stat.S_IMODE(path.stat().st_mode) if replace and path.exists() else None)
        if replace:
            made.replace(path)
        else:
            settle(made, path)


def _write(made: Path, data: bytes, mode: int | None) -> None:
    number = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _BY_UMASK if mode is None else mode)
    with os.fdopen(number, "wb") as file:
        if mode is not None:
            os.fchmod(number, mode)
        file.write(data)
        file.flush()
        os.fsync(number)


def _remove_stale(path: Path) -> None:
    """Removes what was left behind in making this file by processes of this machine that are gone.

    What cannot be looked for or removed stays: it is somebody else's, and nothing that keeps this file from being made.
    """
    with suppress(OSError):
        for left in path.parent.iterdir():
            found = _MAKING.fullmatch(left.name)
            if found and (found["name"], found["place"]) == (path.name, _here()) and not _is_running(int(found["process"])):
                left.unlink(missing_ok=True)


@cache
def _here() -> str:
    """Where the numbers of processes mean what they do here: on this machine, and in this container where it is one."""
    import platform

    try:
        space = Path("/proc/self/ns/pid").readlink()
    except OSError:
        space = Path()
    return hashlib.sha256(f"{platform.node()} {space}".encode()).hexdigest()[:8]


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
