"""Where an inspection was left, to come back to in the same run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ledger_tui.requests import Find
from ledger_tui.standpoint import Standpoint

NOTHING_SOUGHT: Final = Find("")


@dataclass(frozen=True, slots=True)
class Place:
    """The standpoint that was left, the position that the inspection had been opened at, None for its end, and what was searched."""

    at: Standpoint
    opened_at: int | None = None
    sought: Find = NOTHING_SOUGHT

    def within(self, steps: int) -> Standpoint:
        """The standpoint in a history that may have grown since: live at its end, and with nothing under way."""
        at = self.at
        if at.mode == "LIVE":
            return at.at(steps)
        return replace(at, mode="AS AT", said="")
