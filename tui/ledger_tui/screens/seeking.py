"""Keys that move the cursor: steps, rating changes, tenths, the ends, play."""

from __future__ import annotations

from ledger_tui.messages import StepSought
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.standpoint import Standpoint


class Seeking(ReplayFrame):
    """Moves the cursor over the events."""

    _first_half = False

    def go(self, at: Standpoint) -> None:
        """As the frame, and a first g that was waiting for the second is forgotten."""
        self._first_half = False
        super().go(at)

    def on_step_sought(self, message: StepSought) -> None:
        """Seek to where a track was clicked."""
        self.seek(message.step)

    def action_step(self, by: int) -> None:
        """One event on or back."""
        self.seek(self.at.step + by)

    def action_change(self, direction: int) -> None:
        """To the next or previous rating change."""
        if self.replay is not None:
            step = self.current.next_change(self.at.step) if direction > 0 else self.current.previous_change(self.at.step)
            if step is None:
                self.say(f"no {'later' if direction > 0 else 'earlier'} rating change")
            else:
                self.seek(step)

    def action_tenth(self, tenth: int) -> None:
        """To a tenth of the history."""
        if self.replay is not None:
            self.seek(self.replay.steps * tenth // 10)

    def action_scrub(self, direction: int) -> None:
        """A hundredth of the history on or back."""
        if self.replay is not None:
            self.seek(self.at.step + direction * max(1, self.replay.steps // 100))

    def action_first(self) -> None:
        """To the first event."""
        self.seek(1)

    def action_first_half(self) -> None:
        """To the first event at the second g in a row."""
        if self._first_half:
            self.action_first()
        else:
            self._first_half = True

    def action_last(self) -> None:
        """To the last event."""
        if self.replay is not None:
            self.seek(self.replay.steps)

    def action_play(self) -> None:
        """Play or pause; at the last event play begins again at the first."""
        if self.player.plays:
            self.player.pause()
        elif self.replay is not None:
            if self.at.step == self.replay.steps:
                self.seek(1)
            self.player.play()
        self.say("")

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        self.player.faster(by)
        self.say("")
