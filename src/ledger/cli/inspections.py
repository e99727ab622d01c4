"""`ledger inspections`: what a ledger holds."""

from __future__ import annotations

import click

from ledger.application import Board
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object, board_json
from ledger.cli.board_text import PROVENANCES, clocks, overall_words
from ledger.cli.settings import Settings
from ledger.cli.tables import columns, indented


@click.command(epilog="\b\nExamples:\n  ledger inspections\n  ledger --ledger demo inspections --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@click.pass_obj
def inspections(settings: Settings, *, as_json: bool) -> None:
    """List the inspections with their overall ratings as they stand now."""
    ledger = opening.open_to_read(settings)
    boards = [ledger.board(name) for name in ledger.inspections()]
    diagnostics.warn_of_other_rules(boards)
    if as_json:
        output.write_json([_listed(board) for board in boards])
    else:
        output.write_lines(_lines(boards))


def _listed(board: Board) -> Object:
    whole = board_json(board)
    total = board.view.overall
    assert total is not None
    return {
        "id": board.view.inspection,
        "service": board.view.service,
        "framework": whole["framework"],
        "events": board.of,
        "overall": total.rating,
        "score": total.score,
        "out_of": total.out_of,
        "provenance": board.view.provenance,
        "open_disputes": 0,
        "at": whole["at"],
    }


def _lines(boards: list[Board]) -> list[str]:
    if not boards:
        return ["No inspection has been opened in this ledger yet."]
    heads = columns([_row(board) for board in boards], right={2})
    return [line for board, head in zip(boards, heads, strict=True) for line in (head, *indented(_details(board), 2))]


def _row(board: Board) -> tuple[str, ...]:
    total = board.view.overall
    assert total is not None
    return board.view.inspection, board.view.opened_under, f"{board.of} events", overall_words(total)


def _details(board: Board) -> list[str]:
    last = board.view.last
    assert last is not None
    return [f"{output.clean(board.view.service)}, {PROVENANCES[board.view.provenance]}", f"As at {clocks(last)}"]
