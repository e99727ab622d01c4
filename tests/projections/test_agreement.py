"""Agreement of second judgements with first ones: counts, whole per cent, and when there are too few to say."""

from __future__ import annotations

import pytest

from ledger.domain.evidence import Judgement
from ledger.projections.agreement import TOO_FEW, Pair, agreement, by_inspector, by_question, by_standard


def pair(first: Judgement, second: Judgement, question: str = "2.1.1", by: str = "inspector-1") -> Pair:
    return Pair("C01", question, first, second, by, "inspector-9", 1, 2, "not-seen")


def alike(many: int) -> list[Pair]:
    return [pair("sufficient", "sufficient") for _ in range(many)]


@pytest.mark.parametrize(("many", "percent"), [(TOO_FEW - 1, None), (TOO_FEW, 100), (TOO_FEW + 1, 100), (0, None)])
def test_a_percentage_is_said_from_the_threshold_on(many: int, percent: int | None) -> None:
    assert agreement("all", alike(many)).percent == percent


@pytest.mark.parametrize(("agreed", "of", "percent"), [(5, 16, 31), (11, 16, 69), (7, 40, 18), (1, 200, 1), (0, 10, 0)])
def test_the_share_is_in_whole_per_cent_halves_up(agreed: int, of: int, percent: int) -> None:
    found = agreement("all", [*alike(agreed), *(pair("sufficient", "insufficient") for _ in range(of - agreed))])
    assert (found.agreed, found.pairs, found.percent) == (agreed, of, percent)


def test_the_table_counts_by_first_and_then_by_second() -> None:
    told = [pair("sufficient", "insufficient"), pair("sufficient", "insufficient"), pair("not-relevant", "sufficient")]
    assert agreement("all", told).table == {("sufficient", "insufficient"): 2, ("not-relevant", "sufficient"): 1}


def test_pairs_are_grouped_by_standard_question_and_who_judged_first_in_order() -> None:
    told = [
        pair("sufficient", "sufficient", question, by) for question, by in (("10.1.1", "b"), ("2.1.2", "a"), ("2.1.1", "b"), ("2.1.2", "b"))
    ]
    assert [(one.subject, one.pairs) for one in by_question(told)] == [("2.1.1", 1), ("2.1.2", 2), ("10.1.1", 1)]
    assert [(one.subject, one.pairs) for one in by_standard(told)] == [("2.1", 3), ("10.1", 1)]
    assert [one.subject for one in by_inspector([*told, pair("sufficient", "sufficient", by="a.²")])] == ["a", "a.²", "b"]
    assert [(one.subject, one.pairs) for one in by_inspector(told)] == [("a", 1), ("b", 3)]
