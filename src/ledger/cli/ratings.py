"""`ledger ratings`: the board of an inspection as at a point."""

from __future__ import annotations

import click

from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import board_json
from ledger.cli.board_text import board_lines
from ledger.cli.settings import Settings
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo ratings north-yorkshire-2020
  ledger --ledger demo ratings north-yorkshire-2020 --at panel
  ledger --ledger demo ratings north-yorkshire-2020 --framework youth-2021 --json

POINT is a position (412), a date (2020-06-05: happened on or before it), a time (2020-06-05T17:00Z: recorded at or
before it), or a milestone: opened, fieldwork-complete, panel, draft, confirmed, published, latest.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to rate as at.")
@click.option("--framework", metavar="ID", help="Rate under another framework version, such as youth-2021.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def ratings(settings: Settings, inspection: str, at: str, framework: str | None, *, as_json: bool) -> None:
    """Show every rating of an inspection with its figures, its route and the discretion tests."""
    point = parse_point(at)
    board = opening.open_to_read(settings).board(inspection, point, framework)
    diagnostics.warn_of_other_rules([board])
    if as_json:
        output.write_json(board_json(board))
    else:
        output.write_lines(board_lines(board))
