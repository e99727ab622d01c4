"""All inspections of the ledger as at a point; enter replays one, and coming back finds the list as it was left."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import Worker, WorkerState, get_current_worker

from ledger.answers import Listed
from ledger.application import LATEST, Ledger
from ledger.audit.findings import at_or_above, findings
from ledger.errors import LedgerError
from ledger.projections.points import Point, parse_point
from ledger_tui.messages import FindingsCounted, InspectionOpened, ProgrammeListed, PromptAnswered, RowsScrolled, StandingsRead
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import APP, explained
from ledger_tui.screens.programme_keys import PROGRAMME
from ledger_tui.widgets.programme_list import ProgrammeList
from ledger_tui.widgets.prompt import Prompt

EVERY: Final = 60
"""In a ledger of up to so many inspections the findings of all of them are looked for, in a larger one those of the rows on the screen."""


class ProgrammeScreen(Screen[None]):
    """Lists the inspections; the list stands at once, what takes longer is read afterwards, the rows on the screen first."""

    BINDINGS: ClassVar[list[BindingType]] = PROGRAMME
    AUTO_FOCUS = ""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger
        self.at: Point = LATEST

    def compose(self) -> ComposeResult:
        """The list, the prompt and the footer."""
        yield ProgrammeList()
        yield Prompt()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin reading."""
        self.read(self.at, "as at the latest event")

    @property
    def listed(self) -> ProgrammeList:
        """The list."""
        return self.query_one(ProgrammeList)

    @work(thread=True, exclusive=True, exit_on_error=False, group="programme")
    def read(self, at: Point, stamp: str) -> None:
        """Read the list as at a point, then the ratings of the standards."""
        try:
            listed = self._ledger.listed(at)
        except LedgerError as error:
            if at == LATEST:
                raise
            self.app.call_from_thread(self.notify, str(error), severity="warning", timeout=8)
            return
        self.post_message(ProgrammeListed(at, listed, stamp))
        self.post_message(StandingsRead(at, self._ledger.standings(listed)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="findings")
    def look(self, at: Point, wanted: list[Listed]) -> None:
        """Count the high findings of some inspections, one after the other."""
        worker = get_current_worker()
        for one in wanted:
            if worker.is_cancelled:
                return
            found = findings(self._ledger.history(one.inspection)[: one.step], self._ledger.start())
            self.post_message(FindingsCounted(at, one.inspection, len(at_or_above(found, "high"))))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_programme_listed(self, message: ProgrammeListed) -> None:
        """Show the inspections."""
        self.at = message.at
        self.listed.read, self.listed.stamp = True, message.stamp
        self.listed.show(self.listed.programme.listing(message.listed))

    def on_standings_read(self, message: StandingsRead) -> None:
        """Fill in the strips, and have the findings looked for."""
        if message.at == self.at:
            self.listed.show(self.listed.programme.standing(message.standings))
            self.on_rows_scrolled()

    def on_findings_counted(self, message: FindingsCounted) -> None:
        """Fill in one row's findings."""
        if message.at == self.at:
            self.listed.show(self.listed.programme.finding(message.inspection, message.high))

    def on_rows_scrolled(self, _: RowsScrolled | None = None) -> None:
        """Look for the findings of the rows that are on the screen now."""
        listed = self.listed
        wanted = listed.programme.unread(listed.first, listed.first + listed.room, EVERY)
        if wanted and any(row.standing for row in listed.programme.rows):
            self.look(self.at, list(wanted))

    def action_move(self, by: int) -> None:
        """To another row."""
        self.listed.choose(self.listed.index + by)

    def action_page(self, by: int) -> None:
        """A screen of rows further."""
        self.listed.choose(self.listed.index + by * self.listed.room)

    def action_sort(self, by: int) -> None:
        """In the next order."""
        self.listed.show(self.listed.programme.sorted_by(by))
        self.listed.choose(0)
        self.on_rows_scrolled()

    def action_turn(self) -> None:
        """From the other end."""
        self.listed.show(self.listed.programme.turning())
        self.listed.choose(0)

    def action_filter(self) -> None:
        """Ask for the words that every row is to hold."""
        self.query_one(Prompt).ask("filter", "/", "words: a service, a rating, a framework, high; none shows all")

    def action_as_at(self) -> None:
        """Ask for the point to list as at."""
        self.query_one(Prompt).ask("as-at", "as at", "2020-06-05 · 2020-06-05T17:00Z · 4000 · latest")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Filter, or read the list as at another point."""
        if message.purpose == "filter":
            self.listed.show(self.listed.programme.filtered(message.text))
            self.on_rows_scrolled()
            return
        try:
            at = parse_point(message.text or "latest")
        except LedgerError as error:
            self.notify(str(error), severity="warning", timeout=8)
            return
        self.read(at, "as at the latest event" if at == LATEST else f"as at {message.text}")

    def action_open(self) -> None:
        """Replay the chosen inspection, as at the point that it is listed as at."""
        row = self.listed.chosen
        if row is not None:
            self.post_message(InspectionOpened(row.name, None if self.at == LATEST else row.listed.last.position))

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(explained([*PROGRAMME, *APP])))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit()
