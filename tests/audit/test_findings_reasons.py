"""Reasons read for their words, and like cases treated unlike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from tests.audit.findings_stories import GOOD, OPENED, POOR, Story, Told, counts, declined, found, history, moved

from ledger.domain import events as e
from ledger.domain.discretion import Test
from ledger.domain.recorded import RecordedEvent

YOUTH = e.InspectionOpened("A service", "youth-2018")
LEANS, NO_TEST, UNLIKE = "reason-leans-on-other-standard", "reason-names-no-test", "like-treated-unlike"


def reasoned(reason: str, *, standard: str = "3.2", tests: tuple[Test, ...] = ("margin",)) -> Story:
    return [YOUTH, Told(moved(standard=standard, tests=tests), reason, evidence=("a-report:255",))]


def test_a_reason_that_names_another_standard_leans_on_it() -> None:
    (one,) = found(reasoned("Two points short, alongside the outstanding scores for joint working."), LEANS)
    assert (one.severity, one.standard, one.positions, one.sources) == ("medium", "3.2", (2,), ("a-report:255",))
    assert "names 3.4 Joint working" in one.message


def test_a_reason_within_its_own_standard_leans_on_no_other() -> None:
    assert not found(reasoned("At 63 per cent 3.2.3 is short of Good; planning in 3.2.1 and 3.2.2 is strong."), LEANS)


@pytest.mark.parametrize(
    ("reason", "leans"),
    [
        ("3.4 was outstanding.", True),
        ("It did well in 3.4.1.", True),
        ("The boundary is 3.4 points away.", False),
        ("At 3.4 per cent and 3.4% it is low.", False),
        ("It was 13.4 away.", False),
        ("Risk assessment was thorough.", False),
        ("Assessment of risk was thorough.", False),
        ("Close. Assessment of risk was thorough.", False),
        ("The panel gave weight to Assessment as well.", True),
        ("The assessment standard was strong.", True),
        ("The standard of reviewing is high.", True),
        ("Planning is thorough, and so the Planning itself counts.", False),
        ("In 2.2 it did as well.", True),
    ],
)
def test_only_a_standard_named_as_one_is_leant_on(reason: str, *, leans: bool) -> None:
    assert bool(found(reasoned(reason), LEANS)) is leans


@pytest.mark.parametrize("code", [LEANS, NO_TEST])
def test_a_reason_that_was_erased_is_not_read(code: str) -> None:
    assert not found(reasoned(""), code)


def test_a_reason_that_speaks_of_none_of_its_tests_names_none() -> None:
    (one,) = found(reasoned("The panel thought it fair."), NO_TEST)
    assert one.severity == "low"
    assert "speaks of none of the tests relied on (margin)" in one.message


def test_a_reason_without_any_test_is_worse_where_none_was_recorded_either() -> None:
    (one,) = found(reasoned("The panel thought it fair.", tests=()), NO_TEST)
    assert one.severity == "medium"


@pytest.mark.parametrize(
    ("test", "reason", "names"),
    [
        ("margin", "It is two points short.", True),
        ("margin", "At 63 per cent it is just below.", True),
        ("margin", "It rests on five cases only.", False),
        ("one-case", "One case more would raise it.", True),
        ("one-case", "One more case would raise it.", True),
        ("one-case", "At 63 per cent it is just below.", False),
        ("small-sample", "It rests on five cases only.", True),
        ("small-sample", "The sub-sample was tiny.", True),
        ("small-sample", "The panel thought it fair.", False),
    ],
)
def test_a_reason_is_to_speak_of_a_test_that_was_relied_on(test: Test, reason: str, *, names: bool) -> None:
    assert bool(found(reasoned(reason, tests=(test,)), NO_TEST)) is not names


def test_one_test_named_of_those_relied_on_is_enough() -> None:
    assert not found(reasoned("It rests on five cases only.", tests=("margin", "small-sample")), NO_TEST)


SAME = ((8, 14),)


def pair(second: e.Event | Told) -> Story:
    return [OPENED, moved(seen=counts(*SAME)), second]


def test_the_same_figures_decided_otherwise_are_like_treated_unlike_on_both_sides() -> None:
    first, second = found(pair(declined("3.2", seen=counts(*SAME, standard="3.2"))), UNLIKE)
    assert (first.standard, first.positions) == ("2.3", (2, 3))
    assert (second.standard, second.positions) == ("3.2", (3, 2))
    assert first.message == (
        "2.3 was Requires improvement on 8 of 14 and was moved to Good at #2; on the same figures 3.2 was left as it was at #3."
    )


def test_like_treated_alike_is_no_finding() -> None:
    assert not found(pair(moved(standard="3.2", seen=counts(*SAME, standard="3.2"))), UNLIKE)


def test_the_same_percentage_of_fewer_cases_is_not_alike() -> None:
    assert not found(pair(declined("3.2", seen=counts((4, 7), standard="3.2"))), UNLIKE)


def test_the_order_of_the_key_questions_makes_no_difference() -> None:
    story: Story = [
        OPENED,
        moved(standard="2.2", seen=counts((8, 14), (9, 10), standard="2.2")),
        declined("3.1", seen=counts((9, 10), (8, 14), standard="3.1")),
    ]
    assert len(found(story, UNLIKE)) == 2


@pytest.mark.parametrize(
    "second",
    [
        declined("3.2", start=GOOD, seen=counts(*SAME, standard="3.2")),
        moved(standard="3.2", start=None, to=POOR, seen=counts(*SAME, standard="3.2")),
        declined("3.2", seen=counts((0, 0), standard="3.2")),
    ],
)
def test_a_decision_from_another_rating_from_none_or_on_nothing_is_not_alike(second: e.Event) -> None:
    assert not found(pair(second), UNLIKE)


def test_two_decisions_of_unknown_beginning_are_not_alike() -> None:
    both: Story = [OPENED, *(moved(to, start=None, standard=s, seen=counts(*SAME, standard=s)) for to, s in ((GOOD, "2.3"), (POOR, "3.2")))]
    assert not found(both, UNLIKE)


def test_a_decision_replaced_or_revoked_is_likened_to_nothing() -> None:
    other = declined("3.2", seen=counts(*SAME, standard="3.2"))
    assert not found([*pair(other), e.DiscretionRevoked("3.2", 3)], UNLIKE)
    assert not found([*pair(other), moved(standard="3.2", seen=counts(*SAME, standard="3.2"))], UNLIKE)
    assert found([*pair(other), e.DiscretionRevoked("3.2", 99)], UNLIKE)


def elsewhere(*events: e.Event | Told, first: int = -9) -> list[RecordedEvent]:
    return history([OPENED, *events], inspection="another-2025", first=first)


THERE = declined("3.2", seen=counts(*SAME, standard="3.2"))
HERE: Story = [OPENED, moved(seen=counts(*SAME))]


def test_like_is_found_in_another_inspection_and_said_on_this_side() -> None:
    (one,) = found(HERE, UNLIKE, elsewhere=[elsewhere(Told(THERE, evidence=("another-2025:9",)))])
    assert (one.positions, one.sources) == ((2, -8), ("another-2025:9",))
    assert "3.2 of another-2025 was left as it was at #-8" in one.message


def test_what_was_decided_elsewhere_later_was_not_known() -> None:
    assert not found(HERE, UNLIKE, elsewhere=[elsewhere(THERE, first=2)])
    assert found(HERE, UNLIKE, elsewhere=[elsewhere(THERE, first=1)])


def test_an_invented_decision_is_never_likened_to_a_real_one() -> None:
    assert not found(HERE, UNLIKE, elsewhere=[elsewhere(Told(THERE, provenance="illustrative"))])


def test_the_silence_of_a_report_is_no_decision() -> None:
    assert not found(HERE, UNLIKE, elsewhere=[history([OPENED], provenance="reconstructed", inspection="a-report", first=-9)])


def test_other_inspections_are_not_read_where_nothing_was_decided_here() -> None:
    class Unread(Sequence[list[RecordedEvent]]):
        def __iter__(self) -> Iterator[list[RecordedEvent]]:
            raise AssertionError("other inspections were read")

        def __len__(self) -> int:
            return 1

        def __getitem__(self, index: object) -> list[RecordedEvent]:  # type: ignore[override]
            raise AssertionError("other inspections were read")

    assert not found([OPENED], UNLIKE, elsewhere=Unread())
