"""Events about to be recorded, short to write, and one example of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Actor, Attribution, Happened
from ledger.store.mapper import NewText, PendingEvent

INSPECTION = "north-yorkshire-2020"
CASE = f"{INSPECTION}/case/C07"
JUDGED = e.KeyQuestionJudged("C07", "3.2.3", "sufficient")
SEEN = e.Seen(41, (e.SeenFigure("3.2.3", 5, 8),), Rating.GOOD)

EXAMPLES: dict[str, e.Event] = {
    "inspection-opened.v1": e.InspectionOpened("North Yorkshire Youth Justice Service", "youth-2018"),
    "team-member-assigned.v1": e.TeamMemberAssigned("inspector-1", "lead-inspector"),
    "case-sampled.v1": e.CaseSampled("C07", "out-of-court"),
    "case-withdrawn.v1": e.CaseWithdrawn("C07"),
    "prompt-answered.v1": e.PromptAnswered("C07", "3.2.3a", "not-applicable"),
    "key-question-judged.v1": e.KeyQuestionJudged("C07", "3.2.3", "insufficient", reaffirmed=True),
    "fieldwork-completed.v1": e.FieldworkCompleted(),
    "rating-proposed.v1": e.RatingProposed("1.1", Rating.NOT_RATED),
    "panel-convened.v1": e.PanelConvened(("panel-chair", "panel-member-1"), 2),
    "discretion-exercised.v1": e.DiscretionExercised(
        "3.2", Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, ("margin", "one-case"), ("panel-chair",), SEEN
    ),
    "discretion-declined.v1": e.DiscretionDeclined("3.2", Rating.GOOD, ("small-sample",), ("panel-chair",), e.Seen(41)),
    "discretion-revoked.v1": e.DiscretionRevoked("3.2", 42),
    "rating-overridden.v1": e.RatingOverridden("3.2", Rating.GOOD, Rating.OUTSTANDING, ("panel-chair", "panel-member-1"), SEEN),
    "override-revoked.v1": e.OverrideRevoked("3.2", 44),
    "draft-shared.v1": e.DraftShared(),
    "ratings-confirmed.v1": e.RatingsConfirmed(),
    "report-published.v1": e.ReportPublished("An inspection of youth offending services in “North Yorkshire” \U0001f5ce"),
    "published-figure-recorded.v1": e.PublishedFigureRecorded(
        "percentage",
        "3.2.3",
        "63%",
        "printed",
        "north-yorkshire-2020",
        913,
        "3.2. Planning",
        "63%",
        e.Disagreement("one", "text-and-table", matters=True),
    ),
    "reviewer-note-added.v1": e.ReviewerNoteAdded(position=41),
    "inspection-reopened.v1": e.InspectionReopened(),
    "factual-accuracy-raised.v1": e.FactualAccuracyRaised("FA1", "3.2", new_information=True),
    "factual-accuracy-answered.v1": e.FactualAccuracyAnswered("FA1", "in-part"),
    "text-erased.v1": e.TextErased(41, "reason"),
    "login-mapped.v1": e.LoginMapped("north_panel", "panel-1", ("panel-member", "panel-chair")),
    "login-unmapped.v1": e.LoginUnmapped("north_panel"),
    "dip-sample-drawn.v1": d.DipSampleDrawn(
        1, (d.DrawnJudgement("C07", "3.2.3", 31),), 1, 45, 20_260_302, 41, "inspector-1", "3.2", near_boundary=True
    ),
    "sheet-issued.v1": d.SheetIssued(1),
    "second-judgement-given.v1": d.SecondJudgementGiven(1, "C07", "3.2.3", "sufficient", 43, "not-seen"),
    "dispute-raised.v1": d.DisputeRaised(2, 31, "3.2.3", "C07", "2020-06-19"),
    "dispute-answered.v1": d.DisputeAnswered(2),
    "dispute-resolved.v1": d.DisputeResolved(2, "amended", "sufficient", 47),
    "dispute-withdrawn.v1": d.DisputeWithdrawn(2),
}


def command_id(number: int) -> str:
    return f"0198c0de-0000-7000-8000-{number:012}"


def attribution(number: int = 1) -> Attribution:
    return Attribution(
        command_id=command_id(number),
        command_digest=f"{number:064x}",
        actor=Actor("inspector-1", "inspector"),
        recorded_by="recorder-1",
        authenticated=False,
        provenance="illustrative",
        happened=Happened("2020-06-05", "day"),
        evidence=("file 7, section 3",),
        correlation="import-1",
        causation=None,
        framework_digest="cd" * 32,
    )


def pending(
    version: int = 1, stream: str = CASE, *, command: int | None = None, event: e.Event = JUDGED, texts: dict[str, str] | None = None
) -> PendingEvent:
    """One event a command unless a command is given; the id follows from the command, stream and version."""
    by = attribution(version if command is None else command)
    named = str(uuid5(NAMESPACE_URL, f"{by.command_id} {stream} {version}"))
    return PendingEvent(named, stream, version, by, event, {name: NewText(b"s" * 16, body) for name, body in (texts or {}).items()})


@dataclass
class StandingClock:
    """A clock that moves only when told to."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 16, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: int) -> None:
        self.now += timedelta(**by)
