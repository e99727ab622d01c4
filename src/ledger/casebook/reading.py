"""A whole casebook read against an inspection: the entries of every sheet, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from ledger.casebook.columns import Columns, is_heading, plain, read_columns
from ledger.casebook.grid import MOST_COLUMNS, Fault, Row, Sheet, place_of
from ledger.casebook.rows import Against, Entry, Rows
from ledger.strict_json import shown

ABOUT: Final = "Read me"
"""The sheet of a template that explains it, and holds no entry."""

MOST_FAULTS: Final = 10_000
"""After so many faults a file is read no further."""

_LOOKED_AT: Final = 20
"""In how many rows at the top of a sheet the headings are looked for."""


@dataclass
class Casebook:
    """What a file comes to: its entries in their order, and what is wrong with it."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    seen: dict[tuple[str, str], str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)


def inspection_named(book: Sequence[Sheet]) -> str | None:
    """The inspection that the first row below a heading `inspection` names, None where there is no such column."""
    for sheet in book:
        column: int | None = None
        for row in islice(sheet.rows(), 2 * _LOOKED_AT):
            if column is not None and column in row.cells:
                return row.cells[column].text.strip()
            if column is None and _is_heading(row):
                column = next((c for c, cell in row.cells.items() if cell.text.strip().casefold() == "inspection"), None)
    return None


def read_casebook(book: Sequence[Sheet], against: Against, report: Callable[[int], None]) -> Casebook:
    """Every entry of every sheet that has headings, and every fault; `report` is told how many rows were read."""
    read = Casebook()
    names = [sheet.name for sheet in book]
    for wanted in against.sheets:
        if wanted not in names:
            read.faults.append(Fault(wanted, "", f"one of the sheets that there are: {', '.join(names[:20])}", "none of this name"))
    for sheet in book:
        if (not against.sheets or sheet.name in against.sheets) and len(read.faults) < MOST_FAULTS:
            _read_sheet(sheet, against, read, report)
    for heading in against.ignored:
        if plain(heading) not in read.ignored:
            read.faults.append(Fault("", "", f"a column {shown(heading)} to leave out, as --ignore asks", "no such heading"))
    if not read.rows and not read.faults:
        read.faults.append(Fault("", "", "a row below the headings", "none"))
    return read


def _read_sheet(sheet: Sheet, against: Against, read: Casebook, report: Callable[[int], None]) -> None:
    rows = sheet.rows()
    heading = next((row for row in islice(rows, _LOOKED_AT) if _is_heading(row)), None)
    if heading is None:
        if not sheet.hidden and sheet.name != ABOUT and next(sheet.rows(), None) is not None:
            expected = f"a heading `case` in one of the first {_LOOKED_AT} rows; with --sheet only the sheets named are read"
            read.faults.append(Fault(sheet.name, "", expected, "none"))
        return
    if sheet.hidden and sheet.name not in against.sheets:
        read.faults.append(Fault(sheet.name, "", "sheets that are shown; with --sheet a hidden one is read", "a hidden one with headings"))
        return
    widest = max(heading.cells)
    if widest > MOST_COLUMNS:
        read.faults.append(Fault(sheet.name, f"row {heading.number}", f"at most {MOST_COLUMNS:,} columns", f"{widest:,}"))
        return
    columns, faults = read_columns(sheet.name, heading, against.questions, against.ignored)
    read.faults += faults
    read.ignored |= columns.ignored
    if columns.usable:
        reader = Rows(sheet.name, columns, heading.cells.keys(), against, read.seen)
        _read_rows(reader, rows, read, report)
        read.faults += _with_merged(sheet, columns, reader.faults)
    if len(read.faults) >= MOST_FAULTS:
        read.faults.append(Fault("", "", f"fewer than {MOST_FAULTS:,} faults; the rest of the file was not read", "more"))


def _read_rows(reader: Rows, rows: Iterator[Row], read: Casebook, report: Callable[[int], None]) -> None:
    for row in rows:
        read.entries.extend(reader.read(row))
        read.rows += 1
        report(read.rows)
        if len(reader.faults) + len(read.faults) >= MOST_FAULTS:
            return


def _with_merged(sheet: Sheet, columns: Columns, faults: Sequence[Fault]) -> list[Fault]:
    """The faults, with one for each merged area in place of those that come from it."""
    merged = [area for area in sheet.merged if area.bottom >= columns.heading and any(area.left <= c <= area.right for c in columns.taken)]
    others = (fault for fault in faults if not any(area.holds(*place_of(fault.cell)) for area in merged))
    return [*(Fault(sheet.name, area.text, "every cell for itself", "merged cells") for area in merged), *others]


def _is_heading(row: Row) -> bool:
    return is_heading(cell.text for cell in row.cells.values())
