"""The open disputes of an inspection in the order to settle them, with everything that each is to be settled on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from ledger.audit.triage import Triaged, Way, triage
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.dispute import about
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.roles import spoken
from ledger.domain.streams import dispute_stream
from ledger.errors import NotFoundError
from ledger.projections.disputes import disputes
from ledger.projections.ratings import RatingsView, fold


@dataclass(frozen=True)
class Docket:
    """The disputes as at the last of an inspection's events, `view` being the ratings there; `queue` has the decisive ones first."""

    history: tuple[RecordedEvent, ...]
    view: RatingsView
    queue: tuple[Triaged, ...]

    @property
    def inspection(self) -> str:
        """The id of the inspection."""
        return self.history[0].inspection

    @property
    def position(self) -> int:
        """The last event that is taken in."""
        return self.history[-1].position

    def find(self, number: int) -> Triaged | None:
        """The open dispute of this number, None where it is not open any more."""
        return next((one for one in self.queue if one.dispute.number == number), None)

    def followed(self, events: Sequence[RecordedEvent]) -> Docket:
        """The docket after more events of the inspection; those taken in already are left out."""
        new = [event for event in events if event.position > self.position]
        return _docket((*self.history, *new), fold(self.view, new)) if new else self

    def told(self, one: Triaged) -> tuple[RecordedEvent, ...]:
        """Every event on what is disputed, in order: the votes, those given again for comparison, and what replaced them."""
        subject = about(one.dispute.disputed.event)
        return tuple(event for event in self.history if subject is not None and _on(event.event) == subject)

    def standing(self, one: Triaged) -> dict[str, int]:
        """The versions of the streams that a dispute is settled on, as they are shown."""
        streams = {dispute_stream(self.inspection, one.dispute.number), one.dispute.disputed.stream}
        return {stream: max(event.version for event in self.history if event.stream == stream) for stream in streams}


def read_docket(history: Sequence[RecordedEvent], start: RatingsView) -> Docket:
    """The docket of a whole history; NotFoundError where no dispute is open, with how many there were."""
    docket = _docket(tuple(history), fold(start, history))
    if not docket.queue:
        had = sum(isinstance(event.event, d.DisputeRaised) for event in history)
        raise NotFoundError(f"No dispute of {docket.inspection} is open; {had or 'none'} {'was' if had <= 1 else 'were'} raised before.")
    return docket


def _docket(history: tuple[RecordedEvent, ...], view: RatingsView) -> Docket:
    return Docket(history, view, triage(view, disputes(history)))


def _on(event: e.Event) -> tuple[str, str | None] | None:
    """The subject and case that an event speaks of, second judgements among them."""
    if isinstance(event, d.SecondJudgementGiven):
        return event.key_question, event.case
    return about(event)


def choices(one: Triaged) -> tuple[str, ...]:
    """What an amendment can put in place: words to choose from; none where a decision is revoked or a figure is put right in any words."""
    match one.dispute.disputed.event:
        case e.KeyQuestionJudged(judgement=now):
            return tuple(value for value in get_args(Judgement) if value != now)
        case e.RatingProposed(rating=now):
            return tuple(rating.value for rating in Rating if rating != now)
        case _:
            return ()


def chosen(one: Triaged, typed: str) -> str | None:
    """The choice that begins with what was typed, None where none or more than one does; a figure is taken as it is."""
    if not choices(one):
        return typed.strip() or None
    begins = [value for value in choices(one) if spoken(value).casefold().startswith(spoken(typed.strip()).casefold())]
    return begins[0] if len(begins) == 1 and typed.strip() else None


def foretold(one: Triaged, outcome: d.Resolution, to: str | None) -> Way | None:
    """What the board was said to come to if a dispute is settled so while the others stand; None where nothing was said of it."""
    if outcome != "amended" or not one.amended:
        return one.stands
    return next((way for way in one.amended if way.to == to), None)


def came_out(one: Triaged, view: RatingsView, way: Way) -> bool:
    """Whether a board is what was foretold of it."""
    rating = view.standards[one.standard].rating.rating if one.standard else None
    return view.overall is not None and (rating, view.overall) == (way.rating, way.overall)
