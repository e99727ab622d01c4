"""Keys that compare: mark an event, the difference against the mark, what a panel had seen."""

from __future__ import annotations

from ledger_tui.offered import NOTHING_MARKED
from ledger_tui.screens.supposing import Supposing


class Comparing(Supposing):
    """Opens two points side by side; an event chosen there is gone to, from where the way leads back."""

    def action_mark(self) -> None:
        """The mark at the cursor, or taken away where it stands there."""
        at = self.at.marked()
        self.go(at.saying("marked: d compares with it, ' jumps to it" if at.mark else "the mark is taken away"))

    def action_to_mark(self) -> None:
        """To the mark."""
        if self.at.mark is None:
            self.say(NOTHING_MARKED)
        else:
            self.seek(self.at.mark)

    def action_diff(self) -> None:
        """The marked event and the one at the cursor side by side."""
        if self.at.mark is None:
            self.say(NOTHING_MARKED)
        else:
            self.compare(self.at.mark, self.at.step)

    def compare(self, one: int, other: int) -> None:
        """Two steps side by side, in either order."""
        from ledger_tui.screens.compare import CompareScreen

        self.player.pause()
        self.app.push_screen(CompareScreen(self.current, one, other), self._chosen)

    def action_had_seen(self) -> None:
        """What the panel had before it when it took the decision at the cursor, or the last one on the chosen standard."""
        from ledger_tui.comparison import latest_decision
        from ledger_tui.screens.compare import CompareScreen

        decision = latest_decision(self.current, self.at.step, self.at.chosen)
        if decision is None:
            self.say(f"no panel decision on {self.at.chosen} up to here")
        else:
            self.player.pause()
            self.app.push_screen(CompareScreen(self.current, decision, self.at.step, decision), self._chosen)

    def _chosen(self, step: int | None) -> None:
        if step is not None:
            self.go(self.at.away(step))
