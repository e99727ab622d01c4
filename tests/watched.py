"""What a plain reading of the rules says of an inspection, event by event: held against whatever random commands lead to."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.builders import SMALL
from tests.reference import summary

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent

LEADS_TO: dict[type[c.Command], set[type[e.Event]]] = {
    c.OpenInspection: {e.InspectionOpened},
    c.AssignTeamMember: {e.TeamMemberAssigned},
    c.SampleCase: {e.CaseSampled},
    c.WithdrawCase: {e.CaseWithdrawn},
    c.AnswerPrompt: {e.PromptAnswered},
    c.JudgeKeyQuestion: {e.KeyQuestionJudged},
    c.CompleteFieldwork: {e.FieldworkCompleted},
    c.ProposeRating: {e.RatingProposed},
    c.ConvenePanel: {e.PanelConvened},
    c.ExerciseDiscretion: {e.DiscretionExercised},
    c.DeclineDiscretion: {e.DiscretionDeclined},
    c.OverrideRating: {e.RatingOverridden},
    c.RevokeDecision: {e.DiscretionRevoked, e.OverrideRevoked},
    c.ShareDraft: {e.DraftShared},
    c.RaiseFactualAccuracy: {e.FactualAccuracyRaised},
    c.AnswerFactualAccuracy: {e.FactualAccuracyAnswered},
    c.ConfirmRatings: {e.RatingsConfirmed},
    c.PublishReport: {e.ReportPublished},
    c.ReopenInspection: {e.InspectionReopened},
    c.RecordPublishedFigure: {e.PublishedFigureRecorded},
    c.AddReviewerNote: {e.ReviewerNoteAdded},
    c.EraseText: {e.TextErased},
    c.DrawDipSample: {d.DipSampleDrawn},
    c.IssueSheet: {d.SheetIssued},
    c.GiveSecondJudgement: {d.SecondJudgementGiven},
    c.RaiseDispute: {d.DisputeRaised},
    c.AnswerDispute: {d.DisputeAnswered},
    c.ResolveDispute: {d.DisputeResolved, e.KeyQuestionJudged, e.RatingProposed, e.DiscretionRevoked, e.OverrideRevoked},
    c.WithdrawDispute: {d.DisputeWithdrawn},
}
SECOND = (d.DipSampleDrawn, d.SheetIssued, d.SecondJudgementGiven)
DISPUTE = (d.DisputeRaised, d.DisputeAnswered, d.DisputeResolved, d.DisputeWithdrawn)
BESIDE = (e.ReportPublished, e.PublishedFigureRecorded, e.ReviewerNoteAdded, e.TextErased, e.InspectionReopened)
AT_ANY_TIME = (*BESIDE, *SECOND, *DISPUTE)
DECISIONS = (e.DiscretionExercised, e.DiscretionDeclined, e.RatingOverridden)


@dataclass
class Watched:
    """What a plain reading of the rules says of an inspection, event by event."""

    team: set[tuple[str, str]] = field(default_factory=set)
    sitting: e.PanelConvened | None = None
    comments: dict[str, bool] = field(default_factory=dict)
    confirmed: bool = False
    reopened: bool = False

    def check(self, one: RecordedEvent, before: list[RecordedEvent]) -> None:
        """Whether an event that was not brought by an import could be recorded after those before it."""
        event, by = one.event, one.by
        if not isinstance(event, AT_ANY_TIME):
            assert not self.confirmed
            assert not self.reopened or (by.reviewed_by not in (None, by.actor.id) and "reason" in one.texts)
        if isinstance(event, e.KeyQuestionJudged | e.PromptAnswered) and not self.amends(one, before):
            assert (by.actor.id, by.actor.role) in self.team
        if isinstance(event, DECISIONS):
            assert self.sitting is not None
            assert by.actor.id in event.members
            assert set(event.members) <= set(self.sitting.members)
            assert len(set(event.members)) >= self.sitting.quorum
            assert "reason" in one.texts
        if isinstance(event, e.RatingsConfirmed):
            self.check_confirmed(before)

    def amends(self, one: RecordedEvent, before: list[RecordedEvent]) -> bool:
        """Whether an event is what the outcome of a dispute, right before it, led to."""
        led_to_by = before[-1] if before and before[-1].id == one.by.causation else None
        return led_to_by is not None and isinstance(led_to_by.event, d.DisputeResolved) and led_to_by.by.command_id == one.by.command_id

    def check_confirmed(self, before: list[RecordedEvent]) -> None:
        assert all(self.comments.values())
        found = summary(before, SMALL)
        assert found["overall"]["rating"] != "Pending"
        assert not any(
            taken and taken[1] for standard in found["standards"].values() for taken in (standard["decision"], standard["override"])
        )

    def follow(self, event: e.Event) -> None:
        match event:
            case e.TeamMemberAssigned():
                self.team.add((event.member, event.role))
            case e.PanelConvened():
                self.sitting = event
            case e.FactualAccuracyRaised():
                self.comments.setdefault(event.comment, False)
            case e.FactualAccuracyAnswered():
                self.comments[event.comment] = True
            case e.RatingsConfirmed():
                self.confirmed, self.reopened = True, False
            case e.InspectionReopened() if self.confirmed:
                self.confirmed, self.reopened = False, True
