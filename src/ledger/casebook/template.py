"""A workbook to be filled in: locked ids and official wording, drop-downs for answers, and a sheet that explains."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ledger.casebook.answers import is_prompt, spoken
from ledger.casebook.lines import Line
from ledger.casebook.reading import ABOUT
from ledger.domain.framework import standard_of
from ledger.domain.recorded import parse_instant

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Layout = Literal["case", "standard"]

_OF_PROMPTS: Final = ("yes", "no", "n/a")
_OF_KEY_QUESTIONS: Final = ("sufficient", "insufficient", "not relevant")
_LONG: Final = (("inspection", 14), ("case", 7), ("question", 10), ("wording", 80), ("answer", 15), ("reason", 40), ("evidence", 25))
_ANSWER: Final = 4
_HINT: Final = "Changing what stands already needs a reason."


class About(NamedTuple):
    """What the explaining sheet says of the inspection, as lines, and when what stands was last recorded."""

    inspection: str
    said: tuple[str, ...]
    recorded_at: str


class _Looks(NamedTuple):
    """How cells look: headings, what is locked, what is to be filled in, and the same for key questions."""

    heading: Format
    locked: Format
    locked_key: Format
    free: Format
    free_key: Format


def template(about: About, lines: Iterable[Line], layout: Layout) -> bytes:
    """The workbook as bytes, the same ones for the same casebook; what stands already is filled in."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": f"Casebook of {about.inspection}", "created": parse_instant(about.recorded_at)})
    looks = _looks(book)
    _explain(book, about, layout)
    for name, sheet_lines in _sheets(lines, layout):
        sheet = book.add_worksheet(name)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
        sheet.set_landscape()
        if layout == "case":
            sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        (_long if layout == "case" else _wide)(sheet, about.inspection, sheet_lines, looks)
    book.close()
    return held.getvalue()


def _sheets(lines: Iterable[Line], layout: Layout) -> Iterator[tuple[str, list[Line]]]:
    """The lines of each sheet, by its name."""
    key: Callable[[Line], str] = (lambda line: line.case) if layout == "case" else (lambda line: standard_of(line.question))
    ordered = lines if layout == "case" else sorted(lines, key=lambda line: [int(part) for part in key(line).split(".")])
    return ((name, list(one)) for name, one in groupby(ordered, key))


def _explain(book: Workbook, about: About, layout: Layout) -> None:
    sheet = book.add_worksheet(ABOUT)
    sheet.set_column(0, 0, 110)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect()
    one = "one sheet a case, one row a question" if layout == "case" else "one sheet a standard, one row a case, one column a question"
    told = (
        f"Casebook of {about.inspection}: {one}.",
        *about.said,
        "",
        "Fill in answers, reasons and evidence; everything else is locked, so that what is imported is what was asked.",
        "Prompts are answered yes, no or n/a. Key questions, shaded, are judged sufficient, insufficient or not relevant.",
        "A judgement is the inspector's own: it does not follow from the prompts.",
        "A blank cell says nothing: it takes nothing back that is recorded.",
        f"{_HINT} Write it in the column `reason`, or give one for all when importing.",
        "Evidence is a reference to where it is kept, never the evidence itself. No names and nothing personal.",
        "",
        "ledger import FILE --role inspector --dry-run",
        "shows what would be recorded, and the ratings before and after; without --dry-run it is recorded, all of it or nothing.",
    )
    for row, line in enumerate(told):
        sheet.set_row(row, _height(line, 110))
        sheet.write_string(row, 0, line, book.add_format({"bold": row == 0, "text_wrap": True}))


def _height(text: str, width: int) -> int:
    """The points that a row needs for a text in a column of a width, since not every program works that out."""
    return 15 * max(1, -(-len(text) // (width - 10)))


def _looks(book: Workbook) -> _Looks:
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
    key = {"bg_color": "#DDEBF7", "bold": True}
    return _Looks(
        book.add_format({**plain, "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
        book.add_format({**plain, "bg_color": "#F2F2F2"}),
        book.add_format({**plain, **key}),
        book.add_format({**plain, "locked": False, "num_format": "@"}),
        book.add_format({**plain, **key, "locked": False, "num_format": "@"}),
    )


def _long(sheet: Worksheet, inspection: str, lines: Sequence[Line], looks: _Looks) -> None:
    """One row a question."""
    for column, (heading, width) in enumerate(_LONG):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, looks.heading)
    sheet.freeze_panes(1, 3)
    for row, line in enumerate(lines, 1):
        locked, free = (looks.locked, looks.free) if is_prompt(line.question) else (looks.locked_key, looks.free_key)
        sheet.set_row(row, _height(line.wording, 80))
        for column, text in enumerate((inspection, line.case, line.question, line.wording)):
            sheet.write_string(row, column, text, locked)
        _answer(sheet, row, _ANSWER, line, free)
        sheet.write_blank(row, _ANSWER + 1, None, free)
        sheet.write_blank(row, _ANSWER + 2, None, free)


def _wide(sheet: Worksheet, inspection: str, lines: Sequence[Line], looks: _Looks) -> None:
    """One row a case, one column a question."""
    by_case = [list(one) for _, one in groupby(lines, lambda line: line.case)]
    headings = ["inspection", "case", *(f"{line.question} {line.wording}" for line in by_case[0]), "reason", "evidence"]
    sheet.set_column(0, len(headings) - 1, 24)
    sheet.set_row(0, 120)
    sheet.freeze_panes(1, 2)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, looks.heading)
    for row, of_case in enumerate(by_case, 1):
        for column, text in enumerate((inspection, of_case[0].case)):
            sheet.write_string(row, column, text, looks.locked)
        for column, line in enumerate(of_case, 2):
            _answer(sheet, row, column, line, looks.free if is_prompt(line.question) else looks.free_key)
        sheet.write_blank(row, len(headings) - 2, None, looks.free)
        sheet.write_blank(row, len(headings) - 1, None, looks.free)


def _answer(sheet: Worksheet, row: int, column: int, line: Line, look: Format) -> None:
    """A cell with its drop-down, and what stands in it."""
    choices = _OF_PROMPTS if is_prompt(line.question) else _OF_KEY_QUESTIONS
    sheet.data_validation(
        row,
        column,
        row,
        column,
        {"validate": "list", "source": list(choices), "error_title": "Not an answer", "error_message": f"Expected {', '.join(choices)}."},
    )
    if line.value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_string(row, column, spoken(line.value), look)
