"""`ledger agreement`: how often second judgements agree with the first."""

from __future__ import annotations

import click

from ledger.audit.agreement_json import agreement_json
from ledger.audit.citation import Object
from ledger.audit.standpoint import heading, standpoint
from ledger.cli import opening, output
from ledger.cli.citation_text import standing
from ledger.cli.second_text import agreement_lines
from ledger.cli.settings import Settings
from ledger.errors import UsageError
from ledger.projections.agreement import pairs
from ledger.projections.points import AtMilestone, parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo agreement training-example
  ledger --ledger demo agreement training-example --at 2026-03-18 --json
  ledger agreement --all

POINT is a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone, as for ratings.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection", required=False)
@click.option("--all", "everywhere", is_flag=True, help="All inspections of the ledger together, as they stand now.")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to count as at.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def agreement(settings: Settings, inspection: str | None, at: str, *, everywhere: bool, as_json: bool) -> None:
    """Show how often second judgements agree with the first, by standard, key question and inspector, and how they differ."""
    if everywhere == (inspection is not None):
        raise UsageError(f"Expected INSPECTION or --all, found {'both' if everywhere else 'neither'}.")
    point, ledger = parse_point(at), opening.open_to_read(settings)
    if inspection is None:
        if point != AtMilestone("latest"):
            raise UsageError("Expected --at only with one INSPECTION: points are an inspection's own.")
        names = ledger.inspections()
        found = [pair for name in names for pair in pairs(ledger.history(name))]
        told: Object = {"inspections": names}
        lines = [f"All {len(names)} inspections together"]
    else:
        history = ledger.history(inspection)
        where = standpoint(history, ledger.step_at(point, history), ledger.start())
        found = list(pairs(history[: where.view.step]))
        told, lines = heading(where), standing(where)
    if as_json:
        output.write_json({**told, **agreement_json(found)})
    else:
        output.write_lines([*lines, "", *agreement_lines(found)])
