"""`ledger import`: a casebook into the ledger, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from ledger.application import Ledger
from ledger.casebook.grid import UnreadableError
from ledger.casebook.opened import MOST_BYTES
from ledger.cli import diagnostics, opening, output
from ledger.cli.import_text import Imported, faults_json, imported_json, imported_lines
from ledger.cli.record_defaults import defaults
from ledger.cli.record_verb import parameter
from ledger.cli.settings import Settings
from ledger.cli.telling import Telling, shown_by, telling
from ledger.errors import NotFoundError, RefusedError, UsageError
from ledger.importing.reading import Chosen, FaultsError, File, read_file
from ledger.importing.recording import boards, commands, record, refusals
from ledger.recording.asked import read_by
from ledger.recording.building import Defaults, by_of
from ledger.recording.verbs import BY
from ledger.strict_json import JsonValue, WrongValueError

EXAMPLES: Final = """\b
Examples:
  ledger casebook new north-2026 --by case casebook.xlsx
  ledger --as inspector-1 import casebook.xlsx --role inspector --dry-run
  ledger --as inspector-1 import answers.csv --inspection north-2026 --role inspector --reason "Read again with the whole file."

A file has one row a case and question, or one row a case with a column a question; docs/casebooks.md shows both. What stands
already is left alone; every change needs a reason, in the file or with --reason. Where anything is wrong nothing is recorded, and
every fault is shown with its cell.
"""

_ASKED: Final = ("role", "reason", "evidence", "happened_on", "recorded_by", "reviewed_by", "correlation", "provenance")
_BY: Final = tuple(field for field in BY if field.name in _ASKED)


@click.command("import", epilog=EXAMPLES)
@click.argument("file", metavar="FILE")
@click.option("--inspection", metavar="ID", help="The inspection, where the file has no column that names it.")
@click.option("--sheet", "sheets", metavar="NAME", multiple=True, help="Read only this sheet. May be repeated.")
@click.option("--ignore", "ignored", metavar="HEADING", multiple=True, help="Leave out the column with this heading. May be repeated.")
@click.option("--encoding", metavar="NAME", help="The encoding of a CSV file that is not in UTF-8, such as cp1252.")
@click.option("--dry-run", is_flag=True, help="Show the differences and the board before and after, and record nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def import_file(
    settings: Settings,
    /,
    file: str,
    inspection: str | None,
    sheets: tuple[str, ...],
    ignored: tuple[str, ...],
    encoding: str | None,
    **asked: JsonValue | tuple[JsonValue, ...],
) -> None:
    """Import the answers and judgements of a casebook, a workbook (XLSX) or a table (CSV), in one transaction."""
    dry_run, as_json = bool(asked.pop("dry_run")), bool(asked.pop("as_json"))
    chosen = Chosen(inspection, sheets, ignored)
    with telling() as told:
        try:
            read = File.of(_bytes(file), encoding)
            with opening.open_to_read(settings) if dry_run else opening.open_to_write(settings) as ledger:
                done = _imported(read, chosen, ledger, settings, asked, None if dry_run else told)
        except FaultsError as error:
            diagnostics.faults(f"{file}: {error}", [output.clean(fault.sentence) for fault in error.faults])
            if as_json:
                output.write_json(faults_json(error))
            raise click.exceptions.Exit(error.exit_code) from error
        except UnreadableError as error:
            raise UsageError(f"{file} {error}") from error
        if as_json:
            output.write_json(imported_json(done))
        else:
            output.write_lines(imported_lines(done))


for _field in reversed(_BY):
    import_file.params.insert(5, parameter(_field))


def _imported(
    file: File,
    chosen: Chosen,
    ledger: Ledger,
    settings: Settings,
    asked: Mapping[str, JsonValue | tuple[JsonValue, ...]],
    told: Telling | None,
) -> Imported:
    """Reads, compares and records; where nobody is told of a recording, shows what would be recorded."""
    with diagnostics.progress() as report:
        read = read_file(file, chosen, ledger, report)
        usual = defaults(settings, ledger)
        by = by_of(_by(asked, usual), read.inspection, ledger, usual)
        found = commands(read, file, by)
        if not found:
            return Imported(file, read, read.before, (), None, dry_run=told is None)
        correlation = found[0].by.correlation
        try:
            if told is None:
                return Imported(file, read, ledger.preview(*found).after, (), correlation, dry_run=True)
            told.begins("give the same command again, which leaves alone what stands already")
            read, outcome = record(read, found, ledger, report)
        except (RefusedError, NotFoundError) as error:
            raise refusals(read, found, ledger) or error from error
        told.ends(outcome.positions, shown_by(opening.command(settings, "log", read.inspection, "--correlation", str(correlation))))
    before, after = boards(read, outcome.positions, ledger)
    return Imported(file, replace(read, before=before), after, outcome.positions, correlation, dry_run=False)


def _by(asked: Mapping[str, JsonValue | tuple[JsonValue, ...]], usual: Defaults) -> dict[str, object]:
    """Who asks, in the usual role where none is named; UsageError in the names of the options."""
    said: dict[str, JsonValue] = {name: list(value) if isinstance(value, tuple) else value for name, value in asked.items() if value}
    said.setdefault("role", usual.role)
    try:
        return read_by({name: value for name, value in said.items() if value is not None})
    except WrongValueError as error:
        option = next(field.option for field in _BY if field.name == error.path[1])
        raise UsageError(f"Expected {error.expected} for {option}, found {error.found}.") from error


def _bytes(file: str) -> bytes:
    """What a file holds; UsageError where it cannot be read, or is too large."""
    path = Path(file)
    if not path.exists():
        raise NotFoundError(f"There is no file {file}. Give the path of a casebook, XLSX or CSV.")
    if not path.is_file():
        raise UsageError(f"{file} is no file: expected a casebook, XLSX or CSV. Give the path of the file itself.")
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{file} is larger than {MOST_BYTES // 2**20} MB: divide it into several files.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{file} cannot be read: {error.strerror}. Check its permissions, and that no other program has it locked."
        ) from error
