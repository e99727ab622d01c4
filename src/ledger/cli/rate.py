"""`ledger rate`: the ratings that a figures file earns."""

from __future__ import annotations

import click

from ledger.cli import diagnostics, output
from ledger.cli.board_json import figures_json
from ledger.cli.board_text import figures_lines
from ledger.figures import rate_figures, read_figures

EXAMPLES = """\b
Examples:
  ledger rate figures.json
  echo '{"framework": "youth-2018", "standards": {"3.4": {"key_questions": {"3.4.1": [8, 9], "3.4.2": [9, 9]}}}}' | ledger rate -

\b
A figures file:
  {"framework": "youth-2018",
   "standards": {"1.1": {"proposed": "Outstanding"},
                 "3.2": {"key_questions": {"3.2.1": [12, 15], "3.2.2": [8, 12], "3.2.3": [5, 8]}, "discretion": "Good"},
                 "1.3": {"proposed": "Good", "override": "Outstanding"}}}
"""


@click.command(epilog=EXAMPLES)
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
def rate(file: str, *, as_json: bool) -> None:
    """Rate a figures file, or standard input for -, without any ledger."""
    rated = rate_figures(read_figures(file))
    for sentence in rated.reported:
        diagnostics.warn(f"applied as recorded, though a rule is against it: {sentence}")
    if as_json:
        output.write_json(figures_json(rated))
    else:
        output.write_lines(figures_lines(rated))
