"""`ledger casebook`: workbooks to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

import click

from ledger.cli import opening, output
from ledger.cli.board_text import PROVENANCES, clocks
from ledger.cli.file_output import write_beside
from ledger.cli.settings import Settings
from ledger.errors import RefusedError

EXAMPLES: Final = """\b
Examples:
  ledger casebook new north-2026 casebook.xlsx
  ledger casebook new north-2026 --by standard casebook.xlsx --json
  ledger --as inspector-1 import casebook.xlsx --role inspector --dry-run
"""


@click.group(epilog=EXAMPLES)
def casebook() -> None:
    """Make workbooks for answers and judgements to be filled in; `ledger import` takes them."""


@casebook.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.argument("file", metavar="FILE.xlsx")
@click.option("--by", "layout", type=click.Choice(["case", "standard"]), default="case", show_default=True, help="A sheet for each.")
@click.option("--force", is_flag=True, help="Write the file in place of one that is there.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def new(settings: Settings, inspection: str, file: str, layout: str, *, force: bool, as_json: bool) -> None:
    """Write a workbook for an inspection: the official wording, drop-downs, and what stands already filled in."""
    from ledger.casebook.lines import lines
    from ledger.casebook.questions import Questions
    from ledger.casebook.template import About, Layout, template
    from ledger.projections import casebook as cases
    from ledger.projections import ratings

    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    board, view = ratings.fold(ledger.start(), history), cases.fold(cases.CasebookView(), history)
    assert board.framework is not None, "an inspection that has a history was opened"
    found = list(lines(Questions(board.framework), view))
    if not found:
        raise RefusedError(f"There is no case in the sample of {inspection}: nothing to fill in. Sample cases with `ledger record sample`.")
    said = (
        f"{board.service}, under {board.framework.title}",
        f"What stands is {PROVENANCES[board.provenance]}, as at {clocks(history[-1])}.",
        board.framework.attribution,
    )
    data = template(About(inspection, said, history[-1].recorded_at), found, cast("Layout", layout))
    write_beside(Path(file), data, force=force)
    if as_json:
        output.write_json({"inspection": inspection, "file": file, "by": layout, "cases": len(view.in_sample), "questions": len(found)})
    else:
        output.write_lines([f"{file}: {len(view.in_sample)} cases, {len(found):,} questions, by {layout}."])
