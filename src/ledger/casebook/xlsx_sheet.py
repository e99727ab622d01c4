"""One sheet of a workbook, row by row: what each cell holds, and what it holds it as."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from ledger.casebook.grid import MOST_CHARACTERS, MOST_ROWS, Area, Cell, Kind, Row, area_of, place_of
from ledger.casebook.markup import Attributes, Reading, walk
from ledger.casebook.xlsx_looks import unescaped

_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a calendar, of no time zone
_FIRST_DAY_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_SHOWN_AS: Final[dict[str, Kind]] = {"b": "truth", "e": "error", "d": "date"}


@dataclass(frozen=True, slots=True)
class Looks:
    """What cells refer to: the texts, the styles that show dates, and whether days are counted from 1904."""

    strings: Sequence[str]
    dates: AbstractSet[int]
    from_1904: bool

    def day(self, number: str) -> str:
        """The day or time that a number stands for."""
        first = _FIRST_DAY_1904 if self.from_1904 else _FIRST_DAY
        moment = first + timedelta(days=float(number))
        return moment.date().isoformat() if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%dT%H:%M}"


def rows_of(part: str, chunks: Iterable[bytes], reading: SheetReading) -> Iterator[Row]:
    """The rows of a sheet as they are read."""
    for _ in walk(part, chunks, reading):
        yield from reading.rows
        reading.rows.clear()


class SheetReading(Reading):
    """Takes the elements of a sheet; `rows` are those read since they were last taken, `merged` is known at the end."""

    def __init__(self, looks: Looks) -> None:
        self.rows: list[Row] = []
        self.merged: list[Area] = []
        self._looks = looks
        self._arrays: list[Area] = []
        self._row = self._column = 0
        self._digits = ""
        self._cells: dict[int, Cell] = {}
        self._type = self._style = ""
        self._formula = False
        self._inside = ""
        self._aside = False
        self._value: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """A row, a cell or something within one begins."""
        match name:
            case "v" | "t":
                self._inside = "" if self._aside else name
            case "c":
                self._begin(attributes)
            case "f":
                self._formula = True
                if attributes.get("t") in {"array", "dataTable"} and "ref" in attributes:
                    self._arrays.append(area_of(attributes["ref"]))
            case "row":
                self._begin_row(attributes)
            case "rPh":
                self._aside = True
            case "mergeCell":
                self.merged.append(area_of(attributes.get("ref", "")))

    def end(self, name: str) -> None:
        """A row, a cell or something within one ends."""
        match name:
            case "v" | "t":
                self._inside = ""
            case "c":
                self._end()
            case "row":
                if self._cells:
                    self.rows.append(Row(self._row, self._cells))
            case "rPh":
                self._aside = False

    def text(self, text: str) -> None:
        """The text of a value."""
        if self._inside:
            self._value.append(text)

    def _begin_row(self, attributes: Attributes) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= MOST_ROWS:
            raise ValueError(f"row {number} after row {self._row}")
        self._row, self._column, self._cells = number, 0, {}
        self._digits = str(number)

    def _begin(self, attributes: Attributes) -> None:
        name = attributes.get("r")
        if name is None:
            self._column += 1
        else:
            letters = name.rstrip("0123456789")
            before, self._column = self._column, _column(letters)
            if self._column <= before or name[len(letters) :] != self._digits:
                raise ValueError(f"cell {name[:20]} in row {self._row} after column {before}")
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula, self._value = False, []

    def _end(self) -> None:
        value = "".join(self._value)
        if self._formula or (self._arrays and any(area.holds(self._column, self._row) for area in self._arrays)):
            self._cells[self._column] = Cell("formula", value[:MOST_CHARACTERS])
        elif value and not value.isspace():
            cell = self._cell(value)
            if cell.text and not cell.text.isspace():
                self._cells[self._column] = cell

    def _cell(self, value: str) -> Cell:
        match self._type:
            case "s":
                return Cell("text", self._looks.strings[_index(value)])
            case "inlineStr" | "str":
                return Cell("text", unescaped(value[: MOST_CHARACTERS + 1]))
            case "n":
                if int(self._style) in self._looks.dates:
                    return Cell("date", self._looks.day(value))
                return Cell("number", _number(value))
            case "b":
                return Cell("truth", "TRUE" if value.strip() in {"1", "true"} else "FALSE")
            case _:
                return Cell(_SHOWN_AS.get(self._type, "error"), value[:MOST_CHARACTERS])


@cache
def _column(letters: str) -> int:
    """The column that letters name."""
    return place_of(f"{letters}1")[0]


def _index(value: str) -> int:
    index = int(value)
    if index < 0:
        raise ValueError(f"no text has the number {index}")
    return index


def _number(value: str) -> str:
    """A number as people see it: `2` and not `2.0`."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"no number is {value}")
    return str(int(number)) if number.is_integer() else repr(number)
