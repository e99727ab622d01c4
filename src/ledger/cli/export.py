"""`ledger export`: the annexe tables, the casebook or the log of an inspection for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ledger.application import Board
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object, at_json
from ledger.cli.board_text import PROVENANCES, clocks
from ledger.cli.event_json import event_json
from ledger.cli.file_output import write_beside
from ledger.cli.settings import Settings
from ledger.domain.recorded import RecordedEvent
from ledger.errors import UsageError
from ledger.projections import casebook as cases
from ledger.projections import ratings as fold
from ledger.projections.points import parse_point

if TYPE_CHECKING:
    from ledger.exporting.table import Table

TABLES: Final = ("annexe", "casebook", "log")

EXAMPLES: Final = """\b
Examples:
  ledger --ledger demo export north-yorkshire-2020 --format csv
  ledger --ledger demo export north-yorkshire-2020 --format xlsx --table casebook --output casebook.xlsx
  ledger --ledger demo export north-yorkshire-2020 --format jsonl --table log --at panel

annexe: ratings and percentages as the reports print them. casebook: every question of every case, in a form that imports
back. log: every event, whole. Every row says how far it can be trusted and which point it stands at. CSV, JSON and JSON
lines go to standard output unless --output names a file; XLSX needs a file.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx", "json", "jsonl"]), required=True, help="The format.")
@click.option("--table", type=click.Choice(TABLES), default="annexe", show_default=True, help="What is exported.")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to export as at.")
@click.option("--output", "file", metavar="FILE", help="The file to write.")
@click.option("--force", is_flag=True, help="Write the file in place of one that is there.")
@click.pass_obj
def export(settings: Settings, /, inspection: str, form: str, table: str, at: str, file: str | None, *, force: bool) -> None:
    """Export the annexe tables, the casebook or the log of an inspection, now or as at a point."""
    if form == "xlsx" and file is None:
        raise UsageError("Expected the file to write, found none: a workbook is not printed. Name it with --output.")
    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    upto = history[: ledger.step_at(parse_point(at), history)]
    board = Board(fold.fold(ledger.start(), upto), len(history))
    diagnostics.warn_of_other_rules([board])
    data = _encoded(form, table, board, upto)
    if file is None:
        output.write_bytes(data)
    else:
        write_beside(Path(file), data, force=force)


def _encoded(form: str, name: str, board: Board, history: list[RecordedEvent]) -> bytes:
    from ledger.exporting.written import csv_bytes, xlsx_bytes

    if form == "csv":
        return csv_bytes(_table(name, board, history))
    if form == "xlsx":
        return xlsx_bytes(_table(name, board, history), history[-1].recorded_at)
    rows = [event_json(one) for one in history] if name == "log" else list(_objects(_table(name, board, history)))
    if form == "jsonl":
        return "".join(f"{output.json_text(row)}\n" for row in rows).encode()
    return f"{output.json_text({**_head(board, name), 'rows': rows}, indent=2)}\n".encode()


def _table(name: str, board: Board, history: list[RecordedEvent]) -> Table:
    from ledger.casebook.questions import Questions
    from ledger.exporting import annexe, casebook, log
    from ledger.exporting.table import Origin

    view = board.view
    assert view.framework is not None, "an inspection that has a history was opened"
    origin = Origin(view.inspection, clocks(history[-1]), PROVENANCES[view.provenance])
    match name:
        case "annexe":
            return annexe.annexe(view, cases.fold(cases.CasebookView(), history), origin)
        case "casebook":
            return casebook.casebook(Questions(view.framework), cases.fold(cases.CasebookView(), history), origin)
        case _:
            return log.log(history, origin, PROVENANCES)


def _objects(table: Table) -> Iterator[Object]:
    """Every row as an object, the spaces of its columns' names as underlines."""
    names = [column.replace(" ", "_") for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in table.rows)


def _head(board: Board, name: str) -> Mapping[str, object]:
    view = board.view
    assert view.framework is not None, "an inspection that has a history was opened"
    return {
        "table": name,
        "inspection": view.inspection,
        "service": view.service,
        "framework": view.framework.id,
        "provenance": view.provenance,
        "at": at_json(board),
    }
