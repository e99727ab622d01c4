"""A casebook read beside what stands in its inspection: what differs, or every fault of the file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from ledger.application import Ledger
from ledger.casebook.comparing import Difference, differences
from ledger.casebook.grid import Fault, Sheet, UnreadableError
from ledger.casebook.opened import open_book
from ledger.casebook.questions import Questions
from ledger.casebook.reading import inspection_named, read_casebook
from ledger.casebook.rows import Against, Entry
from ledger.domain.recorded import RecordedEvent
from ledger.errors import UsageError
from ledger.projections import casebook, ratings
from ledger.projections.casebook import CasebookView, Standing
from ledger.projections.ratings import RatingsView
from ledger.store.keeping import Progress


class FaultsError(UsageError):
    """A file of which nothing is recorded, with every fault in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        cells = f"{len(faults):,} {'fault was' if len(faults) == 1 else 'faults were'}"
        super().__init__(f"{cells} found; nothing was recorded")
        self.faults = tuple(faults)


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
class Stood:
    """What stood in an inspection as far as a position, and where the streams of its cases stood then."""

    position: int
    view: CasebookView
    versions: Mapping[str, int]

    def followed(self, events: Sequence[RecordedEvent]) -> Self:
        """With what was recorded since."""
        versions = {**self.versions, **{event.stream: event.version for event in events}}
        last = events[-1].position if events else self.position
        return replace(self, position=last, view=casebook.fold(self.view, events), versions=versions)

    def of(self, entry: Entry) -> Standing | None:
        """What stood for the question of an entry."""
        return self.view.standing.get((entry.case, entry.question))


NOTHING: Final = Stood(0, casebook.CasebookView(), {})


@dataclass(frozen=True, slots=True)
class Read:
    """A file read against its inspection: the rows, what differs from what stood then, and the ratings before."""

    inspection: str
    rows: int
    entries: int
    found: tuple[Difference, ...]
    before: RatingsView
    stood: Stood


def read_file(file: File, chosen: Chosen, ledger: Ledger, report: Progress) -> Read:
    """What of a file differs from what stands; FaultsError with every fault, NotFoundError where there is no such inspection."""
    inspection = _inspection(file, chosen)
    history = ledger.history(inspection)
    stood, before = NOTHING.followed(history), ratings.fold(ledger.start(), history)
    assert before.framework is not None, "an inspection that has a history was opened"
    against = Against(inspection, stood.view.kinds, Questions(before.framework), chosen.sheets, chosen.ignored)
    read = read_casebook(file.sheets, against, lambda rows: report(f"{rows:,} rows read", rows, 0))
    if read.faults:
        raise FaultsError(read.faults)
    return Read(inspection, read.rows, len(read.entries), tuple(differences(read.entries, stood.view)), before, stood)


def _inspection(file: File, chosen: Chosen) -> str:
    named = chosen.inspection or inspection_named(file.sheets)
    if not named:
        raise UnreadableError("names no inspection: expected a column `inspection`, or its id with --inspection")
    return named
