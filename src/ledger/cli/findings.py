"""`ledger findings`: what a reviewer should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import click

from ledger.application import Board
from ledger.audit.findings import SEVERITIES, Finding, Severity, at_or_above, findings
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object
from ledger.cli.board_text import PROVENANCES, clocks
from ledger.cli.settings import Settings
from ledger.cli.wrapping import wrapped
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo findings north-yorkshire-2020
  ledger --ledger demo findings training-example --at panel
  ledger --ledger demo findings oxfordshire-2020 --fail-on high --json

POINT is a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone: opened, fieldwork-complete,
panel, draft, confirmed, published, latest. With --fail-on the exit code is 8 where a finding is of that severity or above.
"""

FOUND: Final = 8
"""The exit code where there are findings at or above `--fail-on`."""

_COLOURS: Final[dict[Severity, str | None]] = {"high": "red", "medium": "yellow", "low": None}
_SHOWN: Final = 8
_INDENT: Final = 8


@click.command("findings", epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to look from.")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="End with exit code 8 where a finding is at or above this severity.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_context
def command(context: click.Context, inspection: str, at: str, fail_on: Severity | None, *, as_json: bool) -> None:
    """Show what a reviewer should look at: decisions, judgements and figures that do not hold together."""
    point = parse_point(at)
    settings: Settings = context.obj
    ledger = opening.open_to_read(settings)
    board = ledger.board(inspection, point)
    diagnostics.warn_of_other_rules([board])
    history = ledger.history(inspection)[: board.view.step]
    found = findings(history, ledger.start(), ledger.decisions_elsewhere(inspection, history[-1].position))
    if as_json:
        output.write_json([_json(finding) for finding in found])
    else:
        output.write_lines(_lines(board, found))
    grave = at_or_above(found, fail_on) if fail_on is not None else []
    if grave:
        diagnostics.warn(f"{_count(grave)}, at or above --fail-on {fail_on}")
        context.exit(FOUND)


def _json(finding: Finding) -> Object:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "standard": finding.standard,
        "key_question": finding.key_question,
        "case": finding.case,
        "message": finding.message,
        "positions": finding.positions,
        "sources": finding.sources,
    }


def _lines(board: Board, found: Sequence[Finding]) -> Iterator[str]:
    view = board.view
    assert view.last is not None
    yield click.style(f"{output.clean(view.service)} ({view.inspection})", bold=True)
    yield f"{view.opened_under}, {PROVENANCES[view.provenance]}"
    yield f"As at {clocks(view.last)}, step {view.step} of {board.of}"
    yield _count(found)
    for finding in found:
        yield ""
        yield from _finding(finding)


def _count(found: Sequence[Finding]) -> str:
    severities = Counter(finding.severity for finding in found)
    if not found:
        return "Nothing found."
    each = ", ".join(f"{severities[severity]} {severity}" for severity in SEVERITIES if severities[severity])
    return f"{len(found)} finding{'' if len(found) == 1 else 's'}: {each}"


def _finding(finding: Finding) -> Iterator[str]:
    severity = click.style(f"{finding.severity:<6}", fg=_COLOURS[finding.severity], bold=True)
    about = " ".join(filter(None, (finding.key_question or finding.standard, finding.case)))
    yield f"{severity}  {f'{about}  ' if about else ''}{finding.code}"
    for words in (finding.message, _where(finding)):
        yield from wrapped(words, _INDENT)


def _where(finding: Finding) -> str:
    """Where to look: positions of the ledger and lines of reports, the first of each when there are many."""
    places = [_some([f"#{position}" for position in finding.positions]), _some(finding.sources)]
    return "; ".join(filter(None, places))


def _some(places: Sequence[str]) -> str:
    more = len(places) - _SHOWN
    return ", ".join(places[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
