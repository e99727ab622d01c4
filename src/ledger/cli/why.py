"""`ledger why`: the route from judgements to a rating."""

from __future__ import annotations

import click

from ledger.application import Board
from ledger.audit import why as audit
from ledger.audit.why_json import as_json as why_json
from ledger.cli import diagnostics, opening, output
from ledger.cli.settings import Settings
from ledger.cli.why_text import why_lines
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo why north-yorkshire-2020 3.2
  ledger --ledger demo why training-example 2.2 --at panel --prompts
  ledger --ledger demo why sunderland-2022 4.1 --json

POINT is a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone: opened, fieldwork-complete,
panel, draft, confirmed, published, latest.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.argument("standard")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to explain the rating as at.")
@click.option("--prompts", is_flag=True, help="Show the prompts below each key question.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def why(settings: Settings, inspection: str, standard: str, *, at: str, prompts: bool, as_json: bool) -> None:
    """Explain a rating step by step: the rules with their sources, the figures, the events and the people."""
    point = parse_point(at)
    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    found = audit.why(history, ledger.step_at(point, history), ledger.start(), standard, prompts=prompts)
    diagnostics.warn_of_other_rules([Board(found.at.view, found.at.of)])
    if as_json:
        output.write_json(why_json(found))
    else:
        output.write_lines(why_lines(found))
