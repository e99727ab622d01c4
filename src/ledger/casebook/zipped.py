"""The parts of a zipped workbook, none of them read before it is known how large it is."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ledger.casebook.grid import UnreadableError

MOST_PARTS: Final = 5_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""What all parts may come to when they are unpacked."""

MOST_FOLD: Final = 200
FOLD_FROM: Final = 4 * 1024 * 1024
"""A part larger than this that shrinks to less than one in `MOST_FOLD` is not a table that people filled in."""

CHUNK: Final = 64 * 1024
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, KeyError, OSError)


class Archive:
    """A ZIP archive in memory; UnreadableError where it is broken, locked, ambiguous, or would unpack to too much."""

    def __init__(self, data: bytes) -> None:
        with _told():
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        parts = self._archive.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UnreadableError("is locked with a password: save it without one")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES or any(map(_is_folded, parts)):
            raise UnreadableError(f"would unpack to far more than a casebook holds: expected at most {MOST_BYTES // 2**20} MB")
        self.names = frozenset(part.filename for part in parts)
        if len(self.names) < len(parts) or min((part.header_offset for part in parts), default=0):
            raise UnreadableError("is two workbooks in one, of which nobody can say which is meant: open it and save it anew")

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part in pieces; UnreadableError where it is not there."""
        if name not in self.names:
            raise UnreadableError(f"is damaged: it has no part {name[:80]}. Open it and save it anew")
        with _told(), self._archive.open(name) as part:
            while piece := part.read(CHUNK):
                yield piece

    def whole(self, name: str, most: int = CHUNK) -> bytes:
        """The beginning of a part."""
        return next(self.chunks(name), b"")[:most]


def _is_folded(part: zipfile.ZipInfo) -> bool:
    return part.file_size > FOLD_FROM and part.file_size > MOST_FOLD * max(part.compress_size, 1)


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong with the archive as a sentence."""
    try:
        yield
    except _BROKEN as error:
        raise UnreadableError("is damaged: it cannot be unpacked. Open it and save it anew, or fetch it again") from error
