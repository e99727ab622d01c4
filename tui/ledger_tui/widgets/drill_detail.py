"""What the chosen row of the list rests on: its words, and the event that set it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ledger_tui.palette import DIM
from ledger_tui.widgets.event_text import event_text, supposed_text
from ledger_tui.widgets.panel import Parts, heading
from ledger_tui.widgets.scrolled import Scrolled


class DrillDetail(Scrolled):
    """Stays open while the list moves beside it."""

    def lines(self) -> Iterator[Parts]:
        """A heading, the official wording, then the event."""
        width, height = self.size
        row = self.shown.row if self.shown else None
        if self.shown is None or row is None:
            return
        recorded = self.shown.replay.event_at(row.step)
        yield heading(f"Event #{recorded.position}" if recorded else "Not recorded yet", "", self.shown.stamp, width)
        body = list(supposed_text(self.shown, width - 2))
        body += [[(line, DIM)] for note in row.notes for line in textwrap.wrap(note, max(10, width - 2))]
        if recorded is not None:
            body += event_text(self.shown.replay, row.step, width - 2, supposed=False)
        yield from self.scrolled(body, height - 1)
