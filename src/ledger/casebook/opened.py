"""A file opened as a casebook by what it holds, whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ledger.casebook.csv_file import read_csv
from ledger.casebook.grid import Sheet, UnreadableError
from ledger.casebook.xlsx import read_xlsx
from ledger.casebook.zipped import Archive

MOST_BYTES: Final = 64 * 1024 * 1024

_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{", "JSON"),
    (b"<", "a web page or XML"),
)
_OF_OTHERS: Final = (
    ("xl/workbook.bin", "a binary workbook (XLSB)"),
    ("word/document.xml", "a text document"),
    ("ppt/presentation.xml", "a presentation"),
    ("Index/Document.iwa", "a Numbers document"),
)


def open_book(data: bytes, encoding: str | None = None) -> Sequence[Sheet]:
    """The sheets of a file, known by its first bytes; UnreadableError says what it is instead of a casebook, and what to do."""
    if not data:
        raise UnreadableError("is empty: expected a workbook (XLSX) or a table (CSV)")
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"is larger than {MOST_BYTES // 2**20} MB: divide it into several files")
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_PACKAGE in data:
            raise UnreadableError("is locked with a password: save it without one")
        raise UnreadableError("is a workbook of the old format (XLS): save it as XLSX")
    if data.startswith(_ZIP):
        return _zipped(Archive(data))
    for beginning, what in _OTHERS:
        if data.lstrip()[: len(beginning)] == beginning:
            raise UnreadableError(f"is {what}: expected a workbook (XLSX) or a table (CSV)")
    return [read_csv(data, encoding)]


def _zipped(archive: Archive) -> Sequence[Sheet]:
    if "mimetype" in archive.names and b"opendocument.spreadsheet" in archive.whole("mimetype"):
        raise UnreadableError("is an OpenDocument spreadsheet (ODS): save it as XLSX")
    what = next((what for part, what in _OF_OTHERS if part in archive.names), None)
    if what is not None:
        raise UnreadableError(f"is {what}: save it as XLSX")
    if "[Content_Types].xml" not in archive.names:
        raise UnreadableError("is a ZIP archive, but no workbook: expected a workbook (XLSX) or a table (CSV)")
    return read_xlsx(archive)
