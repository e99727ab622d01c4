"""`ledger copy` and `ledger backup`: a ledger taken to another place."""

from __future__ import annotations

from pathlib import Path

import click

from ledger import bootstrap
from ledger.cli import diagnostics, opening, output
from ledger.cli.settings import Settings
from ledger.errors import UsageError

COPY_EXAMPLES = """\b
Examples:
  ledger copy inspections.ledger postgresql+psycopg://ledger@db.example/inspections
  ledger copy backup-2026-11-21.ledger restored.ledger

FROM and TO are file paths or SQLAlchemy URLs. TO is made where nothing is there yet. Where a copy was stopped, the same
command goes on with it; where FROM has grown since, what is new is copied. Anything else in TO is refused.
"""

BACKUP_EXAMPLES = """\b
Examples:
  ledger backup backup-2026-11-21.ledger
  ledger --ledger postgresql+psycopg://ledger@db.example/inspections backup /srv/backups/2026-11-21.ledger --json

The backup is a ledger in a file: every command reads it, `ledger --ledger FILE verify` checks it, and `ledger copy FILE TO`
restores it to any place.
"""


@click.command(epilog=COPY_EXAMPLES)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def copy(settings: Settings, source: str, target: str, *, as_json: bool) -> None:
    """Copy a ledger to another place or database: every record the same, each checked on the way."""
    if settings.ledger is not None:
        diagnostics.warn("copy goes from FROM to TO and takes no notice of --ledger.")
    if opening.DEMO in (source, target):
        raise UsageError("Expected two paths or URLs, found demo. `ledger demo --file PATH` makes the demonstration in a file of your own.")
    if source == target:
        raise UsageError(f"Expected two places, found {source} twice.")
    with diagnostics.progress() as report:
        copied = bootstrap.copy(source, target, report)
    shown = opening.shown(source), opening.shown(target)
    if as_json:
        output.write_json({"from": shown[0], "to": shown[1], **copied._asdict()})
    else:
        erased = f" Erased {copied.erased} texts that are erased in {shown[0]}." if copied.erased else ""
        there = f"{copied.there:,} of its {copied.head:,} events were there and are the same, {copied.copied:,} were copied."
        output.write_lines([f"{shown[1]} is a copy of {shown[0]}: {there}{erased}"])


@click.command(epilog=BACKUP_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def backup(settings: Settings, file: Path, *, as_json: bool) -> None:
    """Write the ledger as it stands now into a new file, while others go on writing."""
    place = opening.place(settings)
    opening.open_to_read(settings).close()  # says what is wrong, and makes a demonstration that is not there yet
    with diagnostics.progress() as report:
        made = bootstrap.backup(place, file.expanduser(), report)
    if as_json:
        output.write_json({"ledger": opening.shown(place), "file": str(file), **made._asdict()})
    else:
        output.write_lines([f"Wrote {opening.shown(place)} as at #{made.head} to {file}: {made.size:,} bytes, SHA-256 {made.sha256}."])
