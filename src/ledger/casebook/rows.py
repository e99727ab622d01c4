"""The rows below the headings of one sheet: each answer an entry, each mistake a fault at its cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeVar

from ledger.casebook.answers import Value
from ledger.casebook.cells import WrongCellError, answer_of, evidence_of, happened_of, reason_of, text_of
from ledger.casebook.columns import Columns
from ledger.casebook.grid import Cell, Fault, Row, a1
from ledger.casebook.questions import Questions, Unknown
from ledger.domain.framework import CaseKind
from ledger.domain.recorded import Happened
from ledger.strict_json import shown

T = TypeVar("T")


class Entry(NamedTuple):
    """One answer or judgement of a casebook, with the cell that it stands in."""

    sheet: str
    cell: str
    case: str
    question: str
    value: Value
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    happened: Happened | None = None


@dataclass(frozen=True)
class Against:
    """What a casebook is read against: its inspection, the kinds of the cases sampled, and the questions.

    Only the `sheets` named are read, where any are; the columns `ignored` are left out.
    """

    inspection: str
    cases: Mapping[str, CaseKind]
    questions: Questions
    sheets: Collection[str] = ()
    ignored: Collection[str] = ()


class _Extras(NamedTuple):
    """What a row says of all its answers."""

    reason: str | None
    evidence: tuple[str, ...]
    happened: Happened | None


class Rows:
    """Reads the rows of one sheet; `seen` is shared by all sheets of a file, so that an answer given twice is found."""

    def __init__(self, sheet: str, columns: Columns, headed: Collection[int], against: Against, seen: dict[tuple[str, str], str]) -> None:
        self.faults: list[Fault] = []
        self._sheet, self._columns, self._against, self._seen = sheet, columns, against, seen
        self._headed = set(headed)
        self._row = Row(0, {})

    def read(self, row: Row) -> Iterator[Entry]:
        """The entries of a row; its faults are added to `faults`."""
        self._row = row
        self._check_headings()
        named = self._columns.named
        answers = [named["answer"]] if self._columns.is_long else list(self._columns.questions)
        given = [column for column in answers if column in row.cells]
        if not given:
            return
        self._check_inspection()
        case = self._case()
        extras = self._extras()
        for column in given:
            question = self._question(column, case)
            value = self._try(column, partial(answer_of, question=question)) if question else None
            if case is not None and question is not None and value is not None:
                yield from self._entry(column, case, question, value, extras)

    def _entry(self, column: int, case: str, question: str, value: Value, extras: _Extras) -> Iterator[Entry]:
        cell = a1(column, self._row.number)
        before = self._seen.setdefault((case, question), f"{self._sheet}!{cell}" if self._sheet else cell)
        if before != (f"{self._sheet}!{cell}" if self._sheet else cell):
            self._fault(column, f"one answer to {question} in {case}", f"another in {before}")
            return
        why = next((c for ids, c in self._columns.reasons.items() if question in ids and c in self._row.cells), None)
        reason = self._try(why, reason_of) if why is not None else extras.reason
        yield Entry(self._sheet, cell, case, question, value, reason, extras.evidence, extras.happened)

    def _check_headings(self) -> None:
        """A fault for the first cell of a column that has something in it and no heading: what it says would be lost."""
        for column in self._row.cells.keys() - self._headed:
            self._headed.add(column)
            self._fault(column, "a heading over every column that is used", "none")

    def _check_inspection(self) -> None:
        column = self._columns.named.get("inspection")
        if column is not None and column in self._row.cells:
            named = self._try(column, lambda cell: text_of(cell, "the id of an inspection"))
            if named is not None and named != self._against.inspection:
                self._fault(column, f"{self._against.inspection}, the inspection that is imported into", shown(named))

    def _case(self) -> str | None:
        column = self._columns.named["case"]
        if column not in self._row.cells:
            self._fault(column, "the reference of a case, such as C07", "nothing")
            return None
        text = self._try(column, lambda cell: text_of(cell, "the reference of a case, such as C07"))
        if text is None or text.upper() in self._against.cases:
            return text and text.upper()
        near = self._against.questions.near.of("case", text.upper(), self._against.cases, 0.6)
        meant = f" (is {near} meant?)" if near else ""
        self._fault(column, f"a case in the sample of {self._against.inspection}{meant}", shown(text))
        return None

    def _extras(self) -> _Extras:
        named = self._columns.named
        reason, evidence, happened = (named.get(name) for name in ("reason", "evidence", "happened on"))
        return _Extras(
            self._optional(reason, reason_of), self._optional(evidence, evidence_of) or (), self._optional(happened, happened_of)
        )

    def _question(self, column: int, case: str | None) -> str | None:
        """The question that the answer in a column is about: the one of the row or of the column that the kind of case has."""
        place = self._columns.named["question"] if self._columns.is_long else column
        ids = self._ids(place)
        if ids is None:
            return None
        kind = self._against.cases[case] if case else None
        fitting = [one for one in ids if kind is None or self._against.questions.kind(one) == kind]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            self._fault(place, f"the id of one question, {' or '.join(fitting)}, since both have this wording", "the wording alone")
        else:
            wanted = " or ".join(sorted({str(self._against.questions.kind(one)) for one in ids}))
            self._fault(column, f"nothing here: {' and '.join(ids)} is for {wanted} cases", f"an answer, and {case} is sampled as {kind}")
        return None

    def _ids(self, place: int) -> tuple[str, ...] | None:
        if not self._columns.is_long:
            return self._columns.questions[place]
        if place not in self._row.cells:
            self._fault(place, "a key question or prompt, by its id or wording", "nothing")
            return None
        text = self._try(place, lambda cell: text_of(cell, "a key question or prompt, by its id or wording"))
        if text is None:
            return None
        found = self._against.questions.find(text)
        if isinstance(found, Unknown):
            self._fault(place, found.expected, shown(text))
            return None
        return found

    def _optional(self, column: int | None, read: Callable[[Cell], T]) -> T | None:
        return self._try(column, read) if column is not None and column in self._row.cells else None

    def _try(self, column: int, read: Callable[[Cell], T]) -> T | None:
        """What a cell says, None where it is at fault."""
        try:
            return read(self._row.cells[column])
        except WrongCellError as error:
            self._fault(column, error.expected, error.found)
            return None

    def _fault(self, column: int, expected: str, there: str) -> None:
        self.faults.append(Fault(self._sheet, a1(column, self._row.number), expected, there))
