"""Every command: what a person asks to have recorded. Each names its inspection; `By` says who asks, in which role, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import ConfigDict

from ledger.domain.asking import By as By
from ledger.domain.asking import OfInspection
from ledger.domain.discretion import Test
from ledger.domain.dispute_commands import AnswerDispute as AnswerDispute
from ledger.domain.dispute_commands import DisputeCommand as DisputeCommand
from ledger.domain.dispute_commands import DrawDipSample as DrawDipSample
from ledger.domain.dispute_commands import GiveSecondJudgement as GiveSecondJudgement
from ledger.domain.dispute_commands import IssueSheet as IssueSheet
from ledger.domain.dispute_commands import RaiseDispute as RaiseDispute
from ledger.domain.dispute_commands import ResolveDispute as ResolveDispute
from ledger.domain.dispute_commands import SecondCommand as SecondCommand
from ledger.domain.dispute_commands import WithdrawDispute as WithdrawDispute
from ledger.domain.events import Disagreement, FigureKind, FigureStatus, Outcome
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Rating
from ledger.domain.recorded import InspectionRole
from ledger.domain.values import CHECKED, Name, Number, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInspection(OfInspection):
    service: Name
    framework: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTeamMember(OfInspection):
    member: Name
    role: Literal["inspector", "lead-inspector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase(OfInspection):
    case: Name
    kind: CaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase(OfInspection):
    case: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPrompt(OfInspection):
    case: Name
    prompt: Name
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeKeyQuestion(OfInspection):
    """`reaffirm` records the same judgement again as a deliberate act; without it a repetition records nothing."""

    case: Name
    key_question: Name
    judgement: Judgement
    reaffirm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteFieldwork(OfInspection):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRating(OfInspection):
    standard: Name
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvenePanel(OfInspection):
    members: tuple[Name, ...]
    quorum: Number = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseDiscretion(OfInspection):
    """`seen` is the ledger position the panel had before it; `from_rating` is None only in a reported claim that does not say."""

    standard: Name
    from_rating: Rating | None
    to_rating: Rating
    tests: tuple[Test, ...]
    members: tuple[Name, ...]
    seen: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineDiscretion(OfInspection):
    standard: Name
    tests: tuple[Test, ...]
    members: tuple[Name, ...]
    seen: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRating(OfInspection):
    standard: Name
    to_rating: Rating
    members: tuple[Name, ...]
    seen: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDecision(OfInspection):
    """Revokes the discretion decision or override recorded at `position`; revives nothing."""

    position: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft(OfInspection):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRatings(OfInspection):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport(OfInspection):
    title: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPublishedFigure(OfInspection):
    kind: FigureKind
    subject: Name
    value: Words
    status: FigureStatus
    report: Name
    line: Number
    section: Words
    quote: Words
    disagreement: Disagreement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReviewerNote(OfInspection):
    """The words of the note are `text`, kept beside the event; `position` or `standard` says what it is about."""

    text: Words
    position: Number | None = None
    standard: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenInspection(OfInspection):
    """Lets confirmed ratings be changed again, each change with a reason and who reviewed it, until they are confirmed anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFactualAccuracy(OfInspection):
    """A comment of the service on the draft, known as `comment` (`FA1`); its words are `text`, kept beside the event."""

    comment: Name
    text: Words
    standard: Name | None = None
    new_information: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFactualAccuracy(OfInspection):
    """The answer to a comment of the service; the reason given is the answer's words."""

    comment: Name
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseText(OfInspection):
    """Erases the text called `name` (such as `reason`) that is kept beside the event at `position`."""

    position: Number
    name: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTheLedger:
    __pydantic_config__: ClassVar[ConfigDict] = CHECKED

    login: Name
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLogin(_OfTheLedger):
    """Says whose a database login is, and the roles that they may act in."""

    actor: Name
    roles: tuple[InspectionRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmapLogin(_OfTheLedger):
    pass


CaseCommand = AnswerPrompt | JudgeKeyQuestion
DecisionCommand = ExerciseDiscretion | DeclineDiscretion | OverrideRating
InspectionCommand = (
    OpenInspection
    | AssignTeamMember
    | SampleCase
    | WithdrawCase
    | CompleteFieldwork
    | ProposeRating
    | ConvenePanel
    | ExerciseDiscretion
    | DeclineDiscretion
    | OverrideRating
    | RevokeDecision
    | ShareDraft
    | ConfirmRatings
    | PublishReport
    | RecordPublishedFigure
    | AddReviewerNote
    | ReopenInspection
    | RaiseFactualAccuracy
    | AnswerFactualAccuracy
    | EraseText
)
Command = CaseCommand | InspectionCommand | SecondCommand | DisputeCommand
LoginCommand = MapLogin | UnmapLogin
"""What is asked of the ledger itself and not of an inspection."""
