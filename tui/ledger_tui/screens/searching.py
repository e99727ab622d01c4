"""Keys that search the events: what speaks of some words, or what does not."""

from __future__ import annotations

from typing import Literal

from ledger_tui.command_line import sought as words_sought
from ledger_tui.hits import found, nothing_found
from ledger_tui.messages import PromptAnswered
from ledger_tui.offered import NOTHING_SOUGHT
from ledger_tui.place import Place
from ledger_tui.requests import Find
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.widgets.prompt import Prompt


class Searching(ReplayFrame):
    """Finds events by their words."""

    sought = Find("")
    """What was searched last."""

    def action_search(self) -> None:
        """Ask what to search."""
        self.player.pause()
        self.query_one(Prompt).ask("search", "/", 'all of some words, in any order · "a phrase" · #412 · !words: none of them')

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Search."""
        if message.purpose == "search":
            self.find(words_sought(message.text))

    def find(self, wanted: Find) -> None:
        """To the next event found; nothing wanted is what was wanted before."""
        self.sought = wanted if wanted.words else self.sought
        self.action_again(1)

    def action_again(self, direction: Literal[1, -1]) -> None:
        """To the next or previous event found."""
        wanted = self.sought
        if self.replay is None or not wanted.words:
            self.say(NOTHING_SOUGHT)
            return
        hit = self.replay.find(wanted.words, self.at.step, direction, without=wanted.without)
        if hit is None:
            self.say(nothing_found(wanted))
        else:
            self.seek(hit.step, f"{found(wanted)}: {hit.words}")

    def resume(self, place: Place) -> None:
        """As it is, and what was searched is found again."""
        super().resume(place)
        self.sought = place.sought
