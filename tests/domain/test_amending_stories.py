"""What the outcome of a dispute changes: amendments, their undoing, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import OPENED, SMALL, TEAM, On
from tests.decider import Given, decide, given
from tests.domain.dispute_asks import (
    ABOUT,
    DECLINED,
    EXERCISED,
    FIGURE,
    GOOD,
    IMPROVE,
    JUDGED,
    MADE,
    OPEN,
    OVERRIDDEN,
    disputed,
    resolve,
    reviewer,
)

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.refusals import RefusedError


def test_amending_records_the_outcome_and_the_judgement_it_causes_together() -> None:
    given(*OPEN).when(resolve("amended", "sufficient")).then(
        d.DisputeResolved(1, "amended", "sufficient"), e.KeyQuestionJudged("C01", "2.1.1", "sufficient")
    )


def test_amending_to_what_stands_by_now_makes_it_stand_by_this_outcome_too() -> None:
    since = e.KeyQuestionJudged("C01", "2.1.1", "sufficient")
    given(*OPEN, since).when(resolve("amended", "sufficient")).then(
        d.DisputeResolved(1, "amended", "sufficient"), replace(since, reaffirmed=True)
    )
    proposed = disputed(e.RatingProposed("1.1", GOOD), e.RatingProposed("1.1", IMPROVE))
    proposed.when(resolve("amended", IMPROVE.value)).then(d.DisputeResolved(1, "amended", IMPROVE.value), e.RatingProposed("1.1", IMPROVE))


def test_amending_a_proposal_proposes_anew() -> None:
    outcome = d.DisputeResolved(1, "amended", "Requires improvement")
    disputed(e.RatingProposed("1.1", GOOD)).when(resolve("amended", "Requires improvement")).then(outcome, e.RatingProposed("1.1", IMPROVE))


def test_a_proposal_is_amended_within_the_rules_of_proposals() -> None:
    disputed(e.RatingProposed("1.1", GOOD)).when(resolve("amended", "Not rated")).then_refused(RefusedError, match="1.1 may not")


@pytest.mark.parametrize(
    ("decision", "caused"),
    [(EXERCISED, e.DiscretionRevoked("2.1", 4)), (DECLINED, e.DiscretionRevoked("2.1", 4)), (OVERRIDDEN, e.OverrideRevoked("1.1", 4))],
)
def test_amending_a_panel_decision_revokes_it(decision: e.Event, caused: e.Event) -> None:
    disputed(decision).when(resolve("amended")).then(d.DisputeResolved(1, "amended"), caused)


def test_a_panel_decision_no_longer_in_force_is_not_amended() -> None:
    disputed(OVERRIDDEN, e.OverrideRevoked("1.1", 4)).when(resolve("amended")).then_refused(
        RefusedError, match="#4 is not one; in force: none"
    )


def test_a_published_figure_stays_as_printed_and_the_outcome_says_what_it_should_read() -> None:
    disputed(FIGURE, subject="2.1.1").when(resolve("amended", "64%")).then(d.DisputeResolved(1, "amended", "64%"))


@pytest.mark.parametrize(
    ("event", "to", "found"),
    [
        (JUDGED, None, "one of sufficient, insufficient, not-relevant; nothing was given. Give --to"),
        (JUDGED, "Good", "one of sufficient, insufficient, not-relevant; Good was given"),
        (JUDGED, "insufficient", "An amendment changes what is disputed; it is insufficient already"),
        (e.RatingProposed("1.1", GOOD), "good", "one of Inadequate, Requires improvement, Good, Outstanding, Not rated; good was given"),
        (e.RatingProposed("1.1", GOOD), "Good", "it is Good already"),
        (FIGURE, None, "the figure as it should read; nothing was given"),
        (FIGURE, "63%", "it is 63% already"),
        (OVERRIDDEN, "Good", "amending a panel decision revokes it. Leave out 'Good'"),
    ],
)
def test_an_amendment_says_what_to_put_in_place(event: e.Event, to: str | None, found: str) -> None:
    given(*MADE[:-1], event, On(None, d.DisputeRaised(1, ABOUT, "x"), actor="reviewer-9")).when(resolve("amended", to)).then_refused(
        RefusedError, match=found
    )


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
def test_only_an_amendment_puts_another_value_in_place(outcome: d.Resolution) -> None:
    given(*OPEN).when(resolve(outcome, "sufficient")).then_refused(
        RefusedError, match=f"{outcome} leaves it as it is. Leave out 'sufficient'"
    )


CAUSED = On(None, e.KeyQuestionJudged("C01", "2.1.1", "sufficient"), "reviewer-1", outcome=len(OPEN) + 1)
AMENDED: list[e.Event | On] = [*OPEN, d.DisputeResolved(1, "amended", "sufficient"), CAUSED]


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
def test_taking_back_an_amendment_puts_back_what_was_disputed_by_a_new_event(outcome: d.Resolution) -> None:
    given(*AMENDED).when(resolve(outcome, again=True)).then(d.DisputeResolved(1, outcome, None, len(OPEN) + 1), JUDGED)


def test_taking_back_an_amendment_of_a_proposal_proposes_what_was_disputed() -> None:
    proposed = e.RatingProposed("1.1", GOOD)
    amended = On(None, e.RatingProposed("1.1", IMPROVE), "reviewer-1", outcome=6)
    told = disputed(proposed, d.DisputeResolved(1, "amended", IMPROVE.value), amended)
    told.when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, 6), proposed)


def test_taking_back_the_amendment_of_a_decision_revives_nothing() -> None:
    revoked = On(None, e.OverrideRevoked("1.1", 4), "reviewer-1", outcome=6)
    told = disputed(OVERRIDDEN, d.DisputeResolved(1, "amended"), revoked)
    told.when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, 6))


def test_an_undo_takes_nobody_elses_vote_with_it() -> None:
    vote = On(None, e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"), "inspector-2")
    given(*AMENDED, vote).when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, len(OPEN) + 1))
    reaffirmed = On(None, e.KeyQuestionJudged("C01", "2.1.1", "sufficient", reaffirmed=True), "inspector-2")
    given(*AMENDED, reaffirmed).when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, len(OPEN) + 1))


def test_an_undo_leaves_what_was_judged_with_its_amendment_for_a_cause() -> None:
    told = On(None, e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"), "inspector-2", led_to_by=f"event-{len(OPEN) + 1}")
    given(*AMENDED, told).when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, len(OPEN) + 1))


def test_an_undo_puts_back_what_was_judged_before_the_amendment_though_after_what_is_disputed() -> None:
    vote = On(None, e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"), "inspector-2")
    story = given(*OPEN, vote, AMENDED[-2], replace(CAUSED, outcome=len(OPEN) + 2))
    story.when(resolve("upheld", again=True)).then(d.DisputeResolved(1, "upheld", None, len(OPEN) + 2), vote.event)


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
def test_an_undo_causes_nothing_in_a_case_that_was_withdrawn(outcome: d.Resolution) -> None:
    given(*AMENDED, e.CaseWithdrawn("C01")).when(resolve(outcome, again=True)).then(d.DisputeResolved(1, outcome, None, len(OPEN) + 1))


def test_an_amendment_can_be_amended_again() -> None:
    given(*AMENDED).when(resolve("amended", "not-relevant", again=True)).then(
        d.DisputeResolved(1, "amended", "not-relevant", len(OPEN) + 1), e.KeyQuestionJudged("C01", "2.1.1", "not-relevant")
    )


AFTER: list[tuple[e.Event, str | None, str]] = [
    (JUDGED, "sufficient", "2.1.1"),
    (e.RatingProposed("1.1", GOOD), "Outstanding", "1.1"),
    (OVERRIDDEN, None, "1.1"),
]


@pytest.mark.parametrize(("event", "to", "subject"), AFTER)
def test_amending_after_confirmation_follows_the_rules_of_any_change_then(event: e.Event, to: str | None, subject: str) -> None:
    story: list[e.Event | On] = [*MADE[:-1], event, On(None, d.DisputeRaised(1, ABOUT, subject), "inspector-2"), e.RatingsConfirmed()]
    given(*story).when(resolve("amended", to)).then_refused(RefusedError, match="Ratings are frozen once confirmed")
    given(*story).when(resolve("upheld")).then(d.DisputeResolved(1, "upheld"))
    reopened = given(*story, e.InspectionReopened())
    reopened.when(resolve("amended", to)).then_refused(RefusedError, match="no reviewer was named")
    reviewed = reviewer(reviewed_by="reviewer-2")
    assert len(reopened_events(reopened, resolve("amended", to, reviewed))) == 2


def reopened_events(story: Given, command: c.Command) -> list[e.Event]:
    return decide(story.history, command, SMALL)


def test_a_withdrawn_case_is_not_judged_by_an_amendment() -> None:
    given(*OPEN, e.CaseWithdrawn("C01")).when(resolve("amended", "sufficient")).then_refused(
        RefusedError, match="Withdrawn cases are not judged"
    )


@pytest.mark.parametrize(("event", "to"), [(e.RatingProposed("1.1", GOOD), "Outstanding"), (OVERRIDDEN, None)])
def test_an_amendment_does_not_go_back_behind_the_last_event_on_its_subject(event: e.Event, to: str | None) -> None:
    story: list[e.Event | On] = [OPENED, *TEAM, On("2026-03-10", event), On("2026-03-01", d.DisputeRaised(1, 4, "1.1"), "reviewer-9")]
    given(*story).when(resolve("amended", to, reviewer(on="2026-03-05"))).then_refused(RefusedError, match="Events about 1.1 in")
