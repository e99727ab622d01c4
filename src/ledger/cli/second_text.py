"""Dip samples, sheets and agreement as lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from ledger.audit.sheet import Line
from ledger.cli.tables import columns, indented
from ledger.cli.wrapping import wrapped
from ledger.domain.evidence import Judgement
from ledger.projections.agreement import TOO_FEW, Agreement, Pair, agreement, by_inspector, by_question, by_standard


def sheet_lines(inspection: str, sample: int, judge: str, lines: Sequence[Line]) -> list[str]:
    """What is to be judged, question by question; a first judgement only beside the judge's own."""
    done = sum(line.pair is not None for line in lines)
    told = [text for line in lines for text in ("", *_line(line))]
    return [f"Sheet of sample {sample} of {inspection}, for {judge}: {done} of {len(lines)} judged", *told]


def _line(line: Line) -> list[str]:
    judged = f"judged {line.pair.second}; the first is {line.pair.first}, by {line.pair.first_by}" if line.pair else "to be judged"
    prompts = [text for prompt in line.prompts for text in wrapped(prompt, 4, 2)]
    return [f"{line.case} {line.key_question}: {judged}", *wrapped(line.text, 2, 2), *([] if line.pair else prompts)]


def sample_lines(found: Sequence[dict[str, Any]]) -> list[str]:
    """Every sample with what it was drawn from, and its sheets."""
    return [line for one in found for line in _sample(one)] or ["No dip sample has been drawn."]


def _sample(one: dict[str, Any]) -> list[str]:
    narrowed = [f"by {one['inspector']}"] if one["inspector"] else []
    narrowed += [f"on {one['standard']}"] if one["standard"] else []
    narrowed += ["one case from a boundary"] if one["near_boundary"] else []
    which = f" {', '.join(narrowed)}" if narrowed else ""
    where = f"{one['drawn']} of {one['of']} judgements{which} at #{one['drawn_at']}"
    head = f"Sample {one['sample']}, #{one['position']}: {where}, seed {one['seed']}"
    sheets = [f"  {s['judge']} has the sheet from #{s['position']}: {s['given']} of {one['drawn']} judged" for s in one["sheets"]]
    return [*wrapped(head, hanging=2), *(sheets or ["  nobody has the sheet yet"])]


def agreement_lines(found: Sequence[Pair]) -> list[str]:
    """Agreement of all pairs with its table, and then by standard, key question and inspector."""
    if not found:
        return ["No second judgement has been given."]
    groups = (("standard", by_standard(found)), ("key question", by_question(found)), ("inspector", by_inspector(found)))
    rows = [("all", *_row(agreement("all", found)))]
    rows += [(f"{kind} {one.subject}", *_row(one)) for kind, ones in groups for one in ones]
    head = f"Second judgements never count. Below {TOO_FEW} pairs there are too few to say a percentage."
    return [*wrapped(head), "", *columns(rows, right={1}), "", "All pairs, first judgements down and second ones across", *_table(found)]


def _row(one: Agreement) -> tuple[str, str]:
    share = "too few to say" if one.percent is None else f"{one.percent} %"
    return f"{one.agreed} of {one.pairs}", f"agree, {share}"


def _table(found: Sequence[Pair]) -> list[str]:
    values = get_args(Judgement)
    table = agreement("all", found).table
    rows = [("", *(value.replace("-", " ") for value in values))]
    rows += [(first.replace("-", " "), *(str(table.get((first, second), 0)) for second in values)) for first in values]
    return indented(columns(rows, right={1, 2, 3}), 2)
