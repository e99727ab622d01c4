"""The commands of second judgements and disputes."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.asking import OfInspection
from ledger.domain.dispute_events import Declaration, Resolution
from ledger.domain.evidence import Judgement
from ledger.domain.values import Name, Number, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawDipSample(OfInspection):
    """Draws `size` of the judgements that stand, by `seed`, to be made a second time; the same seed draws the same from the same."""

    size: Number
    seed: Number
    inspector: Name | None = None
    standard: Name | None = None
    near_boundary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSheet(OfInspection):
    """Gives the sheet of a dip sample to whoever asks, who becomes a second judge of it."""

    sample: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveSecondJudgement(OfInspection):
    """Judges again, on the actor's own sheet; `declared` says whether the first judgement had been seen."""

    sample: Number
    case: Name
    key_question: Name
    judgement: Judgement
    declared: Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseDispute(OfInspection):
    """Disputes the event at position `about`; the grounds are `text`, kept beside the event."""

    about: Number
    text: Words
    due: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDispute(OfInspection):
    """Answers a dispute; the words are `text`, kept beside the event."""

    dispute: Number
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveDispute(OfInspection):
    """Ends a dispute; `to` is what an amendment puts in place, `again` ends deliberately one that has been resolved before."""

    dispute: Number
    outcome: Resolution
    to: Words | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDispute(OfInspection):
    """Takes back a dispute of one's own."""

    dispute: Number


SecondCommand = DrawDipSample | IssueSheet | GiveSecondJudgement
DisputeCommand = RaiseDispute | AnswerDispute | ResolveDispute | WithdrawDispute
