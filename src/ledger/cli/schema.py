"""`ledger init` and `ledger upgrade`: ledgers made, and brought to this version's schema."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ledger import bootstrap
from ledger.cli import diagnostics, opening, output
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


@click.command(
    epilog="\b\nExamples:\n  ledger upgrade\n  ledger upgrade --rebuild\n  ledger --ledger /srv/inspections.ledger upgrade --json"
)
@click.option("--rebuild", is_flag=True, help="Write anew what is kept for lists, even where it is of this version.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def upgrade(settings: Settings, *, rebuild: bool, as_json: bool) -> None:
    """Bring a ledger to this version's schema, and what is kept for lists to this version's rules; each whole or not at all."""
    place = opening.place(settings)
    before, after = store.upgrade(place)
    with diagnostics.progress() as report:
        rebuilt = bootstrap.rebuild(place, report, all_of_them=rebuild)
    if as_json:
        output.write_json({"ledger": place, "before": before, "after": after, "rebuilt": rebuilt})
    else:
        same = f"{place} has this version's schema already ({after})."
        output.write_lines([same if before == after else f"Upgraded {place} from schema {before} to {after}."])
        output.write_lines([f"Rebuilt from the events: {', '.join(rebuilt)}."] if rebuilt else [])


def _own_place(settings: Settings) -> str:
    if settings.ledger == opening.DEMO:
        raise UsageError("Expected the place of a new ledger, found demo. Make the demonstration with `ledger demo`.")
    return opening.place(settings)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{directory} cannot be made: {error.strerror}. Name another place with --ledger.") from error
