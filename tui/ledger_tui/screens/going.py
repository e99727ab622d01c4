"""Keys that go to what one remembers a history by: panel decisions and disputes, milestones, the changes of one rating."""

from __future__ import annotations

from ledger_tui.landmarks import change_beside, decision_beside, milestone_beside
from ledger_tui.screens.auditing import Auditing


class Going(Auditing):
    """Goes to landmarks, and compares one with how it is at the end."""

    def action_decision(self, direction: int) -> None:
        """To the next or previous dispute or panel decision."""
        if self.replay is not None:
            self._go_to(decision_beside(self.replay.history, self.at.step, direction), direction, "dispute or panel decision")

    def action_milestone(self, direction: int) -> None:
        """To the next or previous milestone."""
        if self.replay is not None:
            self._go_to(milestone_beside(self.replay.history, self.at.step, direction), direction, "milestone")

    def action_own_change(self, direction: int) -> None:
        """To the next or previous change of the chosen standard's rating, which stays chosen."""
        if self.replay is not None and self.at.chosen in self.standards:
            index = self.standards.index(self.at.chosen)
            step = change_beside(self.current.outcomes, index, self.at.step, direction)
            self.go(self.at.choosing(self.at.chosen))
            self._go_to(step, direction, f"change of {self.at.chosen}")

    def action_after(self) -> None:
        """This event and the last one side by side, with what came between."""
        if self.replay is not None:
            self.compare(self.at.step, self.replay.steps)

    def _go_to(self, step: int | None, direction: int, what: str) -> None:
        if step is None:
            self.say(f"no {'later' if direction > 0 else 'earlier'} {what}")
        else:
            self.seek(step)
