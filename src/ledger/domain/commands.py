"""Every command: what a person asks to have recorded. Each names its inspection; `By` says who asks, in which role, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.domain.discretion import Test
from ledger.domain.events import Disagreement, FigureKind, FigureStatus, Outcome
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Rating
from ledger.domain.recorded import Happened, InspectionRole, Provenance, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who asks, in which role, when it happened, why and on what evidence; `command_id` makes a repetition harmless.

    `recorded_by` is who types it: where it is None, whoever the database knows by their login, else the actor.
    """

    command_id: str
    actor: str
    role: Role
    recorded_by: str | None = None
    happened: Happened
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    provenance: Provenance = "recorded"
    correlation: str | None = None
    causation: str | None = None
    reviewed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Command:
    inspection: str
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenInspection(_Command):
    service: str
    framework: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTeamMember(_Command):
    member: str
    role: Literal["inspector", "lead-inspector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase(_Command):
    case: str
    kind: CaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawCase(_Command):
    case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPrompt(_Command):
    case: str
    prompt: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeKeyQuestion(_Command):
    """`reaffirm` records the same judgement again as a deliberate act; without it a repetition records nothing."""

    case: str
    key_question: str
    judgement: Judgement
    reaffirm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteFieldwork(_Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRating(_Command):
    standard: str
    rating: Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvenePanel(_Command):
    members: tuple[str, ...]
    quorum: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseDiscretion(_Command):
    """`seen` is the ledger position the panel had before it; `from_rating` is None only in a reported claim that does not say."""

    standard: str
    from_rating: Rating | None
    to_rating: Rating
    tests: tuple[Test, ...]
    members: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineDiscretion(_Command):
    standard: str
    tests: tuple[Test, ...]
    members: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRating(_Command):
    standard: str
    to_rating: Rating
    members: tuple[str, ...]
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDecision(_Command):
    """Revokes the discretion decision or override recorded at `position`; revives nothing."""

    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDraft(_Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRatings(_Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport(_Command):
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPublishedFigure(_Command):
    kind: FigureKind
    subject: str
    value: str
    status: FigureStatus
    report: str
    line: int
    section: str
    quote: str
    disagreement: Disagreement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReviewerNote(_Command):
    """The words of the note are `text`, kept beside the event; `position` or `standard` says what it is about."""

    text: str
    position: int | None = None
    standard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenInspection(_Command):
    """Lets confirmed ratings be changed again, each change with a reason and who reviewed it, until they are confirmed anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseFactualAccuracy(_Command):
    """A comment of the service on the draft, known as `comment` (`FA1`); its words are `text`, kept beside the event."""

    comment: str
    text: str
    standard: str | None = None
    new_information: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFactualAccuracy(_Command):
    """The answer to a comment of the service; the reason given is the answer's words."""

    comment: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseText(_Command):
    """Erases the text called `name` (such as `reason`) that is kept beside the event at `position`."""

    position: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfTheLedger:
    login: str
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLogin(_OfTheLedger):
    """Says whose a database login is, and the roles that they may act in."""

    actor: str
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
Command = CaseCommand | InspectionCommand
LoginCommand = MapLogin | UnmapLogin
"""What is asked of the ledger itself and not of an inspection."""
