"""What the cells of a workbook refer to: its texts, and the styles that show a number as a date."""

from __future__ import annotations

import re
from typing import Final

from ledger.casebook.grid import MOST_CHARACTERS
from ledger.casebook.markup import Attributes, Reading

_BUILT_IN_DATES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_FORMAT: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_LETTER: Final = re.compile("[dmyhs]", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Text with the control characters that the format writes as `_x000D_`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Strings(Reading):
    """The texts that cells refer to by number; of one that no cell can hold only the beginning is kept."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = self._aside = False

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - it has none that count
        """A text begins, or how it is spoken, which is passed over."""
        if name == "si":
            self._parts = []
        self._aside = self._aside or name == "rPh"
        self._inside = name == "t" and not self._aside

    def end(self, name: str) -> None:
        """A text ends."""
        self._inside = False
        if name == "rPh":
            self._aside = False
        elif name == "si":
            self.found.append(unescaped("".join(self._parts)[: MOST_CHARACTERS + 1]))

    def text(self, text: str) -> None:
        """A piece of a text."""
        if self._inside:
            self._parts.append(text)


class Styles(Reading):
    """The numbers of the cell styles that show a number as a date or time."""

    def __init__(self) -> None:
        self.dates: set[int] = set()
        self._formats = set(_BUILT_IN_DATES)
        self._cells = False
        self._count = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """A format or a style begins."""
        if name == "numFmt" and _DATE_LETTER.search(_NOT_FORMAT.sub("", attributes.get("formatCode", ""))):
            self._formats.add(int(attributes.get("numFmtId", "-1")))
        elif name == "cellXfs":
            self._cells = True
        elif name == "xf" and self._cells:
            if int(attributes.get("numFmtId", "0")) in self._formats:
                self.dates.add(self._count)
            self._count += 1

    def end(self, name: str) -> None:
        """The styles of cells end."""
        if name == "cellXfs":
            self._cells = False
