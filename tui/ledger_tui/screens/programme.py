"""All inspections of the ledger as at a point; enter replays one, and coming back finds the list as it was left."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import Worker, WorkerState, get_current_worker

from ledger.answers import Listed, UnlistedError
from ledger.application import LATEST, Ledger
from ledger.audit.findings import at_or_above, findings
from ledger.errors import LedgerError, StorageError
from ledger.projections.points import Point, parse_point
from ledger_tui.command_line import read_request
from ledger_tui.messages import (
    EventSought,
    FindingsCounted,
    InspectionOpened,
    ProgrammeListed,
    PromptAnswered,
    RowChosen,
    RowsScrolled,
    StandingsRead,
)
from ledger_tui.requests import Do, Find, GoTo, Picture
from ledger_tui.screens.checking import Checking
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import APP
from ledger_tui.screens.programme_keys import PROGRAMME
from ledger_tui.widgets.answers import VerifyPanel
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.programme_list import LEGEND, ProgrammeList
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.widgets.status import Status

EVERY: Final = 60
"""In a ledger of up to so many inspections the findings of all of them are looked for, in a larger one those of the rows on the screen."""

REQUESTS: Final = ("verify", "find", "picture", "goto", "latest", "help", "quit")
"""The first words of what can be asked of all inspections."""


class ProgrammeScreen(Checking):
    """Lists the inspections; the list stands at once, what takes longer is read afterwards, the rows on the screen first."""

    DEFAULT_CSS = """
    ProgrammeScreen VerifyPanel { display: none; }
    ProgrammeScreen.-checking VerifyPanel { display: block; }
    ProgrammeScreen.-checking ProgrammeList { display: none; }
    """

    picture_name = "inspections"
    BINDINGS: ClassVar[list[BindingType]] = PROGRAMME
    AUTO_FOCUS = ""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.at: Point = LATEST

    def compose(self) -> ComposeResult:
        """The list, the prompt and the footer."""
        yield ProgrammeList()
        yield VerifyPanel(id="verify")
        yield Status()
        yield Prompt()
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin reading."""
        self.read(self.at, "as at the latest event")

    @property
    def listed(self) -> ProgrammeList:
        """The list."""
        return self.query_one(ProgrammeList)

    @work(thread=True, exclusive=True, exit_on_error=False, group="programme")
    def read(self, at: Point, stamp: str) -> None:
        """Read the list as at a point, then the ratings of the standards; where it cannot be read, the one that is shown stays."""
        try:
            listed, unread = self._list(at)
            self.post_message(ProgrammeListed(at, listed, stamp, len(listed) or len(self.ledger.inspections())))
            self.post_message(StandingsRead(at, self.ledger.standings(listed)))
            if unread:
                self.app.call_from_thread(self.say, unread)
        except LedgerError as error:
            if not self.listed.read:
                raise
            self.app.call_from_thread(self.say, str(error))

    def _list(self, at: Point) -> tuple[list[Listed], str]:
        """The inspections as at a point, and what is wrong with those that cannot be listed beside others."""
        try:
            return self.ledger.listed(at), ""
        except UnlistedError as error:
            if not error.listed:
                raise
            return error.listed, str(error)

    @work(thread=True, exclusive=True, exit_on_error=False, group="findings")
    def look(self, at: Point, wanted: list[Listed]) -> None:
        """Count the high findings of some inspections, one after the other, as long as they can be read."""
        worker = get_current_worker()
        for one in wanted:
            if worker.is_cancelled:
                return
            try:
                history = self.ledger.history(one.inspection)[: one.step]
            except StorageError as error:
                self.app.call_from_thread(self.say, str(error))
                return
            self.post_message(FindingsCounted(at, one.inspection, len(at_or_above(findings(history, self.ledger.start()), "high"))))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a reading that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_programme_listed(self, message: ProgrammeListed) -> None:
        """Show the inspections."""
        self.at = message.at
        self.listed.read, self.listed.stamp, self.listed.now = True, message.stamp, message.now
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
        """To another row, or line of the verification."""
        if self.checked is None:
            self.listed.choose(self.listed.index + by)
        else:
            self.checked.choose_by(by)

    def action_page(self, by: int) -> None:
        """A screen of rows further."""
        if self.checked is None:
            self.listed.choose(self.listed.index + by * self.listed.room)
        else:
            self.checked.scroll_by(by * self.listed.room)

    def action_sort(self, by: int) -> None:
        """In the next order."""
        self.uncheck()
        self.listed.show(self.listed.programme.sorted_by(by))
        self.listed.choose(0)
        self.on_rows_scrolled()

    def action_turn(self) -> None:
        """From the other end."""
        self.uncheck()
        self.listed.show(self.listed.programme.turning())
        self.listed.choose(0)

    def action_filter(self) -> None:
        """Ask for the words that every row is to hold."""
        self.uncheck()
        self.query_one(Prompt).ask("filter", "/", "words: a service, a rating, a framework, high; none shows all")

    def action_as_at(self) -> None:
        """Ask for the point to list as at."""
        self.uncheck()
        self.query_one(Prompt).ask("as-at", "as at", "2020-06-05 · 2020-06-05T17:00Z · 4000 · latest")

    def action_request(self) -> None:
        """Ask for a request in words."""
        self.query_one(Prompt).ask("request", ":", "2020-06-05 · 4000 · latest · verify · find york · picture", REQUESTS)

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Filter, read the list as at another point, or do what was asked for; an error is said in words."""
        try:
            match message.purpose:
                case "filter":
                    self.filter(message.text)
                case "as-at":
                    self.list_as_at(message.text or "latest")
                case "request" if message.text:
                    self.perform(message.text)
                case _:
                    pass
        except LedgerError as error:
            self.say(str(error))

    def perform(self, text: str) -> None:
        """Do what can be asked of all inspections; what is asked of one is said to be."""
        match read_request(text):
            case GoTo():
                self.list_as_at(text.rsplit(maxsplit=1)[-1].removeprefix("#"))
            case Find(words, without=False):
                self.filter(words)
            case Picture(file):
                self.picture(file)
            case Do("verify"):
                self.action_verify()
            case Do("help"):
                self.action_help()
            case Do("quit"):
                self.app.exit()
            case _:
                self.say(f"{text.split(maxsplit=1)[0]} is asked of one inspection: enter opens the chosen one, and :{text} asks it there.")

    def filter(self, text: str) -> None:
        """Only what holds every word of a text."""
        self.listed.show(self.listed.programme.filtered(text))
        self.on_rows_scrolled()

    def list_as_at(self, text: str) -> None:
        """The list as at a point; UsageError where it is none."""
        at = parse_point(text)
        self.read(at, "as at the latest event" if at == LATEST else f"as at {text}")

    def on_row_chosen(self, _: RowChosen) -> None:
        """Replay the inspection that was clicked once more."""
        self.action_open()

    def action_open(self) -> None:
        """Replay the chosen inspection, as at the point that it is listed as at, or go to the event of a line of the verification."""
        row, line = self.listed.chosen, self.checked.chosen if self.checked else None
        if line is not None:
            self.on_event_sought(EventSought(int(line.position or 0)))
        elif row is not None and self.checked is None:
            self.post_message(InspectionOpened(row.name, None if self.at == LATEST else row.listed.last.position))

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen([*PROGRAMME, *Prompt.BINDINGS, *APP], legends=LEGEND))

    def action_close(self) -> None:
        """What is open on top closed, the filter taken away, or the latest event listed again; else how to leave is said."""
        if self.checked is not None:
            self.uncheck()
        elif self.listed.programme.filter:
            self.filter("")
        elif self.at != LATEST:
            self.list_as_at("latest")
        else:
            self.say("Nothing is open on top: q leaves the program.")

    def action_quit(self) -> None:
        """The verification closed, else the program left."""
        if self.checked is not None:
            self.uncheck()
        else:
            self.app.exit()
