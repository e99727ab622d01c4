"""`ledger show`: one recorded event, whole."""

from __future__ import annotations

import re

import click

from ledger.application import Board, Ledger
from ledger.audit.citation import cited_or_null
from ledger.audit.shown import Shown, as_json, shown
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object
from ledger.cli.event_json import event_json
from ledger.cli.settings import Settings
from ledger.cli.show_text import own_lines, show_lines
from ledger.domain import events as e
from ledger.domain.recorded import OF_THE_LEDGER, RecordedEvent
from ledger.errors import DamagedError, UsageError

EXAMPLES = """\b
Examples:
  ledger --ledger demo show 2193
  ledger --ledger demo show '#2193' --json
"""


@click.command(epilog=EXAMPLES)
@click.argument("position")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def show(settings: Settings, position: str, *, as_json: bool) -> None:
    """Show one recorded event with who, when, why, its hashes, and what it changed up to the overall rating."""
    number = _number(position)
    ledger = opening.open_to_read(settings)
    recorded = ledger.event(number)
    if recorded.inspection == OF_THE_LEDGER:
        _show_own(recorded, ledger, as_json=as_json)
        return
    history = ledger.history(recorded.inspection)
    step = next((index for index, event in enumerate(history, 1) if event.position == number), None)
    if step is None:
        among = f"the event at position {number} among those of {recorded.inspection}"
        raise DamagedError(f"expected {among}, found it under another name: see `ledger verify`")
    found = shown(history, step, ledger.start())
    diagnostics.warn_of_other_rules([Board(found.at.view, found.at.of)])
    sources = _sources(recorded)
    if as_json:
        output.write_json(show_json(found, sources))
    else:
        output.write_lines(show_lines(found, sources))


def show_json(found: Shown, sources: dict[str, str]) -> Object:
    """The event as `log` gives it, with its hashes and what it changed."""
    return {**_whole(found.recorded), "sources": sources, **as_json(found)}


def _whole(recorded: RecordedEvent) -> Object:
    return {
        **event_json(recorded),
        "command_digest": recorded.by.command_digest,
        "texts": {name: {"sha256": text.sha256, "body": text.body} for name, text in recorded.texts.items()},
    }


def _show_own(recorded: RecordedEvent, ledger: Ledger, *, as_json: bool) -> None:
    """Shows an event of the ledger itself, beside which there is no board."""
    before = [event for event in ledger.logins.history() if event.stream == recorded.stream and event.version < recorded.version]
    earlier = before[-1] if before else None
    if as_json:
        output.write_json({**_whole(recorded), "sources": {}, "earlier": cited_or_null(earlier)})
    else:
        output.write_lines(own_lines(recorded, earlier))


def _number(text: str) -> int:
    if not re.fullmatch(r"#?[0-9]{1,18}", text.strip()):
        raise UsageError(f"Expected a position such as 412, found {text!r}. `ledger log INSPECTION` lists them.")
    return int(text.strip().removeprefix("#"))


def _sources(recorded: RecordedEvent) -> dict[str, str]:
    """The SHA-256 of the text of every published report that the event cites, by the report's id."""
    from ledger.published.library import load_report, report_ids

    cited = {reference.rpartition(":")[0] for reference in recorded.by.evidence}
    if isinstance(recorded.event, e.PublishedFigureRecorded):
        cited.add(recorded.event.report)
    return {report: load_report(report).source.sha256 for report in report_ids() if report in cited}
