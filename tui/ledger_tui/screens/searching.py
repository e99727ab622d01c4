"""Keys that search the events: what speaks of some words, or what does not."""

from __future__ import annotations

from typing import Literal

from ledger_tui.command_line import sought
from ledger_tui.messages import PromptAnswered
from ledger_tui.requests import Find
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.widgets.prompt import Prompt


class Searching(ReplayFrame):
    """Finds events by their words."""

    _sought = Find("")

    def action_search(self) -> None:
        """Ask what to search."""
        self.player.pause()
        self.query_one(Prompt).ask("search", "/", "words, a person, a case, a #position; !words for what does not speak of them")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Search."""
        if message.purpose == "search":
            self.find(sought(message.text))

    def find(self, wanted: Find) -> None:
        """To the next event found; nothing wanted is what was wanted before."""
        self._sought = wanted if wanted.words else self._sought
        self.action_again(1)

    def action_again(self, direction: Literal[1, -1]) -> None:
        """To the next or previous event found."""
        wanted = self._sought
        if self.replay is None or not wanted.words:
            self.say("nothing searched yet")
            return
        step = self.replay.find(wanted.words, self.at.step, direction, without=wanted.without)
        none = f"“{wanted.words}” is in {'every' if wanted.without else 'no'} event"
        self.seek(step or self.at.step, f"/{'!' if wanted.without else ''}{wanted.words}" if step else none)
