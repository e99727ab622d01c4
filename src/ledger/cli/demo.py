"""`ledger demo`: the published inspections, replayed or printed."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.application import Ledger
from ledger.bootstrap import utc_now
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import board_json
from ledger.cli.board_text import board_lines
from ledger.cli.settings import Settings
from ledger.errors import UsageError

EXAMPLES = """\b
Examples:
  ledger demo
  ledger demo --headless --json
  ledger demo --reset
"""


@click.command(epilog=EXAMPLES)
@click.option("--file", "named", metavar="PATH", help="Keep the demonstration in this file. [default: a file of yours]")
@click.option("--headless", is_flag=True, help="Print the ratings boards; so does a run without a terminal.")
@click.option("--reset", is_flag=True, help="Make the demonstration anew; refuses a file that is not a demonstration.")
@click.option("--json", "as_json", is_flag=True, help="Print the boards as a JSON list.")
@click.pass_obj
def demo(settings: Settings, named: str | None, *, headless: bool, reset: bool, as_json: bool) -> None:
    """Make the demonstration ledger where it is not there yet, and open its replay."""
    if settings.ledger not in (None, opening.DEMO):
        diagnostics.warn("demo keeps its own file and takes no notice of --ledger: name it with --file.")
    file = _file(named) if named else opening.demonstration_file()
    if reset:
        from ledger import demonstration

        with diagnostics.progress() as report:
            demonstration.reset(file, utc_now, report)
    ledger = opening.open_demonstration(file)
    if headless or as_json or not opening.has_terminal():
        _print(ledger, as_json=as_json)
    else:
        _replay(ledger)


def _file(named: str) -> Path:
    """The file that is named; UsageError for a URL, with the way to have the demonstration on a server."""
    if "://" in named:
        raise UsageError(
            f"Expected the path of a file with --file, found {opening.shown(named)}: the demonstration is kept in a file. To have it on a "
            "server, make it with `ledger demo --file demo.ledger --headless` and take it there with `ledger copy demo.ledger URL`."
        )
    return Path(named).expanduser()


def _print(ledger: Ledger, *, as_json: bool) -> None:
    boards = [ledger.board(name) for name in ledger.inspections()]
    diagnostics.warn_of_other_rules(boards)
    if as_json:
        output.write_json([board_json(board) for board in boards])
    else:
        output.write_lines(line for board in boards for line in (*board_lines(board), ""))


def _replay(ledger: Ledger) -> None:
    from ledger_tui.app import run

    run(ledger, None)
