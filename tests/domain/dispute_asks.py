"""A disputed judgement, and what may be asked of it."""

from __future__ import annotations

from tests.builders import INSPECTION, OPENED, TEAM, On, by, sampled
from tests.decider import Given, given

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating

GOOD, IMPROVE = Rating.GOOD, Rating.REQUIRES_IMPROVEMENT
PRESENT = ("panel-1", "panel-2")
JUDGED = e.KeyQuestionJudged("C01", "2.1.1", "insufficient")
FIGURE = e.PublishedFigureRecorded("percentage", "2.1.1", "63%", "printed", "small", 7, "2.1", "63%")
OVERRIDDEN = e.RatingOverridden("1.1", GOOD, IMPROVE, PRESENT, e.Seen(1))
DECLINED = e.DiscretionDeclined("2.1", GOOD, (), PRESENT, e.Seen(1))
EXERCISED = e.DiscretionExercised("2.1", IMPROVE, GOOD, ("margin",), PRESENT, e.Seen(1))
MADE: list[e.Event] = [OPENED, *TEAM, e.TeamMemberAssigned("inspector-2", "inspector"), *sampled("court", "C01"), JUDGED]
ABOUT = len(MADE)
RAISED = On(None, d.DisputeRaised(1, ABOUT, "2.1.1", "C01"), actor="inspector-2")
OPEN: list[e.Event | On] = [*MADE, RAISED]


def raise_(about: int = ABOUT, who: c.By | None = None, text: str = "Not so.", due: str | None = None) -> c.RaiseDispute:
    return c.RaiseDispute(inspection=INSPECTION, by=who or by(actor="inspector-2"), about=about, text=text, due=due)


def answer(who: c.By | None = None, text: str = "It is so.") -> c.AnswerDispute:
    return c.AnswerDispute(inspection=INSPECTION, by=who or by(), dispute=1, text=text)


def resolve(outcome: d.Resolution, to: str | None = None, who: c.By | None = None, *, again: bool = False) -> c.ResolveDispute:
    return c.ResolveDispute(inspection=INSPECTION, by=who or reviewer(), dispute=1, outcome=outcome, to=to, again=again)


def withdraw(who: c.By | None = None) -> c.WithdrawDispute:
    return c.WithdrawDispute(inspection=INSPECTION, by=who or by(actor="inspector-2", reason="found"), dispute=1)


def reviewer(reason: str | None = "read again", on: str | None = None, reviewed_by: str | None = None) -> c.By:
    return by("quality-reviewer", reason=reason, on=on, reviewed_by=reviewed_by)


def disputed(event: e.Event, *after: e.Event | On, subject: str = "1.1") -> Given:
    """A dispute of the reviewer on one event, and what happened after."""
    return given(OPENED, *TEAM, event, On(None, d.DisputeRaised(1, 4, subject), actor="reviewer-9"), *after)
