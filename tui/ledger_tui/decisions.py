"""Where in a history the panel decided something, or a judgement was disputed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent

_DECIDING: Final = (
    e.DiscretionExercised,
    e.DiscretionDeclined,
    e.DiscretionRevoked,
    e.RatingOverridden,
    e.OverrideRevoked,
    d.DisputeRaised,
    d.DisputeAnswered,
    d.DisputeResolved,
    d.DisputeWithdrawn,
)


def decision_beside(history: Sequence[RecordedEvent], step: int, direction: int) -> int | None:
    """The nearest step after (or before) a step with a panel decision or a dispute, None where there is none."""
    steps = range(step + 1, len(history) + 1) if direction > 0 else range(step - 1, 0, -1)
    return next((found for found in steps if isinstance(history[found - 1].event, _DECIDING)), None)
