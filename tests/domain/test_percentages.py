"""Percentages are exact, and halves round up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.percentages import Tally, percentage

counts = st.integers(1, 10_000).flatmap(lambda relevant: st.tuples(st.integers(0, relevant), st.just(relevant)))


@pytest.mark.parametrize(
    ("yes", "relevant", "percent"),
    [
        (5, 8, 63),  # 62.5, where round() gives 62 (NY 913, SUN 385)
        (1, 8, 13),  # 12.5
        (3, 8, 38),  # 37.5
        (7, 8, 88),  # 87.5
        (1, 200, 1),  # 0.5
        (11, 17, 65),  # 64.7 (OX 691, 718)
        (129, 200, 65),  # 64.5, the first that is rounded up to Good
        (6449, 10000, 64),  # 64.49, the last that is not
        (2, 3, 67),
        (1, 3, 33),
        (0, 1, 0),
        (1, 1, 100),
        (199, 200, 100),  # 99.5
    ],
)
def test_a_percentage_is_rounded_half_up_to_a_whole_number(yes: int, relevant: int, percent: int) -> None:
    assert percentage(yes, relevant) == percent


def test_no_relevant_case_gives_no_percentage() -> None:
    assert percentage(0, 0) is None
    assert Tally("2.1.1", 0, 0).percent is None


@given(counts)
def test_a_percentage_is_the_whole_number_nearest_to_the_exact_fraction(count: tuple[int, int]) -> None:
    yes, relevant = count
    off = Fraction(100 * yes, relevant) - (percentage(yes, relevant) or 0)
    assert Fraction(-1, 2) <= off < Fraction(1, 2)


@given(counts)
def test_one_more_sufficient_case_never_lowers_the_percentage(count: tuple[int, int]) -> None:
    tally = Tally("2.1.1", *count)
    if tally.yes < tally.relevant:
        more = tally.moved(1)
        assert more.relevant == tally.relevant
        assert (more.percent or 0) >= (tally.percent or 0)
