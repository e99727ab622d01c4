"""`ledger tui`: replay in the terminal, or as lines of text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ledger.application import Ledger
from ledger.cli import diagnostics, opening, output
from ledger.cli.desk import desk_of
from ledger.cli.settings import Settings
from ledger.domain.recorded import ROLES
from ledger.errors import LedgerError, UsageError
from ledger.projections.points import parse_point

if TYPE_CHECKING:
    from ledger_tui.plain import Plain

EXAMPLES = """\b
Examples:
  ledger tui
  ledger --ledger demo tui north-yorkshire-2020
  ledger --ledger demo tui north-yorkshire-2020 --plain --changes --from panel
  echo "why 3.2" | ledger --ledger demo tui north-yorkshire-2020 --plain --ask

With --ask a request is read from every line of standard input: next, prev, goto 412, board, why 3.2, who 2.1.3, whatif 412,
diff 50 100, findings; help lists them all.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection", required=False)
@click.option("--plain", is_flag=True, help="Lines of text, for screen readers and pipes; so is a named inspection without a terminal.")
@click.option("--from", "start", metavar="POINT", default="opened", show_default=True, help="The first event that is told.")
@click.option("--to", "end", metavar="POINT", default="latest", show_default=True, help="The last event that is told.")
@click.option("--changes", is_flag=True, help="Only the events that changed a rating or the score.")
@click.option("--ask", is_flag=True, help="Answer requests from standard input, one a line.")
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help="The role acted in where something is recorded. [default: LEDGER_ROLE, else the only role of the login]",
)
@click.pass_obj
def tui(
    settings: Settings, inspection: str | None, start: str, end: str, role: str | None, *, plain: bool, changes: bool, ask: bool
) -> None:
    """Move through the history of an inspection, or choose one first."""
    ledger = opening.open_to_read(settings)
    if inspection is not None:
        ledger.require(inspection)
    if plain or ask or (inspection is not None and not opening.has_terminal()):
        if inspection is None:
            raise UsageError(f"Expected an inspection to tell, found none. {_telling(settings, ledger)}")
        _tell(ledger, inspection, (start, end), changes=changes, ask=ask)
        return
    if not opening.has_terminal():
        raise UsageError(f"Expected a terminal to draw on, found none. {_telling(settings, ledger)}")
    from ledger_tui.app import run

    run(ledger, inspection, None if settings.ledger == opening.DEMO else desk_of(settings, {"role": role}))


def _telling(settings: Settings, ledger: Ledger) -> str:
    """The commands that tell an inspection of this ledger and list all of them, as they are to be typed."""
    first = next(iter(ledger.inspections()), None)
    if first is None:
        return "This ledger has no inspection yet."
    return f"`{opening.command(settings, 'tui', first, '--plain')}` tells one; `{opening.command(settings, 'inspections')}` lists all."


def _tell(ledger: Ledger, inspection: str, span: tuple[str, str], *, changes: bool, ask: bool) -> None:
    from ledger_tui.plain import Plain
    from ledger_tui.telling.line import unfolded

    told = Plain(ledger, inspection)
    first, last = (told.step_at(parse_point(point)) for point in span)
    if first > last:
        raise UsageError(f"Expected --from before --to, found --from at event {first} and --to at event {last} of {told.replay.steps}.")
    output.write_lines(map(output.clean, unfolded(told.opening())))
    if not ask:
        output.write_lines(map(output.clean, unfolded(told.events(first, last, changes=changes))))
        return
    told.step = last
    for line in sys.stdin:
        if not _answered(told, line):
            return


def _answered(told: Plain, line: str) -> bool:
    """Whether to go on after a request; what cannot be answered is said in words."""
    from ledger_tui.command_line import read_request
    from ledger_tui.requests import Do
    from ledger_tui.telling.line import unfolded

    if not line.strip():
        return True
    try:
        request = read_request(line)
        if request == Do("quit"):
            return False
        lines: Iterator[str] = unfolded(list(told.answer(request)))
    except LedgerError as error:
        diagnostics.warn(str(error))
        return True
    output.write_lines(["", *map(output.clean, lines)])
    return True
