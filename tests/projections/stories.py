"""An inspection of ten cases, told event by event, and what the ratings are after it."""

from __future__ import annotations

from tests.builders import JUST_BEFORE, OPENED, SMALL, recorded, resolve, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import RATED, Rating
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import Provenance
from ledger.projections.ratings import RatingsView, fold, start

INADEQUATE, IMPROVE, GOOD, OUTSTANDING = RATED

CASES = [f"C{number:02}" for number in range(1, 11)]
MEMBERS = ("panel-1", "panel-2")


def view(*events: e.Event, provenance: Provenance = "illustrative", under: str | None = None) -> RatingsView:
    return fold(start(resolve, under), recorded(events, provenance=provenance))


def court(*events: e.Event) -> list[e.Event]:
    return [OPENED, *sampled("court", *CASES), *events]


def at(yes: int) -> list[e.Event]:
    """Ten court cases in which 2.3, which has one key question, stands at `yes` of ten."""
    return court(*tally_events("2.3.1", yes, 10))


def each(cases: list[str], judgement: Judgement) -> dict[str, Judgement]:
    return dict.fromkeys(cases, judgement)


def of(found: RatingsView, standard: str = "2.3") -> StandardRating:
    return found.standards[standard].rating


def moved(start_: Rating | None, to: Rating) -> e.DiscretionExercised:
    return e.DiscretionExercised("2.3", start_, to, ("margin",), MEMBERS, JUST_BEFORE)


def declined(start_: Rating) -> e.DiscretionDeclined:
    return e.DiscretionDeclined("2.3", start_, ("margin",), MEMBERS, JUST_BEFORE)


def overridden(to: Rating, standard: str = "2.3") -> e.RatingOverridden:
    return e.RatingOverridden(standard, GOOD, to, MEMBERS, JUST_BEFORE)


def everything(rating: Rating, resettlement: Rating | None = None) -> list[e.Event]:
    """Every counting standard at a rating, and 4.1 as given."""
    yes = {INADEQUATE: 0, IMPROVE: 5, GOOD: 7, OUTSTANDING: 10}[rating]
    other = [f"D{number:02}" for number in range(1, 11)]
    events: list[e.Event] = [OPENED, *sampled("court", *CASES), *sampled("out-of-court", *other)]
    for standard in SMALL.standards:
        if standard.basis == "casework":
            prefix = "C" if SMALL.cases_of[standard.id] == "court" else "D"
            events += [event for question in standard.key_questions for event in tally_events(question.id, yes, 10, prefix)]
        elif standard.counts:
            events.append(e.RatingProposed(standard.id, rating))
    return [*events, e.RatingProposed("4.1", resettlement)] if resettlement else events
