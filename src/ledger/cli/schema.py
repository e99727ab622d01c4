"""`ledger init` and `ledger upgrade`: ledgers made, and brought to this version's schema."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ledger.cli import opening, output
from ledger.cli.settings import Settings
from ledger.errors import StorageError, UsageError
from ledger.store import upgrade as store


@click.command(epilog="\b\nExamples:\n  ledger init\n  ledger --ledger /srv/inspections.ledger init")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def init(settings: Settings, *, as_json: bool) -> None:
    """Create an empty ledger in a new file; refuses where something is there already."""
    place = _own_place(settings)
    if settings.ledger is None and not os.environ.get("LEDGER_URL"):
        _make_directory(Path(place).parent)
    schema = store.create(place)
    if as_json:
        output.write_json({"ledger": place, "schema": schema})
    else:
        output.write_lines([f"Made an empty ledger at {place} (schema {schema})."])


@click.command(epilog="\b\nExamples:\n  ledger upgrade\n  ledger --ledger /srv/inspections.ledger upgrade --json")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def upgrade(settings: Settings, *, as_json: bool) -> None:
    """Bring a ledger to this version's schema, whole or not at all."""
    place = opening.place(settings)
    before, after = store.upgrade(place)
    if as_json:
        output.write_json({"ledger": place, "before": before, "after": after})
    elif before == after:
        output.write_lines([f"{place} has this version's schema already ({after})."])
    else:
        output.write_lines([f"Upgraded {place} from schema {before} to {after}."])


def _own_place(settings: Settings) -> str:
    if settings.ledger == opening.DEMO:
        raise UsageError("Expected the place of a new ledger, found demo. Make the demonstration with `ledger demo`.")
    return opening.place(settings)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{directory} cannot be made: {error.strerror}. Name another place with --ledger.") from error
