from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.audit.stories import DECLINED, FIVE, MOVED, OVERRIDDEN, turned
from tests.builders import LEAD, OPENED, On, recorded, resolve, sampled

from ledger.audit.blame import blamed
from ledger.audit.findings import findings
from ledger.audit.sensitivity import sensitivity
from ledger.audit.shown import shown
from ledger.audit.suppositions import NOTHING_SUPPOSED, Supposition, Suppositions, apply, fold, turned_over
from ledger.audit.triage import triage
from ledger.audit.why import why
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.dispute import about
from ledger.domain.framework import Rating
from ledger.projections import ratings
from ledger.projections.agreement import pairs
from ledger.projections.disputes import disputes

SUFFICIENT = e.KeyQuestionJudged("C01", "2.1.1", "sufficient")
INSUFFICIENT = e.KeyQuestionJudged("C01", "2.1.1", "insufficient")
HISTORY = recorded([OPENED, LEAD, *sampled("court", "C01"), INSUFFICIENT, SUFFICIENT, e.RatingProposed("1.1", Rating.GOOD)])
START = ratings.start(resolve)

DISPUTED = recorded(
    [
        *FIVE,
        On(None, turned("C01"), "inspector-2"),  # 12
        On(None, e.FieldworkCompleted(), "reviewer-1"),
        e.PanelConvened(("panel-1", "panel-2"), 2),
        On(None, d.DisputeRaised(1, 12, "2.3.1", "C01", "2026-03-20"), "inspector-3"),
        d.DisputeAnswered(1),
        On(None, d.DisputeResolved(1, "amended", "sufficient"), "reviewer-1"),
        On(None, turned("C01", "sufficient"), "reviewer-1", "event-17"),
        d.DipSampleDrawn(1, (d.DrawnJudgement("C02", "2.3.1", 8),), 1, 5, 7, 18),
        On(None, d.SheetIssued(1), "inspector-3"),
        On(None, d.SecondJudgementGiven(1, "C02", "2.3.1", "insufficient", 20, "not-seen"), "inspector-3"),
        DECLINED,
        MOVED,
        On(None, d.DisputeRaised(2, 23, "2.3"), "inspector-3"),
        OVERRIDDEN,
        On(None, d.DisputeResolved(2, "upheld"), "panel-3"),
        e.OverrideRevoked("2.3", 25),
        d.DisputeRaised(3, 18, "2.3.1", "C01", "2026-03-01"),
        d.DisputeWithdrawn(3),
        e.CaseWithdrawn("C05"),
        e.RatingsConfirmed(),
    ]
)
"""Everything that rests on another event: judgements, disputes with what they led to, a second judgement, decisions and their end."""


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (SUFFICIENT, INSUFFICIENT),
        (INSUFFICIENT, SUFFICIENT),
        (e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"), None),
        (e.PromptAnswered("C01", "2.1.1a", "yes"), e.PromptAnswered("C01", "2.1.1a", "no")),
        (e.PromptAnswered("C01", "2.1.1a", "no"), e.PromptAnswered("C01", "2.1.1a", "yes")),
        (e.PromptAnswered("C01", "2.1.1a", "not-applicable"), None),
        (e.RatingProposed("1.1", Rating.GOOD), None),
    ],
)
def test_only_what_has_another_way_can_be_turned_over(event: e.Event, expected: e.Event | None) -> None:
    assert turned_over(event) == expected


def test_a_supposition_made_again_is_taken_back() -> None:
    one, other = Supposition(5), Supposition(4)
    both = NOTHING_SUPPOSED.toggled(one).toggled(other)
    assert list(both) == [other, one]
    assert both.toggled(one) == Suppositions((other,))
    assert len(both.toggled(one).toggled(other)) == 0


def test_there_is_one_supposition_a_position() -> None:
    left_out, turned = Supposition(5), Supposition(5, INSUFFICIENT)
    assert list(NOTHING_SUPPOSED.toggled(left_out).toggled(turned)) == [turned]


def test_an_event_left_out_lets_the_one_before_it_stand() -> None:
    view = fold(START, HISTORY, Suppositions((Supposition(5),)))
    assert ratings_of(view) == ratings_of(
        ratings.fold(START, recorded([OPENED, LEAD, *sampled("court", "C01"), INSUFFICIENT, HISTORY[5].event]))
    )
    assert (view.step, view.last) == (6, HISTORY[-1])


def test_an_event_turned_over_counts_the_other_way_and_is_shown_as_it_is_recorded() -> None:
    supposed = Suppositions((Supposition(5, INSUFFICIENT),))
    view = fold(START, HISTORY[:5], supposed)
    assert ratings_of(view) == ratings_of(ratings.fold(START, HISTORY[:4]))
    assert view.last is HISTORY[4]
    assert [one.event for one in supposed.of(HISTORY)[3:5]] == [INSUFFICIENT, INSUFFICIENT]


def test_without_the_sampling_of_a_case_its_judgements_count_for_nothing() -> None:
    view = fold(START, HISTORY, Suppositions((Supposition(3),)))
    assert view.standards["2.1"].rating.rating == Rating.NOT_RATED


def ratings_of(view: ratings.RatingsView) -> list[object]:
    return [(rating.rating, getattr(rating.evidence, "tallies", None)) for rating in view.ratings]


@given(st.sets(st.integers(2, 6)))
def test_leaving_out_events_is_folding_the_rest(positions: set[int]) -> None:
    supposed = Suppositions(tuple(Supposition(position) for position in sorted(positions)))
    rest = [one for one in HISTORY if one.position not in positions]
    view = fold(START, HISTORY, supposed)
    assert supposed.of(HISTORY) == rest
    assert ratings_of(view) == ratings_of(ratings.fold(START, rest))
    assert view.step == len(HISTORY)


def test_nothing_supposed_is_the_history_as_recorded() -> None:
    view = START
    for one in HISTORY:
        view = apply(view, one, NOTHING_SUPPOSED)
    assert view.ratings == ratings.fold(START, HISTORY).ratings


@pytest.mark.parametrize("position", range(2, len(DISPUTED) + 1))
def test_whatever_event_is_left_out_every_question_has_an_answer_about_the_rest(position: int) -> None:
    history = Suppositions((Supposition(position),)).of(DISPUTED)
    rest, view = {one.position for one in history}, ratings.fold(START, history)
    explained = why(history, len(history), START, "2.3", prompts=True)
    assert [about(one.disputed.event) for one in explained.disputes] == [(one.event.subject, one.event.case) for one in explained.disputes]
    assert [one.disputes for one in blamed(history, len(history), START).standards if one.rated.standard.id == "2.3"] == [
        explained.disputes
    ]
    found = findings(history, START)
    assert {at for one in found for at in one.positions} <= rest
    assert not any(one.code == "own-dispute-resolved" for one in found)
    assert {one.dispute.disputed.position for one in triage(view, disputes(history))} <= rest
    assert {one.first_at for one in pairs(history)} <= rest
    assert shown(history, len(history), START).at.of == len(history) == len(DISPUTED) - 1
    assert sensitivity(view).inspection == view.inspection
