"""`ledger blame`: the events that made every rating and key question what it is."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ledger.application import Board
from ledger.audit import blame as audit
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_text import NOT_RATED
from ledger.cli.citation_text import cited_lines, standing
from ledger.cli.difference_text import figures, overall_plain
from ledger.cli.dispute_text import mentioned
from ledger.cli.settings import Settings
from ledger.cli.wrapping import wrapped
from ledger.domain.bands import tally_band
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.projections.points import parse_point

EXAMPLES = """\b
Examples:
  ledger --ledger demo blame training-example
  ledger --ledger demo blame north-yorkshire-2020 --at panel --json

POINT is a position (412), a date (2020-06-05), a time (2020-06-05T17:00Z), or a milestone: opened, fieldwork-complete,
panel, draft, confirmed, published, latest.
"""


@click.command(epilog=EXAMPLES)
@click.argument("inspection")
@click.option("--at", metavar="POINT", default="latest", show_default=True, help="The point to look from.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def blame(settings: Settings, inspection: str, at: str, *, as_json: bool) -> None:
    """Show for every rating the event that made it what it is, and what last moved its figures: who, in which role, when and why."""
    point = parse_point(at)
    ledger = opening.open_to_read(settings)
    history = ledger.history(inspection)
    found = audit.blamed(history, ledger.step_at(point, history), ledger.start())
    diagnostics.warn_of_other_rules([Board(found.at.view, found.at.of)])
    if as_json:
        output.write_json(audit.as_json(found))
    else:
        output.write_lines(blame_lines(found))


def blame_lines(found: audit.Blame) -> list[str]:
    """Every rating with the event that gave it, and below it its key questions with theirs."""
    usual = found.at.view.provenance
    lines = [*standing(found.at), "", f"Overall: {overall_plain(found.at.overall)}"]
    lines += _set_by(found.overall_set_by, found.score_by, "score", usual)
    for standard in found.standards:
        lines += ["", *_standard(standard, usual)]
    return lines


def _standard(found: audit.RatingBlame, usual: Provenance) -> Iterator[str]:
    rated = found.rated
    why_not = f" ({NOT_RATED[rated.why_not_rated]})" if rated.why_not_rated else ""
    yield from wrapped(f"{rated.standard.id} {rated.standard.title}: {rated.rating}{why_not}", hanging=2)
    yield from _set_by(found.set_by, found.figures_by, "figures", usual)
    yield from mentioned(found.disputes)
    if found.last is not None and found.last not in (found.set_by, found.figures_by):
        yield "  last event that it rests on:"
        yield from _event(found.last, usual, 4)
    for question in found.questions:
        band = tally_band(rated.rules, question.tally)
        yield f"    {question.tally.key_question}: {figures(question.tally)}{f', {band}' if band else ''}"
        yield from _event(question.set_by, usual, 6)


def _set_by(rating: RecordedEvent | None, beneath: RecordedEvent | None, what: str, usual: Provenance) -> Iterator[str]:
    """What gave a rating its value, told apart from what last moved the score or the figures beneath it."""
    if rating is not None and rating is beneath:
        yield f"  rating set, and {what} last moved, by:"
        yield from cited_lines(rating, usual, 4)
        return
    yield "  rating set by:"
    yield from _event(rating, usual, 4)
    if beneath is not None:
        yield f"  {what} last moved by:"
        yield from cited_lines(beneath, usual, 4)


def _event(recorded: RecordedEvent | None, usual: Provenance, indent: int) -> list[str]:
    return [f"{' ' * indent}nothing recorded yet"] if recorded is None else cited_lines(recorded, usual, indent)
