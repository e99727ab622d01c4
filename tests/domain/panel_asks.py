"""An inspection whose panel sits on one standard, and what may be asked of the panel."""

from __future__ import annotations

from tests.builders import INSPECTION, OPENED, by, sampled, tally_events
from tests.decider import Given, given

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.discretion import Test
from ledger.domain.framework import RATED, Rating
from ledger.domain.recorded import Provenance

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED

PANEL = ("panel-1", "panel-2", "panel-3")
PRESENT = ("panel-1", "panel-2")
SAT: list[e.Event] = [e.FieldworkCompleted(), e.PanelConvened(PANEL, 2)]
CASES = [f"C{number:02}" for number in range(1, 11)]


def at(yes: int, *after: e.Event, relevant: int = 10, sat: bool = True, provenance: Provenance = "illustrative") -> Given:
    """An inspection in which 2.3, which has one key question, stands at `yes` of `relevant` in ten cases."""
    evidence = [*tally_events("2.3.1", yes, relevant), *[e.KeyQuestionJudged(case, "2.3.1", "not-relevant") for case in CASES[relevant:]]]
    panel = SAT if sat else SAT[:1]
    return given(OPENED, *sampled("court", *CASES), *evidence, e.RatingProposed("1.1", GOOD), *panel, *after, provenance=provenance)


SEEN = len(at(6).history)


def exercise(
    start: Rating | None, to: Rating, *tests: Test, standard: str = "2.3", members: tuple[str, ...] = PRESENT, who: c.By | None = None
) -> c.ExerciseDiscretion:
    return c.ExerciseDiscretion(
        inspection=INSPECTION, by=who or by("panel-chair", reason="weighed"), standard=standard, from_rating=start, to_rating=to,
        tests=tests, members=members, seen=SEEN,
    )  # fmt: skip


def decline(*, standard: str = "2.3", members: tuple[str, ...] = PRESENT, who: c.By | None = None) -> c.DeclineDiscretion:
    who = who or by("panel-chair", reason="weighed")
    return c.DeclineDiscretion(inspection=INSPECTION, by=who, standard=standard, tests=("margin",), members=members, seen=SEEN)


def override(to: Rating, *, standard: str = "2.3", members: tuple[str, ...] = PRESENT, who: c.By | None = None) -> c.OverrideRating:
    who = who or by("panel-chair", reason="weighed")
    return c.OverrideRating(inspection=INSPECTION, by=who, standard=standard, to_rating=to, members=members, seen=SEEN)


def revoke(position: int, reason: str | None = "mistaken") -> c.RevokeDecision:
    return c.RevokeDecision(inspection=INSPECTION, by=by("panel-chair", reason=reason), position=position)


def seen(yes: int, relevant: int = 10) -> e.Seen:
    return e.Seen(SEEN, (e.SeenFigure("2.3.1", yes, relevant),))


EXERCISED = e.DiscretionExercised("2.3", GOOD, IMPROVE, ("margin",), PRESENT, seen(6))
DECLINED = e.DiscretionDeclined("2.3", GOOD, ("margin",), PRESENT, seen(6))
OVERRIDDEN = e.RatingOverridden("2.3", GOOD, OUTSTANDING, PRESENT, seen(6))
REPORTED = by("recorder", provenance="reported")
