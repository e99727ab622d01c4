"""One recorded event with what it replaced and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.audit.citation import Object, cited_or_null
from ledger.audit.difference import Difference, difference, difference_json
from ledger.audit.disputes_json import in_short
from ledger.audit.standpoint import Standpoint
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.projections import blame, ratings
from ledger.projections.blame import BlameView
from ledger.projections.disputes import Dispute, disputes
from ledger.projections.ratings import RatingsView


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as at its own position; `earlier` is the one whose place it took, None where it is the first of its subject.

    `cause` is the event that it says led to it, and `led_to` are those that say it led to them, later ones among them, as
    among the `disputes` about it.
    """

    at: Standpoint
    earlier: RecordedEvent | None
    changed: Difference
    cause: RecordedEvent | None = None
    led_to: tuple[RecordedEvent, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def recorded(self) -> RecordedEvent:
        """The event itself."""
        return self.at.last


def shown(history: Sequence[RecordedEvent], step: int, start: RatingsView) -> Shown:
    """Event number `step` of a history, from 1, with what it changed."""
    past, recorded = history[: step - 1], history[step - 1]
    before = ratings.fold(start, past)
    after = ratings.apply(before, recorded)
    return Shown(
        Standpoint(after, len(history)),
        _earlier(blame.fold(BlameView(), past), recorded.event),
        difference(before, after),
        next((one for one in history if one.id == recorded.by.causation), None),
        tuple(one for one in history if one.by.causation == recorded.id),
        tuple(one for one in disputes(history) if one.disputed.position == recorded.position),
    )


def _earlier(last: BlameView, event: e.Event) -> RecordedEvent | None:
    """The judgement, answer, proposal or decision that stood until this event."""
    match event:
        case e.PromptAnswered():
            return last.of_case(event.case, event.prompt)
        case e.KeyQuestionJudged():
            return last.of_case(event.case, event.key_question)
        case e.RatingProposed():
            return last.proposals.get(event.standard)
        case e.DiscretionExercised() | e.DiscretionDeclined() | e.DiscretionRevoked():
            return last.discretion.get(event.standard)
        case e.RatingOverridden() | e.OverrideRevoked():
            return last.overrides.get(event.standard)
        case _:
            return None


def as_json(found: Shown) -> Object:
    """What the event replaced and changed; the event itself is written beside it."""
    return {
        "step": found.at.view.step,
        "of": found.at.of,
        "earlier": cited_or_null(found.earlier),
        "effect": found.changed.effect,
        "changed": difference_json(found.changed),
        "cause": found.cause.position if found.cause else None,
        "led_to": [recorded.position for recorded in found.led_to],
        "disputes": in_short(found.disputes),
    }
