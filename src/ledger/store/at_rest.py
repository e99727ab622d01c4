"""A file that its reader may not make SQLite's log beside: read as it lies, and looked at to see that it lay still.

SQLite keeps what was written last in a log beside the file (`-wal`), and its locks in what readers and writers share (`-shm`). Where both
are there it reads with them, whatever its user may write. Who finds neither and may not make them reads the bare file without any lock,
which is sound only while nobody writes: the file itself has to tell.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from ledger.store.forking import FileConnection

SETTLED: Final = 0.05
"""Seconds from one change of a file after which another shows in its time, which goes by the ticks of a clock."""
PATIENCE: Final = 0.5
"""Seconds in which a file comes to rest, or whoever writes shows their log."""
LOOK_EVERY: Final = 0.003
"""A log is there for some thousandths of a second at least, while a command opens, writes and closes the ledger."""


LOG_SECONDS: Final = 5.0
"""For how long the log of whoever writes is waited for, so that what took long to read in vain is read with it the next time."""


class MovedError(sqlite3.OperationalError):
    """A file that was read as it lay was written to meanwhile: what was read of it may be of several moments."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} was written to while it was read, and without the right to write in its directory nothing keeps a reader from that: "
            "repeat the command, read a backup, or have it run by whoever may write there"
        )


class Look(NamedTuple):
    """What changes with any change to a file: what it is, its size, and when it or its name was last changed."""

    device: int
    inode: int
    size: int
    changed: int


class RestingConnection(FileConnection):
    """A connection to a file, with the look of the file where it is read as it lies."""

    def __init__(self, file: Path, uri: str, seconds: float, look: Look | None) -> None:
        self._file = Path(os.path.realpath(file))
        self._look = look
        super().__init__(file, uri, seconds)

    def has_moved(self) -> bool:
        """Whether the file has been written to since it was opened to be read as it lies; with its log SQLite itself sees to that."""
        return self._look is not None and (_has_log(self._file) or _look(self._file) != self._look)

    def require_still(self) -> None:
        """Returns where everything read so far is of one moment, which is now; else MovedError."""
        if self.has_moved():
            raise MovedError(self._file)

    def await_log(self) -> None:
        """Where the file has moved, returns once it can be read with the log of whoever writes, or nobody has written for a while."""
        until = time.monotonic() + LOG_SECONDS
        while self.has_moved() and not _is_shared(self._file) and time.monotonic() < until:
            time.sleep(LOOK_EVERY)

    @contextmanager
    def still(self) -> Iterator[None]:
        """MovedError, whatever else went wrong in the block, where what was read in it may be of several moments."""
        try:
            yield
        except Exception:
            self.require_still()
            raise
        self.require_still()


def at_rest(file: Path) -> Look | None:
    """The look of a file that is to be read as it lies; None where SQLite reads it with its log, or says why it cannot."""
    file = Path(os.path.realpath(file))
    if os.access(file.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return None
    until = time.monotonic() + PATIENCE
    while not _is_shared(file):
        look = _look(file)
        if look is None:
            return None
        if not _has_log(file) and not 0 <= time.time_ns() - look.changed < SETTLED * 1e9:
            return look
        if time.monotonic() >= until:
            return None
        time.sleep(LOOK_EVERY)
    return None


def _is_shared(file: Path) -> bool:
    return all(_look(Path(f"{file}{beside}")) for beside in ("-wal", "-shm"))


def _has_log(file: Path) -> bool:
    """Whether there are writes that are in the log only, or were until just now."""
    log = _look(Path(f"{file}-wal"))
    return log is not None and log.size > 0


def _look(file: Path) -> Look | None:
    """How a file looks, None where it is not there or may not be looked at."""
    try:
        found = file.stat()
    except OSError:
        return None
    return Look(found.st_dev, found.st_ino, found.st_size, found.st_ctime_ns)
