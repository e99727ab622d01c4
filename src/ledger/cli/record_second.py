"""`ledger record second`: a screen to give second judgements on, blind by display."""

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

DOES: Final = "Give second judgements on a screen that hides the first ones until yours is recorded."

EXAMPLES: Final = """\b
Examples:
  ledger --as inspector-2 record second north-2026 1 --role inspector

Opening it issues the sheet to you, which is recorded. d declares that you had not seen the first judgements, s i r judge, ? has every key.
"""


@click.pass_obj
def _give(settings: Settings, /, *, inspection: str, sample: int, **given: JsonValue) -> None:
    desk = desk_of(settings, given)
    desk.hand()
    if not opening.has_terminal():
        raise UsageError("Expected a terminal to judge on, found none. `ledger record second-sheet` and `second-give` need none.")
    from ledger_tui.app import judge_again

    judge_again(desk, inspection, sample)


SECOND: Final = click.Command(
    "second",
    params=[click.Argument(["inspection"]), click.Argument(["sample"], type=click.INT), *(parameter(field) for field in FIELDS.values())],
    callback=_give,
    help=f"{DOES}\n\nFor whoever judges, but for the one who made the first judgement.",
    short_help=DOES,
    epilog=EXAMPLES,
)
