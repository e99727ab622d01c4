"""The replay of one inspection: board, gauge, timeline and the event at the cursor, all as at the same event."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Footer, Label
from textual.worker import Worker, WorkerState

from ledger.application import Ledger
from ledger.errors import LedgerError
from ledger.projections.points import parse_point
from ledger_tui.messages import HistoryRead, PromptAnswered, StandardChosen, StepSought
from ledger_tui.player import Player
from ledger_tui.replay import Replay
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import REPLAY, explained
from ledger_tui.subjects import standard_in
from ledger_tui.widgets.board import Board
from ledger_tui.widgets.event_detail import EventDetail
from ledger_tui.widgets.gauge import Gauge
from ledger_tui.widgets.mode_line import ModeLine
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.widgets.standard_detail import StandardDetail
from ledger_tui.widgets.timeline import Timeline

TOO_SMALL = (60, 16)
ROOMY = (110, 34)


class ReplayScreen(Screen[None]):
    """Moves a cursor over the events; every panel shows the ratings as at the cursor and nothing later."""

    DEFAULT_CSS = """
    ReplayScreen #middle { layout: grid; grid-size: 2 1; grid-columns: 42 1fr; height: 1fr; grid-gutter: 0 1; }
    ReplayScreen StandardDetail { display: none; }
    ReplayScreen.-standard StandardDetail { display: block; }
    ReplayScreen.-standard EventDetail { display: none; }
    ReplayScreen.-roomy #middle { grid-size: 2 2; grid-columns: 1fr 1fr; }
    ReplayScreen.-roomy Board { column-span: 2; }
    ReplayScreen.-roomy StandardDetail { display: block; }
    ReplayScreen.-roomy EventDetail { display: block; }
    ReplayScreen.-roomy Timeline { height: 5; }
    ReplayScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    ReplayScreen.-small > * { display: none; }
    ReplayScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = REPLAY
    AUTO_FOCUS = ""

    def __init__(self, ledger: Ledger, inspection: str) -> None:
        super().__init__()
        self._ledger = ledger
        self.inspection = inspection
        self.replay: Replay | None = None
        self.chosen = ""
        self._follows = True
        self._said = ""
        self._player = Player(self, self._tick)
        self._drawing = False
        self._sought = ""
        self._first_half = False
        self._board_rows = 17

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield Label(f"Too small.\nReplay needs {TOO_SMALL[0]} by {TOO_SMALL[1]}.", id="small")
        yield ModeLine()
        yield Gauge()
        with Container(id="middle"):
            yield Board()
            yield EventDetail()
            yield StandardDetail()
        yield Timeline()
        yield Prompt()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin reading."""
        self.query_one("#middle").loading = True
        self.read()

    @work(thread=True, exclusive=True, exit_on_error=False, group="history")
    def read(self) -> None:
        """Read the history and make it ready, so that no key waits for it later."""
        replay = Replay(self._ledger.history(self.inspection), self._ledger.start())
        replay.seek(replay.steps)
        replay.rating_changes  # noqa: B018 (worked out here, off the screen's thread)
        replay.earlier  # noqa: B018
        self.post_message(HistoryRead(replay))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_history_read(self, message: HistoryRead) -> None:
        """Show the history at its last event."""
        self.replay = message.replay
        framework = message.replay.view.framework
        if framework is not None:
            self.chosen = framework.standards[0].id
            self._board_rows = 1 + len(framework.standards) + len(framework.domains)
        self.query_one("#middle").loading = False
        self._arrange()
        self._show()

    def on_resize(self) -> None:
        """Arrange the panels for the new size."""
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.app.size
        small = width < TOO_SMALL[0] or height < TOO_SMALL[1]
        roomy = width >= ROOMY[0] and height >= ROOMY[1]
        self.set_class(small, "-small")
        self.set_class(roomy, "-roomy")
        self.query_one("#middle").styles.grid_rows = f"{self._board_rows} 1fr" if roomy else "1fr"

    def seek(self, step: int, said: str = "") -> None:
        """Put the cursor at a step, 1 at least, and draw once for all the keys that are waiting."""
        if self.replay is None:
            return
        self.replay.seek(max(1, step))
        self._said = said
        self._first_half = False
        if not self._drawing:
            self._drawing = True
            self.call_later(self._show)

    def _show(self) -> None:
        self._drawing = False
        replay = self.replay
        if replay is None:
            return
        standard = standard_in(replay.recorded.event) if replay.recorded else None
        if self._follows and standard in replay.view.standards:
            self.chosen = str(standard)
        self.query_one(ModeLine).show(replay, self._player.words)
        self.query_one(Gauge).show(replay)
        self.query_one(Board).show(replay, self.chosen)
        self.query_one(EventDetail).show(replay)
        self.query_one(StandardDetail).show(replay, self.chosen, follows=self._follows)
        self.query_one(Timeline).show(replay, self._said)

    def say(self, text: str) -> None:
        """Say something beside the timeline until the cursor moves."""
        if self.replay is not None:
            self.seek(self.replay.step, text)

    def on_step_sought(self, message: StepSought) -> None:
        """Seek to where the timeline was clicked."""
        self.seek(message.step)

    def on_standard_chosen(self, message: StandardChosen) -> None:
        """Keep the standard that was clicked."""
        self._choose(message.standard)

    def _choose(self, standard: str) -> None:
        self.chosen, self._follows = standard, False
        self.say(self._said)

    def action_step(self, by: int) -> None:
        """One event on or back."""
        if self.replay is not None:
            self.seek(self.replay.step + by)

    def action_change(self, direction: int) -> None:
        """To the next or previous rating change."""
        if self.replay is not None:
            step = self.replay.next_change() if direction > 0 else self.replay.previous_change()
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
            self.seek(self.replay.step + direction * max(1, self.replay.steps // 100))

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

    def action_choose(self, by: int) -> None:
        """The next or previous standard of the board."""
        if self.replay is not None and self.replay.view.framework is not None:
            ids = list(self.replay.view.framework.by_standard)
            self._choose(ids[max(0, min(ids.index(self.chosen) + by, len(ids) - 1))])

    def action_follow(self) -> None:
        """Let the choice follow the events."""
        self._follows = True
        self.say("")

    def action_standard(self) -> None:
        """Standard in place of the event, or the event again."""
        if not self.has_class("-roomy"):
            self.toggle_class("-standard")

    def action_detail(self, lines: int) -> None:
        """Move in the words of the event."""
        self.query_one(EventDetail).scroll_by(lines)

    def action_play(self) -> None:
        """Play or pause; at the last event play begins again at the first."""
        if self._player.plays:
            self._player.pause()
        elif self.replay is not None:
            if self.replay.step == self.replay.steps:
                self.seek(1)
            self._player.play()
        self.say("")

    def action_speed(self, by: int) -> None:
        """Play faster or slower."""
        self._player.faster(by)
        self.say("")

    def _tick(self, events: int) -> None:
        if self.replay is None or self.replay.step == self.replay.steps:
            self._player.pause()
            self.say("the last event")
        else:
            self.seek(self.replay.step + events)

    def action_search(self) -> None:
        """Ask what to search."""
        self._player.pause()
        self.query_one(Prompt).ask("search", "/", "words, a person, a case or a #position")

    def action_goto(self) -> None:
        """Ask where to go."""
        self._player.pause()
        self.query_one(Prompt).ask("goto", "go to", "412 · 2020-06-05 · 2020-06-05T17:00Z · panel")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Search, or go."""
        if message.purpose == "search":
            self._sought = message.text or self._sought
            self.action_again(1)
        elif self.replay is not None:
            try:
                self.seek(self.replay.step_of(parse_point(message.text)))
            except LedgerError as error:
                self.notify(str(error), severity="warning", timeout=8)

    def action_again(self, direction: Literal[1, -1]) -> None:
        """To the next or previous event found."""
        if self.replay is None or not self._sought:
            self.say("nothing searched yet")
            return
        step = self.replay.find(self._sought, direction)
        self.seek(step or self.replay.step, f"/{self._sought}" if step else f"“{self._sought}” is in no event")

    def action_help(self) -> None:
        """Open the help."""
        self._player.pause()
        self.app.push_screen(HelpScreen(explained(REPLAY)))

    def action_back(self) -> None:
        """Back from the standard to the event, else to the inspections."""
        if self.has_class("-standard") and not self.has_class("-roomy"):
            self.remove_class("-standard")
        else:
            self.dismiss()
