"""Tables as the bytes of CSV and XLSX; a text that a spreadsheet would take for a formula stays a text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from ledger.domain.recorded import parse_instant
from ledger.exporting.table import Table, Value

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: Table) -> bytes:
    """The table in UTF-8 with the mark by which spreadsheet programs know it; an apostrophe stands before `=`, `+`, `-` and `@`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_inert(value) for value in row] for row in table.rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table, recorded_at: str) -> bytes:
    """The table as the one sheet of a workbook, the same bytes for the same table."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": table.name, "created": parse_instant(recorded_at)})
    sheet = book.add_worksheet(table.name)
    heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "top"})
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(table.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value is not None:
                _write(sheet, number, column, value)
    book.close()
    return held.getvalue()


def _inert(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    if sheet.write_string(row, column, text) != 0:
        raise ValueError(f"a cell cannot hold the {len(text):,} characters in row {row + 1}, column {column + 1}")
