"""What an import came to: what differed, what was recorded, and the board before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import click

from ledger.audit.difference import difference, difference_json
from ledger.casebook.answers import Value, spoken
from ledger.casebook.comparing import Difference
from ledger.casebook.rows import Entry
from ledger.cli.board_json import Object
from ledger.cli.board_text import coloured, overall_words
from ledger.cli.output import clean
from ledger.cli.tables import columns
from ledger.importing.reading import FaultsError, File, Read
from ledger.projections.ratings import RatingsView

_OPENED: Final = "an import is into an inspection that was opened"


@dataclass(frozen=True, slots=True)
class Imported:
    """A file, what was read of it, the ratings after it, and the positions and correlation of what was recorded."""

    file: File
    read: Read
    after: RatingsView
    positions: tuple[int, ...]
    correlation: str | None
    dry_run: bool

    @property
    def changed(self) -> tuple[tuple[Entry, Value], ...]:
        """The entries that change what stood, and what that was."""
        return tuple((entry, before) for entry, before in self.read.found if before is not None)


def faults_json(error: FaultsError) -> Object:
    """Every fault with its sheet and cell, empty where the file has no sheets or the fault no cell."""
    return {"ok": False, "code": error.code, "faults": [fault._asdict() for fault in error.faults]}


def imported_json(done: Imported) -> Object:
    """The file, the differences, the positions recorded, and what changed on the board, null where nothing was recorded."""
    read = done.read
    return {
        "ok": True,
        "dry_run": done.dry_run,
        "inspection": read.inspection,
        "sha256": done.file.sha256,
        "correlation": done.correlation,
        "rows": read.rows,
        "entries": read.entries,
        "positions": {"first": done.positions[0], "last": done.positions[-1]} if done.positions else None,
        "differences": [_difference(one) for one in read.found],
        "before": _overall(read.before),
        "after": _overall(done.after),
        "changed": difference_json(difference(read.before, done.after)) if read.found else None,
    }


def imported_lines(done: Imported) -> list[str]:
    """How much was read, each change of what stood, and the ratings before and after."""
    read = done.read
    lines = [f"{read.entries:,} answers and judgements in {read.rows:,} rows for {read.inspection}, sha256 {done.file.sha256[:12]}…"]
    if done.correlation is None:
        return [*lines, "Nothing differs from what stands: nothing was recorded."]
    if not done.positions and not done.dry_run:
        return [*lines, "Someone else recorded the same meanwhile: nothing was recorded."]
    return [*lines, *_recorded(done), *_changes(done), "", *_boards(done)]


def _recorded(done: Imported) -> list[str]:
    changed = len(done.changed)
    new = f"{len(done.read.found) - changed:,} new and {changed:,} changed"
    if done.dry_run:
        return [f"Nothing was written. It would record {new}."]
    return [f"Recorded {new}, as #{done.positions[0]} to #{done.positions[-1]}, correlation {done.correlation}."]


def _changes(done: Imported) -> Iterator[str]:
    for entry, before in done.changed:
        place = f"sheet {clean(entry.sheet)}, {entry.cell}" if entry.sheet else entry.cell
        yield f"  {entry.case} {entry.question}: {spoken(before)} → {spoken(entry.value)} ({place})"


def _boards(done: Imported) -> list[str]:
    """Every rating before and after, those that are others marked."""
    before, after = done.read.before, done.after
    rows = [("", "", click.style("before", bold=True), "", click.style("after", bold=True))]
    for was, now in zip(before.ratings, after.ratings, strict=True):
        arrow = "→" if was.rating != now.rating else " "
        rows.append((was.standard.id, was.standard.title, coloured(was.rating), arrow, coloured(now.rating)))
    assert before.overall is not None, _OPENED
    assert after.overall is not None, _OPENED
    arrow = "→" if before.overall != after.overall else " "
    rows.append(("", "Overall", overall_words(before.overall), arrow, overall_words(after.overall)))
    return columns(rows)


def _overall(view: RatingsView) -> Object:
    """The overall rating and every standard's, as at one side of the import."""
    overall = view.overall
    assert overall is not None, _OPENED
    return {
        "rating": str(overall.rating),
        "score": overall.score,
        "possible": overall.possible,
        "standards": {rating.standard.id: str(rating.rating) for rating in view.ratings},
    }


def _difference(one: Difference) -> Object:
    entry = one.entry
    return {
        "sheet": entry.sheet,
        "cell": entry.cell,
        "case": entry.case,
        "question": entry.question,
        "before": one.before,
        "after": entry.value,
        "reason": entry.reason,
    }
