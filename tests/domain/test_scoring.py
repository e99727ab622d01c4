"""Scores, the overall rating, what is still possible, and the limiting judgement."""

from __future__ import annotations

import pytest
from tests.builders import SMALL, small_service_data

from ledger.domain.framework import RATED, Framework, Rating
from ledger.domain.scoring import PENDING, Overall, ScoredStandard, band_score, overall, score
from ledger.frameworks import load_framework

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
NOT_RATED = Rating.NOT_RATED
YOUTH_2018, YOUTH_2021 = load_framework("youth-2018"), load_framework("youth-2021")


def standards(framework: Framework, *ratings: Rating, resettlement: ScoredStandard | None = None) -> list[ScoredStandard]:
    """The counting standards rated in order, the rest Outstanding; and the one that does not count, as given."""
    counting = [s.id for s in framework.standards if s.counts]
    filled = [*ratings, *[OUTSTANDING] * (len(counting) - len(ratings))]
    rated = [ScoredStandard(one, counts=True, rating=rating, settled=True) for one, rating in zip(counting, filled, strict=True)]
    return [*rated, resettlement] if resettlement else rated


def resettlement(rating: Rating, *, settled: bool = True, declared: bool = False) -> ScoredStandard:
    return ScoredStandard("4.1", counts=False, rating=rating, settled=settled, declared=declared)


def unsettled(framework: Framework, number: int, rating: Rating = NOT_RATED) -> list[ScoredStandard]:
    """All Good, but so many of them not settled."""
    rated = standards(framework, *[GOOD] * sum(s.counts for s in framework.standards))
    return [ScoredStandard(s.id, counts=True, rating=rating, settled=False) for s in rated[:number]] + rated[number:]


@pytest.mark.parametrize(("rating", "points"), [(INADEQUATE, 0), (IMPROVE, 1), (GOOD, 2), (OUTSTANDING, 3), (NOT_RATED, None)])
def test_a_rating_scores_from_0_to_3_and_not_rated_nothing(rating: Rating, points: int | None) -> None:
    assert score(YOUTH_2018.rules, rating) == points


@pytest.mark.parametrize("framework", [YOUTH_2018, YOUTH_2021], ids=lambda framework: framework.id)
@pytest.mark.parametrize(
    ("total", "rating"),
    [
        (0, INADEQUATE), (5, INADEQUATE), (6, INADEQUATE), (7, IMPROVE), (8, IMPROVE), (17, IMPROVE), (18, IMPROVE),
        (19, GOOD), (20, GOOD), (29, GOOD), (30, GOOD), (31, OUTSTANDING), (32, OUTSTANDING), (36, OUTSTANDING),
    ],
)  # fmt: skip
def test_overall_bands_out_of_36_begin_at_7_19_and_31(framework: Framework, total: int, rating: Rating) -> None:
    assert band_score(framework.rules, total) == rating


@pytest.mark.parametrize(
    ("total", "rating"),
    [(0, INADEQUATE), (3, INADEQUATE), (4, IMPROVE), (12, IMPROVE), (13, GOOD), (20, GOOD), (21, OUTSTANDING), (24, OUTSTANDING)],
)
def test_overall_bands_of_a_small_service_are_those_of_its_framework(total: int, rating: Rating) -> None:
    assert band_score(SMALL.rules, total) == rating


@pytest.mark.parametrize("framework", [YOUTH_2018, YOUTH_2021, SMALL], ids=lambda framework: framework.id)
def test_every_total_has_one_overall_band_and_bands_rise_with_it(framework: Framework) -> None:
    found = [RATED.index(band_score(framework.rules, total)) for total in range(framework.maximum_score + 1)]
    assert found == sorted(found)
    for total in range(framework.maximum_score + 1):
        assert sum(band.lowest <= total <= band.highest for band in framework.rules.overall) == 1


def test_the_scores_of_the_counting_standards_are_added() -> None:
    ratings = (OUTSTANDING, GOOD, OUTSTANDING, OUTSTANDING, IMPROVE, IMPROVE, IMPROVE, GOOD, GOOD, GOOD, GOOD, OUTSTANDING)
    assert overall(YOUTH_2018, standards(YOUTH_2018, *ratings)) == Overall(GOOD, 25, 36, (25, 25))


def test_eight_standards_are_scored_out_of_24() -> None:
    rated = standards(SMALL, GOOD, GOOD, GOOD, GOOD, GOOD, IMPROVE, IMPROVE, IMPROVE, resettlement=resettlement(GOOD))
    assert overall(SMALL, rated) == Overall(GOOD, 13, 24, (13, 13))


def test_a_standard_that_does_not_count_adds_nothing() -> None:
    good = [GOOD] * 12
    with_poor = overall(YOUTH_2021, standards(YOUTH_2021, *good, resettlement=resettlement(INADEQUATE)))
    assert with_poor == overall(YOUTH_2021, standards(YOUTH_2021, *good, resettlement=resettlement(OUTSTANDING)))
    assert with_poor == Overall(GOOD, 24, 36, (24, 24))


