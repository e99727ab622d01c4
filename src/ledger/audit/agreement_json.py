"""Agreement of second judgements with first ones, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from ledger.audit.citation import Object
from ledger.domain.evidence import Judgement
from ledger.projections.agreement import TOO_FEW, Agreement, Pair, agreement, by_inspector, by_question, by_standard


def agreement_json(found: Sequence[Pair]) -> Object:
    """Agreement of all pairs, and by standard, key question and inspector."""
    return {
        "threshold": TOO_FEW,
        "all": _agreement(agreement("all", found)),
        "standards": [_agreement(one) for one in by_standard(found)],
        "key_questions": [_agreement(one) for one in by_question(found)],
        "inspectors": [_agreement(one) for one in by_inspector(found)],
    }


def _agreement(found: Agreement) -> Object:
    values = get_args(Judgement)
    return {
        "id": found.subject,
        "pairs": found.pairs,
        "agreed": found.agreed,
        "percent": found.percent,
        "too_few": found.percent is None,
        "table": {first: {second: found.table.get((first, second), 0) for second in values} for first in values},
    }
