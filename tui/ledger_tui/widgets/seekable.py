"""A panel laid out along the events: a click seeks, and a drag is followed."""

from __future__ import annotations

from textual import events

from ledger_tui.messages import StepSought
from ledger_tui.track import step_of
from ledger_tui.widgets.shown_panel import ShownPanel


class Seekable(ShownPanel):
    """A panel whose cells from `left` to the right edge stand for the history."""

    WHEEL = "scrub({})"
    _dragging = False

    @property
    def left(self) -> int:
        """The first cell of the history."""
        return 1

    @property
    def cells(self) -> int:
        """How many cells the history has."""
        return max(1, self.size.width - self.left)

    def named_at(self, x: int, y: int) -> int | None:  # noqa: ARG002 - a panel that names steps says where
        """The step whose name stands at a cell of the panel, None where none does."""
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Seek to what is named where the mouse went down; elsewhere to that place, and follow it until it is let go."""
        named = self.named_at(event.x, event.y)
        if named is not None:
            self.post_message(StepSought(named))
            return
        self._dragging = True
        self.capture_mouse()
        self._seek(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Seek along with a drag."""
        if self._dragging:
            self._seek(event.x)

    def on_mouse_up(self) -> None:
        """End a drag."""
        self._dragging = False
        self.release_mouse()

    def _seek(self, x: int) -> None:
        if self.shown is not None and self.shown.replay.steps:
            self.post_message(StepSought(step_of(x - self.left, self.shown.replay.steps, self.cells)))
