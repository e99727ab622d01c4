"""`ledger inspections`: what a ledger holds."""

from __future__ import annotations

import click

from ledger.answers import Listed, UnlistedError
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object, happened_on
from ledger.cli.board_text import PROVENANCES, clocks, overall_words
from ledger.cli.settings import Settings
from ledger.cli.tables import columns, indented
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger inspections
  ledger --ledger demo inspections --json
  ledger --ledger demo inspections --at 2020-06-05

POINT is a position of the ledger (412), a date (2020-06-05: happened on or before it), a time (2020-06-05T17:00Z: recorded
at or before it), or latest.
"""


@click.command(epilog=EXAMPLES)
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to list as at.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_obj
def inspections(settings: Settings, at: str, *, as_json: bool) -> None:
    """List the inspections with their overall ratings, as they stand now or as at a point."""
    point = parse_point(at)
    ledger = opening.open_to_read(settings)
    try:
        listed = ledger.listed(point)
    except UnlistedError as error:
        if error.listed:
            _write(error.listed, as_json=as_json)
        raise
    if listed or as_json:
        _write(listed, as_json=as_json)
    else:
        output.write_lines([_none(at, len(ledger.inspections()))])


def _write(listed: list[Listed], *, as_json: bool) -> None:
    diagnostics.warn_of_other_rules(listed)
    if as_json:
        output.write_json([_json(one) for one in listed])
    else:
        output.write_lines(_lines(listed))


def _json(one: Listed) -> Object:
    last, total = one.last, one.overall
    return {
        "id": one.inspection,
        "service": one.service,
        "framework": one.framework.id,
        "events": one.of,
        "overall": total.rating,
        "score": total.score,
        "out_of": total.out_of,
        "provenance": one.opened.by.provenance,
        "open_disputes": one.open_disputes,
        "at": {
            "position": last.position,
            "happened_on": happened_on(last.by.happened),
            "recorded_at": last.recorded_at,
            "step": one.step,
            "of": one.of,
        },
    }


def _none(at: str, now: int) -> str:
    """Why nothing is listed: nothing had been opened by then, or nothing ever was."""
    if not now:
        return "No inspection has been opened in this ledger yet."
    there = f"there {'is' if now == 1 else 'are'} {now} now"
    return f"No inspection had been opened as at {output.clean(at)}; {there}: leave out --at to list them."


def _lines(listed: list[Listed]) -> list[str]:
    heads = columns([_row(one) for one in listed], right={2})
    return [line for one, head in zip(listed, heads, strict=True) for line in (head, *indented(_details(one), 2))]


def _row(one: Listed) -> tuple[str, ...]:
    return one.inspection, one.framework.id, f"{one.of} events", overall_words(one.overall)


def _details(one: Listed) -> list[str]:
    step = "" if one.step == one.of else f", step {one.step} of {one.of}"
    disputes = [f"{one.open_disputes} open dispute{'' if one.open_disputes == 1 else 's'}"] if one.open_disputes else []
    return [f"{output.clean(one.service)}, {PROVENANCES[one.opened.by.provenance]}", *disputes, f"As at {clocks(one.last)}{step}"]
