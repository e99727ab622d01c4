"""What one goes to in a history: panel decisions and disputes, milestones, the changes of one rating; and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.projections.points import MILESTONES
from ledger_tui.replay import Outcome

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


_CALLED: Final[dict[type[e.Event], str]] = {
    e.InspectionOpened: "opening",
    e.FieldworkCompleted: "end of fieldwork",
    e.PanelConvened: "panel sitting",
    e.DraftShared: "draft",
    e.RatingsConfirmed: "confirmation",
    e.ReportPublished: "publication",
}
"""What a milestone is called by whoever stands at it."""


def milestone_at(history: Sequence[RecordedEvent], step: int) -> str:
    """The milestone at a step in words, `the panel sitting` or `draft 1 of 2`; nothing where there is none."""
    kind = type(history[step - 1].event) if step else None
    called = _CALLED.get(kind) if kind else None
    if called is None or kind is None:
        return ""
    same = [one for one, recorded in enumerate(history, start=1) if isinstance(recorded.event, kind)]
    return f"the {called}" if len(same) == 1 else f"{called} {same.index(step) + 1} of {len(same)}"


def decision_beside(history: Sequence[RecordedEvent], step: int, direction: int) -> int | None:
    """The nearest step after (or before) a step with a panel decision or a dispute, None where there is none."""
    return _beside(history, step, direction, _DECIDING)


def milestone_beside(history: Sequence[RecordedEvent], step: int, direction: int) -> int | None:
    """The nearest step after (or before) a step that is a milestone, None where there is none."""
    return _beside(history, step, direction, tuple(MILESTONES.values()))


def change_beside(outcomes: Sequence[Outcome], standard: int, step: int, direction: int) -> int | None:
    """The nearest step after (or before) a step at which the rating of a standard, by its place in printed order, became another."""
    changes = [now.step for was, now in pairwise(outcomes) if was.ratings[standard : standard + 1] != now.ratings[standard : standard + 1]]
    return min((found for found in changes if found > step), default=None) if direction > 0 else _last(changes, step)


def _last(changes: Sequence[int], step: int) -> int | None:
    return max((found for found in changes if found < step), default=None)


def _beside(history: Sequence[RecordedEvent], step: int, direction: int, kinds: tuple[type, ...]) -> int | None:
    steps = range(step + 1, len(history) + 1) if direction > 0 else range(step - 1, 0, -1)
    return next((found for found in steps if isinstance(history[found - 1].event, kinds)), None)
