"""`ledger sensitivity`: how far every rating is from a boundary, and the smallest change that would move it."""

from __future__ import annotations

import click

from ledger.audit.sensitivity import as_json as sensitivity_json
from ledger.audit.sensitivity import sensitivity as analysed
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import at_json
from ledger.cli.sensitivity_text import sensitivity_lines
from ledger.cli.settings import Settings
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo sensitivity darlington-2021
  ledger --ledger demo sensitivity north-yorkshire-2020 --at panel --json

A change is the reversal of one thing on record: one case's judgement on one key question, one proposal, one
discretion decision or override. Every smallest set of changes is found exactly; nothing is recorded.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to look from.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def sensitivity(settings: Settings, inspection: str, at: str, *, as_json: bool) -> None:
    """Show the distance of every rating to its boundaries, and the smallest sets of changes that would move it."""
    board = opening.open_to_read(settings).board(inspection, parse_point(at))
    diagnostics.warn_of_other_rules([board])
    found = analysed(board.view)
    if as_json:
        output.write_json({**sensitivity_json(found), "provenance": board.view.provenance, "at": at_json(board)})
    else:
        output.write_lines(sensitivity_lines(board, found))
