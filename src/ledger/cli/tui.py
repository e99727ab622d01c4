"""`ledger tui`: replay in the terminal."""

from __future__ import annotations

import click

from ledger.cli import opening
from ledger.cli.desk import desk_of
from ledger.cli.settings import Settings
from ledger.errors import UsageError


@click.command(epilog="\b\nExamples:\n  ledger tui\n  ledger --ledger demo tui north-yorkshire-2020")
@click.argument("inspection", required=False)
@click.pass_obj
def tui(settings: Settings, inspection: str | None) -> None:
    """Move through the history of an inspection, or choose one first."""
    ledger = opening.open_to_read(settings)
    if inspection is not None:
        ledger.history(inspection)
    if not opening.has_terminal():
        raise UsageError("Expected a terminal to draw on, found none. `ledger ratings` and `ledger log` need none.")
    from ledger_tui.app import run

    run(ledger, inspection, desk_of(settings, {}))
