"""What an event is about."""

from __future__ import annotations

import re

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import standard_of

Thing = tuple[str, ...]
"""What an event settles: a case and a question, or a kind of decision and its standard."""


def thing(event: e.Event) -> Thing | None:
    """What an event settles until a later one about the same replaces it; None where nothing would."""
    match event:
        case e.PromptAnswered(case, prompt):
            return "case", case, prompt
        case e.KeyQuestionJudged(case, key_question):
            return "case", case, key_question
        case e.RatingProposed(standard):
            return "proposal", standard
        case e.DiscretionExercised(standard) | e.DiscretionDeclined(standard) | e.DiscretionRevoked(standard):
            return "discretion", standard
        case e.RatingOverridden(standard) | e.OverrideRevoked(standard):
            return "override", standard
        case _:
            return None


def standard_in(event: e.Event) -> str | None:
    """The standard that an event bears on or speaks of, or None."""
    match event:
        case e.PromptAnswered(prompt=subject) | e.KeyQuestionJudged(key_question=subject) | e.PublishedFigureRecorded(subject=subject):
            return _standard(subject)
        case d.SecondJudgementGiven(key_question=subject) | d.DisputeRaised(subject=subject):
            return _standard(subject)
        case d.DipSampleDrawn(standard=about):
            return about
        case e.ReviewerNoteAdded(standard=about) | e.FactualAccuracyRaised(standard=about):
            return about
        case _:
            settled = thing(event)
            return settled[-1] if settled else None


def _standard(subject: str) -> str | None:
    """The standard of a key question, prompt or standard, or None for anything else."""
    return standard_of(subject) if re.fullmatch(r"\d+\.\d+(\.\d+[a-z]?)?", subject) else None
