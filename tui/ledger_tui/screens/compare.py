"""Two points of an inspection side by side, or what a panel had seen beside how it is now; enter goes to an event between."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.worker import Worker, WorkerState, get_current_worker

from ledger_tui.comparison import Comparison, compare, had_seen, told, with_events
from ledger_tui.messages import ComparisonWorkedOut, PromptAnswered, RowChosen, WheelTurned
from ledger_tui.replay import Replay
from ledger_tui.screens.compare_keys import COMPARE, NOT_HERE
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.room import fit_to_terminal, is_roomy, told_too_small
from ledger_tui.screens.saving import Saving
from ledger_tui.widgets.compared import ComparedBoard, ComparedEvent, ComparedEvents, ComparedHeading, headed
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.widgets.status import Status

ITSELF = "This compares a point with itself: , . [ ] move the later of the two, q goes back."
"""What is said where both points are the same one."""

BENEATH = 4
"""The lines kept for the events between and the footer under them."""

LEAST = 5
"""The boards have so many lines at least."""

AT_ONCE = 500
"""Up to so many events between two points are worked out before the next key; more are worked out off the screen's thread."""


class CompareScreen(Saving[int | None]):
    """Ends with the step of the event to go to, or with None."""

    DEFAULT_CSS = """
    CompareScreen ComparedHeading { height: 2; }
    CompareScreen #boards > *, CompareScreen #between > * { width: 1fr; }
    CompareScreen #between { height: 1fr; }
    CompareScreen #first { margin-right: 1; }
    CompareScreen ComparedEvent { display: none; margin-left: 1; }
    CompareScreen.-roomy ComparedEvent { display: block; }
    CompareScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    CompareScreen.-small > * { display: none; }
    CompareScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = COMPARE
    not_here = NOT_HERE
    AUTO_FOCUS = ""

    def __init__(self, replay: Replay, one: int, other: int, decision: int | None = None) -> None:
        """Two steps in either order; with a `decision` the board it was based on beside that at the step `other`."""
        super().__init__()
        self._replay = replay
        self._decision = decision
        self._drawing = False
        self.first, self.last = min(one, other), max(one, other)
        self.found = self._compared()

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield told_too_small("Replay needs")
        yield ComparedHeading()
        with Horizontal(id="boards"):
            yield ComparedBoard("first")
            yield ComparedBoard("last")
        with Horizontal(id="between"):
            yield ComparedEvents()
            yield ComparedEvent()
        yield Status()
        yield Prompt()
        yield KeysLine()

    @property
    def picture_name(self) -> str:
        """The inspection and the two positions."""
        positions = [self._replay.position_of(step) or 0 for step in (self.first, self.last)]
        return f"{self._replay.history[0].inspection}-{positions[0]}-{positions[1]}"

    def on_mount(self) -> None:
        """Show the two points; where they are one, say so."""
        self._stand(self.last)
        if self.found.first.step == self.found.last.step:
            self.say(ITSELF)

    def of_no_use(self, event: events.Key) -> str:
        """That a key of the replay, or any other, does nothing here, and how to go back."""
        active = self.active_bindings.get(event.key)
        if self.query_one(Prompt).asks or (active is not None and active.binding.id):
            return ""
        sign = event.character if event.is_printable and event.character and event.character.strip() else event.key
        return f"{sign} does nothing here: q goes back, ? shows the keys that there are."

    def on_resize(self) -> None:
        """Arrange the panels for the new size."""
        width, height = self.app.size
        fit_to_terminal(self)
        heading = len(list(headed(self.found, width)))
        self.query_one(ComparedHeading).styles.height = heading
        framework = self.found.last.framework
        rows = len(framework.standards) + (len(framework.domains) if is_roomy(self) else 0) if framework else 0
        self.query_one("#boards").styles.height = min(rows + 2, max(height - heading - BENEATH, LEAST))

    def _compared(self) -> Comparison:
        if self._decision is not None:
            return had_seen(self._replay, self._decision, self.last)
        return compare(self._replay, self.first, self.last)

    @property
    def _earliest(self) -> int:
        """The earliest step that the later point can stand at."""
        return self._decision or self.first

    def _stand(self, last: int) -> None:
        """The later point somewhere else, not before the earlier; drawn once for all the keys that are waiting."""
        self.last = max(self._earliest, min(last, self._replay.steps))
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        self.found = self._compared()
        self.query_one(ComparedHeading).found = self.found
        first, last = (found.last.position if found.last else 0 for found in (self.found.first, self.found.last))
        self.query_one(ComparedEvents).stamp = f"#{first} to #{last}"
        self.on_resize()
        self.query_one(ComparedHeading).redraw()
        for board in self.query(ComparedBoard):
            board.found = self.found
            board.redraw()
        if self.found.last.step - self.found.first.step <= AT_ONCE:
            self.on_comparison_worked_out(_worked_out(self.found))
        else:
            self.query_one(ComparedEvents).tell((), "working them out")
            self.work_out(self.found)

    @work(thread=True, exclusive=True, exit_on_error=False, group="comparison")
    def work_out(self, found: Comparison) -> None:
        """Work out what each event between changed."""
        worked_out = _worked_out(found)
        if not get_current_worker().is_cancelled:
            self.post_message(worked_out)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_comparison_worked_out(self, message: ComparisonWorkedOut) -> None:
        """Show the events, unless the points are others by now."""
        if message.found is self.found:
            self.query_one(ComparedEvents).tell(message.told, f"{message.events:,} by how far they reached" if message.events else "none")
            self._event()

    def _event(self) -> None:
        self.query_one(ComparedEvent).tell(self._replay, self.query_one(ComparedEvents).chosen)

    def on_row_chosen(self, message: RowChosen) -> None:
        """Choose the event that was clicked, or go to it where it was chosen already."""
        listed = self.query_one(ComparedEvents)
        if listed.row == message.row:
            self.action_enter()
        else:
            listed.choose(message.row, 1)
            self._event()

    async def on_wheel_turned(self, message: WheelTurned) -> None:
        """Do what the wheel does over the panel that it was turned over."""
        await self.run_action(message.action)

    def action_choose(self, by: int) -> None:
        """The next or previous event."""
        listed = self.query_one(ComparedEvents)
        listed.choose(listed.row + by, by)
        self._event()

    def action_enter(self) -> None:
        """To the chosen event."""
        chosen = self.query_one(ComparedEvents).chosen
        if chosen:
            self.dismiss(chosen)
        else:
            self.say("no event came between that could be gone to")

    def action_step(self, by: int) -> None:
        """The later point one event on or back."""
        if self._earliest <= self.last + by <= self._replay.steps:
            self._stand(self.last + by)
        else:
            self.say("the later point is at the last event" if by > 0 else "the later point stands no earlier than this")

    def action_change(self, direction: int) -> None:
        """The later point at the next or previous rating change."""
        step = self._replay.next_change(self.last) if direction > 0 else self._replay.previous_change(self.last)
        if step is None or step < self._earliest:
            self.say("no later rating change" if direction > 0 else "no earlier rating change after the first point")
        else:
            self._stand(step)

    def action_last(self) -> None:
        """The later point at the last event."""
        self._stand(self._replay.steps)

    def action_elsewhere(self, sign: str) -> None:
        """Take in what is typed after a sign that asks the replay, so that none of it is a key."""
        self.query_one(Prompt).ask(sign, sign, "nothing is asked in a comparison: escape, then q goes back to the replay")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Say where what was typed is asked."""
        if message.purpose in {":", "/"}:
            self.say(f"Nothing is asked in a comparison: q goes back to the replay, and {message.purpose}{message.text} asks it there.")

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(COMPARE, NOT_HERE))

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


def _worked_out(found: Comparison) -> ComparisonWorkedOut:
    whole = with_events(found)
    return ComparisonWorkedOut(found, told(whole), len(whole.events))
