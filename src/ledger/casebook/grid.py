"""What a spreadsheet file comes to: books of sheets, rows of cells, and the faults found at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, Protocol

from ledger.errors import UsageError

MOST_COLUMNS: Final = 1_000
MOST_ROWS: Final = 1_048_576
MOST_CHARACTERS: Final = 32_767
"""What the common programs can keep in a cell."""

ALLOWED: Final = "what the rules allow"
"""What is expected of a cell that a rule is against; what is found is then that rule."""

Kind = Literal["text", "number", "date", "truth", "formula", "error"]
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Cell(NamedTuple):
    """A cell that is not blank: its text as people see it, and what the file holds it as."""

    kind: Kind
    text: str


class Row(NamedTuple):
    """A row that has something in it: its number from 1, and its cells by their column from 1."""

    number: int
    cells: Mapping[int, Cell]


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, column: int, row: int) -> bool:
        """Whether a cell lies in it."""
        return self.left <= column <= self.right and self.top <= row <= self.bottom

    @property
    def text(self) -> str:
        """As a spreadsheet names it: `A2:A9`."""
        return f"{a1(self.left, self.top)}:{a1(self.right, self.bottom)}"


class Sheet(Protocol):
    """One sheet; which of its cells are merged is known once its rows have been walked through."""

    @property
    def name(self) -> str:
        """Its name, empty where the file has only one table."""

    @property
    def hidden(self) -> bool:
        """Whether the program that shows it does not show this sheet."""

    def rows(self) -> Iterator[Row]:
        """The rows that have something in them, in order."""

    @property
    def merged(self) -> Sequence[Area]:
        """The areas shown as one cell, of which only the first has a value."""


class Fault(NamedTuple):
    """What is wrong at a cell, or with the file as a whole where no cell is named."""

    sheet: str
    cell: str
    expected: str
    found: str

    @property
    def sentence(self) -> str:
        """Where it is, what was expected there and what was found: `sheet C01, E7: expected …, found …`."""
        place = ", ".join(part for part in (f"sheet {self.sheet}" if self.sheet else "", self.cell) if part)
        said = self.found if self.expected == ALLOWED else f"expected {self.expected}, found {self.found}"
        return f"{place}: {said}" if place else said


class UnreadableError(UsageError):
    """A file that cannot be read as a casebook; the message goes on from the name of the file."""


def a1(column: int, row: int) -> str:
    """A cell as a spreadsheet names it: `E7`."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 is `A`, 27 is `AA`."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place_of(reference: str) -> tuple[int, int]:
    """The column and row of `E7`; ValueError for anything else."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(f"expected a cell such as E7, found {reference[:20]!r}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


def area_of(reference: str) -> Area:
    """The area that `A2:A9`, or a single cell, names; ValueError for anything else."""
    first, colon, last = reference.partition(":")
    (left, top), (right, bottom) = place_of(first), place_of(last if colon else first)
    return Area(left, top, right, bottom)
