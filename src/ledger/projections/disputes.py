"""The disputes projection: every dispute of an inspection with what is disputed, its answer, its outcomes and what they led to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import standard_of
from ledger.domain.recorded import RecordedEvent

Status = Literal["open", "answered", "resolved", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One dispute; `outcomes` are in recorded order, the last of them in force, and `caused` is what they led to."""

    event: d.DisputeRaised
    raised: RecordedEvent
    disputed: RecordedEvent
    answered: RecordedEvent | None = None
    outcomes: tuple[RecordedEvent, ...] = ()
    withdrawn: RecordedEvent | None = None
    caused: tuple[RecordedEvent, ...] = ()

    @property
    def number(self) -> int:
        """Its number within the inspection."""
        return self.event.dispute

    @property
    def status(self) -> Status:
        """How far it has come."""
        if self.withdrawn is not None:
            return "withdrawn"
        if self.outcomes:
            return "resolved"
        return "answered" if self.answered is not None else "open"

    @property
    def is_open(self) -> bool:
        """Whether it still wants an outcome."""
        return self.status in {"open", "answered"}

    @property
    def outcome(self) -> d.DisputeResolved | None:
        """The outcome in force, None while there is none."""
        last = self.outcomes[-1].event if self.outcomes else None
        return last if isinstance(last, d.DisputeResolved) else None


def disputes(history: Sequence[RecordedEvent]) -> tuple[Dispute, ...]:
    """The disputes of a history by number; where what was disputed is supposed away, or the raising itself, there is no dispute."""
    found: dict[int, Dispute] = {}
    ends: dict[str, int] = {}
    for recorded in history:
        event = recorded.event
        if isinstance(event, d.DisputeRaised):
            disputed = _at(history, event.about)
            if disputed is not None:
                found[event.dispute] = Dispute(event, recorded, disputed)
        elif isinstance(event, d.DisputeAnswered | d.DisputeResolved | d.DisputeWithdrawn):
            if event.dispute not in found:
                continue
            found[event.dispute] = _followed(found[event.dispute], recorded)
            if isinstance(event, d.DisputeResolved):
                ends[recorded.by.command_id] = event.dispute
        elif recorded.by.command_id in ends:
            number = ends[recorded.by.command_id]
            found[number] = replace(found[number], caused=(*found[number].caused, recorded))
    return tuple(found[number] for number in sorted(found))


def on_standard(found: Iterable[Dispute], standard: str) -> tuple[Dispute, ...]:
    """Those about a standard or one of its key questions."""
    return tuple(one for one in found if standard_of(one.event.subject) == standard)


def _followed(dispute: Dispute, recorded: RecordedEvent) -> Dispute:
    """The dispute after one more event of its stream."""
    match recorded.event:
        case d.DisputeAnswered():
            return replace(dispute, answered=recorded)
        case d.DisputeResolved():
            return replace(dispute, outcomes=(*dispute.outcomes, recorded))
        case _:
            return replace(dispute, withdrawn=recorded)


def _at(history: Sequence[RecordedEvent], position: int) -> RecordedEvent | None:
    """The event at a position of a history, which is in order; None where it is supposed away, or only to have ended a decision."""
    index = bisect_left(history, position, key=lambda recorded: recorded.position)
    ended = (e.DiscretionRevoked, e.OverrideRevoked)
    return next((one for one in history[index : index + 1] if one.position == position and not isinstance(one.event, ended)), None)
