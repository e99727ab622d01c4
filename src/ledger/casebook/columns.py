"""The headings of a sheet: which column holds the case, the question, the answer, and what else is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ledger.casebook.cells import found
from ledger.casebook.grid import Cell, Fault, Row, a1
from ledger.casebook.questions import Questions, Unknown
from ledger.strict_json import shown

TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    "inspection": ("inspection",),
    "case": ("case", "case reference", "case ref", "case id", "case no", "case number"),
    "question": ("question", "key question", "prompt", "question id", "key question or prompt"),
    "answer": ("answer", "judgement", "judgment", "response", "answer or judgement", "answer or judgment"),
    "reason": ("reason", "reason for change", "reason for the change", "why"),
    "evidence": ("evidence", "evidence reference"),
    "happened on": ("happened on", "happened_on", "judged on", "answered on"),
}
"""What is read from a column, by the headings that it may have."""

TOLD: Final = ("wording", "standard", "kind", "what stands", "recorded by", "recorded as", "recorded on", "as at", "provenance")
"""Columns that an export or template writes for people to read; nothing is taken from them."""

_NAMES: Final = {heading: name for name, headings in TAKEN.items() for heading in headings}
_HEADINGS: Final = (*_NAMES, *TOLD)
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things are in a sheet, by column from 1: `named` by what they hold, `questions` by the ids that their heading may mean.

    `reasons` are the columns that say why one question's answer was changed, `ignored` the headings of those left out as asked.
    """

    heading: int
    named: Mapping[str, int]
    questions: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    reasons: Mapping[tuple[str, ...], int] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()

    @property
    def is_long(self) -> bool:
        """Whether a row holds one question, and not a case with a column a question."""
        return "question" in self.named

    @property
    def usable(self) -> bool:
        """Whether rows can be read by them, even where other headings are at fault."""
        return "case" in self.named and ("answer" in self.named if self.is_long else bool(self.questions))

    @property
    def taken(self) -> frozenset[int]:
        """The columns that something is read from."""
        return frozenset({*self.named.values(), *self.questions, *self.reasons.values()})


def is_heading(values: Iterable[str]) -> bool:
    """Whether a row of texts has a heading for the case."""
    return any(_NAMES.get(plain(value)) == "case" for value in values)


def read_columns(sheet: str, row: Row, questions: Questions, ignored: Collection[str]) -> tuple[Columns, list[Fault]]:
    """The columns of a sheet by their headings, and what is wrong with these."""
    reading = _Reading(sheet, row.number, questions, frozenset(map(plain, ignored)))
    for column, cell in row.cells.items():
        reading.take(column, cell)
    columns = Columns(row.number, reading.named, reading.questions, reading.reasons, frozenset(reading.met))
    return columns, [*reading.faults, *_shape(sheet, columns)]


def _shape(sheet: str, columns: Columns) -> Sequence[Fault]:
    """What is wrong with the headings taken together."""
    row = f"row {columns.heading}"
    if columns.is_long and columns.questions:
        first = a1(min(columns.questions), columns.heading)
        return [Fault(sheet, first, "either a column `question`, or a column for each question", "both")]
    if columns.is_long and "answer" not in columns.named:
        return [Fault(sheet, row, "a column `answer` beside the column `question`", "none")]
    if not columns.is_long and "answer" in columns.named:
        return [Fault(sheet, row, "a column `question` beside the column `answer`", "none")]
    if not columns.is_long and not columns.questions:
        return [Fault(sheet, row, "the columns `question` and `answer`, or a column for each question", "neither")]
    return []


class _Reading:
    """Takes the headings of one row."""

    def __init__(self, sheet: str, row: int, questions: Questions, ignored: frozenset[str]) -> None:
        self.named: dict[str, int] = {}
        self.questions: dict[int, tuple[str, ...]] = {}
        self.reasons: dict[tuple[str, ...], int] = {}
        self.faults: list[Fault] = []
        self.met: set[str] = set()
        self._sheet, self._row, self._known, self._ignored = sheet, row, questions, ignored

    def take(self, column: int, cell: Cell) -> None:
        heading = plain(cell.text)
        if heading in self._ignored:
            self.met.add(heading)
            return
        if heading in TOLD:
            return
        if cell.kind != "text":
            self._fault(column, "a heading that was typed as text", found(cell))
        elif heading in _NAMES:
            self._name(_NAMES[heading], column)
        elif (about := _reason_for(cell.text)) is not None:
            self._reason(about, column, cell.text)
        else:
            self._question(column, cell.text)

    def _name(self, name: str, column: int) -> None:
        if name in self.named:
            self._fault(column, f"one column `{name}`", f"another in {a1(self.named[name], self._row)}")
        else:
            self.named[name] = column

    def _question(self, column: int, text: str) -> None:
        ids = self._known.find(text)
        if isinstance(ids, Unknown):
            near = self._known.near.of("heading", plain(text), _HEADINGS, 0.8)
            meant = f" (is the column `{near}` meant?)" if near else ""
            self._fault(column, f"{ids.expected}, or a heading that is known{meant}; leave a column out with --ignore", shown(text))
        elif (before := next((c for c, others in self.questions.items() if set(others) & set(ids)), None)) is not None:
            self._fault(column, f"one column for {' or '.join(ids)}", f"another in {a1(before, self._row)}")
        else:
            self.questions[column] = ids

    def _reason(self, about: str, column: int, text: str) -> None:
        ids = self._known.find(about)
        if isinstance(ids, Unknown):
            self._fault(column, f"reasons for {ids.expected}", shown(text))
        elif ids in self.reasons:
            self._fault(column, f"one column of reasons for {' or '.join(ids)}", f"another in {a1(self.reasons[ids], self._row)}")
        else:
            self.reasons[ids] = column

    def _fault(self, column: int, expected: str, there: str) -> None:
        self.faults.append(Fault(self._sheet, a1(column, self._row), expected, there))


def _reason_for(text: str) -> str | None:
    """The question that a heading such as `2.1.3 reason` or `Reason for 2.1.3` is about, None where it is no such heading."""
    words = " ".join(text.split())
    for beginning in ("reason for ", "reason "):
        if words.casefold().startswith(beginning):
            return words[len(beginning) :]
    return words[: -len(" reason")] if words.casefold().endswith(" reason") else None


def plain(text: str) -> str:
    """A heading without case, spacing or a colon at its end."""
    return " ".join(text[:_LONGEST].casefold().split()).rstrip(": ") if len(text) <= _LONGEST else text
