"""What one cell says, read strictly: a value that was typed, and of the kind that is wanted."""

from __future__ import annotations

from ledger.casebook.answers import Value, value_of, wanted
from ledger.casebook.grid import MOST_CHARACTERS, Cell
from ledger.domain.recorded import Happened
from ledger.recording.kinds import HAPPENED, REFERENCE, TEXT, Kind
from ledger.strict_json import WrongValueError, shown


class WrongCellError(Exception):
    """A cell that does not say what is wanted: what was expected, and what was found."""

    def __init__(self, expected: str, there: str) -> None:
        super().__init__(f"expected {expected}, found {there}")
        self.expected, self.found = expected, there


def found(cell: Cell) -> str:
    """What a cell that is not text holds, in words."""
    match cell.kind:
        case "truth":
            return f"{cell.text} as of a tick box, which cannot tell no from not answered"
        case "formula":
            return f"a formula with the value {shown(cell.text)}" if cell.text else "a formula that has no value"
        case "error":
            return f"the error {shown(cell.text)}"
        case _:
            return f"the {cell.kind} {cell.text}"


def text_of(cell: Cell, expected: str) -> str:
    """The text of a cell without spaces around it; WrongCellError where it is not text, or too long."""
    if cell.kind == "formula":
        raise WrongCellError(f"{expected}, typed and not calculated", found(cell))
    if cell.kind != "text":
        raise WrongCellError(expected, found(cell))
    if len(cell.text) > MOST_CHARACTERS:
        raise WrongCellError(f"{expected}, of at most {MOST_CHARACTERS:,} characters", "more")
    return cell.text.strip()


def answer_of(cell: Cell, question: str) -> Value:
    """The answer or judgement in a cell."""
    value = value_of(question, cell.text) if cell.kind == "text" else None
    if value is not None:
        return value
    expected = wanted(question, cell.text if cell.kind == "text" else "")
    raise WrongCellError(expected, shown(text_of(cell, expected)))


def reason_of(cell: Cell) -> str:
    """The words of a reason."""
    return str(_read(TEXT, text_of(cell, "a reason in words")))


def evidence_of(cell: Cell) -> tuple[str, ...]:
    """References to evidence, with semicolons between them."""
    parts = (part.strip() for part in text_of(cell, "a reference to evidence").split(";"))
    return tuple(str(_read(REFERENCE, part)) for part in parts if part)


def happened_of(cell: Cell) -> Happened:
    """When it happened: a date that the program shows as one, or a day, month or time as text."""
    text = cell.text if cell.kind == "date" else text_of(cell, "a day such as 2026-01-31, as text or shown as a date")
    happened = _read(HAPPENED, f"{text}Z" if cell.kind == "date" and "T" in text else text)
    assert isinstance(happened, Happened)
    return happened


def _read(kind: Kind, text: str) -> object:
    try:
        return kind.read(text, ())
    except WrongValueError as error:
        raise WrongCellError(error.expected, error.found) from error
