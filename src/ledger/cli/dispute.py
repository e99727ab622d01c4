"""`ledger dispute`: disputes raised, answered, resolved and withdrawn, and which of them matter."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ledger.application import Ledger
from ledger.audit.disputes_json import dispute_json
from ledger.audit.standpoint import Standpoint, heading
from ledger.audit.triage import Triaged, triage
from ledger.cli import opening, output
from ledger.cli.citation_text import standing
from ledger.cli.dispute_text import list_lines, show_lines
from ledger.cli.record_verb import verb_command
from ledger.cli.settings import Settings
from ledger.domain.recorded import RecordedEvent
from ledger.errors import NotFoundError
from ledger.projections import ratings
from ledger.projections.disputes import Dispute, disputes
from ledger.projections.points import parse_point
from ledger.recording.dispute_verbs import DISPUTES

EXAMPLES = """\b
Examples:
  ledger --ledger demo dispute list training-example
  ledger --ledger demo dispute show training-example 1 --json
  ledger dispute raise north-2026 412 "The plan covers the safety of others." --due 2026-03-20 --role inspector
  ledger dispute resolve north-2026 1 amended --to sufficient --role lead-inspector --reason "Both read the plan again."

upheld: what is disputed stands. amended: it is changed. dismissed: the dispute is turned away, and what is disputed stands.
"""


@click.group(epilog=EXAMPLES)
def dispute() -> None:
    """Raise, answer, resolve or withdraw disputes, and see which of them can change a rating."""


for _verb in DISPUTES:
    dispute.add_command(verb_command(_verb, "dispute"))


@dispute.command(
    "list", epilog="\b\nExamples:\n  ledger --ledger demo dispute list training-example\n  ledger dispute list north-2026 --all --json"
)
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to list as at.")
@click.option("--all", "everything", is_flag=True, help="List those that are resolved or withdrawn as well.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def list_(settings: Settings, inspection: str, at: str, *, everything: bool, as_json: bool) -> None:
    """List the open disputes in the order to settle them, each with its effect and the ratings either way."""
    found, queue, where, _ = _found(opening.open_to_read(settings), inspection, at)
    if as_json:
        ended = [one for one in found if not one.is_open] if everything else []
        listed = [*(dispute_json(one.dispute, one) for one in queue), *(dispute_json(one, None) for one in ended)]
        output.write_json({**heading(where), "disputes": listed})
    else:
        output.write_lines([*standing(where), "", *list_lines(found, queue, everything=everything)])


@dispute.command(epilog="\b\nExamples:\n  ledger --ledger demo dispute show training-example 2")
@click.argument("inspection")
@click.argument("number", metavar="DISPUTE", type=click.INT)
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to show it as at.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, inspection: str, number: int, at: str, *, as_json: bool) -> None:
    """Show one dispute: what is disputed, the words on either side, its outcome, and the ratings either way while it is open."""
    found, queue, where, past = _found(opening.open_to_read(settings), inspection, at)
    one = next((one for one in found if one.number == number), None)
    if one is None:
        there = f"It has {', '.join(str(known.number) for known in found)}." if found else "It has none."
        raise NotFoundError(f"There is no dispute {number} in {inspection} at #{where.last.position}. {there}")
    triaged = next((known for known in queue if known.dispute.number == number), None)
    if as_json:
        output.write_json({**heading(where), **dispute_json(one, triaged)})
    else:
        positions = {recorded.id: recorded.position for recorded in past}
        output.write_lines([*standing(where), "", *show_lines(one, triaged, where.view.provenance, positions)])


def _found(ledger: Ledger, inspection: str, at: str) -> tuple[tuple[Dispute, ...], Sequence[Triaged], Standpoint, list[RecordedEvent]]:
    """The disputes as at a point, the open ones in their order, and where that stands."""
    history = ledger.history(inspection)
    past = history[: ledger.step_at(parse_point(at), history)]
    where = Standpoint(ratings.fold(ledger.start(), past), len(history))
    found = disputes(past)
    return found, triage(where.view, found), where, past
