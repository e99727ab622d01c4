"""What is recorded as reported, where the roles or the stages of an inspection would have refused it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.audit.findings_stories import DONE, GOOD, OPENED, PANEL, POOR, Events, Story, Told, declined, found, moved, overridden, published
from tests.builders import TEAM, sampled

from ledger.audit.findings import Finding
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Actor, Provenance, Role

LEAD, INSPECTOR = Actor("lead-inspector-1", "lead-inspector"), Actor("inspector-1", "inspector")
CHAIR, MEMBER = Actor("panel-1", "panel-chair"), Actor("panel-2", "panel-member")
BEGUN: Story = [OPENED, *TEAM, *sampled("court", "C01")]
"""Positions 1 to 4."""
FIELDWORK_DONE: Story = [*BEGUN, DONE]
SAT: Story = [*FIELDWORK_DONE, PANEL]
DRAFTED: Story = [*SAT, e.DraftShared()]
CONFIRMED: Story = [*DRAFTED, e.RatingsConfirmed()]
REOPENED: Story = [*CONFIRMED, e.InspectionReopened()]
JUDGED = e.KeyQuestionJudged("C01", "2.3.1", "sufficient")
PROPOSED = e.RatingProposed("1.1", GOOD)
SETTLED: Story = [
    *BEGUN,
    *sampled("out-of-court", "C02"),
    *(e.KeyQuestionJudged("C01", question, "sufficient") for question in ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.3.1")),
    *(e.KeyQuestionJudged("C02", question, "sufficient") for question in ("3.1.1", "3.1.2", "3.2.1")),
    *(e.RatingProposed(standard, GOOD) for standard in ("1.1", "1.2", "3.3", "4.1")),
    DONE,
    PANEL,
    e.DraftShared(),
]
"""Everything judged and proposed, and a draft shared: nothing is wanting for the ratings to be confirmed."""
STALE: Story = [overridden(POOR, start=Rating.OUTSTANDING), e.KeyQuestionJudged("C01", "2.3.1", "insufficient")]


def by(event: e.Event, actor: Actor, *, provenance: Provenance = "reported", reason: str | None = None) -> Told:
    return Told(event, actor=actor, provenance=provenance, reason=reason, evidence=("a-report:10",))


def against(events: Events) -> list[Finding]:
    return found(events, "reported-against-rule")


def refused(events: Events) -> str:
    """The words of the one finding there is."""
    (one,) = against(events)
    return one.message


def test_a_finding_says_where_what_by_which_rule_and_from_which_line() -> None:
    (one,) = against([*SAT, by(e.RatingsConfirmed(), CHAIR)])
    assert (one.severity, one.positions, one.sources) == ("medium", (7,), ("a-report:10",))
    assert one.message == (
        "What is reported at #7, to confirm the ratings, would have been refused: "
        "A draft is shared before ratings are confirmed; small-service-2026 is at the stage 'panel'."
    )


def test_a_finding_on_a_judgement_names_its_case_and_key_question() -> None:
    (one,) = against([*BEGUN, by(JUDGED, CHAIR)])
    assert (one.standard, one.key_question, one.case) == ("2.3", "2.3.1", "C01")


@pytest.mark.parametrize(
    ("before", "event", "actor", "rule"),
    [
        ([], OPENED, INSPECTOR, "To open an inspection is for the lead inspector"),
        (BEGUN, e.CaseSampled("C02", "court"), INSPECTOR, "To sample a case is for the lead inspector"),
        (BEGUN, e.PromptAnswered("C01", "2.1.1a", "yes"), MEMBER, "To answer a prompt is for the inspector or lead inspector"),
        (BEGUN, PROPOSED, INSPECTOR, "To propose a rating is for the lead inspector"),
        (FIELDWORK_DONE, PANEL, LEAD, "To convene a panel is for the panel chair"),
        (SAT, moved(), LEAD, "To exercise discretion is for the panel chair or panel member"),
        (SAT, declined(), INSPECTOR, "To decline discretion is for the panel chair or panel member"),
        (SAT, overridden(), LEAD, "To override a rating is for the panel chair or panel member"),
        (SAT, e.DraftShared(), CHAIR, "To share the draft is for the lead inspector"),
        (DRAFTED, e.FactualAccuracyRaised("FA1"), CHAIR, "To record a comment of the service on the draft is for the recorder or lead"),
        (SETTLED, e.RatingsConfirmed(), LEAD, "To confirm the ratings is for the panel chair"),
        (CONFIRMED, e.InspectionReopened(), LEAD, "To reopen an inspection is for the panel chair"),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str | list) else None,
)
def test_who_acted_in_a_role_that_may_not_is_told(before: Story, event: e.Event, actor: Actor, rule: str) -> None:
    assert rule in refused([*before, by(event, actor)])


@pytest.mark.parametrize(("id", "role"), [("inspector-9", "inspector"), ("inspector-1", "lead-inspector")])
def test_who_acted_without_being_on_the_team_in_that_role_is_told(id: str, role: Role) -> None:
    words = refused([*BEGUN, by(JUDGED, Actor(id, role))])
    assert f"is on the team in that role; {id} is " in words


def test_a_panel_before_fieldwork_was_complete_came_too_early() -> None:
    assert "Fieldwork is completed before a panel sits; small-service-2026 is at the stage 'fieldwork'" in refused(
        [*BEGUN, by(PANEL, CHAIR)]
    )


def test_a_draft_before_a_panel_came_too_early() -> None:
    assert "A panel has sat before a draft is shared" in refused([*FIELDWORK_DONE, by(e.DraftShared(), LEAD)])


def test_a_case_sampled_after_fieldwork_came_too_late() -> None:
    assert "Cases are sampled before fieldwork is completed" in refused([*FIELDWORK_DONE, by(e.CaseSampled("C02", "court"), LEAD)])


@pytest.mark.parametrize("decision", [moved(), declined(), overridden()], ids=lambda event: type(event).__name__)
def test_a_decision_before_any_sitting_is_told(decision: e.Event) -> None:
    (one,) = against([*FIELDWORK_DONE, by(decision, CHAIR)])
    assert one.standard == "2.3"
    assert "A decision is taken by a panel in session; no panel has been convened." in one.message


def test_a_decision_by_or_with_someone_who_is_not_of_the_sitting_is_told() -> None:
    absent = Actor("panel-9", "panel-chair")
    assert "panel-9 was not among them" in refused([*SAT, by(moved(), absent)])
    assert "panel-9 was not among them" in refused([*SAT, by(replace(moved(), members=()), absent)])
    assert "panel-9 not among them" in refused([*SAT, by(replace(moved(), members=("panel-1", "panel-9")), CHAIR)])


def test_a_decision_with_fewer_members_named_than_the_quorum_is_told() -> None:
    assert "The panel needs 2 members present; 1 named" in refused([*SAT, by(replace(moved(), members=("panel-1",)), CHAIR)])


@pytest.mark.parametrize("event", [moved(), declined(), overridden()], ids=lambda event: type(event).__name__)
def test_a_decision_that_names_no_members_and_no_reason_breaks_no_rule(event: e.DiscretionExercised) -> None:
    assert not against([*SAT, by(replace(event, members=()), CHAIR)])
    assert not against([*SAT, by(event, MEMBER)])


def test_a_sitting_reported_without_its_members_is_held_against_no_one() -> None:
    nobody = e.PanelConvened((), 2)
    decisions = [by(replace(moved(), members=()), CHAIR), by(declined(), MEMBER)]
    assert not against([*FIELDWORK_DONE, by(nobody, CHAIR), *decisions])
    assert "A panel needs its quorum of 2" in refused([*FIELDWORK_DONE, by(e.PanelConvened(("panel-1",), 2), CHAIR)])


def test_a_change_after_ratings_were_confirmed_is_told_whatever_is_changed() -> None:
    changes = [by(JUDGED, INSPECTOR), by(PROPOSED, LEAD), by(moved(), CHAIR), by(e.CaseWithdrawn("C01"), LEAD)]
    told = against([*CONFIRMED, *changes])
    assert len(told) == len(changes)
    assert all("Ratings are frozen once confirmed; small-service-2026 has been confirmed." in one.message for one in told)


def test_a_change_after_reopening_breaks_no_rule_though_the_report_names_no_reviewer() -> None:
    assert not against([*REOPENED, by(JUDGED, INSPECTOR), by(moved(), CHAIR)])


def test_a_change_after_reopening_that_its_author_reviewed_is_told() -> None:
    own = Told(JUDGED, actor=INSPECTOR, provenance="reported", reviewed_by=INSPECTOR.id)
    assert "inspector-1 reviewed their own" in refused([*REOPENED, own])


def test_reopening_what_is_not_confirmed_is_told() -> None:
    assert "Only confirmed ratings are reopened" in refused([*DRAFTED, by(e.InspectionReopened(), CHAIR)])


def test_a_confirmation_while_something_is_wanting_unanswered_or_stale_is_told() -> None:
    confirmed = by(e.RatingsConfirmed(), CHAIR)
    assert "once nothing is wanting for the overall rating; wanting: 1.1 (not-proposed)" in refused([*DRAFTED, confirmed])
    assert "unanswered: FA1" in refused([*SETTLED, e.FactualAccuracyRaised("FA1"), confirmed])
    assert "the evidence has changed since #22 on 2.3" in refused([*SETTLED, *STALE, confirmed])


def test_a_confirmation_of_settled_ratings_breaks_no_rule_and_a_later_one_is_weighed_on_what_stood_then() -> None:
    confirmed, reopened = by(e.RatingsConfirmed(), CHAIR), by(e.InspectionReopened(), CHAIR)
    assert not against([*SETTLED, confirmed, reopened, confirmed])
    (one,) = against([*SETTLED, confirmed, reopened, *STALE, confirmed])
    assert one.positions == (26,)
    assert "the evidence has changed since #24 on 2.3" in one.message


def test_a_confirmation_by_a_chair_who_was_not_of_the_sitting_is_told() -> None:
    assert "panel-9 is not among panel-1, panel-2" in refused([*SETTLED, by(e.RatingsConfirmed(), Actor("panel-9", "panel-chair"))])


def test_a_revocation_is_for_the_chair() -> None:
    taken: Story = [*SAT, by(moved(), CHAIR)]
    assert "To revoke a panel decision is for the panel chair" in refused([*taken, by(e.DiscretionRevoked("2.3", 7), MEMBER)])
    assert not against([*taken, by(e.DiscretionRevoked("2.3", 7), CHAIR)])


def test_a_case_that_was_withdrawn_is_not_judged() -> None:
    assert "Withdrawn cases are not judged" in refused([*BEGUN, e.CaseWithdrawn("C01"), by(JUDGED, INSPECTOR)])


def test_a_whole_inspection_reported_in_order_breaks_no_rule() -> None:
    actors: dict[type[e.Event], Actor] = {e.KeyQuestionJudged: INSPECTOR, e.PanelConvened: CHAIR}
    plain = [event for event in SETTLED if not isinstance(event, Told)]
    told = [by(event, actors.get(type(event), LEAD)) for event in plain]
    comments = [by(e.FactualAccuracyRaised("FA1"), LEAD), by(e.FactualAccuracyAnswered("FA1", "accepted"), LEAD)]
    assert not against([*told, *comments, by(e.RatingsConfirmed(), CHAIR)])


def test_changes_without_the_reason_that_a_report_leaves_out_break_no_rule() -> None:
    again = by(e.RatingProposed("1.1", POOR), LEAD)
    erased = by(e.CaseWithdrawn("C01"), LEAD, reason="")
    assert not against([*BEGUN, PROPOSED, again, JUDGED, by(replace(JUDGED, judgement="insufficient", reaffirmed=True), INSPECTOR), erased])


@pytest.mark.parametrize("provenance", ["recorded", "reconstructed", "illustrative"])
def test_only_what_is_reported_is_looked_at(provenance: Provenance) -> None:
    assert not against([*BEGUN, by(e.RatingsConfirmed(), INSPECTOR, provenance=provenance)])


def test_figures_publication_and_notes_are_never_against_a_rule() -> None:
    apart: list[e.Event] = [
        e.ReportPublished("A report"),
        published("rating", "2.3", "Good"),
        e.ReviewerNoteAdded(4, "2.3"),
        e.TextErased(1, "reason"),
    ]
    assert not against([*BEGUN, *(by(event, INSPECTOR) for event in apart)])


def test_what_is_named_but_not_there_is_no_rule_broken_by_a_person() -> None:
    assert not against([*DRAFTED, by(e.FactualAccuracyAnswered("FA9", "accepted"), LEAD)])


def test_disputes_and_second_judgements_that_are_reported_are_looked_at_by_their_roles() -> None:
    recorder = Actor("recorder-1", "recorder")
    told = (
        (d.SheetIssued(1), "to ask for the sheet of a sample"),
        (d.SecondJudgementGiven(1, "C01", "2.3.1", "sufficient", 7, "not-seen"), "to give a second judgement"),
        (d.DisputeRaised(1, 5, "2.3.1", "C01"), "to raise a dispute"),
        (d.DisputeAnswered(1), "to answer a dispute"),
        (d.DisputeResolved(1, "upheld"), "to resolve a dispute"),
        (d.DisputeWithdrawn(1), "to withdraw a dispute"),
    )
    raised = Told(d.DisputeRaised(1, 5, "2.3.1", "C01"), actor=INSPECTOR)
    for event, does in told:
        before = [] if isinstance(event, d.DisputeRaised) else [raised]
        assert f"{does}, would have been refused: To {does[3:]} is for the" in refused([*BEGUN, JUDGED, *before, by(event, recorder)])
        assert not against([*BEGUN, JUDGED, *before, by(event, LEAD)])


def test_a_draw_that_is_reported_is_held_against_no_one() -> None:
    drawn = d.DipSampleDrawn(1, (d.DrawnJudgement("C01", "2.3.1", 5),), 1, 1, 7, 5)
    assert not against([*BEGUN, JUDGED, by(drawn, INSPECTOR)])
