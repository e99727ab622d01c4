"""Bands: exactly one for every percentage, and none below where a higher percentage stands."""

from __future__ import annotations

import pytest
from tests.builders import SMALL

from ledger.domain.bands import above, band, below, exact_band, floor, is_better, is_rounding_sensitive, lowest_band, tally_band
from ledger.domain.framework import RATED, Framework, Rating
from ledger.domain.percentages import Tally
from ledger.frameworks import load_framework

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
FRAMEWORKS = [load_framework("youth-2018"), load_framework("youth-2021"), SMALL]


@pytest.mark.parametrize("framework", FRAMEWORKS[:2], ids=lambda framework: framework.id)
@pytest.mark.parametrize(
    ("percent", "rating"),
    [
        (0, INADEQUATE), (1, INADEQUATE),
        (49, INADEQUATE), (50, IMPROVE), (51, IMPROVE),
        (64, IMPROVE), (65, GOOD), (66, GOOD),
        (79, GOOD), (80, OUTSTANDING), (81, OUTSTANDING),
        (99, OUTSTANDING), (100, OUTSTANDING),
    ],
)  # fmt: skip
def test_the_bands_of_the_youth_frameworks_begin_at_50_65_and_80(framework: Framework, percent: int, rating: Rating) -> None:
    assert band(framework.rules, percent) == rating


@pytest.mark.parametrize(
    ("percent", "rating"),
    [
        (39, INADEQUATE),
        (40, IMPROVE),
        (41, IMPROVE),
        (59, IMPROVE),
        (60, GOOD),
        (61, GOOD),
        (89, GOOD),
        (90, OUTSTANDING),
        (91, OUTSTANDING),
    ],
)
def test_bands_are_those_of_the_framework_in_use(percent: int, rating: Rating) -> None:
    assert band(SMALL.rules, percent) == rating


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.id)
def test_every_percentage_is_in_exactly_one_band_and_bands_rise_with_it(framework: Framework) -> None:
    rules = framework.rules
    found = [band(rules, percent) for percent in range(101)]
    for percent, rating in enumerate(found):
        higher = above(rating)
        holding = [r for r in RATED if floor(rules, r) <= percent and (above(r) is None or percent < floor(rules, above(r) or r))]
        assert holding == [rating], f"{percent} % before {higher}"
    assert [RATED.index(rating) for rating in found] == sorted(RATED.index(rating) for rating in found)


@pytest.mark.parametrize(
    ("yes", "relevant", "rounded", "exact", "sensitive"),
    [
        (11, 17, GOOD, IMPROVE, True),  # 64.7 %: OX 691
        (129, 200, GOOD, IMPROVE, True),  # 64.5 %
        (64, 100, IMPROVE, IMPROVE, False),
        (13, 20, GOOD, GOOD, False),  # 65 % exactly
        (99, 200, IMPROVE, INADEQUATE, True),  # 49.5 %
        (159, 200, OUTSTANDING, GOOD, True),  # 79.5 %
        (5, 8, IMPROVE, IMPROVE, False),  # 62.5 % is the same band either way
        (0, 5, INADEQUATE, INADEQUATE, False),
    ],
)
def test_a_figure_is_rounding_sensitive_where_the_exact_fraction_has_another_band(
    yes: int,
    relevant: int,
    rounded: Rating,
    exact: Rating,
    sensitive: bool,  # noqa: FBT001
) -> None:
    rules, tally = FRAMEWORKS[0].rules, Tally("2.1.1", yes, relevant)
    assert tally_band(rules, tally) == rounded
    assert exact_band(rules, tally) == exact
    assert is_rounding_sensitive(rules, tally) is sensitive


def test_no_relevant_case_has_no_band_and_is_not_rounding_sensitive() -> None:
    tally = Tally("3.2.2", 0, 0)
    assert tally_band(SMALL.rules, tally) is None
    assert not is_rounding_sensitive(SMALL.rules, tally)


def test_a_standard_has_its_lowest_band_three_good_and_one_inadequate_being_inadequate() -> None:
    good = [Tally(f"2.1.{number}", 7, 10) for number in (1, 2, 3)]
    assert lowest_band(FRAMEWORKS[0].rules, good) == GOOD
    assert lowest_band(FRAMEWORKS[0].rules, [*good, Tally("2.1.4", 4, 10)]) == INADEQUATE


def test_a_question_without_a_relevant_case_is_left_out() -> None:
    assert lowest_band(FRAMEWORKS[0].rules, [Tally("3.2.1", 4, 4), Tally("3.2.2", 0, 0)]) == OUTSTANDING
    assert lowest_band(FRAMEWORKS[0].rules, [Tally("3.2.2", 0, 0)]) is None
    assert lowest_band(FRAMEWORKS[0].rules, []) is None


def test_ratings_stand_in_order() -> None:
    assert [above(rating) for rating in RATED] == [IMPROVE, GOOD, OUTSTANDING, None]
    assert [below(rating) for rating in RATED] == [None, INADEQUATE, IMPROVE, GOOD]
    assert is_better(GOOD, IMPROVE)
    assert not is_better(GOOD, GOOD)
    assert not is_better(IMPROVE, GOOD)
