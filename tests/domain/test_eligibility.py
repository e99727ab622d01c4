"""The three tests of professional discretion, in both directions (NY 1075-1077, DAR 830-832)."""

from __future__ import annotations

import pytest
from tests.builders import SMALL, small_service_data

from ledger.domain.discretion import Eligibility, eligibility
from ledger.domain.discretion import Tests as Outcome
from ledger.domain.evidence import CaseworkEvidence, Judgement, Pattern
from ledger.domain.framework import RATED, Framework, Rating
from ledger.domain.percentages import Tally
from ledger.frameworks import load_framework

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED
YOUTH = load_framework("youth-2018")


def by_counts(*counts: tuple[int, int], framework: Framework = YOUTH) -> Eligibility:
    tallies = tuple(Tally(f"2.1.{number}", *count) for number, count in enumerate(counts, 1))
    found = eligibility(framework.rules, CaseworkEvidence(tallies, 1, 1))
    assert found is not None
    return found


def by_cases(*cases: str, framework: Framework = YOUTH) -> Eligibility:
    """Cases as words: s, i, n and - for sufficient, insufficient, not relevant and not judged, one letter a question."""
    words: dict[str, Judgement | None] = {"s": "sufficient", "i": "insufficient", "n": "not-relevant", "-": None}
    patterns: dict[Pattern, int] = {}
    for case in cases:
        pattern = tuple(words[letter] for letter in case)
        patterns[pattern] = patterns.get(pattern, 0) + 1
    tallies = tuple(
        Tally(f"2.1.{number}", letters.count("s"), letters.count("s") + letters.count("i"))
        for number, letters in enumerate(("".join(column) for column in zip(*cases, strict=True)), 1)
    )
    found = eligibility(framework.rules, CaseworkEvidence(tallies, 1, 1, patterns))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("percent", "points", "met"),
    [
        (44, 6, False), (45, 5, True), (46, 4, True), (49, 1, True), (50, 15, False),
        (59, 6, False), (60, 5, True), (61, 4, True), (64, 1, True), (65, 15, False),
        (74, 6, False), (75, 5, True), (76, 4, True), (79, 1, True), (0, 50, False),
    ],
)  # fmt: skip
def test_the_margin_upwards_is_five_points_to_the_next_floor_five_included(percent: int, points: int, met: bool) -> None:  # noqa: FBT001
    up = by_counts((percent, 100)).up
    assert up is not None
    assert (up.points, up.margin) == (points, met)


@pytest.mark.parametrize(
    ("percent", "points", "met"),
    [
        (50, 0, True), (51, 1, True), (54, 4, True), (55, 5, True), (56, 6, False), (64, 14, False),
        (65, 0, True), (69, 4, True), (70, 5, True), (71, 6, False), (79, 14, False),
        (80, 0, True), (84, 4, True), (85, 5, True), (86, 6, False), (100, 20, False),
    ],
)  # fmt: skip
def test_the_margin_downwards_is_five_points_above_the_floor_of_the_band(percent: int, points: int, met: bool) -> None:  # noqa: FBT001
    down = by_counts((percent, 100)).down
    assert down is not None
    assert (down.points, down.margin) == (points, met)


def test_the_margin_is_that_of_the_framework() -> None:
    assert [(t.points, t.margin) for p in (56, 57, 58) if (t := by_counts((p, 100), framework=SMALL).up)] == [
        (4, False),
        (3, True),
        (2, True),
    ]
    assert [(t.points, t.margin) for p in (62, 63, 64) if (t := by_counts((p, 100), framework=SMALL).down)] == [
        (2, True),
        (3, True),
        (4, False),
    ]


def test_the_margin_is_measured_on_the_rounded_percentage() -> None:
    up = by_counts((119, 200)).up  # 59.5 % is printed 60 %
    assert up is not None
    assert (up.points, up.margin) == (5, True)


def test_there_is_no_way_up_from_outstanding_and_none_down_from_inadequate() -> None:
    assert by_counts((9, 10)).up is None
    assert by_counts((9, 10)).down is not None
    assert by_counts((1, 10)).down is None
    assert by_counts((1, 10)).up is not None


@pytest.mark.parametrize(("relevant", "small"), [(1, True), (4, True), (5, True), (6, False), (7, False)])
def test_a_small_sample_is_five_relevant_cases_or_fewer(relevant: int, small: bool) -> None:  # noqa: FBT001
    up = by_counts((0, relevant)).up
    assert up is not None
    assert up.small_sample is small


@pytest.mark.parametrize(("relevant", "small"), [(1, True), (2, True), (3, False)])
def test_a_small_sample_is_as_small_as_the_framework_says(relevant: int, small: bool) -> None:  # noqa: FBT001
    down = by_counts((relevant, relevant), framework=SMALL).down
    assert down is not None
    assert down.small_sample is small


def test_only_the_lowest_question_makes_a_sample_small() -> None:
    down = by_counts((6, 10), (5, 5)).down
    assert down is not None
    assert not down.small_sample


