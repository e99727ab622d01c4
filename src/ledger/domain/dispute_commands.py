"""The commands of second judgements and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.asking import OfInspection
from ledger.domain.dispute_events import Declaration, Resolution
from ledger.domain.evidence import Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDipSample(OfInspection):
    """Draws `size` of the judgements that stand, by `seed`, to be made a second time; the same seed draws the same from the same."""

    size: int
    seed: int
    inspector: str | None = None
    standard: str | None = None
    near_boundary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSheet(OfInspection):
    """Gives the sheet of a dip sample to whoever asks, who becomes a second judge of it."""

    sample: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSecondJudgement(OfInspection):
    """Judges again, on the actor's own sheet; `declared` says whether the first judgement had been seen."""

    sample: int
    case: str
    key_question: str
    judgement: Judgement
    declared: Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseDispute(OfInspection):
    """Disputes the event at position `about`; the grounds are `text`, kept beside the event."""

    about: int
    text: str
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDispute(OfInspection):
    """Answers a dispute; the words are `text`, kept beside the event."""

    dispute: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveDispute(OfInspection):
    """Ends a dispute; `to` is what an amendment puts in place, `again` ends deliberately one that has been resolved before."""

    dispute: int
    outcome: Resolution
    to: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDispute(OfInspection):
    """Takes back a dispute of one's own."""

    dispute: int


SecondCommand = DrawDipSample | IssueSheet | GiveSecondJudgement
DisputeCommand = RaiseDispute | AnswerDispute | ResolveDispute | WithdrawDispute