@pytest.mark.parametrize(("number", "possible"), [(1, (22, 25)), (2, (20, 26)), (12, (0, 36))])
def test_overall_is_pending_while_a_counting_standard_is_unrated_and_says_what_is_possible(number: int, possible: tuple[int, int]) -> None:
    assert overall(YOUTH_2018, unsettled(YOUTH_2018, number)) == Overall(PENDING, None, 36, possible)


def test_a_provisional_standard_is_taken_at_0_to_3_whatever_it_is_banded_now() -> None:
    assert overall(SMALL, unsettled(SMALL, 1, OUTSTANDING)) == Overall(PENDING, None, 24, (14, 17))


def test_a_counting_standard_declared_not_rated_leaves_overall_pending() -> None:
    rated = [*standards(SMALL)[1:], ScoredStandard("1.1", counts=True, rating=NOT_RATED, settled=True, declared=True)]
    assert overall(SMALL, rated) == Overall(PENDING, None, 24, (21, 24))


def test_inadequate_resettlement_limits_an_outstanding_service_to_good() -> None:
    found = overall(YOUTH_2021, standards(YOUTH_2021, resettlement=resettlement(INADEQUATE)))
    assert found == Overall(GOOD, 36, 36, (36, 36), limited_by="4.1")


@pytest.mark.parametrize("rating", [IMPROVE, GOOD, OUTSTANDING])
def test_any_better_resettlement_limits_nothing(rating: Rating) -> None:
    assert overall(YOUTH_2021, standards(YOUTH_2021, resettlement=resettlement(rating))) == Overall(OUTSTANDING, 36, 36, (36, 36))


def test_limited_by_is_not_said_where_the_limit_changes_nothing() -> None:
    found = overall(YOUTH_2021, standards(YOUTH_2021, *[GOOD] * 6, resettlement=resettlement(INADEQUATE)))
    assert found == Overall(GOOD, 30, 36, (30, 30), limited_by=None)


@pytest.mark.parametrize("one", [resettlement(NOT_RATED, settled=False), None], ids=["not-yet", "absent"])
def test_an_outstanding_score_waits_for_resettlement_with_the_score_given(one: ScoredStandard | None) -> None:
    assert overall(YOUTH_2021, standards(YOUTH_2021, resettlement=one)) == Overall(PENDING, 36, 36, (36, 36))


def test_resettlement_declared_not_rated_holds_nothing_back() -> None:
    found = overall(YOUTH_2021, standards(YOUTH_2021, resettlement=resettlement(NOT_RATED, declared=True)))
    assert found == Overall(OUTSTANDING, 36, 36, (36, 36))


def test_a_score_below_outstanding_does_not_wait_for_resettlement() -> None:
    found = overall(YOUTH_2021, standards(YOUTH_2021, *[GOOD] * 6, resettlement=resettlement(NOT_RATED, settled=False)))
    assert found == Overall(GOOD, 30, 36, (30, 30))


def test_the_framework_of_2018_knows_no_limit() -> None:
    assert overall(YOUTH_2018, standards(YOUTH_2018)) == Overall(OUTSTANDING, 36, 36, (36, 36))


def test_a_limit_is_what_the_framework_says_it_is() -> None:
    data = small_service_data()
    data["rules"]["limits"] = [
        {"standard": "1.1", "rating": "Requires improvement", "at_most": "Requires improvement", "source": "invented"}
    ]
    framework = Framework.model_validate(data)
    assert overall(framework, standards(framework, IMPROVE)) == Overall(IMPROVE, 22, 24, (22, 22), limited_by="1.1")


STRICT = {"standard": "1.1", "rating": "Inadequate", "at_most": "Requires improvement", "source": "invented"}
MILD = {"standard": "4.1", "rating": "Inadequate", "at_most": "Good", "source": "invented"}


@pytest.mark.parametrize("limits", [[STRICT, MILD], [MILD, STRICT]])
@pytest.mark.parametrize(
    ("first", "last", "rating", "limited_by"),
    [
        (INADEQUATE, resettlement(INADEQUATE), IMPROVE, "1.1"),
        (INADEQUATE, resettlement(NOT_RATED, settled=False), IMPROVE, "1.1"),
        (OUTSTANDING, resettlement(INADEQUATE), GOOD, "4.1"),
        (OUTSTANDING, resettlement(NOT_RATED, settled=False), PENDING, None),
        (OUTSTANDING, resettlement(OUTSTANDING), OUTSTANDING, None),
    ],
)
def test_of_several_limits_the_strictest_holds_in_whatever_order_they_are_written(
    limits: list[dict[str, str]], first: Rating, last: ScoredStandard, rating: Rating, limited_by: str | None
) -> None:
    data = small_service_data()
    data["rules"]["limits"] = limits
    framework = Framework.model_validate(data)
    found = overall(framework, standards(framework, first, resettlement=last))
    assert (found.rating, found.limited_by) == (rating, limited_by)