def test_any_question_tied_for_the_lowest_rounded_percentage_makes_a_sample_small() -> None:
    tied = by_counts((665, 1000), (2, 3)).down  # 66.5 % and 66.7 %, both printed 67 %
    assert tied is not None
    assert tied.small_sample
    apart = by_counts((664, 1000), (2, 3)).down  # printed 66 % and 67 %
    assert apart is not None
    assert not apart.small_sample


def test_a_question_without_a_relevant_case_bears_on_no_test() -> None:
    assert by_counts((9, 10), (0, 0)) == by_counts((9, 10))


def test_a_standard_without_any_relevant_case_has_no_tests() -> None:
    assert eligibility(YOUTH.rules, CaseworkEvidence((Tally("2.1.1", 0, 0),), 0, 0)) is None


def test_by_counts_one_sufficient_more_in_the_one_lowest_question_may_raise_the_rating() -> None:
    up = by_counts((12, 15), (8, 12), (5, 8)).up  # NY 3.2: six of eight would be 75 %
    assert up == Outcome(2, margin=True, one_case="yes", small_sample=False)


def test_by_counts_it_is_possible_only_where_two_questions_must_move_together() -> None:
    up = by_counts((6, 8), (5, 8), (5, 8)).up  # SUN 2.2
    assert up is not None
    assert up.one_case == "possible"
    assert "one-case" in up.met


def test_by_counts_it_is_no_where_one_of_the_lowest_questions_stays_behind() -> None:
    up = by_counts((5, 8), (10, 20)).up  # 63 % and 50 %: 11 of 20 is no Good
    assert up is not None
    assert up.one_case == "no"


def test_by_counts_one_fewer_in_a_question_above_the_lowest_band_counts_downwards() -> None:
    down = by_counts((14, 20), (4, 5)).down  # 70 % loses five points and stays Good; 3 of 5 would be 60 %
    assert down is not None
    assert down.one_case == "yes"


def test_by_counts_one_fewer_is_tried_in_one_question_at_a_time() -> None:
    down = by_counts((75, 100), (76, 100)).down
    assert down is not None
    assert down.one_case == "no"


def test_by_cases_one_case_must_hold_all_that_has_to_change() -> None:
    together = by_cases("ss", "ss", "ss", "ss", "ss", "ii", "ii", "ss", "ss", "ii", "ii")  # 7 of 11 is 64 %, 8 of 11 is 73 %
    assert together.up is not None
    assert together.up.one_case == "yes"
    apart = by_cases(*["ss"] * 3, *["si"] * 4, *["is"] * 4)
    assert apart.rating == IMPROVE
    assert apart.up is not None
    assert apart.up.one_case == "no"


def test_by_cases_one_case_may_bring_down_two_questions_of_which_either_is_enough() -> None:
    down = by_cases("ss", "ss", "si", "ss").down
    assert down is not None
    assert down.one_case == "yes"


def test_by_cases_relevance_never_changes() -> None:
    up = by_cases("in", "nn", "n-", "sn", "sn", "in").up  # 2 of 4 relevant is 50 %, 3 of 4 is 75 %
    assert up is not None
    assert up.one_case == "yes"


def test_by_cases_no_single_case_moves_a_rating_far_from_its_boundaries() -> None:
    found = by_cases(*["s"] * 14, *["i"] * 6)  # 70 %: 75 and 65 are Good as well
    assert (found.up and found.up.one_case, found.down and found.down.one_case) == ("no", "no")


def test_a_framework_may_do_without_the_one_case_test() -> None:
    data = small_service_data()
    data["rules"]["discretion"]["one_case"] = False
    up = by_counts((1, 2), framework=Framework.model_validate(data)).up
    assert up is not None
    assert up.one_case == "no"


@pytest.mark.parametrize(
    ("tests", "met"),
    [
        (Outcome(9, margin=False, one_case="no", small_sample=False), ()),
        (Outcome(5, margin=True, one_case="no", small_sample=False), ("margin",)),
        (Outcome(9, margin=False, one_case="yes", small_sample=True), ("one-case", "small-sample")),
        (Outcome(9, margin=False, one_case="possible", small_sample=False), ("one-case",)),
    ],
)
def test_the_tests_that_are_met_are_named(tests: Outcome, met: tuple[str, ...]) -> None:
    assert tests.met == met


def test_a_standard_is_eligible_where_any_test_is_met_in_either_direction() -> None:
    none = Outcome(9, margin=False, one_case="no", small_sample=False)
    near = Outcome(2, margin=True, one_case="no", small_sample=False)
    assert Eligibility(GOOD, near, none).eligible
    assert Eligibility(GOOD, none, near).eligible
    assert not Eligibility(GOOD, none, none).eligible
    assert not Eligibility(OUTSTANDING, None, none).eligible


@pytest.mark.parametrize(
    ("to", "there"), [(OUTSTANDING, "up"), (IMPROVE, "down"), (INADEQUATE, None), (GOOD, None), (Rating.NOT_RATED, None)]
)
def test_only_the_next_band_up_or_down_has_tests(to: Rating, there: str | None) -> None:
    up = Outcome(1, margin=True, one_case="no", small_sample=False)
    down = Outcome(2, margin=True, one_case="no", small_sample=False)
    assert Eligibility(GOOD, up, down).towards(to) == {"up": up, "down": down, None: None}[there]
