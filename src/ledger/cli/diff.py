"""`ledger diff`: what changed between two points."""

from __future__ import annotations

import click

from ledger.application import Board
from ledger.audit import diff as audit
from ledger.cli import diagnostics, opening, output
from ledger.cli.diff_text import diff_lines
from ledger.cli.settings import Settings
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo diff training-example panel latest
  ledger --ledger demo diff training-example 2026-02-27 2026-03-05
  ledger --ledger demo diff north-yorkshire-2020 fieldwork-complete draft --json

FROM and TO are points: a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone: opened,
fieldwork-complete, panel, draft, confirmed, published, latest. The events after FROM, up to TO and with it, are listed.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.argument("first", metavar="FROM")
@click.argument("last", metavar="TO")
@click.option("--all", "everything", is_flag=True, help="List the events that moved no rating as well.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def diff(settings: Settings, inspection: str, first: str, last: str, *, everything: bool, as_json: bool) -> None:
    """Show what differs between two points of an inspection, and the events that did it, by how far up they reached."""
    points = (parse_point(first), parse_point(last))
    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    found = audit.diff(history, (ledger.step_at(points[0], history), ledger.step_at(points[1], history)), ledger.start())
    diagnostics.warn_of_other_rules([Board(found.last.view, found.last.of)])
    if as_json:
        output.write_json(audit.as_json(found))
    else:
        output.write_lines(diff_lines(found, everything=everything))
