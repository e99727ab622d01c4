"""The training inspection shows what no published report can, and every step of it was accepted by the rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest

from ledger.application import Ledger
from ledger.audit.triage import triage
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.bands import is_rounding_sensitive
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.errors import NotFoundError
from ledger.projections import ratings
from ledger.projections.disputes import disputes
from ledger.projections.points import AtMilestone
from ledger.projections.ratings import RatingsView

Histories = dict[str, list[RecordedEvent]]


@pytest.fixture(scope="module")
def history(histories: Histories) -> list[RecordedEvent]:
    return histories["training-example"]


@pytest.fixture(scope="module")
def views(ledger: Ledger, history: list[RecordedEvent]) -> list[RatingsView]:
    view, found = ledger.start(), []
    for event in history:
        view = ratings.apply(view, event)
        found.append(view)
    return found


def test_it_says_that_it_is_invented(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    assert views[-1].service == "Training example (invented)"
    assert {event.by.provenance for event in history} == {"illustrative"}


def test_it_is_as_long_as_a_lesson(history: list[RecordedEvent]) -> None:
    assert 400 <= len(history) <= 800


def test_it_happens_in_early_2026_in_order(history: list[RecordedEvent]) -> None:
    earliest = [event.by.happened.earliest or "" for event in history]
    assert earliest == sorted(earliest)
    assert earliest[0] >= "2026-01"
    assert earliest[-1] < "2026-04"


def test_its_people_are_roles_and_type_for_themselves(history: list[RecordedEvent]) -> None:
    for event in history:
        assert event.by.actor.id.rpartition("-")[0] in {"lead-inspector", "inspector", "panel", "reviewer"}
        assert event.by.recorded_by == event.by.actor.id


def test_judgements_are_revised_with_reasons(history: list[RecordedEvent]) -> None:
    revised = [event for event in _later_judgements(history) if not _judgement(event).reaffirmed]
    assert len(revised) == 5
    assert all(event.reason for event in revised)


def test_an_answer_is_revised_with_a_reason(history: list[RecordedEvent]) -> None:
    seen: set[tuple[str, str]] = set()
    revised = []
    for event in history:
        if isinstance(event.event, e.PromptAnswered):
            if (event.event.case, event.event.prompt) in seen:
                revised.append(event)
            seen.add((event.event.case, event.event.prompt))
    assert len(revised) == 1
    assert revised[0].reason


def test_one_judgement_is_reaffirmed(history: list[RecordedEvent]) -> None:
    again = [event for event in _later_judgements(history) if _judgement(event).reaffirmed]
    assert len(again) == 1
    assert again[0].reason


def test_a_case_is_withdrawn_after_it_was_judged_and_no_longer_counts(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    step = next(i for i, event in enumerate(history) if isinstance(event.event, e.CaseWithdrawn))
    before, after = (view.standards["2.1"].casework for view in views[step - 1 : step + 1])
    assert history[step].reason
    assert before is not None
    assert after is not None
    assert before.tallies[0].relevant == after.tallies[0].relevant + 1
    assert len(views[-1].cases) == 25


def test_a_proposal_is_changed_with_a_reason(history: list[RecordedEvent]) -> None:
    proposed = [event for event in history if isinstance(event.event, e.RatingProposed) and event.event.standard == "1.4"]
    assert [event.event.rating for event in proposed if isinstance(event.event, e.RatingProposed)] == ["Good", "Requires improvement"]
    assert proposed[1].reason


def test_a_figure_is_sensitive_to_rounding(views: list[RatingsView]) -> None:
    casework = views[-1].standards["2.1"].casework
    assert casework is not None
    sensitive = [t for t in casework.tallies if is_rounding_sensitive(views[-1].standards["2.1"].rules, t)]
    assert [(tally.key_question, tally.yes, tally.relevant, tally.percent) for tally in sensitive] == [("2.1.3", 11, 17, 65)]


def test_discretion_is_eligible_and_takes_effect_when_it_is_exercised(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    exercised = [step for step, event in enumerate(history) if isinstance(event.event, e.DiscretionExercised)]
    for step, standard, tests in zip(exercised, ("2.2", "3.3"), (("margin",), ("small-sample",)), strict=True):
        rating = views[step].standards[standard].rating
        before = views[step - 1].standards[standard].rating.eligibility
        assert before is not None
        assert before.up is not None
        assert set(tests) <= set(before.up.met)
        assert rating.decision is not None
        assert (rating.rating, rating.effect, rating.decision.tests) == (Rating.GOOD, True, tests)


def test_a_late_change_makes_discretion_stale_that_still_applies(views: list[RatingsView]) -> None:
    rating = views[-1].standards["2.2"].rating
    assert rating.decision is not None
    assert (rating.decision.stale, rating.lapsed, rating.effect, rating.rating) == (True, False, True, Rating.GOOD)


def test_a_late_change_makes_discretion_lapse(views: list[RatingsView]) -> None:
    rating = views[-1].standards["3.3"].rating
    assert rating.decision is not None
    assert (rating.decision.stale, rating.lapsed, rating.effect, rating.rating) == (True, True, False, Rating.INADEQUATE)


def test_the_late_changes_come_after_the_panel(history: list[RecordedEvent]) -> None:
    panel = next(event.position for event in history if isinstance(event.event, e.PanelConvened))
    late = [_judgement(event).key_question for event in _later_judgements(history) if event.position > panel]
    assert late == ["2.2.1", "3.3.3"]


def test_discretion_is_declined_once_with_a_reason(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    declined = [event for event in history if isinstance(event.event, e.DiscretionDeclined)]
    assert len(declined) == 1
    assert declined[0].reason
    rating = views[-1].standards["2.1"].rating
    assert rating.decision is not None
    assert (rating.decision.kind, rating.decision.stale, rating.rating) == ("declined", False, Rating.GOOD)


def test_an_override_is_made_and_revoked(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    made = next(step for step, event in enumerate(history) if isinstance(event.event, e.RatingOverridden))
    revoked = next(step for step, event in enumerate(history) if isinstance(event.event, e.OverrideRevoked))
    assert [step.step for step in views[made].standards["2.3"].rating.route] == ["banded", "override"]
    assert [step.step for step in views[revoked].standards["2.3"].rating.route] == ["banded"]
    assert history[made].reason
    assert history[revoked].reason


def test_reviewers_leave_notes(history: list[RecordedEvent]) -> None:
    notes = [event for event in history if isinstance(event.event, e.ReviewerNoteAdded)]
    assert [event.by.actor.role for event in notes] == ["quality-reviewer", "quality-reviewer"]
    assert all(event.texts["note"].body for event in notes)


def test_prompts_are_answered_for_some_cases_only(history: list[RecordedEvent]) -> None:
    answered = {event.event.case for event in history if isinstance(event.event, e.PromptAnswered)}
    assert answered == {"C01", "C02", "C03", "C19", "C20"}


def test_the_overall_rating_moves_more_than_twice(views: list[RatingsView]) -> None:
    overall = [(str(view.overall.rating), view.overall.score) for view in views if view.overall]
    assert [key for key, _ in groupby(overall)] == [
        ("Pending", None),
        ("Good", 19),
        ("Requires improvement", 18),
        ("Good", 19),
        ("Good", 20),
        ("Good", 21),
        ("Good", 19),
        ("Requires improvement", 18),
    ]


def test_it_ends_as_a_draft(ledger: Ledger) -> None:
    assert ledger.board("training-example", AtMilestone("draft")).view.step
    with pytest.raises(NotFoundError, match="training-example has not reached 'confirmed'"):
        ledger.board("training-example", AtMilestone("confirmed"))


def _later_judgements(history: list[RecordedEvent]) -> Iterator[RecordedEvent]:
    """The judgements of a case and question that had been judged before."""
    seen: set[tuple[str, str]] = set()
    for event in history:
        if isinstance(event.event, e.KeyQuestionJudged):
            subject = event.event.case, event.event.key_question
            if subject in seen:
                yield event
            seen.add(subject)


def _judgement(event: RecordedEvent) -> e.KeyQuestionJudged:
    assert isinstance(event.event, e.KeyQuestionJudged)
    return event.event


def test_a_sample_is_judged_a_second_time_and_some_judgements_differ(history: list[RecordedEvent]) -> None:
    first = {(one.event.case, one.event.key_question): one for one in history if isinstance(one.event, e.KeyQuestionJudged)}
    second = [one.event for one in history if isinstance(one.event, d.SecondJudgementGiven)]
    assert len(second) == 12
    differing = [one for one in second if _judgement(first[one.case, one.key_question]).judgement != one.judgement]
    assert 1 <= len(differing) <= 6


def test_its_disputes_are_of_every_kind_of_effect_and_every_status(history: list[RecordedEvent], views: list[RatingsView]) -> None:
    found = disputes(history)
    assert [one.status for one in found] == ["open", "answered", "open", "open", "withdrawn", "resolved"]
    assert [one.event.case for one in found] == [getattr(one.disputed.event, "case", None) for one in found]
    queue = [(one.dispute.number, one.effect.kind, one.overall_effect.others) for one in triage(views[-1], found)]
    assert queue == [
        (1, "decisive-alone", (2, 3)), (2, "decisive-with-others", (3,)), (3, "decisive-with-others", (2,)), (4, "moot", ())
    ]  # fmt: skip
