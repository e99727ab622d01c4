"""`ledger record disputes`: a screen to settle the open disputes of an inspection on."""

from __future__ import annotations

from typing import Final

import click

from ledger.cli import opening
from ledger.cli.desk import desk_of
from ledger.cli.hand import FIELDS
from ledger.cli.record_verb import parameter
from ledger.cli.settings import Settings
from ledger.errors import UsageError
from ledger.strict_json import JsonValue

DOES: Final = "Settle the open disputes of an inspection on a screen, the decisive ones first."

EXAMPLES: Final = """\b
Examples:
  ledger --as reviewer-1 record disputes north-2026 --role quality-reviewer

On the screen: u upholds, m amends, x dismisses, a answers, j goes to the next, ? shows every key.
"""


@click.pass_obj
def _settle(settings: Settings, /, *, inspection: str, **given: JsonValue) -> None:
    from ledger_tui.docket import read_docket

    desk = desk_of(settings, given)
    ledger = desk.ledger()
    desk.hand()
    read_docket(ledger.history(inspection), ledger.start())
    if not opening.has_terminal():
        raise UsageError("Expected a terminal to settle disputes on, found none. `ledger record dispute-resolve` needs none.")
    from ledger_tui.app import settle

    settle(desk, inspection)


DISPUTES: Final = click.Command(
    "disputes",
    params=[click.Argument(["inspection"]), *(parameter(field) for field in FIELDS.values())],
    callback=_settle,
    help=f"{DOES}\n\nTo be resolved by someone who is neither party, and answered by anyone who judges.",
    short_help=DOES,
    epilog=EXAMPLES,
)
