"""The events of second judgements and disputes: what is drawn, issued and judged again, and what is disputed and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ledger.domain.evidence import Judgement

Declaration = Literal["not-seen", "seen"]
"""What a second judge says of the first judgement, its reasons and its effect: not seen before judging, or seen."""

Resolution = Literal["upheld", "amended", "dismissed"]
"""How a dispute ends: always said of what is disputed, but for the last word.

`upheld`: looked at again, and what is disputed stands. `amended`: looked at again, and it is changed. `dismissed`: the dispute itself is
turned away without looking at the matter again, and what is disputed stands.
"""


@dataclass(frozen=True, slots=True)
class DrawnJudgement:
    """A judgement drawn to be made a second time; `first` is the position of the one that stood."""

    case: str
    key_question: str
    first: int


@dataclass(frozen=True, slots=True)
class DipSampleDrawn:
    """Judgements drawn by `seed` from the `of` that stood at position `drawn_at` and met what was asked.

    `inspector` and `standard` narrow it, None where they do not; `near_boundary` keeps those of cases that could change a rating alone.
    """

    sample: int
    drawn: tuple[DrawnJudgement, ...]
    size: int
    of: int
    seed: int
    drawn_at: int
    inspector: str | None = None
    standard: str | None = None
    near_boundary: bool = False


@dataclass(frozen=True, slots=True)
class SheetIssued:
    """The second judge, who is the actor, has the sheet of a sample from this position on."""

    sample: int


@dataclass(frozen=True, slots=True)
class SecondJudgementGiven:
    """A judgement made again for comparison, on the sheet issued at position `sheet`; it never counts."""

    sample: int
    case: str
    key_question: str
    judgement: Judgement
    sheet: int
    declared: Declaration


@dataclass(frozen=True, slots=True)
class DisputeRaised:
    """A dispute on the event at position `about`; the grounds are kept beside the event.

    `subject` is its key question or standard, or what a published figure is about; `case` its case; `due` the day to settle it by.
    """

    dispute: int
    about: int
    subject: str
    case: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class DisputeAnswered:
    """The answer to a dispute; its words are kept beside the event."""

    dispute: int


@dataclass(frozen=True, slots=True)
class DisputeResolved:
    """The outcome of a dispute; `to` is the judgement, rating or figure that an amendment puts in place, `replaces` an earlier outcome.

    What an amendment of a judgement, proposal or panel decision causes is an event of its own, recorded with this one.
    """

    dispute: int
    outcome: Resolution
    to: str | None = None
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class DisputeWithdrawn:
    """Whoever raised a dispute no longer pursues it."""

    dispute: int


SecondEvent = DipSampleDrawn | SheetIssued | SecondJudgementGiven
DisputeEvent = DisputeRaised | DisputeAnswered | DisputeResolved | DisputeWithdrawn
BesideEvent = SecondEvent | DisputeEvent

TOPICS: dict[str, type[BesideEvent]] = {
    "dip-sample-drawn.v1": DipSampleDrawn,
    "sheet-issued.v1": SheetIssued,
    "second-judgement-given.v1": SecondJudgementGiven,
    "dispute-raised.v1": DisputeRaised,
    "dispute-answered.v1": DisputeAnswered,
    "dispute-resolved.v1": DisputeResolved,
    "dispute-withdrawn.v1": DisputeWithdrawn,
}
"""Their topics, part of the closed table of all."""
