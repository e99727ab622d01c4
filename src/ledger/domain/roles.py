"""Who may ask for what: one table of commands and roles, each line with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ledger.domain import commands as c
from ledger.domain.events import PanelConvened
from ledger.domain.inspection import InspectionState
from ledger.domain.recorded import Provenance, Role
from ledger.domain.refusals import refuse

_LEAD: Final[tuple[Role, ...]] = ("lead-inspector",)
_TEAM: Final[tuple[Role, ...]] = ("inspector", "lead-inspector")
_CHAIR: Final[tuple[Role, ...]] = ("panel-chair",)
_PANEL: Final[tuple[Role, ...]] = ("panel-chair", "panel-member")
_REVIEWER: Final[tuple[Role, ...]] = ("quality-reviewer",)
_JUDGES: Final[tuple[Role, ...]] = (*_TEAM, *_REVIEWER)
_BY_PEOPLE: Final[tuple[Provenance, ...]] = ("recorded", "illustrative")
_ALL_WHO_JUDGE: Final[tuple[Role, ...]] = (*_TEAM, "panel-member", "panel-chair", *_REVIEWER)


@dataclass(frozen=True, slots=True)
class Permission:
    """The roles that may give a command, in words what it does, and why it is theirs."""

    does: str
    roles: tuple[Role, ...]
    why: str


PERMISSIONS: Final[Mapping[type[c.Command], Permission]] = {
    c.OpenInspection: Permission("open an inspection", _LEAD, "the lead inspector answers for the inspection from its first day"),
    c.AssignTeamMember: Permission("assign the team", _LEAD, "whoever answers for the inspection chooses who judges"),
    c.SampleCase: Permission("sample a case", _LEAD, "one person keeps the sample, so that no one picks their own cases"),
    c.WithdrawCase: Permission("withdraw a case", _LEAD, "a withdrawn case no longer counts, which is not for its inspector alone to say"),
    c.AnswerPrompt: Permission("answer a prompt", _TEAM, "the file is read by the team"),
    c.JudgeKeyQuestion: Permission("judge a key question", _TEAM, "the judgement is the inspector's own"),
    c.CompleteFieldwork: Permission("complete the fieldwork", _LEAD, "the lead inspector knows when every case is in"),
    c.ProposeRating: Permission("propose a rating", _LEAD, "qualitative standards rest on the lead inspector's judgement (rule 6)"),
    c.ConvenePanel: Permission("convene a panel", _CHAIR, "the panel does not take its members from those whose work it weighs"),
    c.ExerciseDiscretion: Permission("exercise discretion", _PANEL, "discretion is the panel's, recorded by a member who was present"),
    c.DeclineDiscretion: Permission("decline discretion", _PANEL, "discretion is the panel's, recorded by a member who was present"),
    c.OverrideRating: Permission("override a rating", _PANEL, "an override is the panel's, recorded by a member who was present"),
    c.RevokeDecision: Permission("revoke a panel decision", _CHAIR, "taking back what a panel decided is for the chair to answer for"),
    c.ShareDraft: Permission("share the draft", _LEAD, "the lead inspector writes the draft and meets the service"),
    c.RaiseFactualAccuracy: Permission(
        "record a comment of the service on the draft",
        ("recorder", "lead-inspector"),
        "the service has no login: its words are typed for it",
    ),
    c.AnswerFactualAccuracy: Permission("answer a comment on the draft", _LEAD, "the lead inspector answers for the draft"),
    c.ConfirmRatings: Permission("confirm the ratings", _CHAIR, "ratings are not confirmed by those who proposed them"),
    c.PublishReport: Permission("publish the report", _LEAD, "the lead inspector signs the report off once the ratings are confirmed"),
    c.ReopenInspection: Permission("reopen an inspection", _CHAIR, "whoever confirmed the ratings answers for undoing that"),
    c.RecordPublishedFigure: Permission("record a published figure", ("recorder",), "copying what was printed judges nothing"),
    c.AddReviewerNote: Permission("add a reviewer's note", _REVIEWER, "a review is by someone who took no part"),
    c.EraseText: Permission("erase a text", _REVIEWER, "words are not erased by those who wrote or decided on them"),
    c.DrawDipSample: Permission("draw a dip sample", (*_LEAD, *_REVIEWER), "who answers for the judgements chooses which are made twice"),
    c.IssueSheet: Permission("ask for the sheet of a sample", _JUDGES, "the sheet goes to whoever will judge on it"),
    c.GiveSecondJudgement: Permission("give a second judgement", _JUDGES, "it is their own, and never counts"),
    c.RaiseDispute: Permission("raise a dispute", _ALL_WHO_JUDGE, "whoever judges, decides or reviews may say that something is wrong"),
    c.AnswerDispute: Permission("answer a dispute", _ALL_WHO_JUDGE, "whoever made what is disputed is heard, wherever they sit"),
    c.ResolveDispute: Permission(
        "resolve a dispute", (*_LEAD, *_CHAIR, *_REVIEWER), "it is settled by someone who answers for the whole and is neither party"
    ),
    c.WithdrawDispute: Permission("withdraw a dispute", _ALL_WHO_JUDGE, "a dispute is taken back by whoever raised it"),
}
"""Every command, in the order of an inspection's life."""


