"""The frame of the replay screen: it reads the history, holds the standpoint, and hands every panel what is shown there."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.worker import Worker, WorkerState

from ledger.application import Ledger
from ledger.domain.framework import Framework
from ledger.errors import StorageError
from ledger_tui.messages import HistoryRead, WheelTurned
from ledger_tui.place import Place
from ledger_tui.player import Player
from ledger_tui.replay import Replay
from ledger_tui.screens.room import fit_to_terminal, is_roomy
from ledger_tui.screens.saying import Saying, lies_on_another
from ledger_tui.shown import Shown, shown
from ledger_tui.standpoint import Standpoint
from ledger_tui.subjects import standard_in
from ledger_tui.widgets.river import ALIGNED
from ledger_tui.widgets.shown_panel import Aside, ShownPanel
from ledger_tui.widgets.status import Status


class ReplayFrame(Saying[Place | None]):
    """Keys make a new standpoint and `go` there; all panels are drawn once for all the keys that are waiting."""

    USUAL_ASIDE: ClassVar[str] = "standard"
    """The panel beside the event where there is room for two."""

    def __init__(self, ledger: Ledger, inspection: str) -> None:
        super().__init__()
        self.ledger = ledger
        self.inspection = inspection
        self.replay: Replay | None = None
        self.at = Standpoint()
        self.player = Player(self, self.tick)
        self._shown: Shown | None = None
        self.supposing: Replay | None = None
        self.laid: Replay | None = None
        self.framework: Framework | None = None
        self.panels: list[ShownPanel] = []
        self._drawing = False
        self.resumes: Place | None = None

    def on_mount(self) -> None:
        """Begin reading."""
        self.panels = list(self.query(ShownPanel))
        self._status = self.query_one(Status)
        self.query_one("#middle").loading = True
        self.read()

    @work(thread=True, exclusive=True, exit_on_error=False, group="history")
    def read(self) -> None:
        """Read the history and make it ready, so that no key waits for it later; where the ledger is out of reach, back to the list."""
        try:
            replay = Replay(self.ledger.history(self.inspection), self.ledger.start())
        except StorageError as error:
            if not lies_on_another(self):
                raise
            self.app.call_from_thread(self.give_up, error)
            return
        replay.outcomes  # noqa: B018 (worked out here, off the screen's thread)
        replay.earlier  # noqa: B018
        self.post_message(HistoryRead(replay))

    def give_up(self, error: StorageError) -> None:
        """Back to the screen that this one was opened from, which says why."""
        beneath = self.app.screen_stack[-2]
        if self.is_current:
            self.dismiss(None)
            if isinstance(beneath, Saying):
                beneath.say(str(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_history_read(self, message: HistoryRead) -> None:
        """Show the history at its last event."""
        self.replay = message.replay
        self.framework = message.replay.view_at(message.replay.steps).framework
        self.at = Standpoint(message.replay.steps, self.standards[0] if self.standards else "")
        self.query_one("#middle").loading = False
        self.go(self.at)

    @property
    def shown(self) -> Shown | None:
        """What stands at the standpoint, for keys that come before it is drawn as well."""
        if self.replay is None:
            return None
        if self._shown is None or self._shown.at is not self.at or self._shown.replay.recorded is not self.replay:
            self._shown = shown(self.current, self.at, self.state_words, self.laid)
        return self._shown

    @property
    def current(self) -> Replay:
        """The history as recorded, or with what is supposed."""
        assert self.replay is not None
        if not self.at.supposed:
            self.supposing = self.laid = None
            return self.replay
        if self.supposing is None or self.supposing.supposed != self.at.supposed or self.supposing.recorded is not self.replay:
            self.supposing, self.laid = self.replay.supposing(self.at.supposed), None
        return self.supposing

    @property
    def state_words(self) -> str:
        """What is said at the end of the mode line: how it plays."""
        return self.player.words

    @property
    def standards(self) -> list[str]:
        """The ids of the standards in printed order."""
        return list(self.framework.by_standard) if self.framework else []

    def go(self, at: Standpoint) -> None:
        """Stand somewhere else; what is drawn is the last of the places gone to before the screen comes to draw."""
        if self.replay is None:
            return
        recorded = self.replay.event_at(self.replay.within(at.step))
        self.at = at.following(standard_in(recorded.event) if recorded else None, self.standards)
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def seek(self, step: int, said: str = "") -> None:
        """Put the cursor at a step, held within the first and the last."""
        if self.replay is not None:
            self.go(self.at.at(self.replay.within(step), said))

    def resume(self, place: Place) -> None:
        """Back to where the inspection was left."""
        if self.replay is not None:
            self.go(place.within(self.replay.steps))

    def say(self, text: str) -> None:
        """Say something until the next key, or until the cursor moves."""
        self.go(self.at.saying(text))

    def hush(self) -> None:
        """Say nothing any more."""
        if self.at.said:
            self.say("")

    def _draw(self) -> None:
        self._drawing = False
        if self.replay is None:
            return
        self._shown = now = shown(self.current, self.at, self.state_words, self.laid)
        self._status.say(now.at.said)
        self.place()
        for panel in self.panels:
            if panel.display:
                panel.show(now)

    async def on_wheel_turned(self, message: WheelTurned) -> None:
        """Do what the wheel does over the panel that it was turned over."""
        await self.run_action(message.action)

    def on_resize(self) -> None:
        """Arrange the panels for the new size."""
        self.place()

    def place(self) -> None:
        """Give the panels their places for the size of the terminal and for what is open."""
        roomy = is_roomy(self)
        river = roomy != self.at.river
        fit_to_terminal(self, river=river, drilled=self.at.level is not None, answering=self.answering)
        self.query_one("#top").styles.height = self.board_rows + (2 if river else 0) if roomy else "1fr"
        beside = self._beside(roomy=roomy)
        for panel in self.panels:
            if isinstance(panel, Aside):
                panel.display = panel.id in beside
            else:
                panel.set_class(roomy and river, ALIGNED)

    @property
    def answering(self) -> bool:
        """Whether the panel beside the event takes all the room."""
        return False

    def _beside(self, *, roomy: bool) -> set[str]:
        """The ids of the panels beside the board or under it."""
        if self.at.level is not None:
            top = not (self.at.level.question or (self.shown and self.shown.row and self.shown.row.step))
            return {"list", self.at.aside or ("standard" if top else "drill")}
        return {"event", self.at.aside or self.USUAL_ASIDE} if roomy else {self.at.aside or "event"}

    @property
    def board_rows(self) -> int:
        """How many lines the board takes with everything on it."""
        framework = self.framework
        return 1 + len(framework.standards) + len(framework.domains) if framework else 17

    def tick(self, events: int) -> None:
        """Play so many events on; at the last one play ends."""
        if self.replay is None or self.at.step == self.replay.steps:
            self.player.pause()
            self.say("the last event")
        else:
            self.seek(self.at.step + events)
