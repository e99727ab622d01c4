"""Spreadsheet files that are not what they seem, each made by a function that a table names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any, Final

import openpyxl
import xlsxwriter

HEADINGS: Final = ("case", "question", "answer", "reason", "happened on")
ROW: Final = ("C01", "2.1.1", "sufficient")
_SHEET: Final = "xl/worksheets/sheet1.xml"


def workbook(fill: Callable[[Any], object] = lambda _: None, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A workbook with headings, some rows and whatever else is filled into its one sheet, by XlsxWriter."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Answers")
    for number, row in enumerate((headings, *rows)):
        sheet.write_row(number, 0, row)
    fill(sheet)
    book.close()
    return held.getvalue()


def edited(data: bytes, changes: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """An archive with some parts changed, added or, where None, left out."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            change = changes.get(name, before.read(name))
            if change is not None:
                after.writestr(name, change(before.read(name)) if callable(change) else change)
        for name, content in changes.items():
            if name not in before.namelist() and isinstance(content, bytes):
                after.writestr(name, content)
    return held.getvalue()


def archive(**parts: bytes) -> bytes:
    """An archive of parts, two underlines in a name standing for a slash and one for a dot."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return held.getvalue()


def _formula() -> bytes:
    return workbook(lambda sheet: sheet.write_formula("C2", '="suffi"&"cient"', None, "sufficient"), ("C01", "2.1.1"))


def _formula_without_value() -> bytes:
    book = openpyxl.Workbook()
    for row in (HEADINGS, ("C01", "2.1.1", "=A1")):
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook of openpyxl as bytes."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _merged() -> bytes:
    return workbook(lambda sheet: sheet.merge_range("A2:A3", "C01"), ("", "2.1.1", "yes"), ("", "2.1.2", "yes"))


def dated(cell: str, number: int, form: str, row: tuple[str, ...]) -> bytes:
    """A workbook with one cell that is a number shown as a date."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Answers")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, row)
    sheet.write_number(cell, number, book.add_format({"num_format": form}))
    book.close()
    return held.getvalue()


def _two_sheets() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Answers"
    for row in (HEADINGS, ROW):
        book.active.append(row)
    book.create_sheet("Notes").append(["Rang the service about C02"])
    return saved(book)


def _bomb() -> bytes:
    return edited(workbook(lambda _: None, ROW), {_SHEET: b"<worksheet>" + b" " * 60_000_000 + b"</worksheet>"})


def _entities() -> bytes:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))
    return edited(
        workbook(lambda _: None, ROW),
        {_SHEET: lambda data: data.replace(b"<worksheet", b"<!DOCTYPE worksheet [" + laughs + b"]><worksheet", 1)},
    )


def _external_entity() -> bytes:
    return edited(
        workbook(lambda _: None, ROW),
        {_SHEET: lambda data: data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet', 1)},
    )


def _locked() -> bytes:
    """As a spreadsheet program saves with a password: a compound file with an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def _locked_parts() -> bytes:
    data = bytearray(workbook(lambda _: None, ROW))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _wide() -> bytes:
    return workbook(lambda sheet: [sheet.write_string(0, column, f"column {column}") for column in range(5, 10_000)], ROW)


def _long_cell() -> bytes:
    return edited(
        workbook(lambda _: None, ROW),
        {"xl/sharedStrings.xml": lambda data: data.replace(b"<t>sufficient</t>", b"<t>" + b"sufficient " * 190_000 + b"</t>")},
    )


def _duplicates() -> bytes:
    return workbook(lambda _: None, ROW, ("C02", "2.1.1", "yes"), ROW)


def _tick_box() -> bytes:
    return workbook(lambda sheet: sheet.write_boolean("C2", 0), ("C01", "2.1.1"))


def _not_a_number() -> bytes:
    return edited(
        workbook(lambda sheet: sheet.write_number("C2", 1), ("C01", "2.1.1")),
        {_SHEET: lambda data: data.replace(b"<v>1</v></c></row></sheetData>", b"<v>one</v></c></row></sheetData>")},
    )


TRAPS: Final[Mapping[str, Callable[[], bytes]]] = {
    "a formula": _formula,
    "a formula without a value": _formula_without_value,
    "merged cells": _merged,
    "a date for an answer": lambda: dated("C2", 45992, "dd/mm/yyyy", ("C01", "2.1.1")),
    "a date for an id": lambda: dated("B2", 36923, "d.m.yy", ("C01", "", "yes")),
    "a number for an answer": lambda: workbook(lambda sheet: sheet.write_number("C2", 1), ("C01", "2.1.1")),
    "a number for a day": lambda: workbook(lambda sheet: sheet.write_number("E2", 45992), ROW),
    "a tick box": _tick_box,
    "an error": lambda: edited(
        workbook(lambda _: None, ROW), {_SHEET: lambda data: data.replace(b'<c r="C2" t="s"><v>7</v>', b'<c r="C2" t="e"><v>#N/A</v>')}
    ),
    "two sheets": _two_sheets,
    "duplicate rows": _duplicates,
    "10,000 columns": _wide,
    "a cell of 2 MB": _long_cell,
    "macros": lambda: edited(workbook(lambda _: None, ROW), {"xl/vbaProject.bin": b"macros"}),
    "external links": lambda: edited(workbook(lambda _: None, ROW), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "a bomb": _bomb,
    "entities": _entities,
    "an external entity": _external_entity,
    "a password": _locked,
    "locked parts": _locked_parts,
    "an old workbook": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512),
    "an OpenDocument spreadsheet": lambda: archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>"),
    "a binary workbook": lambda: archive(xl__workbook_bin=b"x"),
    "a text document": lambda: archive(word__document_xml=b"<x/>"),
    "some archive": lambda: archive(readme_txt=b"hello"),
    "an archive cut short": lambda: workbook(lambda _: None, ROW)[:2000],
    "a workbook without its sheet": lambda: edited(workbook(lambda _: None, ROW), {_SHEET: None}),
    "a workbook of broken XML": lambda: edited(workbook(lambda _: None, ROW), {_SHEET: lambda data: data[:-40]}),
    "a number that is none": _not_a_number,
    "UTF-16 cut short": lambda: "case,question,answer\n".encode("utf-16")[:-1],
    "zeros": lambda: bytes(1000),
    "a cell of 2 MB as text": lambda: b"case,question,answer\nC01,2.1.1," + b"x" * 2_000_000 + b"\n",
    "10,000 columns as text": lambda: b"case,question,answer" + b"".join(b",c%d" % n for n in range(10_000)) + b"\nC01,2.1.1,yes\n",
}
"""Every trap by the name that `tests/bad_casebooks.toml` knows it by."""