def permitted(command: type[c.Command], role: Role) -> bool:
    """Whether someone acting in a role may give a command."""
    return role in PERMISSIONS[command].roles


def is_checked(command: c.Command) -> bool:
    """Whether the rules of who may do what apply: not to what an import brings as reported or reconstructed, always to an erasure."""
    return isinstance(command, c.EraseText) or command.by.provenance in _BY_PEOPLE


def check_authority(command: c.Command, state: InspectionState) -> None:
    """Refuse a command from someone in a role that may not give it, or who does not have that role in this inspection.

    No role is checked of what reconstructs a published inspection, so nothing is reconstructed in an inspection that people recorded.
    """
    permission, by = PERMISSIONS[type(command)], command.by
    if by.provenance == "reconstructed" and state.stage != "none" and state.provenance in _BY_PEOPLE:
        found = f"{command.inspection} was opened as {state.provenance}"
        raise refuse(
            "What is reconstructed belongs in an inspection that was opened so", found, "Record it for whoever did it, or as reported"
        )
    if not is_checked(command):
        return
    if by.role not in permission.roles:
        wanted = " or ".join(spoken(role) for role in permission.roles)
        raise refuse(
            f"To {permission.does} is for the {wanted}: {permission.why}",
            f"{by.actor} acted as {spoken(by.role)}",
            f"Have it recorded for someone who is {wanted}",
        )
    if by.role in _TEAM and not _takes_up(command, state.team):
        _check_team(by, state.team)
    if isinstance(command, c.RevokeDecision | c.ConfirmRatings):
        _check_sitting(by, state.sitting)


def _takes_up(command: c.Command, team: frozenset[tuple[str, str]]) -> bool:
    """Whether a command comes before there is a lead inspector on the team: opening, and naming the first of them."""
    first = isinstance(command, c.AssignTeamMember) and not any(role == "lead-inspector" for _, role in team)
    return first or isinstance(command, c.OpenInspection)


def _check_team(by: c.By, team: frozenset[tuple[str, str]]) -> None:
    if (by.actor, by.role) not in team:
        known = sorted(spoken(role) for member, role in team if member == by.actor)
        found = f"{by.actor} is on it as {' and '.join(known)} only" if known else f"{by.actor} is not on it"
        led = any(role == "lead-inspector" for _, role in team)
        way_out = "Have the lead inspector assign them first" if led else "Nobody leads the team yet: assign its lead inspector first"
        raise refuse(f"Whoever acts as {spoken(by.role)} is on the team in that role", found, way_out)


def _check_sitting(by: c.By, sitting: PanelConvened | None) -> None:
    if sitting is not None and by.actor not in sitting.members:
        found = f"{by.actor} is not among {', '.join(sitting.members)}"
        raise refuse("The chair who acts for the panel is one of its members", found, "Have the chair of the sitting act, or convene anew")


def spoken(role: str) -> str:
    """A role as people write it: `lead inspector`."""
    return role.replace("-", " ")


def by_role(role: Role) -> Iterator[Permission]:
    """What a role may do, in the order of an inspection's life."""
    return (permission for permission in PERMISSIONS.values() if role in permission.roles)
