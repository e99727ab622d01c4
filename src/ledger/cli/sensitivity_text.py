"""A sensitivity analysis as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.application import Board
from ledger.audit.sensitivity_model import (
    Alternative,
    DecisionEnded,
    JudgementsTurned,
    Move,
    OverallSensitivity,
    Part,
    ProposalReplaced,
    Sensitivity,
    StandardSensitivity,
    Way,
)
from ledger.cli.board_text import board_heading
from ledger.cli.wrapping import listed, wrapped
from ledger.domain.framework import Standard
from ledger.domain.scoring import PENDING

SHOWN = 5
"""How many alternatives of more than one change are written out for people; the JSON has the first fifty."""


def sensitivity_lines(board: Board, found: Sensitivity) -> list[str]:
    """What would move the overall rating, and then every standard with its distances."""
    standards = {standard.id: standard for standard in board.view.framework.standards} if board.view.framework else {}
    lines = [*board_heading(board), ""]
    if found.overall is not None:
        lines += _overall(found.overall)
    for standard in found.standards:
        lines += ["", *_standard(standards[standard.standard], standard)]
    return lines


def _overall(overall: OverallSensitivity) -> Iterator[str]:
    score = "" if overall.score is None else f", {overall.score} of {overall.out_of}"
    yield f"Overall: {overall.rating}{score}"
    if overall.rating == PENDING:
        yield from wrapped(f"It waits for {listed(overall.waits_for)}.", 2)
        return
    for edge in overall.edges:
        yield f"  {edge.points} {_plural('point', edge.points)} of score {edge.direction} to {edge.rating}"
    yield from _move("up", overall.up, 2, name_standards=True)
    yield from _move("down", overall.down, 2, name_standards=True)


def _standard(standard: Standard, found: StandardSensitivity) -> Iterator[str]:
    beneath = f" ({found.beneath} before the panel)" if found.beneath != found.rating else ""
    provisional = ", provisional" if found.provisional else ""
    yield from wrapped(f"{standard.id} {standard.title}: {found.rating}{beneath}{provisional}", hanging=2)
    for boundary in found.boundaries:
        judgements = f"{boundary.judgements} {_plural('judgement', boundary.judgements)}"
        yield f"  {boundary.points} points {boundary.direction} to {boundary.rating}: {judgements} would have to differ"
    for question in found.key_questions:
        if question.percent is None:
            yield f"    {question.key_question}  no relevant case"
            continue
        up = "no band above" if question.up is None else f"{question.up} more to the band above"
        down = "no band below" if question.down is None else f"{question.down} fewer to the band below"
        yield f"    {question.key_question}  {question.yes} of {question.relevant}, {question.percent}%, {question.band}: {up}, {down}"
    yield from _move("up", found.up, 2, name_standards=False)
    yield from _move("down", found.down, 2, name_standards=False)


def _move(direction: str, move: Move | None, indent: int, *, name_standards: bool) -> Iterator[str]:
    if move is None:
        return
    many = f", {move.choices:,} different choices of it" if move.choices > 1 else ""
    yield from wrapped(f"Smallest change that moves it {direction}: {move.cost}{many}", indent)
    told = list(_told(move, name_standards=name_standards))
    shown = told if move.cost == 1 else told[:SHOWN]
    for line in shown:
        yield from wrapped(f"- {line}", indent + 2, 2)
    left = move.count - len(move.alternatives) + len(told) - len(shown)
    if left:
        yield f"{' ' * (indent + 2)}- and {left:,} more: see --json"


def _told(move: Move, *, name_standards: bool) -> Iterator[str]:
    """The alternatives in words; those that differ only in the rating that a proposal is replaced by are told as one."""
    told: dict[str, list[str]] = {}
    for alternative in move.alternatives:
        what, to = _alternative(alternative, name_standards=name_standards)
        told.setdefault(what, []).append(to)
    for what, ratings in told.items():
        yield f"{what} {' or '.join(dict.fromkeys(ratings))}"


def _alternative(alternative: Alternative, *, name_standards: bool) -> tuple[str, str]:
    if len(alternative.ways) == 1 and len(alternative.ways[0].parts) == 1:
        only = alternative.ways[0].parts[0]
        if isinstance(only, ProposalReplaced):
            what = f"the proposal {only.before} replaced by"
            return (f"{alternative.ways[0].standard}, {what}" if name_standards else what), only.after
    return "; ".join(_way(way, name_standards=name_standards) for way in alternative.ways) + ":", alternative.rating


def _way(way: Way, *, name_standards: bool) -> str:
    parts = " and ".join(_part(part) for part in way.parts)
    return f"{way.standard}, {parts}" if name_standards else parts


def _part(part: Part) -> str:
    match part:
        case JudgementsTurned():
            opposite = "insufficient" if part.to == "sufficient" else "sufficient"
            return f"{_among(part)} {opposite} {_plural('judgement', part.among)} on {part.key_question} turned to {part.to}"
        case DecisionEnded():
            return f"the {part.kind} at #{part.position} ended"
        case ProposalReplaced():
            return f"the proposal {part.before} replaced by {part.after}"


def _among(part: JudgementsTurned) -> str:
    if part.among > part.count:
        return f"any {part.count} of {part.among}"
    return "the only" if part.count == 1 else f"all {part.count}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
