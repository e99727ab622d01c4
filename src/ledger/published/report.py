"""A published inspection report as validated data: every figure with its line, the quoted words and the section."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from ledger.domain.events import DisagreementKind
from ledger.domain.framework import CaseKind, KeyQuestionId, PromptId, Rating, StandardId, Text

Status = Literal["printed", "stated", "inferred"]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(_Data):
    """Something that stands in the report at `line` (1-based), in `section`, in the words of `quote`."""

    line: int = Field(ge=1)
    section: Text
    quote: Text


class Source(_Data):
    """The text the figures were taken from; `sha256` is of the file whose lines are cited."""

    title: Text
    publisher: Text
    published: Day
    isbn: str | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    licence: Text


class Fact(Cited):
    """A fact about the inspection other than a figure, such as the lead inspector or the head of the service."""

    what: Text
    value: Text
    status: Status


class Milestone(Cited):
    """A date in the life of the inspection; an inferred one says in `note` how it was reached and cites the nearest printed date."""

    what: Literal["opened", "fieldwork-start", "fieldwork-end", "panel", "draft", "confirmed", "published"]
    on: Day
    status: Status
    note: str | None = None


class Sample(Cited):
    """How many cases of a kind were inspected."""

    kind: CaseKind
    cases: int = Field(ge=0)
    status: Status


class StandardRating(Cited):
    """The rating a standard was published with."""

    standard: StandardId
    rating: Rating
    status: Status


class Overall(Cited):
    """The published overall rating and score: the score stands where this cites, the rating at `rated`."""

    rating: Rating
    score: int = Field(ge=0)
    out_of: int = Field(ge=1)
    status: Status
    rated: Cited


class Percentage(Cited):
    """A printed percentage of a key question or prompt, in whole per cent."""

    subject: KeyQuestionId | PromptId
    percent: int = Field(ge=0, le=100)


class Count(Cited):
    """A count printed in a table or stated in a sentence that is about this key question or prompt itself; `yes` of `relevant` cases."""

    subject: KeyQuestionId | PromptId
    yes: int = Field(ge=0)
    relevant: int = Field(ge=0)
    status: Literal["printed", "stated"]


class SubSample(Cited):
    """How many cases a key question or prompt was relevant in, where the report says so without saying how many were sufficient."""

    subject: KeyQuestionId | PromptId
    relevant: int = Field(ge=0)


class ReportedDiscretion(Cited):
    """What the ratings panel is reported to have done to a standard; `reason` is told in our own words."""

    standard: StandardId
    from_rating: Rating | None = None
    to_rating: Rating
    tests: tuple[Literal["margin", "one-case", "small-sample"], ...]
    reason: Text
    other_places: tuple[Cited, ...] = ()


class Recommendation(Cited):
    """A recommendation in our own words, and to whom it is addressed; `quote` is how the report's own begins."""

    number: int = Field(ge=1)
    to: Text
    text: Text


class Side(Cited):
    """One of the figures or statements that do not agree; `value` is the figure as the report gives it."""

    value: Text


class Contradiction(_Data):
    """Two or more places of one report that cannot all be right; `bears_on` names what it touches."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+$")]
    kind: DisagreementKind
    bears_on: Text
    matters: bool
    summary: Text
    sides: tuple[Side, ...] = Field(min_length=2)


class Report(_Data):
    """Everything a published report says that bears on a rating."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    service: Text
    framework: Text
    source: Source
    facts: tuple[Fact, ...] = ()
    milestones: tuple[Milestone, ...]
    samples: tuple[Sample, ...]
    overall: Overall
    ratings: tuple[StandardRating, ...]
    percentages: tuple[Percentage, ...] = ()
    counts: tuple[Count, ...] = ()
    sub_samples: tuple[SubSample, ...] = ()
    discretion: tuple[ReportedDiscretion, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
