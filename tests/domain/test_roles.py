"""Who may give which command: the table cell by cell, and what a role means within one inspection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

import pytest
from tests.builders import INSPECTION, LEAD, OPENED, SMALL, TEAM, by, recorded, sampled
from tests.decider import decide, given

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.inspection import InspectionState
from ledger.domain.recorded import ROLES, Provenance, Role
from ledger.domain.refusals import RefusedError
from ledger.domain.roles import PERMISSIONS, by_role, check_authority, permitted, spoken

COLUMNS: tuple[Role, ...] = ("inspector", "lead-inspector", "panel-member", "panel-chair", "quality-reviewer", "recorder")

# One column a role, in the order above: inspector, lead inspector, panel member, panel chair, quality reviewer, recorder.
TABLE: Mapping[type[c.Command], str] = {
    c.OpenInspection: ".x....",
    c.AssignTeamMember: ".x....",
    c.SampleCase: ".x....",
    c.WithdrawCase: ".x....",
    c.AnswerPrompt: "xx....",
    c.JudgeKeyQuestion: "xx....",
    c.CompleteFieldwork: ".x....",
    c.ProposeRating: ".x....",
    c.ConvenePanel: "...x..",
    c.ExerciseDiscretion: "..xx..",
    c.DeclineDiscretion: "..xx..",
    c.OverrideRating: "..xx..",
    c.RevokeDecision: "...x..",
    c.ShareDraft: ".x....",
    c.RaiseFactualAccuracy: ".x...x",
    c.AnswerFactualAccuracy: ".x....",
    c.ConfirmRatings: "...x..",
    c.PublishReport: ".x....",
    c.ReopenInspection: "...x..",
    c.RecordPublishedFigure: ".....x",
    c.AddReviewerNote: "....x.",
    c.EraseText: "....x.",
    c.DrawDipSample: ".x..x.",
    c.IssueSheet: "xx..x.",
    c.GiveSecondJudgement: "xx..x.",
    c.RaiseDispute: "xxxxx.",
    c.AnswerDispute: "xxxxx.",
    c.ResolveDispute: ".x.xx.",
    c.WithdrawDispute: "xxxxx.",
}
CELLS = [(command, role, mark == "x") for command, row in TABLE.items() for role, mark in zip(COLUMNS, row, strict=True)]

GOOD = Rating.GOOD
MEMBERS = ("panel-1", "panel-2")
EVERYONE = frozenset({("inspector-1", "inspector"), ("lead-inspector-1", "lead-inspector")})
SITTING = e.PanelConvened(MEMBERS, 2)


def example(command: type[c.Command], who: c.By) -> c.Command:
    """A command of a type, on the inspection of the stories."""
    standard: dict[str, object] = {"standard": "2.3", "members": MEMBERS, "seen": 1}
    case: dict[str, object] = {"case": "C01"}
    details: dict[type[c.Command], dict[str, object]] = {
        c.OpenInspection: {"service": "Small Service", "framework": SMALL.id},
        c.AssignTeamMember: {"member": "inspector-2", "role": "inspector"},
        c.SampleCase: {**case, "kind": "court"},
        c.WithdrawCase: case,
        c.AnswerPrompt: {**case, "prompt": "2.1.1a", "answer": "yes"},
        c.JudgeKeyQuestion: {**case, "key_question": "2.1.1", "judgement": "sufficient"},
        c.ProposeRating: {"standard": "1.1", "rating": GOOD},
        c.ConvenePanel: {"members": MEMBERS},
        c.ExerciseDiscretion: {**standard, "from_rating": None, "to_rating": GOOD, "tests": ()},
        c.DeclineDiscretion: {**standard, "tests": ()},
        c.OverrideRating: {**standard, "to_rating": GOOD},
        c.RevokeDecision: {"position": 1},
        c.RaiseFactualAccuracy: {"comment": "FA1", "text": "Not so."},
        c.AnswerFactualAccuracy: {"comment": "FA1", "outcome": "accepted"},
        c.PublishReport: {"title": "An inspection"},
        c.RecordPublishedFigure: {
            "kind": "percentage", "subject": "2.1.1", "value": "63%", "status": "printed", "report": "small", "line": 7,
            "section": "2.1", "quote": "63%",
        },
        c.AddReviewerNote: {"text": "Look here."},
        c.EraseText: {"position": 1, "name": "reason"},
        c.DrawDipSample: {"size": 1, "seed": 1},
        c.IssueSheet: {"sample": 1},
        c.GiveSecondJudgement: {**case, "sample": 1, "key_question": "2.1.1", "judgement": "sufficient", "declared": "not-seen"},
        c.RaiseDispute: {"about": 1, "text": "Not so."},
        c.AnswerDispute: {"dispute": 1, "text": "It is so."},
        c.ResolveDispute: {"dispute": 1, "outcome": "upheld"},
        c.WithdrawDispute: {"dispute": 1},
    }  # fmt: skip
    return command(inspection=INSPECTION, by=who, **details.get(command, {}))  # type: ignore[arg-type]


STATE = InspectionState(team=EVERYONE, sitting=SITTING, provenance="reconstructed", stage="panel")


def is_taken(command: c.Command) -> bool:
    """Whether those who may give it include the one who does."""
    try:
        check_authority(command, STATE)
    except RefusedError:
        return False
    return True


@pytest.mark.parametrize(("command", "role", "allowed"), CELLS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_role_may_do_what_the_table_says_and_nothing_else(command: type[c.Command], role: Role, *, allowed: bool) -> None:
    assert permitted(command, role) is allowed
    assert is_taken(example(command, by(role))) is allowed
    assert is_taken(example(command, by(role, provenance="recorded"))) is allowed


@pytest.mark.parametrize("provenance", ["reported", "reconstructed"])
@pytest.mark.parametrize(("command", "role", "allowed"), CELLS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_what_an_import_brings_is_taken_whoever_acts_but_never_an_erasure(
    command: type[c.Command], role: Role, provenance: Provenance, *, allowed: bool
) -> None:
    assert is_taken(example(command, by(role, provenance=provenance, actor="a-stranger"))) is (allowed or command is not c.EraseText)


@pytest.mark.parametrize(("command", "role"), [(command, role) for command, role, allowed in CELLS if not allowed])
def test_a_refusal_says_whose_it_is_and_why(command: type[c.Command], role: Role) -> None:
    permission = PERMISSIONS[command]
    wanted = " or ".join(spoken(one) for one in permission.roles)
    sentence = (
        f"To {permission.does} is for the {wanted}: {permission.why}; {by(role).actor} acted as {spoken(role)}. "
        f"Have it recorded for someone who is {wanted}."
    )
    with pytest.raises(RefusedError, match=f"^{re.escape(sentence)}$"):
        check_authority(example(command, by(role)), STATE)


@pytest.mark.parametrize("provenance", ["recorded", "illustrative"])
def test_nothing_is_reconstructed_in_an_inspection_that_people_recorded(provenance: Provenance) -> None:
    for command in (c.JudgeKeyQuestion, c.ExerciseDiscretion, c.RaiseDispute, c.DrawDipSample):
        given(*SAMPLE, provenance=provenance).when(example(command, by(actor="a-stranger", provenance="reconstructed"))).then_refused(
            RefusedError, match=f"belongs in an inspection that was opened so; {INSPECTION} was opened as {provenance}"
        )
    stranger = by(actor="a-stranger", provenance="reconstructed")
    given().when(example(c.OpenInspection, stranger)).then(e.InspectionOpened("Small Service", SMALL.id))


def test_the_table_is_whole() -> None:
    every = set(get_args(c.Command))
    assert set(PERMISSIONS) == set(TABLE) == every
    assert COLUMNS == ROLES
    assert all(permission.roles and permission.does and permission.why for permission in PERMISSIONS.values())


def test_every_role_has_something_to_do() -> None:
    assert {role: len(list(by_role(role))) for role in ROLES} == {
        role: sum(row[column] == "x" for row in TABLE.values()) for column, role in enumerate(ROLES)
    }


def judge(who: c.By) -> c.JudgeKeyQuestion:
    return c.JudgeKeyQuestion(inspection=INSPECTION, by=who, case="C01", key_question="2.1.1", judgement="sufficient")


SAMPLE: list[e.Event] = [OPENED, *TEAM, *sampled("court", "C01")]


def test_nobody_judges_who_is_not_on_the_team() -> None:
    given(*SAMPLE).when(judge(by())).then(e.KeyQuestionJudged("C01", "2.1.1", "sufficient"))
    given(*SAMPLE).when(judge(by(actor="inspector-9"))).then_refused(
        RefusedError,
        match="Whoever acts as inspector is on the team in that role; inspector-9 is not on it. Have the lead inspector assign them first",
    )


def test_before_anybody_leads_the_team_its_lead_inspector_is_to_be_assigned_first() -> None:
    sample = c.SampleCase(inspection=INSPECTION, by=by("lead-inspector", actor="lead-inspector-1"), case="C01", kind="court")
    given(OPENED).when(sample).then_refused(
        RefusedError, match="lead-inspector-1 is not on it. Nobody leads the team yet: assign its lead inspector first"
    )


def test_nobody_acts_on_the_team_in_a_role_they_do_not_have() -> None:
    given(*SAMPLE).when(judge(by("lead-inspector", actor="inspector-1"))).then_refused(
        RefusedError, match="Whoever acts as lead inspector is on the team in that role; inspector-1 is on it as inspector only."
    )


def test_the_first_lead_inspector_is_named_by_whoever_acts_as_one_and_later_ones_by_the_lead() -> None:
    assign = c.AssignTeamMember(inspection=INSPECTION, by=by("lead-inspector", actor="lead-2"), member="lead-2", role="lead-inspector")
    given(OPENED).when(assign).then(e.TeamMemberAssigned("lead-2", "lead-inspector"))
    given(OPENED, LEAD).when(assign).then_refused(RefusedError, match="lead-2 is not on it")


def test_a_decision_is_recorded_by_a_member_who_was_present() -> None:
    sat = given(*SAMPLE, e.FieldworkCompleted(), e.PanelConvened(("panel-1", "panel-2", "panel-3"), 2))
    decline = c.DeclineDiscretion(
        inspection=INSPECTION, by=by("panel-member", reason="x", actor="panel-3"), standard="2.3", tests=(), members=MEMBERS, seen=1
    )
    sat.when(decline).then_refused(
        RefusedError,
        match="A panel decision is recorded by one of the members present; panel-3 was not among them. Have one of them record it",
    )


@pytest.mark.parametrize("command", [c.RevokeDecision, c.ConfirmRatings])
def test_the_chair_who_acts_for_a_panel_is_one_of_its_members(command: type[c.Command]) -> None:
    history = recorded([*SAMPLE, e.FieldworkCompleted(), SITTING, e.DraftShared()])
    with pytest.raises(
        RefusedError, match=r"The chair who acts for the panel is one of its members; panel-9 is not among panel-1, panel-2\."
    ):
        decide(history, example(command, by("panel-chair", actor="panel-9", reason="x")), SMALL)
    with pytest.raises(RefusedError, match=r"Only a panel decision in force can be revoked|Ratings are confirmed once"):
        decide(history, example(command, by("panel-chair", reason="x")), SMALL)


def test_before_any_sitting_a_revocation_says_that_nothing_is_in_force() -> None:
    given(*SAMPLE).when(example(c.RevokeDecision, by("panel-chair", reason="x", actor="panel-9"))).then_refused(
        RefusedError, match="in force: none"
    )
