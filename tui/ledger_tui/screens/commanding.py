"""The command line, and what a reviewer takes away: the citation of an event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import work

from ledger.audit.suppositions import Supposition
from ledger.domain.recorded import RecordedEvent
from ledger.errors import LedgerError, NotFoundError
from ledger.projections.points import Point, is_beyond
from ledger_tui.command_line import read_request, requests
from ledger_tui.messages import PromptAnswered
from ledger_tui.place import Place
from ledger_tui.requests import About, Compare, Do, Find, GoTo, ListFindings, Picture, Request, WhatIf
from ledger_tui.screens.going import Going
from ledger_tui.screens.saving import Saving
from ledger_tui.screens.searching import Searching
from ledger_tui.telling.events import citation
from ledger_tui.widgets.prompt import Prompt


class Commanding(Going, Searching, Saving[Place | None]):
    """Does what is asked for in words."""

    ALONE: ClassVar[dict[str, str]] = {
        "next": "step(1)",
        "prev": "step(-1)",
        "change": "change(1)",
        "back-change": "change(-1)",
        "blame": "ask('blame')",
        "verify": "verify",
        "cite": "cite",
        "help": "help",
        "quit": "app.quit",
    }
    """The action of every request of one word; those of the board and the event close what stands in front of them."""

    def action_goto(self) -> None:
        """Ask for a request in words."""
        self.player.pause()
        self.query_one(Prompt).ask("request", ":", "412 · 2020-06-05 · panel · why 3.2 · who 2.1.3 · diff 50 100", requests())

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Do what was asked for; an error is said in words."""
        if message.purpose != "request" or not message.text:
            return
        try:
            self.perform(read_request(message.text))
        except LedgerError as error:
            self.say(str(error))

    def perform(self, request: Request) -> None:
        """Do it; LedgerError where it cannot be done."""
        replay = self.replay
        if replay is None:
            return
        match request:
            case GoTo(point):
                self._with_steps(replay.history, [point], self.seek)
            case Compare(start, None):
                self._with_steps(replay.history, [start], partial(self.compare, self.at.step))
            case Compare(start, end):
                self._with_steps(replay.history, [point for point in (start, end) if point], self.compare)
            case About(ask, subject):
                self._about(ask, subject)
            case ListFindings(severity):
                self.least = severity
                self.open_aside("findings")
            case WhatIf(positions):
                self._what_if(positions)
            case Find() | Picture() | Do():
                self._at_once(request)

    def _with_steps(self, history: Sequence[RecordedEvent], points: Sequence[Point], then: Callable[..., object]) -> None:
        """Do something with the steps of points; one that may be beyond the whole ledger is looked up off the screen's thread."""
        if any(is_beyond(point, history) for point in points):
            self._look_up(history, points, then)
        else:
            then(*(self.ledger.step_at(point, history) for point in points))

    @work(thread=True, exclusive=True, exit_on_error=False, group="points")
    def _look_up(self, history: Sequence[RecordedEvent], points: Sequence[Point], then: Callable[..., object]) -> None:
        """Look points up in the whole ledger; where there is none, or it cannot be read, that is said."""
        try:
            steps = [self.ledger.step_at(point, history) for point in points]
        except LedgerError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        self.app.call_from_thread(then, *steps)

    def _at_once(self, request: Find | Picture | Do) -> None:
        match request:
            case Find():
                self.find(request)
            case Picture(file):
                self.picture(file)
            case Do(verb) if verb in self.ALONE:
                self.call_later(self.run_action, self.ALONE[verb])
            case Do():
                self.close_asides()

    def _about(self, ask: str, subject: str | None) -> None:
        """The panel of an answer about a standard or key question, which is chosen."""
        standard = ".".join(subject.split(".")[:2]) if subject else self.at.chosen
        if standard not in self.standards:
            raise NotFoundError(f"{standard} is no standard of this inspection's framework: it has {', '.join(self.standards)}.")
        self.go(self.at.choosing(standard))
        if ask == "who":
            self.subject = subject
        self.open_aside("blame" if ask == "who" else "why")

    def _what_if(self, positions: tuple[int, ...]) -> None:
        """These events left out, or the one at the cursor."""
        if not positions:
            self.action_leave_out()
            return
        supposed = self.at.supposed
        for position in positions:
            if self.replay is None or not any(recorded.position == position for recorded in self.replay.history[1:]):
                raise NotFoundError(f"#{position} is no event of this inspection that could be left out.")
            supposed = supposed.toggled(Supposition(position))
        self.suppose(supposed)

    def action_cite(self) -> None:
        """Copy the citation of the event at the cursor, and show it."""
        recorded = self.replay.event_at(self.at.step) if self.replay else None
        if recorded is not None:
            cited = citation(recorded)
            self.app.copy_to_clipboard(cited)
            self.say(f"Copied: {cited}")

    @property
    def picture_name(self) -> str:
        """The inspection and the position shown."""
        recorded = self.replay.event_at(self.at.step) if self.replay else None
        return f"{self.inspection}-{recorded.position if recorded else 0}"
