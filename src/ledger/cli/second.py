"""`ledger second`: dip samples, their sheets, and second judgements given without seeing the first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import click

from ledger.audit.disputes_json import samples_json
from ledger.audit.sheet import Line, sheet, sheet_json
from ledger.cli import opening, output
from ledger.cli.record_defaults import defaults
from ledger.cli.record_verb import verb_command
from ledger.cli.second_text import sample_lines, sheet_lines
from ledger.cli.settings import Settings
from ledger.cli.telling import telling
from ledger.domain import commands as c
from ledger.domain.recorded import ROLES, Happened, Role
from ledger.errors import UsageError
from ledger.projections.points import parse_point
from ledger.recording.dispute_verbs import SECOND

EXAMPLES = """\b
Examples:
  ledger second draw north-2026 10 --standard 2.2 --role lead-inspector
  ledger --as reviewer-1 second sheet north-2026 1 --role quality-reviewer
  ledger --as reviewer-1 second give north-2026 1 C07 2.2.1 sufficient --declared not-seen --role quality-reviewer
  ledger --ledger demo second list training-example --json

A sheet shows no first judgement, reason or rating until the judge's own judgement is recorded. What else they have seen the
ledger cannot know: it records where the sheet was issued, and what they declare.
"""


@click.group(epilog=EXAMPLES)
def second() -> None:
    """Have judgements made a second time, for comparison; they never count."""


for _verb in SECOND:
    if _verb.name != "second-sheet":
        second.add_command(verb_command(_verb, "second"))


@second.command("sheet", epilog="\b\nExamples:\n  ledger --as reviewer-1 second sheet north-2026 1 --role quality-reviewer")
@click.argument("inspection")
@click.argument("sample", type=click.IntRange(min=1))
@click.option("--role", type=click.Choice(ROLES), help="The role acted in. [default: LEDGER_ROLE, else the only role of the login]")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def sheet_(settings: Settings, inspection: str, sample: int, role: Role | None, *, as_json: bool) -> None:
    """Take the sheet of a sample, or look at one's own again: what is to be judged, and of each first judgement nothing until then."""
    with opening.open_to_write(settings) as ledger:
        who = defaults(settings, ledger)
        acting = role or who.role
        found = next((known for known in ROLES if known == acting), None)
        if found is None:
            raise UsageError(f"Expected the role acted in, one of {', '.join(ROLES)}, found {acting or 'nothing'}. Give --role.")
        by = c.By(command_id=str(uuid.uuid4()), actor=who.actor, role=found, happened=Happened.parse(who.today))
        command = c.IssueSheet(inspection=inspection, by=by, sample=sample)
        with telling() as told:
            told.begins("take the sheet again, which is issued once")
            told.ends(ledger.handle(command).positions, "take the sheet again, which is issued once")
            history, framework = ledger.history(inspection), ledger.board(inspection).view.framework
            _show(inspection, sample, who.actor, sheet(history, sample, who.actor, framework) if framework else (), as_json=as_json)


def _show(inspection: str, sample: int, judge: str, lines: Sequence[Line], *, as_json: bool) -> None:
    if as_json:
        output.write_json({"inspection": inspection, "sample": sample, "judge": judge, "lines": sheet_json(lines)})
    else:
        output.write_lines(sheet_lines(inspection, sample, judge, lines))


@second.command("list", epilog="\b\nExamples:\n  ledger --ledger demo second list training-example --json")
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to list as at.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_obj
def list_(settings: Settings, inspection: str, at: str, *, as_json: bool) -> None:
    """List the dip samples: what each was drawn from and how, who has its sheet, and how much is judged; no judgement is shown."""
    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    found = samples_json(history[: ledger.step_at(parse_point(at), history)])
    if as_json:
        output.write_json(found)
    else:
        output.write_lines(sample_lines(found))
