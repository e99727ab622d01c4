"""A ledger's file made whole under another name beside its own: a stop half-way leaves nothing that could be taken for it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOGS: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the end of its name."""

_MAKING: Final = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.building(-wal|-shm|-journal)?")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name beside `path` for a file in the making; what is under it at the end of the block is removed, and what a killed one left."""
    made = path.with_name(f".{path.name}.{os.getpid()}.building")
    _remove_stale(path)
    try:
        yield made
    finally:
        for end in ("", *LOGS):
            Path(f"{made}{end}").unlink(missing_ok=True)


def settle(made: Path, path: Path) -> None:
    """Gives a finished file its name; FileExistsError where someone else has put one there meanwhile: theirs stays."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise
    except OSError:
        made.rename(path)


def _remove_stale(path: Path) -> None:
    """Removes what was left behind in making this file by processes that are gone."""
    for left in path.parent.iterdir():
        found = _MAKING.fullmatch(left.name)
        if found and found["name"] == path.name and not _is_running(int(found["process"])):
            left.unlink(missing_ok=True)


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
