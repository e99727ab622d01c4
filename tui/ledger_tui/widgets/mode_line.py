"""The line that always says which inspection, in which mode, as at what, and how far it is to be believed."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_tui.landmarks import milestone_at
from ledger_tui.palette import DIM, MODE, STRONG, TEXT, WARN
from ledger_tui.stamp import long_stamps
from ledger_tui.widgets.panel import Parts, fit, length, spread, widest
from ledger_tui.widgets.shown_panel import ShownPanel
from ledger_tui.wording import PROVENANCE


class ModeLine(ShownPanel):
    """Two lines: the service and its provenance; the mode word with the as-at stamp and the player."""

    DEFAULT_CSS = "ModeLine { height: 2; }"

    def lines(self) -> Iterator[Parts]:
        """The service, then the stamp in the longest form that fits."""
        width = self.size.width
        if self.shown is None:
            return
        shown, view = self.shown, self.shown.view
        provenance = PROVENANCE[view.provenance]
        framework = view.framework
        right = [(f"{provenance} ", WARN)] if provenance else []
        room = width - length(right) - 3
        service = [(f" {fit(view.service, min(room, len(view.service)))}", STRONG)]
        if framework is not None and length(service) + len(framework.id) + 3 < room:
            service.append((f"  {framework.id}", DIM))
        yield spread(service, right, width)
        mode = f" {shown.stamp} "
        player = [(f"{shown.player} ", STRONG)]
        landmark = milestone_at(shown.replay.history, view.step)
        stamps = (f"{landmark} · {stamp}" if landmark else stamp for stamp in long_stamps(shown.recorded, view.step, shown.replay.steps))
        stamp = widest(stamps, width - len(mode) - len(shown.player) - 4)
        yield spread([(" ", TEXT), (mode, MODE), (f" {stamp}", TEXT)], player, width)
