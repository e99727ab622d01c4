"""A casebook into the ledger: what differs, as commands of one transaction, or every fault of the file at once."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.application import Ledger
from ledger.casebook.comparing import Difference, command, differences, without_reason
from ledger.casebook.grid import ALLOWED, Fault, Sheet, UnreadableError
from ledger.casebook.opened import open_book
from ledger.casebook.questions import Questions
from ledger.casebook.reading import inspection_named, read_casebook
from ledger.casebook.rows import Against
from ledger.domain import commands as c
from ledger.errors import LedgerError, NotFoundError, RefusedError, UsageError
from ledger.projections import casebook, ratings
from ledger.projections.ratings import RatingsView
from ledger.store.keeping import Progress

if TYPE_CHECKING:
    from ledger.deciding import Deciding


class FaultsError(UsageError):
    """A file of which nothing is recorded, with every fault in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        cells = f"{len(faults):,} {'fault was' if len(faults) == 1 else 'faults were'}"
        super().__init__(f"{cells} found; nothing was recorded")
        self.faults = tuple(faults)


class RefusedCellsError(FaultsError):
    """A file that asks for what a rule does not allow, such as a change without a reason."""

    exit_code = 3
    code = "refused"


@dataclass(frozen=True, slots=True)
class File:
    """A casebook as bytes, which what was read of it can be proved by."""

    sheets: Sequence[Sheet]
    sha256: str

    @classmethod
    def of(cls, data: bytes, encoding: str | None) -> File:
        """The file with these bytes; UnreadableError where they are no casebook."""
        return cls(open_book(data, encoding), hashlib.sha256(data).hexdigest())

    @property
    def evidence(self) -> str:
        """What the events of the import name as their evidence."""
        return f"sha256:{self.sha256}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be read of a file: the inspection where it names none, the sheets where not all, and the columns to leave out."""

    inspection: str | None = None
    sheets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A file read against its inspection: the rows, what differs from what stands, and the ratings before."""

    inspection: str
    rows: int
    entries: int
    found: tuple[Difference, ...]
    before: RatingsView


def read_file(file: File, chosen: Chosen, ledger: Ledger, report: Progress) -> Read:
    """What of a file differs from what stands; FaultsError with every fault, NotFoundError where there is no such inspection."""
    inspection = _inspection(file, chosen)
    history = ledger.history(inspection)
    view, before = casebook.fold(casebook.CasebookView(), history), ratings.fold(ledger.start(), history)
    assert before.framework is not None, "an inspection that has a history was opened"
    against = Against(inspection, view.kinds, Questions(before.framework), chosen.sheets, chosen.ignored)
    read = read_casebook(file.sheets, against, lambda rows: report(f"{rows:,} rows read", rows, 0))
    if read.faults:
        raise FaultsError(read.faults)
    return Read(inspection, read.rows, len(read.entries), tuple(differences(read.entries, view)), before)


def commands(read: Read, file: File, by: c.By) -> list[c.CaseCommand]:
    """What records the differences: all with the file as evidence and one correlation, each with a reason where it has one.

    RefusedCellsError where something that stands is changed without one.
    """
    if by.reason is None and (faults := without_reason(read.found)):
        raise RefusedCellsError(faults)
    correlation = by.correlation or f"{read.inspection}/import/{file.sha256[:12]}/{uuid.uuid4().hex[:8]}"
    common = replace(by, correlation=correlation, evidence=(file.evidence, *by.evidence))
    return [
        command(
            entry,
            read.inspection,
            replace(
                common,
                command_id=str(uuid.uuid4()),
                reason=entry.reason or common.reason,
                evidence=(*common.evidence, *entry.evidence),
                happened=entry.happened or common.happened,
            ),
        )
        for entry, _ in read.found
    ]


def refusals(read: Read, asked: Sequence[c.CaseCommand], ledger: Ledger) -> LedgerError | None:
    """Everything that rules have against the commands, each at its cell; the rule alone where it is against many of them alike."""
    said = ledger.decided(lambda run: _refused(run, asked, read.found))
    if len(said) > 1 and len({fault.found for fault in said}) == 1:
        return RefusedError(said[0].found)
    return RefusedCellsError(said) if said else None


def _refused(run: Deciding, asked: Sequence[c.CaseCommand], found: Sequence[Difference]) -> list[Fault]:
    """What rules have against the commands, each at the cell of what differs."""
    said: list[Fault] = []
    for one, (entry, _) in zip(asked, found, strict=True):
        try:
            run.decide(one)
        except (RefusedError, NotFoundError) as error:
            said.append(Fault(entry.sheet, entry.cell, ALLOWED, str(error)))
    return said


def _inspection(file: File, chosen: Chosen) -> str:
    named = chosen.inspection or inspection_named(file.sheets)
    if not named:
        raise UnreadableError("names no inspection: expected a column `inspection`, or its id with --inspection")
    return named
