"""The terminal program: which screen is open, and how it ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual.actions import ActionParseResult, parse
from textual.app import App
from textual.binding import BindingType
from textual.command import Provider
from textual.dom import DOMNode

from ledger.application import Ledger
from ledger.errors import LedgerError
from ledger_tui.hand import Desk
from ledger_tui.keymap import Keymap, keymap_of
from ledger_tui.messages import InspectionOpened
from ledger_tui.palette_commands import KeyCommands
from ledger_tui.palettes import NONE, PALETTES, following, suited
from ledger_tui.place import Place
from ledger_tui.recording_messages import CaseOpened
from ledger_tui.screens.keys import APP
from ledger_tui.screens.room import SMALL
from ledger_tui.screens.saying import LEAVES, Saying
from ledger_tui.settling_messages import DisputesOpened


class ReplayApp(App[BaseException]):
    """Opens the inspections, or one of them; ends with the error that stopped it, if one did.

    A screen is imported when it is opened: most runs open one.
    """

    TITLE = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = APP
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {KeyCommands}
    CSS = """
    Footer { background: $panel; }
    Footer.-compact FooterLabel { margin: 0 1 0 0; }
    """

    def __init__(
        self,
        ledger: Ledger,
        inspection: str | None = None,
        *,
        desk: Desk | None = None,
        case: str | None = None,
        disputes: bool = False,
        sample: int | None = None,
    ) -> None:
        """Without a `desk` nothing can be recorded; with a `case`, `disputes` or a `sample` the program is about that and nothing else."""
        suiting = suited(os.environ)
        super().__init__(ansi_color=True if suiting is NONE else None)
        for palette in PALETTES.values():
            self.register_theme(palette.theme)
        self.theme = suiting.theme.name
        self._ledger = ledger
        self._inspection = inspection
        self.desk = desk
        self._case = case
        self._disputes = disputes
        self._sample = sample
        self._places: dict[str, Place] = {}
        self.keymap: Keymap = {}

    def remap(self, keymap: Keymap) -> None:
        """Other keys, by the ids of what they do."""
        self.keymap = keymap
        self.set_keymap(keymap)

    def on_mount(self) -> None:
        """Open the first screen."""
        if self._inspection is not None and self._case is not None:
            self._record(self._inspection, self._case, self.exit)
        elif self._inspection is not None and self._disputes:
            self._settle(self._inspection, self.exit)
        elif self._inspection is not None and self._sample is not None and self.desk is not None:
            self._judge_again(self.desk, self._inspection, self._sample)
        elif self._inspection is None:
            self._list()
        else:
            self._replay(self._inspection)

    def on_inspection_opened(self, message: InspectionOpened) -> None:
        """Replay the inspection that was asked for."""
        self._replay(message.inspection, message.position)

    def on_case_opened(self, message: CaseOpened) -> None:
        """Type on the case that was asked for."""
        self._record(message.inspection, message.case, self._stopped)

    def on_disputes_opened(self, message: DisputesOpened) -> None:
        """Settle the disputes of the inspection that was asked for."""
        self._settle(message.inspection, self._stopped)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """As Textual's, with nothing said any more of the key before: a screen hears of keys sooner than what they do is done.

        Where the terminal is too small to see what a key would do, only those that leave do anything.
        """
        if self.screen.has_class(SMALL) and _name(action) not in LEAVES:
            return True
        if isinstance(self.screen, Saying):
            self.screen.hush()
        return await super().run_action(action, default_namespace, namespaces)

    async def action_quit(self) -> None:
        """Leave, once every key that was typed is recorded; asked for again, at once."""
        from ledger_tui.screens.leaving import Finishing

        for screen in self.screen_stack:
            if isinstance(screen, Finishing):
                screen.finish(self.exit)
                return
        self.exit()

    def action_theme(self) -> None:
        """The next theme: dark, light, or the terminal's own sixteen colours on either."""
        before, self.theme = self.theme, following(self.theme)
        self._say("There are no other colours: NO_COLOR is set." if self.theme == before else f"Colours: {self.theme}")

    def _list(self) -> None:
        from ledger_tui.screens.programme import ProgrammeScreen

        self.push_screen(ProgrammeScreen(self._ledger))

    def _replay(self, inspection: str, position: int | None = None) -> None:
        from ledger_tui.screens.replay import ReplayScreen

        screen = ReplayScreen(self._ledger, inspection)
        screen.opens_at = position
        place = self._places.get(inspection)
        screen.resumes = place if place is not None and place.opened_at == position else None
        self.push_screen(screen, partial(self._left, inspection))

    def _record(self, inspection: str, case: str, then: Callable[[LedgerError | None], None]) -> None:
        if self.desk is not None:
            from ledger_tui.screens.recording import RecordingScreen

            self.push_screen(RecordingScreen(self.desk, inspection, case), then)

    def _settle(self, inspection: str, then: Callable[[LedgerError | None], None]) -> None:
        if self.desk is not None:
            from ledger_tui.screens.disputes import DisputesScreen

            self.push_screen(DisputesScreen(self.desk, inspection), then)

    def _judge_again(self, desk: Desk, inspection: str, sample: int) -> None:
        from ledger_tui.screens.second import SecondScreen

        self.push_screen(SecondScreen(desk, inspection, sample), self.exit)

    def _stopped(self, error: LedgerError | None) -> None:
        if error is not None:
            self._say(str(error))

    def _say(self, text: str) -> None:
        if isinstance(self.screen, Saying):
            self.screen.say(text)

    def _left(self, inspection: str, place: Place | None) -> None:
        """Keep where a replay was left, and show the inspections where it was opened first."""
        from ledger_tui.screens.programme import ProgrammeScreen

        if place is not None:
            self._places[inspection] = place
        if not any(isinstance(screen, ProgrammeScreen) for screen in self.screen_stack):
            self._list()


def _name(action: str | ActionParseResult) -> str:
    return (parse(action) if isinstance(action, str) else action)[1]


def run(ledger: Ledger, inspection: str | None = None, desk: Desk | None = None) -> None:
    """Replay until it is left, recording at the desk; an error that stopped it is raised once the screen is closed."""
    _run(ReplayApp(ledger, inspection, desk=desk))


def record(desk: Desk, inspection: str, case: str) -> None:
    """Record a case until it is left; an error that stopped it is raised once the screen is closed."""
    _run(ReplayApp(desk.ledger(), inspection, desk=desk, case=case))


def settle(desk: Desk, inspection: str) -> None:
    """Settle the disputes of an inspection until that is left; an error that stopped it is raised once the screen is closed."""
    _run(ReplayApp(desk.ledger(), inspection, desk=desk, disputes=True))


def judge_again(desk: Desk, inspection: str, sample: int) -> None:
    """Give second judgements until that is left; an error that stopped it is raised once the screen is closed."""
    _run(ReplayApp(desk.ledger(), inspection, desk=desk, sample=sample))


def _run(app: ReplayApp) -> None:
    app.remap(keymap_of(os.environ))
    error = app.run()
    if error is not None:
        raise error
