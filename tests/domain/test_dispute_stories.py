"""Disputes from raising to their end: every transition and every refusal."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, LEAD, OPENED, SMALL, TEAM, On, by, recorded
from tests.decider import dispute_state, given, inspection_state
from tests.domain.dispute_asks import (
    ABOUT,
    DECLINED,
    EXERCISED,
    FIGURE,
    GOOD,
    MADE,
    OPEN,
    OVERRIDDEN,
    RAISED,
    answer,
    disputed,
    raise_,
    resolve,
    reviewer,
    withdraw,
)

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.dispute import DisputeState, decide, evolve
from ledger.domain.recorded import Provenance, Role
from ledger.domain.refusals import NotFoundError, RefusedError


def test_a_judgement_is_disputed_with_grounds_and_a_day_to_settle_it_by() -> None:
    given(*MADE).when(raise_()).then(d.DisputeRaised(1, ABOUT, "2.1.1", "C01"))
    given(*MADE).when(raise_(due="2026-03-20")).then(d.DisputeRaised(1, ABOUT, "2.1.1", "C01", "2026-03-20"))
    given(*OPEN).when(raise_()).then(d.DisputeRaised(2, ABOUT, "2.1.1", "C01"))


@pytest.mark.parametrize(
    ("event", "subject"),
    [(e.RatingProposed("1.1", GOOD), "1.1"), (EXERCISED, "2.1"), (DECLINED, "2.1"), (OVERRIDDEN, "1.1"), (FIGURE, "2.1.1")],
)
def test_proposals_decisions_and_published_figures_can_be_disputed(event: e.Event, subject: str) -> None:
    given(OPENED, *TEAM, event).when(raise_(4, reviewer())).then(d.DisputeRaised(1, 4, subject))


def test_nothing_else_can_be_disputed() -> None:
    given(*MADE).when(raise_(1)).then_refused(
        RefusedError, match="A judgement, a proposal, a panel decision or a published figure can be disputed; #1 is none of them."
    )


def test_what_is_not_recorded_in_the_inspection_cannot_be_disputed() -> None:
    given(*MADE).when(raise_(99)).then_refused(NotFoundError, match=f"There is no event #99 in {INSPECTION}")


def test_a_dispute_has_grounds() -> None:
    given(*MADE).when(raise_(text="  ")).then_refused(RefusedError, match="A dispute has grounds; none were given.")


@pytest.mark.parametrize("due", ["soon", "2026-03", "2026-03-20T10:00Z"])
def test_a_dispute_is_due_on_a_day(due: str) -> None:
    given(*MADE).when(raise_(due=due)).then_refused(RefusedError, match=f"A dispute is due on a day such as 2026-03-20; '{due}' was given")


@pytest.mark.parametrize(("due", "taken"), [("2026-03-09", False), ("2026-03-10", True), ("2026-03-11", True)])
def test_a_dispute_is_not_due_before_it_is_raised(due: str, *, taken: bool) -> None:
    told = given(*MADE).when(raise_(due=due, who=by(actor="inspector-2", on="2026-03-10")))
    if taken:
        told.then(d.DisputeRaised(1, ABOUT, "2.1.1", "C01", due))
    else:
        told.then_refused(RefusedError, match=f"A dispute is settled after it is raised; it would be due on {due}.")


def test_a_dispute_can_be_raised_after_confirmation_since_it_changes_nothing() -> None:
    given(*MADE, e.RatingsConfirmed()).when(raise_()).then(d.DisputeRaised(1, ABOUT, "2.1.1", "C01"))


def test_a_dispute_is_answered_once_by_another_than_who_raised_it() -> None:
    given(*OPEN).when(answer()).then(d.DisputeAnswered(1))
    given(*OPEN).when(answer(by(actor="inspector-2"))).then_refused(
        RefusedError, match="A dispute is answered by another than who raised it; inspector-2 raised it."
    )
    given(*OPEN, d.DisputeAnswered(1)).when(answer()).then_refused(
        RefusedError, match="answered once, before it is resolved; dispute 1 is answered"
    )
    given(*OPEN).when(answer(text=" ")).then_refused(RefusedError, match="An answer has words; none were given for dispute 1.")


@pytest.mark.parametrize("before", [[], [d.DisputeAnswered(1)]])
def test_a_dispute_is_withdrawn_by_who_raised_it_with_a_reason(before: list[e.Event]) -> None:
    given(*OPEN, *before).when(withdraw()).then(d.DisputeWithdrawn(1))
    given(*OPEN, *before).when(withdraw(by(reason="found"))).then_refused(
        RefusedError, match="A dispute is withdrawn by who raised it; dispute 1 was raised by inspector-2."
    )
    given(*OPEN, *before).when(withdraw(by(actor="inspector-2"))).then_refused(RefusedError, match="Withdrawing a dispute needs a reason")


def test_a_resolved_dispute_is_not_withdrawn() -> None:
    given(*OPEN, d.DisputeResolved(1, "upheld")).when(withdraw()).then_refused(RefusedError, match="withdrawn before it is resolved")


@pytest.mark.parametrize("command", [answer(), withdraw(), resolve("upheld"), resolve("upheld", again=True)])
def test_a_withdrawn_dispute_is_at_its_end(command: c.Command) -> None:
    given(*OPEN, d.DisputeWithdrawn(1)).when(command).then_refused(
        RefusedError, match="A dispute that was withdrawn is at its end; dispute 1 was"
    )


@pytest.mark.parametrize("outcome", ["upheld", "dismissed"])
@pytest.mark.parametrize("before", [[], [d.DisputeAnswered(1)]])
def test_upholding_or_dismissing_leaves_what_is_disputed_as_it_is(outcome: d.Resolution, before: list[e.Event]) -> None:
    given(*OPEN, *before).when(resolve(outcome)).then(d.DisputeResolved(1, outcome))


@pytest.mark.parametrize(
    ("who", "found"),
    [
        (by("quality-reviewer", actor="inspector-2", reason="x"), "inspector-2 raised it"),
        (by("quality-reviewer", actor="inspector-1", reason="x"), f"inspector-1 made what is disputed, #{ABOUT}"),
    ],
)
def test_a_party_does_not_resolve_their_own_dispute(who: c.By, found: str) -> None:
    given(*OPEN).when(resolve("upheld", who=who)).then_refused(
        RefusedError, match=f"A dispute is resolved by someone who is neither party; {found}. Have someone else resolve it."
    )


def test_every_member_who_was_present_is_party_to_a_dispute_on_a_panel_decision() -> None:
    second = by("panel-chair", actor="panel-2", reason="x")
    disputed(OVERRIDDEN).when(resolve("upheld", who=second)).then_refused(RefusedError, match="panel-2 made what is disputed, #4")
    other = by("panel-chair", actor="panel-3", reason="x")
    disputed(OVERRIDDEN).when(resolve("upheld", who=other)).then(d.DisputeResolved(1, "upheld"))


def test_the_lead_inspector_resolves_disputes_on_judgements_but_not_on_panel_decisions() -> None:
    lead = by("lead-inspector", reason="x")
    given(*OPEN).when(resolve("upheld", who=lead)).then(d.DisputeResolved(1, "upheld"))
    disputed(OVERRIDDEN).when(resolve("upheld", who=lead)).then_refused(
        RefusedError, match="is not for the lead inspector; #4 weighs the work"
    )


def test_resolving_needs_a_reason() -> None:
    given(*OPEN).when(resolve("upheld", who=reviewer(None))).then_refused(RefusedError, match="Resolving a dispute needs a reason")


def test_a_dispute_is_resolved_once_unless_deliberately_again() -> None:
    resolved = given(*OPEN, d.DisputeResolved(1, "upheld"))
    position = len(OPEN) + 1
    resolved.when(resolve("dismissed")).then_refused(
        RefusedError,
        match=f"A dispute is resolved once; dispute 1 was resolved at #{position}. Resolve it again deliberately, with --again",
    )
    resolved.when(resolve("dismissed", again=True)).then(d.DisputeResolved(1, "dismissed", None, position))
    given(*OPEN).when(resolve("upheld", again=True)).then_refused(
        RefusedError, match="Only a resolved dispute is resolved again; dispute 1 is open"
    )


def test_the_events_of_a_dispute_do_not_go_back_in_time() -> None:
    told = [*MADE, On("2026-03-10", RAISED.event, "inspector-2")]
    given(*told).when(answer(by(on="2026-03-09"))).then_refused(RefusedError, match="Events about dispute 1 of")


@pytest.mark.parametrize("provenance", ["reported"])
def test_what_a_report_says_became_of_a_dispute_is_taken_as_reported(provenance: Provenance) -> None:
    def told(role: Role, actor: str) -> c.By:
        return by(role, actor=actor, provenance=provenance)

    given(*OPEN).when(answer(told("inspector", "inspector-2"))).then(d.DisputeAnswered(1))
    given(*OPEN).when(withdraw(told("inspector", "inspector-1"))).then(d.DisputeWithdrawn(1))
    given(*OPEN).when(resolve("upheld", who=told("inspector", "inspector-1"))).then(d.DisputeResolved(1, "upheld"))


def test_what_is_recorded_of_a_dispute_is_followed_whatever_it_is() -> None:
    state = dispute_state(recorded([OPENED, LEAD, RAISED, d.DisputeResolved(1, "upheld"), d.DisputeAnswered(1)]), 1)
    assert (state.status, state.raiser, state.about, state.resolved_at) == ("resolved", "inspector-2", ABOUT, 4)


def test_what_is_not_of_a_dispute_leaves_its_state() -> None:
    assert evolve(DisputeState(), recorded([OPENED])[0]).status == "none"


def test_a_dispute_is_open_until_it_is_resolved_or_withdrawn() -> None:
    told = [*OPEN, d.DisputeAnswered(1), d.DisputeResolved(1, "upheld")]
    assert [dispute_state(recorded(told[:step]), 1).is_open for step in range(len(OPEN) - 1, len(told) + 1)] == [False, True, True, False]


@pytest.mark.parametrize("command", [answer(), withdraw(), resolve("upheld")])
def test_a_dispute_that_was_never_raised_is_not_there(command: c.AnswerDispute | c.ResolveDispute | c.WithdrawDispute) -> None:
    with pytest.raises(NotFoundError, match=f"There is no dispute 1 in {INSPECTION}"):
        decide(command, DisputeState(), None, inspection_state(recorded(MADE)), SMALL)
