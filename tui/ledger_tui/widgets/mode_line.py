"""The line that always says which inspection, in which mode, as at what, and how far it is to be believed."""

from __future__ import annotations

from collections.abc import Iterator

from ledger_tui.palette import DIM, MODE, STRONG, TEXT, WARN
from ledger_tui.replay import Replay
from ledger_tui.stamp import long_stamps, short_stamp
from ledger_tui.widgets.panel import Panel, Parts, fit, length, spread, widest
from ledger_tui.wording import PROVENANCE


class ModeLine(Panel):
    """Two lines: the service and its provenance; the mode word with the as-at stamp and the player."""

    DEFAULT_CSS = "ModeLine { height: 2; }"

    replay: Replay | None = None
    player = ""

    def show(self, replay: Replay, player: str) -> None:
        """Show the cursor's stamp and the player's state."""
        self.replay, self.player = replay, player
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """The service, then the stamp in the longest form that fits."""
        width = self.size.width
        if self.replay is None:
            return
        replay = self.replay
        provenance = PROVENANCE[replay.view.provenance]
        framework = replay.view.framework
        right = [(f"{provenance} ", WARN)] if provenance else []
        room = width - length(right) - 3
        service = [(f" {fit(replay.view.service, min(room, len(replay.view.service)))}", STRONG)]
        if framework is not None and length(service) + len(framework.id) + 3 < room:
            service.append((f"  {framework.id}", DIM))
        yield spread(service, right, width)
        mode = f" {short_stamp(replay.recorded)} "
        player = [(f"{self.player} ", STRONG)]
        stamp = widest(long_stamps(replay.recorded, replay.step, replay.steps), width - len(mode) - len(self.player) - 4)
        yield spread([(" ", TEXT), (mode, MODE), (f" {stamp}", TEXT)], player, width)
