"""An inspection at each of its stages, and what may be asked of it."""

from __future__ import annotations

from tests.builders import INSPECTION, LEAD, OPENED, SMALL, by, sampled

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Provenance

SAMPLE: list[e.Event] = [OPENED, LEAD, *sampled("court", "C01")]
FIELDWORK_DONE: list[e.Event] = [*SAMPLE, e.FieldworkCompleted()]
SAT: list[e.Event] = [*FIELDWORK_DONE, e.PanelConvened(("panel-1", "panel-2"), 2)]
DRAFT: list[e.Event] = [*SAT, e.DraftShared()]
CONFIRMED: list[e.Event] = [*DRAFT, e.RatingsConfirmed()]


def open_(inspection: str = INSPECTION) -> c.OpenInspection:
    return c.OpenInspection(inspection=inspection, by=by("lead-inspector"), service="Small Service", framework=SMALL.id)


def sample(case: str, who: c.By | None = None) -> c.SampleCase:
    return c.SampleCase(inspection=INSPECTION, by=who or by("lead-inspector"), case=case, kind="court")


def withdraw(case: str, reason: str | None = "duplicate") -> c.WithdrawCase:
    return c.WithdrawCase(inspection=INSPECTION, by=by("lead-inspector", reason=reason), case=case)


def propose(standard: str, rating: Rating, *, reason: str | None = None, who: c.By | None = None) -> c.ProposeRating:
    return c.ProposeRating(inspection=INSPECTION, by=who or by("lead-inspector", reason=reason), standard=standard, rating=rating)


def convene(*members: str, quorum: int = 2, on: str | None = None) -> c.ConvenePanel:
    return c.ConvenePanel(inspection=INSPECTION, by=by("panel-chair", on=on), members=members, quorum=quorum)


def complete(provenance: Provenance = "illustrative") -> c.CompleteFieldwork:
    return c.CompleteFieldwork(inspection=INSPECTION, by=by("lead-inspector", provenance=provenance))


def draft(provenance: Provenance = "illustrative") -> c.ShareDraft:
    return c.ShareDraft(inspection=INSPECTION, by=by("lead-inspector", provenance=provenance))


def confirm(provenance: Provenance = "illustrative") -> c.ConfirmRatings:
    return c.ConfirmRatings(inspection=INSPECTION, by=by("panel-chair", provenance=provenance))


def publish(provenance: Provenance = "illustrative") -> c.PublishReport:
    return c.PublishReport(inspection=INSPECTION, by=by("lead-inspector", provenance=provenance), title="An inspection")


def assign(member: str = "inspector-2") -> c.AssignTeamMember:
    return c.AssignTeamMember(inspection=INSPECTION, by=by("lead-inspector"), member=member, role="inspector")


def note(standard: str | None = None) -> c.AddReviewerNote:
    return c.AddReviewerNote(inspection=INSPECTION, by=by("quality-reviewer"), text="Look here", position=3, standard=standard)


FIGURE = c.RecordPublishedFigure(
    inspection=INSPECTION, by=by("recorder", provenance="reported"), kind="percentage", subject="2.1.1", value="63%", status="printed",
    report="small-2026", line=7, section="2.1. Assessment", quote="63%", disagreement=e.Disagreement("one", "text-and-table", matters=True),
)  # fmt: skip


REPORTED = by("recorder", provenance="reported")
