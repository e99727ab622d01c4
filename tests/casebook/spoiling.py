"""Real casebooks, spoiled: the files to begin with, what may be done to them, and what must hold of whatever comes out."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.casebook.traps import TRAPS, workbook

from ledger.casebook.grid import UnreadableError
from ledger.casebook.opened import open_book
from ledger.casebook.questions import Questions
from ledger.casebook.reading import Casebook, inspection_named, read_casebook
from ledger.casebook.rows import Against
from ledger.frameworks import load_framework

FIXTURES: Final = Path(__file__).parents[1] / "fixtures"
INSPECTION: Final = "north-2026"
_CSV: Final = b'inspection,case,question,answer,reason\r\nnorth-2026,C01,2.1.1,sufficient,"Two\nlines"\r\nnorth-2026,D01,3.1.1a,n/a,\r\n'
_WIDE: Final = b"inspection;case;2.1.1;2.1.1a;2.1.1 reason\nnorth-2026;C01;yes;no;why\nnorth-2026;C02;n/a;yes;\n"
_SLOW: Final = {"a bomb", "a cell of 2 MB", "a cell of 2 MB as text", "10,000 columns", "10,000 columns as text"}

SEEDS: Final = (
    *(file.read_bytes() for file in sorted(FIXTURES.glob("libreoffice*.xlsx"))),
    workbook(lambda _: None, ("C01", "2.1.1", "sufficient", "why", "2026-02-03"), ("D01", "3.1.1", "no")),
    _CSV,
    _WIDE,
    _CSV.decode().encode("utf-16"),
    *(make() for name, make in TRAPS.items() if name not in _SLOW),
)

_WORDS: Final = (
    b"<c r=", b"</c>", b"<row r=", b't="s"', b't="e"', b't="inlineStr"', b"<f>", b"<is><t>", b"<v>", b"999999999999", b"-1", b"1e308", b"nan", b"A1:XFD1048576",
    b"&#x0;", b"<!DOCTYPE x>", b"<![CDATA[", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"''", b";", b",", b"\t", b"\r", b"case", b"question", b"answer", b"C01", b"2.1.1",
    b"yes", b"sufficient", b"_x0000_", b"_xD800_", "é".encode("latin-1"), b"=1+1",
)  # fmt: skip

_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError, OSError, KeyError, IndexError)
"""What `zipfile` raises for archives that are spoiled already."""


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed: of the whole, or of a part within it."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _spoiled_part(data, chance)
    return _changed(data, chance)


def read_whatever(data: bytes) -> Casebook | None:
    """What a file comes to, None where it is refused in a sentence; any other error is a fault of the program."""
    try:
        book = open_book(data)
        inspection_named(book)
        return read_casebook(book, against(), lambda _: None)
    except UnreadableError as error:
        said = str(error)
    if not said[0].islower():
        raise AssertionError(f"a refusal goes on from the name of the file, found {said}")
    return None


def against() -> Against:
    """A sample of three cases."""
    return Against(INSPECTION, {"C01": "court", "C02": "court", "D01": "out-of-court"}, Questions(load_framework("youth-2021")))


def _spoiled_part(data: bytes, chance: random.Random) -> bytes:
    held = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
            wanted = chance.choice(before.namelist())
            for name in before.namelist():
                content = before.read(name)
                after.writestr(name, _changed(content, chance) if name == wanted else content)
    except _UNREADABLE:
        return _changed(data, chance)
    return held.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        change: Callable[[bytearray, random.Random], None] = chance.choice((_flip, _insert, _remove, _repeat))
        change(changed, chance)
    return bytes(changed)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _insert(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(_WORDS)


def _remove(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 4, 40, 400))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = bytes(data[at : at + chance.choice((4, 40, 400))]) * chance.choice((1, 3, 50))
