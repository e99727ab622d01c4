"""`ledger record case`: a screen to type one case into the ledger."""

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

DOES: Final = "Type a case into the ledger: its prompts and key questions on a screen, every key an event of its own."

EXAMPLES: Final = """\b
Examples:
  ledger --as inspector-1 record case north-2026 C07 --role inspector
  ledger record case north-2026 C07 --happened-on 2026-01-28

On the screen: y n a answer a prompt, s i r judge a key question, tab goes to what is wanting, ? shows every key.
"""


@click.pass_obj
def _type(settings: Settings, /, *, inspection: str, case: str, **given: JsonValue) -> None:
    from ledger_tui.recorder import open_sheet

    desk = desk_of(settings, given)
    open_sheet(desk.ledger(), desk.hand(), inspection, case)
    if not opening.has_terminal():
        raise UsageError("Expected a terminal to type on, found none. `ledger record answer` and `ledger record judge` need none.")
    from ledger_tui.app import record

    record(desk, inspection, case)


CASE: Final = click.Command(
    "case",
    params=[
        click.Argument(["inspection"]),
        click.Argument(["case"]),
        *(parameter(field) for field in FIELDS.values()),
    ],
    callback=_type,
    help=f"{DOES}\n\nFor the inspector or the lead inspector.",
    short_help=DOES,
    epilog=EXAMPLES,
)
