"""Keys that ask at the foot of the screen: what to search, and where to go."""

from __future__ import annotations

from typing import Literal

from ledger.errors import LedgerError
from ledger.projections.points import parse_point
from ledger_tui.messages import PromptAnswered
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.widgets.prompt import Prompt


class Searching(ReplayFrame):
    """Finds events by their words, and goes to points."""

    _sought = ""

    def action_search(self) -> None:
        """Ask what to search."""
        self.player.pause()
        self.query_one(Prompt).ask("search", "/", "words, a person, a case or a #position")

    def action_goto(self) -> None:
        """Ask where to go."""
        self.player.pause()
        self.query_one(Prompt).ask("goto", "go to", "412 · 2020-06-05 · 2020-06-05T17:00Z · panel")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Search, or go."""
        if message.purpose == "search":
            self._sought = message.text or self._sought
            self.action_again(1)
        elif message.purpose == "goto" and self.replay is not None:
            try:
                self.seek(self.replay.step_of(parse_point(message.text)))
            except LedgerError as error:
                self.notify(str(error), severity="warning", timeout=8)

    def action_again(self, direction: Literal[1, -1]) -> None:
        """To the next or previous event found."""
        if self.replay is None or not self._sought:
            self.say("nothing searched yet")
            return
        step = self.replay.find(self._sought, self.at.step, direction)
        self.seek(step or self.at.step, f"/{self._sought}" if step else f"“{self._sought}” is in no event")
