"""`ledger log`: the recorded events of an inspection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import click

from ledger.cli import opening, output
from ledger.cli.board_text import PROVENANCES, clocks
from ledger.cli.event_json import event_json
from ledger.cli.event_text import event_lines
from ledger.cli.log_filters import Filters, between, check, selected
from ledger.cli.log_follow import History, followed
from ledger.cli.settings import Settings
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo log north-yorkshire-2020 --standard 3.2
  ledger --ledger demo log north-yorkshire-2020 --case C07 --event key-question-judged
  ledger --ledger demo log north-yorkshire-2020 --from panel --json
  ledger --ledger demo log training-example --correlation training-example/panel/2026-02-20
  ledger log north-2026 --follow --from latest

With --follow, events are shown as they are recorded, until ctrl+c, or until --to is passed.
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
@click.option("--follow", is_flag=True, help="Go on with what is recorded from now on.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def log(
    settings: Settings, /, inspection: str, first: str | None, last: str | None, *, follow: bool, as_json: bool, **filters: str | None
) -> None:
    """List recorded events: what, who, when it happened and was recorded, and why."""
    span = [parse_point(text) if text is not None else None for text in (first, last)]
    wanted = Filters(**filters)
    with opening.open_to_read(settings) as ledger:
        history = ledger.history(inspection)
        check(wanted, history, to_come=follow)
        write = _write_json if as_json else _write_lines
        events = [] if follow else selected(history, between(history, *span), wanted)
        if not as_json:
            count = "What is recorded is shown as it comes; ctrl+c ends it" if follow else f"{len(events)} of {len(history)} events"
            output.write_lines([*_head(history), count, ""])
        write(history, events)
        if follow:
            _follow(followed(ledger, inspection, *span), wanted, write)


def _follow(growing: Iterator[tuple[History, slice]], wanted: Filters, write: Callable[[History, History], None]) -> None:
    """Writes what there is and what comes; ctrl+c is how it is meant to end."""
    with suppress(KeyboardInterrupt):
        for history, new in growing:
            write(history, selected(history, new, wanted))


def _write_json(_history: History, events: History) -> None:
    output.write_json_lines(event_json(recorded) for recorded in events)


def _write_lines(history: History, events: History) -> None:
    output.write_lines(event_lines(events, history[0].by.provenance, {recorded.id: recorded.position for recorded in history}))


def _head(history: History) -> list[str]:
    inspection = f"{history[0].inspection}, {PROVENANCES[history[0].by.provenance]}"
    return [click.style(inspection, bold=True), f"As at {clocks(history[-1])}"]
