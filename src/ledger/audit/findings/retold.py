"""What an event would have been asked as, had it been recorded as it happened instead of told by a report."""

from __future__ import annotations

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent

NOT_SAID = "not said"
"""Stands for a reason, a reviewer or words that a report leaves out, which is held against no one."""


def retold(recorded: RecordedEvent) -> c.Command | None:
    """The command of a person that the event would follow from; None for what no rule of role or stage could refuse a report."""
    by = _by(recorded)
    return _in_fieldwork(recorded, by) or _of_panel(recorded, by) or _after_panel(recorded, by) or _beside(recorded, by)


def members_named(event: e.Event) -> tuple[str, ...]:
    """The members of the panel that a decision names as present."""
    return event.members if isinstance(event, e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden) else ()


def _by(recorded: RecordedEvent) -> c.By:
    """Who acted, as if recorded by themselves; what a report need not say is filled in."""
    by = recorded.by
    return c.By(
        command_id=by.command_id,
        actor=by.actor.id,
        role=by.actor.role,
        recorded_by=by.recorded_by,
        happened=by.happened,
        reason=recorded.reason or NOT_SAID,
        reviewed_by=by.reviewed_by or NOT_SAID,
    )


def _in_fieldwork(recorded: RecordedEvent, by: c.By) -> c.Command | None:
    inspection = recorded.inspection
    match recorded.event:
        case e.InspectionOpened(service, framework):
            return c.OpenInspection(inspection=inspection, by=by, service=service, framework=framework)
        case e.TeamMemberAssigned(member, role):
            return c.AssignTeamMember(inspection=inspection, by=by, member=member, role=role)
        case e.CaseSampled(case, kind):
            return c.SampleCase(inspection=inspection, by=by, case=case, kind=kind)
        case e.CaseWithdrawn(case):
            return c.WithdrawCase(inspection=inspection, by=by, case=case)
        case e.PromptAnswered(case, prompt, answer):
            return c.AnswerPrompt(inspection=inspection, by=by, case=case, prompt=prompt, answer=answer)
        case e.KeyQuestionJudged(case, question, judgement):
            return c.JudgeKeyQuestion(inspection=inspection, by=by, case=case, key_question=question, judgement=judgement)
        case e.FieldworkCompleted():
            return c.CompleteFieldwork(inspection=inspection, by=by)
        case e.RatingProposed(standard, rating):
            return c.ProposeRating(inspection=inspection, by=by, standard=standard, rating=rating)
        case _:
            return None


def _of_panel(recorded: RecordedEvent, by: c.By) -> c.Command | None:
    inspection = recorded.inspection
    match recorded.event:
        case e.PanelConvened(members, quorum):
            return c.ConvenePanel(inspection=inspection, by=by, members=members or (by.actor,), quorum=quorum if members else 1)
        case e.DiscretionExercised(standard, start, to, tests, members, seen):
            return c.ExerciseDiscretion(
                inspection=inspection,
                by=by,
                standard=standard,
                from_rating=start,
                to_rating=to,
                tests=tests,
                members=members,
                seen=seen.position,
            )
        case e.DiscretionDeclined(standard, _, tests, members, seen):
            return c.DeclineDiscretion(inspection=inspection, by=by, standard=standard, tests=tests, members=members, seen=seen.position)
        case e.RatingOverridden(standard, _, to, members, seen):
            return c.OverrideRating(inspection=inspection, by=by, standard=standard, to_rating=to, members=members, seen=seen.position)
        case e.DiscretionRevoked(_, position) | e.OverrideRevoked(_, position):
            return c.RevokeDecision(inspection=inspection, by=by, position=position)
        case _:
            return None


def _after_panel(recorded: RecordedEvent, by: c.By) -> c.Command | None:
    inspection = recorded.inspection
    match recorded.event:
        case e.DraftShared():
            return c.ShareDraft(inspection=inspection, by=by)
        case e.FactualAccuracyRaised(comment, standard, new):
            return c.RaiseFactualAccuracy(
                inspection=inspection, by=by, comment=comment, text=NOT_SAID, standard=standard, new_information=new
            )
        case e.FactualAccuracyAnswered(comment, outcome):
            return c.AnswerFactualAccuracy(inspection=inspection, by=by, comment=comment, outcome=outcome)
        case e.RatingsConfirmed():
            return c.ConfirmRatings(inspection=inspection, by=by)
        case e.InspectionReopened():
            return c.ReopenInspection(inspection=inspection, by=by)
        case _:
            return None


def _beside(recorded: RecordedEvent, by: c.By) -> c.Command | None:
    inspection = recorded.inspection
    match recorded.event:
        case d.SheetIssued(sample):
            return c.IssueSheet(inspection=inspection, by=by, sample=sample)
        case d.SecondJudgementGiven(sample, case, question, judgement, _, declared):
            return c.GiveSecondJudgement(
                inspection=inspection, by=by, sample=sample, case=case, key_question=question, judgement=judgement, declared=declared
            )
        case d.DisputeRaised(_, about, due=due):
            return c.RaiseDispute(inspection=inspection, by=by, about=about, text=NOT_SAID, due=due)
        case d.DisputeAnswered(dispute):
            return c.AnswerDispute(inspection=inspection, by=by, dispute=dispute, text=NOT_SAID)
        case d.DisputeResolved(dispute, outcome, to):
            return c.ResolveDispute(inspection=inspection, by=by, dispute=dispute, outcome=outcome, to=to)
        case d.DisputeWithdrawn(dispute):
            return c.WithdrawDispute(inspection=inspection, by=by, dispute=dispute)
        case _:
            return None
