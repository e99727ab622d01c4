"""Every event that can be recorded: bare facts, inputs and decisions, never derived values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.domain import dispute_events as d
from ledger.domain.discretion import Test
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Rating
from ledger.domain.recorded import InspectionRole

FigureKind = Literal["overall", "rating", "percentage", "count", "sub-sample", "sample", "date", "fact", "recommendation", "disagreement"]
FigureStatus = Literal["printed", "stated", "inferred"]
Outcome = Literal["accepted", "rejected", "in-part"]
DisagreementKind = Literal[
    "text-and-table", "denominator", "whole-or-relevant", "duplicate-letter", "wrong-statement", "total", "claim", "date", "other"
]


@dataclass(frozen=True, slots=True)
class InspectionOpened:
    service: str
    framework: str


@dataclass(frozen=True, slots=True)
class TeamMemberAssigned:
    member: str
    role: Literal["inspector", "lead-inspector"]


@dataclass(frozen=True, slots=True)
class CaseSampled:
    case: str
    kind: CaseKind


@dataclass(frozen=True, slots=True)
class CaseWithdrawn:
    case: str


@dataclass(frozen=True, slots=True)
class PromptAnswered:
    case: str
    prompt: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class KeyQuestionJudged:
    case: str
    key_question: str
    judgement: Judgement
    reaffirmed: bool = False


@dataclass(frozen=True, slots=True)
class FieldworkCompleted:
    pass


@dataclass(frozen=True, slots=True)
class RatingProposed:
    standard: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class PanelConvened:
    members: tuple[str, ...]
    quorum: int


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A key question's figures as a panel had them before it."""

    key_question: str
    yes: int
    relevant: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a panel had before it: the ledger position, and the figures or the proposal as they stood there."""

    position: int
    figures: tuple[SeenFigure, ...] = ()
    proposed: Rating | None = None


@dataclass(frozen=True, slots=True)
class DiscretionExercised:
    """The panel moved a standard one band; `from_rating` is None only where a report claims a move without saying from what."""

    standard: str
    from_rating: Rating | None
    to_rating: Rating
    tests: tuple[Test, ...]
    members: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class DiscretionDeclined:
    standard: str
    from_rating: Rating
    tests: tuple[Test, ...]
    members: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class DiscretionRevoked:
    standard: str
    revokes: int


@dataclass(frozen=True, slots=True)
class RatingOverridden:
    standard: str
    from_rating: Rating
    to_rating: Rating
    members: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class OverrideRevoked:
    standard: str
    revokes: int


@dataclass(frozen=True, slots=True)
class DraftShared:
    pass


@dataclass(frozen=True, slots=True)
class RatingsConfirmed:
    pass


@dataclass(frozen=True, slots=True)
class ReportPublished:
    title: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What joins the sides of one disagreement inside a report; it `matters` where it touches a rating or the evidence of one."""

    id: str
    kind: DisagreementKind
    matters: bool


@dataclass(frozen=True, slots=True)
class PublishedFigureRecorded:
    """A figure or fact that a published report gives, with where it stands and the words it is given in.

    `subject` names what it is about (`overall`, a standard, key question, prompt or kind of case); `value` is the figure as
    the report gives it (`63%`, `8/12`, `Good`); `disagreement` is set on each side of one.
    """

    kind: FigureKind
    subject: str
    value: str
    status: FigureStatus
    report: str
    line: int
    section: str
    quote: str
    disagreement: Disagreement | None = None


@dataclass(frozen=True, slots=True)
class ReviewerNoteAdded:
    """A reviewer's note on an event (`position`), a standard, or the inspection as a whole; its words are kept beside the event."""

    position: int | None = None
    standard: str | None = None


@dataclass(frozen=True, slots=True)
class InspectionReopened:
    """Confirmed ratings may be changed again; the reason beside the event says why."""


@dataclass(frozen=True, slots=True)
class FactualAccuracyRaised:
    """The service's comment on the draft, its words kept beside the event; `new_information` marks what was not seen before."""

    comment: str
    standard: str | None = None
    new_information: bool = False


@dataclass(frozen=True, slots=True)
class FactualAccuracyAnswered:
    """The answer to a comment on the draft; the reason beside the event is its words."""

    comment: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TextErased:
    """The text called `name` that was kept beside the event at `position` is no longer there; its hash stays in that event."""

    position: int
    name: str


@dataclass(frozen=True, slots=True)
class LoginMapped:
    """What the database login records is typed by `actor`, who may act in these roles; it stands in place of what was said before."""

    login: str
    actor: str
    roles: tuple[InspectionRole, ...]


@dataclass(frozen=True, slots=True)
class LoginUnmapped:
    """The database login is nobody's any more, and records nothing."""

    login: str


Event = (
    InspectionOpened
    | TeamMemberAssigned
    | CaseSampled
    | CaseWithdrawn
    | PromptAnswered
    | KeyQuestionJudged
    | FieldworkCompleted
    | RatingProposed
    | PanelConvened
    | DiscretionExercised
    | DiscretionDeclined
    | DiscretionRevoked
    | RatingOverridden
    | OverrideRevoked
    | DraftShared
    | RatingsConfirmed
    | ReportPublished
    | PublishedFigureRecorded
    | ReviewerNoteAdded
    | InspectionReopened
    | FactualAccuracyRaised
    | FactualAccuracyAnswered
    | TextErased
    | LoginMapped
    | LoginUnmapped
    | d.BesideEvent
)

TOPICS: dict[str, type[Event]] = {
    "inspection-opened.v1": InspectionOpened,
    "team-member-assigned.v1": TeamMemberAssigned,
    "case-sampled.v1": CaseSampled,
    "case-withdrawn.v1": CaseWithdrawn,
    "prompt-answered.v1": PromptAnswered,
    "key-question-judged.v1": KeyQuestionJudged,
    "fieldwork-completed.v1": FieldworkCompleted,
    "rating-proposed.v1": RatingProposed,
    "panel-convened.v1": PanelConvened,
    "discretion-exercised.v1": DiscretionExercised,
    "discretion-declined.v1": DiscretionDeclined,
    "discretion-revoked.v1": DiscretionRevoked,
    "rating-overridden.v1": RatingOverridden,
    "override-revoked.v1": OverrideRevoked,
    "draft-shared.v1": DraftShared,
    "ratings-confirmed.v1": RatingsConfirmed,
    "report-published.v1": ReportPublished,
    "published-figure-recorded.v1": PublishedFigureRecorded,
    "reviewer-note-added.v1": ReviewerNoteAdded,
    "inspection-reopened.v1": InspectionReopened,
    "factual-accuracy-raised.v1": FactualAccuracyRaised,
    "factual-accuracy-answered.v1": FactualAccuracyAnswered,
    "text-erased.v1": TextErased,
    "login-mapped.v1": LoginMapped,
    "login-unmapped.v1": LoginUnmapped,
    **d.TOPICS,
}
"""The closed table of topics: stable words, never a module path."""

TOPIC_OF: dict[type[Event], str] = {event: topic for topic, event in TOPICS.items()}


def event_name(topic: str) -> str:
    """The name of an event without its version: `key-question-judged`."""
    return topic.partition(".v")[0]
