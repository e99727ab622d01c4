"""Text tables: commas, semicolons or tabs, in UTF-8, UTF-16 with its mark, or an encoding that is named."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from ledger.casebook.columns import is_heading
from ledger.casebook.grid import MOST_ROWS, Area, Cell, Row, UnreadableError

DELIMITERS: Final = (",", ";", "\t")
_LOOKED_AT: Final = 20
"""In how many rows at the top the headings are looked for."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class CsvTable:
    """The one table of a text file."""

    name: Final = ""
    hidden: Final = False
    merged: Final[tuple[Area, ...]] = ()

    def __init__(self, text: str, delimiter: str) -> None:
        self._text = text
        self._delimiter = delimiter

    def rows(self) -> Iterator[Row]:
        """The rows that have something in them; UnreadableError where quotation marks do not close."""
        for number, values in enumerate(_read(self._text, self._delimiter), 1):
            if number > MOST_ROWS:
                raise UnreadableError(f"has more than {MOST_ROWS:,} rows: divide it into several files")
            cells = {column: Cell("text", value) for column, value in enumerate(values, 1) if value and not value.isspace()}
            if cells:
                yield Row(number, cells)


def read_csv(data: bytes, encoding: str | None) -> CsvTable:
    """The table of a text file, its delimiter being the one under which it has a column for the case."""
    text = _decoded(data, encoding)
    return CsvTable(text, next((delimiter for delimiter in DELIMITERS if _has_headings(text, delimiter)), DELIMITERS[0]))


def _decoded(data: bytes, encoding: str | None) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    used = marked or encoding or "utf-8"
    try:
        text = data.decode(used)
    except LookupError as error:
        raise UnreadableError(f"cannot be read as {encoding!r}: expected the name of an encoding such as latin-1 or cp1252") from error
    except UnicodeError as error:
        raise UnreadableError(_wrong_byte(data, used, error)) from error
    if "\x00" in text:
        raise UnreadableError("is not a table that can be read: save it as XLSX, or as CSV in UTF-8")
    return text


def _wrong_byte(data: bytes, encoding: str, error: UnicodeError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return f"is not text in {encoding}: save it as CSV in UTF-8"
    line = data.count(b"\n", 0, error.start) + 1
    found = f"the byte 0x{data[error.start]:02x} in line {line}"
    return f"is not text in {encoding}: found {found}. Save it as CSV in UTF-8, or name its encoding, such as --encoding cp1252"


def _has_headings(text: str, delimiter: str) -> bool:
    try:
        return any(is_heading(values) for values, _ in zip(_read(text, delimiter), range(_LOOKED_AT), strict=False))
    except UnreadableError:
        return False


def _read(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from lines
    except csv.Error as error:
        raise UnreadableError(f"cannot be read beyond line {lines.line_num}: {error}. Look at the quotation marks there") from error
