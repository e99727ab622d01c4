"""Workbooks as other programs write them: what is read is what openpyxl reads, and what is no typed text is seen for what it is."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.casebook.traps import dated, edited, saved, workbook
from tests.depth import examples

from ledger.casebook.grid import Area, Cell, UnreadableError, a1, area_of, letters, place_of
from ledger.casebook.opened import open_book

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHEET = "xl/worksheets/sheet1.xml"
Grid = dict[str, dict[str, str]]


def read(data: bytes) -> Grid:
    """Every text by sheet and cell."""
    return {
        sheet.name: {a1(column, row.number): cell.text for row in sheet.rows() for column, cell in row.cells.items()}
        for sheet in open_book(data)
    }


def read_by_openpyxl(data: bytes) -> Grid:
    def text(value: object) -> str:
        match value:
            case datetime():
                return value.date().isoformat() if (value.hour, value.minute) == (0, 0) else value.strftime("%Y-%m-%dT%H:%M")
            case date():
                return value.isoformat()
            case bool():
                return str(value).upper()
            case float():
                return str(int(value)) if value.is_integer() else repr(value)
            case _:
                return str(value)

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: text(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and text(cell.value).strip()
        }
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("name", ["libreoffice-template.xlsx", "libreoffice-formula.xlsx"])
def test_a_workbook_of_libreoffice_is_read_as_openpyxl_reads_it(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    assert read(data) == read_by_openpyxl(data)
    assert sum(map(len, read(data).values())) > 15


def test_a_formula_is_not_taken_for_its_value() -> None:
    [sheet] = open_book((FIXTURES / "libreoffice-formula.xlsx").read_bytes())
    kinds = {a1(column, row.number): cell for row in sheet.rows() for column, cell in row.cells.items()}
    assert (kinds["D3"], kinds["D2"]) == (Cell("formula", "yes"), Cell("text", "sufficient"))
    assert (kinds["E2"].text, kinds["F2"]) == ("Two lines\nof text", Cell("date", "2026-02-03"))


def test_every_cell_of_an_array_formula_is_one() -> None:
    book = workbook(lambda sheet: sheet.write_array_formula("C2:C3", '{="y"&"es"}', None, "yes"), ("C01", "2.1.1"), ("C02", "2.1.1"))
    rows = list(open_book(book)[0].rows())
    assert [row.cells[3].kind for row in rows[1:]] == ["formula", "formula"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("libreoffice.xls", "is a workbook of the old format"),
        ("libreoffice.ods", "is an OpenDocument spreadsheet"),
        ("locked.xlsx", "is locked with a password"),
    ],
)
def test_a_real_file_of_another_format_is_named_for_what_it_is(name: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        open_book((FIXTURES / name).read_bytes())


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), max_size=12)
cells = (
    st.none()
    | texts.filter(lambda text: not text.startswith("="))
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.dates(date(1901, 1, 1))
)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.lists(cells, max_size=5), max_size=5))
def test_what_openpyxl_writes_is_read_as_it_reads_it(rows: list[list[str | int | bool | date | None]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    assert read(saved(book)) == read_by_openpyxl(saved(book))


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.lists(texts, max_size=5), max_size=5))
def test_what_xlsxwriter_writes_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("A")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()
    wanted = {a1(column, number): text for number, row in enumerate(rows, 1) for column, text in enumerate(row, 1) if text.strip()}
    assert read(held.getvalue()) == {"A": wanted}


def sheet_of(rows: str, **parts: bytes) -> bytes:
    """A workbook whose one sheet has these rows of XML."""
    begin = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    changed = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return edited(workbook(), {SHEET: begin + rows.encode() + b"</sheetData></worksheet>", **changed})


def test_cells_without_their_names_follow_one_another() -> None:
    rows = '<row><c t="inlineStr"><is><t>case</t></is></c><c t="str"><v>x</v></c></row><row r="4"><c><v>2.50</v></c></row>'
    assert read(sheet_of(rows)) == {"Answers": {"A1": "case", "B1": "x", "A4": "2.5"}}


def test_runs_of_a_text_are_joined_and_how_it_is_spoken_is_passed_over() -> None:
    strings = b"<sst><si><r><t>ca</t></r><r><t>se</t></r><rPh><t>KEISU</t></rPh></si><si><t>a_x000D_b_x005F_c</t></si></sst>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><rPh><t>x</t></rPh><t>y</t></is></c></row>'
    assert read(sheet_of(rows, xl__sharedStrings=strings)) == {"Answers": {"A1": "case", "B1": "a\rb_c", "C1": "y"}}


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "1899-12-31"), (46056, "2026-02-03"), (46056.5, "2026-02-03T12:00")],
)
def test_a_number_shown_as_a_date_is_a_date(number: int, shown: str) -> None:
    assert read(dated("C2", number, "yyyy-mm-dd hh:mm", ("C01", "2.1.1")))["Answers"]["C2"] == shown


def test_days_may_be_counted_from_1904() -> None:
    begin = dated("C2", 44594, "d mmm yyyy", ("C01", "2.1.1"))
    book = edited(begin, {"xl/workbook.xml": lambda data: data.replace(b"<workbookPr ", b'<workbookPr date1904="1" ')})
    assert read(book)["Answers"]["C2"] == "2026-02-03"


@pytest.mark.parametrize("form", ["0.00", '0" days"', "[Red]0", "_-0", "General"])
def test_a_number_that_is_no_date_is_a_number(form: str) -> None:
    rows = list(open_book(dated("C2", 7, form, ("C01", "2.1.1")))[0].rows())
    assert rows[1].cells[3] == Cell("number", "7")


def test_merged_areas_are_known_after_the_rows() -> None:
    [sheet] = open_book(workbook(lambda sheet: sheet.merge_range("B2:C3", "x")))
    assert list(sheet.merged) == []
    list(sheet.rows())
    assert [area.text for area in sheet.merged] == ["B2:C3"]


BROKEN = {
    "rows that go back": '<row r="2"/><row r="1"/>',
    "a row beyond the last": '<row r="1048577"/>',
    "a cell of another row": '<row r="1"><c r="A2"><v>1</v></c></row>',
    "a cell of a row that ends alike": '<row r="2"><c r="A12"><v>1</v></c></row>',
    "cells that go back": '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
    "a cell that is none": '<row r="1"><c r="Ä1"><v>1</v></c></row>',
    "a text that is not there": '<row r="1"><c r="A1" t="s"><v>999</v></c></row>',
    "a text before the first": '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    "a number that is none": '<row r="1"><c r="A1"><v>1e</v></c></row>',
    "a number beyond all": '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    "a style that is none": '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
    "elements beyond all depth": "<x>" * 200 + "</x>" * 200,
    "an element that is not closed": "<row>",
    "a merged area that is none": '<row r="1"/></sheetData><mergeCells><mergeCell ref="A1:"/></mergeCells><sheetData>',
}


@pytest.mark.parametrize("rows", BROKEN.values(), ids=BROKEN)
def test_a_sheet_that_no_program_writes_is_damaged(rows: str) -> None:
    with pytest.raises(UnreadableError, match="is damaged: the sheet 'Answers' cannot be read"):
        read(sheet_of(rows))


@pytest.mark.parametrize(
    ("part", "content", "says"),
    [
        ("xl/_rels/workbook.xml.rels", b"<Relationships/>", "1 of its sheets are not in it"),
        ("_rels/.rels", b"<Relationships/>", "it names no workbook"),
        ("_rels/.rels", None, "it has no part _rels/.rels"),
        ("xl/workbook.xml", b"<workbook>", "the list of sheets cannot be read"),
        ("xl/styles.xml", b'<styleSheet><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>', "styles cannot be read"),
    ],
)
def test_a_workbook_with_a_broken_part_is_damaged(part: str, content: bytes | None, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(edited(workbook(), {part: content}))


def test_a_chart_sheet_holds_no_cells_and_is_passed_over() -> None:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    book.add_worksheet("A").write_string("A1", "case")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=A!$A$1:$A$2"})
    book.add_chartsheet("Chart").set_chart(chart)
    book.close()
    assert read(held.getvalue()) == {"A": {"A1": "case"}}


@given(st.integers(1, 18_278), st.integers(1, 9_999_999))
def test_a_place_is_written_as_it_is_read(column: int, row: int) -> None:
    assert place_of(a1(column, row)) == (column, row)


def test_an_area_holds_its_corners_and_nothing_beyond() -> None:
    area = area_of("B2:C3")
    assert (area, area_of("B2")) == (Area(2, 2, 3, 3), Area(2, 2, 2, 2))
    assert [area.holds(*place_of(cell)) for cell in ("B2", "C3", "A2", "D3", "B1", "C4")] == [True, True, False, False, False, False]
    assert letters(703) == "AAA"
