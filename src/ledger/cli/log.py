"""`ledger log`: the recorded events of an inspection."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ledger.cli import opening, output
from ledger.cli.board_text import PROVENANCES, clocks
from ledger.cli.event_json import event_json
from ledger.cli.event_text import event_lines
from ledger.cli.log_filters import Filters, between, selected
from ledger.cli.settings import Settings
from ledger.domain.recorded import RecordedEvent
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo log north-yorkshire-2020 --standard 3.2
  ledger --ledger demo log north-yorkshire-2020 --case C07 --event key-question-judged
  ledger --ledger demo log north-yorkshire-2020 --from panel --json
  ledger --ledger demo log training-example --correlation training-example/panel/2026-02-20

POINT is a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone: opened, fieldwork-complete,
panel, draft, confirmed, published, latest. The events at both points are included.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--standard", metavar="ID", help="Only events about this standard, its key questions or its prompts.")
@click.option("--case", metavar="REF", help="Only events about this case.")
@click.option("--actor", metavar="ID", help="Only events of this actor.")
@click.option("--event", metavar="NAME", help="Only events of this name, such as key-question-judged.")
@click.option("--correlation", metavar="ID", help="Only events that belong together under this id, such as a sitting.")
@click.option("--causation", metavar="EVENT", help="Only events that this event, named by its position or id, led to.")
@click.option("--from", "first", metavar="POINT", help="Only events from this point on.")
@click.option("--to", "last", metavar="POINT", help="Only events up to this point.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def log(settings: Settings, /, inspection: str, first: str | None, last: str | None, *, as_json: bool, **filters: str | None) -> None:
    """List recorded events: what, who, when it happened and was recorded, and why."""
    points = [parse_point(text) if text is not None else None for text in (first, last)]
    history = opening.open_to_read(settings).history(inspection)
    events = selected(history, between(history, *points), Filters(**filters))
    if as_json:
        output.write_json_lines(event_json(recorded) for recorded in events)
    else:
        output.write_lines(_lines(history, events))


def _lines(history: Sequence[RecordedEvent], events: Sequence[RecordedEvent]) -> list[str]:
    provenance = history[0].by.provenance
    head = [
        click.style(f"{history[0].inspection}, {PROVENANCES[provenance]}", bold=True),
        f"As at {clocks(history[-1])}",
        f"{len(events)} of {len(history)} events",
        "",
    ]
    return [*head, *event_lines(events, provenance, {recorded.id: recorded.position for recorded in history})]
