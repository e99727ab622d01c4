"""The blame projection: which event last set each thing."""

from __future__ import annotations

import pytest
from tests.builders import OPENED, judged, recorded, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.projections import blame
from ledger.projections.blame import BlameView

SEEN = e.Seen(1)
MOVED = e.DiscretionExercised("2.1", Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, ("margin",), ("panel-1",), SEEN)
DECLINED = e.DiscretionDeclined("2.1", Rating.GOOD, (), ("panel-1",), SEEN)
OVERRIDDEN = e.RatingOverridden("2.1", Rating.GOOD, Rating.OUTSTANDING, ("panel-1",), SEEN)


def view_of(*events: e.Event) -> BlameView:
    return blame.fold(BlameView(), recorded(events))


def at(event: RecordedEvent | None) -> int | None:
    return None if event is None else event.position


def test_nothing_is_set_before_anything_is_judged() -> None:
    view = view_of(OPENED, *sampled("court", "C01"))
    assert (len(view.questions), len(view.standards), view.on("2.1.1"), view.of_case("C01", "2.1.1")) == (0, 0, [], None)


def test_a_judgement_sets_its_key_question_its_standard_and_its_case() -> None:
    view = view_of(*sampled("court", "C01"), *judged("2.1.1", C01="sufficient"))
    assert at(view.questions["2.1.1"]) == at(view.standards["2.1"]) == at(view.of_case("C01", "2.1.1")) == 2


def test_the_latest_judgement_counts_reaffirmed_ones_included() -> None:
    again = e.KeyQuestionJudged("C01", "2.1.1", "sufficient", reaffirmed=True)
    view = view_of(*sampled("court", "C01"), *judged("2.1.1", C01="insufficient"), *judged("2.1.1", C01="sufficient"), again)
    assert at(view.questions["2.1.1"]) == at(view.of_case("C01", "2.1.1")) == 4


def test_a_judgement_of_another_case_leaves_the_first_case_as_it_was() -> None:
    view = view_of(*sampled("court", "C02", "C01"), *judged("2.1.1", C02="sufficient", C01="sufficient"))
    assert [at(event) for event in view.on("2.1.1")] == [4, 3]
    assert at(view.questions["2.1.1"]) == 4


def test_an_answer_sets_its_prompt_in_its_case_and_no_figure() -> None:
    view = view_of(*sampled("court", "C01"), e.PromptAnswered("C01", "2.1.1a", "yes"))
    assert [at(event) for event in view.on("2.1.1a")] == [2]
    assert (len(view.questions), len(view.standards)) == (0, 0)


@pytest.mark.parametrize("event", [e.KeyQuestionJudged("C09", "2.1.1", "sufficient"), e.PromptAnswered("C09", "2.1.1a", "yes")])
def test_a_case_outside_the_sample_never_counts(event: e.Event) -> None:
    before = view_of(*sampled("court", "C01"))
    assert blame.fold(before, recorded([event], first=2)) is before


def test_withdrawing_a_judged_case_sets_the_key_questions_it_was_judged_on() -> None:
    judgements = [*judged("2.1.1", C01="sufficient", C02="sufficient"), *judged("2.1.2", C02="sufficient")]
    answer = e.PromptAnswered("C01", "2.1.1a", "yes")
    view = view_of(*sampled("court", "C01", "C02"), *judgements, answer, e.CaseWithdrawn("C01"))
    assert (at(view.questions["2.1.1"]), at(view.questions["2.1.2"]), at(view.standards["2.1"])) == (7, 5, 7)
    assert (view.of_case("C01", "2.1.1"), [at(event) for event in view.on("2.1.1")], view.on("2.1.1a")) == (None, [4], [])


def test_a_withdrawn_case_is_out_of_the_sample() -> None:
    before = view_of(*sampled("court", "C01"), e.CaseWithdrawn("C01"))
    assert blame.fold(before, recorded(judged("2.1.1", C01="sufficient"), first=3)) is before


def test_a_proposal_sets_its_standard() -> None:
    view = view_of(e.RatingProposed("1.1", Rating.GOOD), e.RatingProposed("1.1", Rating.OUTSTANDING))
    assert at(view.proposals["1.1"]) == at(view.standards["1.1"]) == 2


@pytest.mark.parametrize("newer", [MOVED, DECLINED])
def test_a_newer_discretion_decision_replaces_the_older_declining_included(newer: e.Event) -> None:
    view = view_of(MOVED, newer)
    assert at(view.discretion["2.1"]) == at(view.standards["2.1"]) == 2


def test_an_override_stands_beside_a_discretion_decision() -> None:
    view = view_of(MOVED, OVERRIDDEN)
    assert (at(view.discretion["2.1"]), at(view.overrides["2.1"]), at(view.standards["2.1"])) == (1, 2, 2)


def test_revoking_a_decision_sets_the_standard_and_revives_nothing() -> None:
    view = view_of(DECLINED, MOVED, OVERRIDDEN, e.DiscretionRevoked("2.1", 2), e.OverrideRevoked("2.1", 3))
    assert (view.discretion.get("2.1"), view.overrides.get("2.1"), at(view.standards["2.1"])) == (None, None, 5)


@pytest.mark.parametrize("event", [e.DiscretionRevoked("2.1", 7), e.OverrideRevoked("2.1", 1), e.DiscretionRevoked("2.2", 1)])
def test_revoking_what_is_not_in_force_changes_nothing(event: e.Event) -> None:
    before = view_of(MOVED)
    assert blame.fold(before, recorded([event], first=2)) is before


@pytest.mark.parametrize("event", [OPENED, e.FieldworkCompleted(), e.DraftShared(), e.ReviewerNoteAdded(standard="2.1")])
def test_events_that_set_nothing_leave_the_view_as_it_was(event: e.Event) -> None:
    before = view_of(MOVED)
    assert blame.fold(before, recorded([event], first=2)) is before


def test_a_prefix_then_the_rest_equals_the_whole() -> None:
    events = recorded([OPENED, *sampled("court", "C01", "C02", "C03"), *tally_events("2.1.1", 2, 3), MOVED, e.CaseWithdrawn("C02")])
    whole = blame.fold(BlameView(), events)
    for step in range(len(events) + 1):
        assert blame.fold(blame.fold(BlameView(), events[:step]), events[step:]) == whole
