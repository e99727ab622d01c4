"""Second judgements, blind by display: nothing of a first judgement is shown before one's own is recorded."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import ClassVar, Literal

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.worker import Worker, WorkerState

from ledger.application import Ledger
from ledger.domain import commands as c
from ledger.domain.dispute_events import Declaration
from ledger.domain.evidence import Judgement
from ledger.errors import LedgerError, StorageError, UnknownError
from ledger.recording.kinds import NAME, TEXT
from ledger.strict_json import WrongValueError
from ledger_tui.blind import BlindSheet, Missed, given, read_blind
from ledger_tui.blind_messages import BlindLineChosen, BlindSheetRead, BlindSheetRefused, SecondGiven
from ledger_tui.hand import Desk, Hand
from ledger_tui.messages import PromptAnswered
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.leaving import Leaving
from ledger_tui.screens.room import fit_to_terminal, told_too_small
from ledger_tui.screens.saying import Q_LEAVES, lies_on_another
from ledger_tui.screens.second_keys import SECOND
from ledger_tui.widgets.blind_panels import BlindDetail, BlindLine, BlindList, BlindPanel
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.writing import ONCE


class SecondScreen(Leaving):
    """The sheet of one sample, issued to whoever opens it; ends with the error that kept someone from it, if one did."""

    DEFAULT_CSS = """
    SecondScreen BlindDetail { height: 9; }
    SecondScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    SecondScreen.-small > * { display: none; }
    SecondScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = SECOND
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, inspection: str, sample: int) -> None:
        super().__init__()
        self._desk = desk
        self.inspection = inspection
        self.sample = sample
        self.sheet: BlindSheet | None = None
        self.hand: Hand | None = None
        self._ledger: Ledger | None = None

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield told_too_small("Second judgements need")
        yield BlindLine()
        yield BlindList()
        yield BlindDetail()
        yield Prompt()
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin reading."""
        self.read()

    def on_resize(self) -> None:
        """Say where there is too little room."""
        fit_to_terminal(self)

    @work(thread=True, exclusive=True, exit_on_error=False, group="sheet")
    def read(self) -> None:
        """Have the sheet issued, which is nothing where it was before, and read it."""
        try:
            ledger, hand = self._desk.ledger(), self._desk.hand()
            ledger.handle(c.IssueSheet(inspection=self.inspection, by=hand.by(str(uuid.uuid4())), sample=self.sample))
            framework = ledger.board(self.inspection).view.framework
            assert framework is not None
            sheet = read_blind(ledger.history(self.inspection), framework, self.sample, hand.actor)
            self.post_message(BlindSheetRead(ledger, hand, sheet))
        except LedgerError as error:
            self.post_message(BlindSheetRefused(error))

    @work(thread=True, exit_on_error=False, group="entry")
    def record(self, ledger: Ledger, sheet: BlindSheet, command: c.GiveSecondJudgement) -> None:
        """Record one judgement; there is never another being recorded."""
        row, before = sheet.row, sheet.missed.get(sheet.row)
        try:
            [position] = ledger.handle(command).positions
        except LedgerError as error:
            again = before is not None and before.command is command and isinstance(error, StorageError)
            unknown = again or isinstance(error, UnknownError)
            words = f"whether it is recorded is not known. {ONCE}" if unknown else f"not recorded. {error}"
            self.post_message(SecondGiven(row, Missed(command, words, known=not unknown), words))
            return
        try:
            after = sheet.followed(ledger.history(self.inspection), command.by.actor)
            self.post_message(SecondGiven(row, after, f"recorded as #{position}."))
        except LedgerError as error:
            self.post_message(SecondGiven(row, sheet, f"recorded as #{position}, which cannot be shown yet. {error}"))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a worker that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_blind_sheet_read(self, message: BlindSheetRead) -> None:
        """Show the sheet at its first line that is not judged."""
        self._ledger, self.hand = message.ledger, message.hand
        self.show(message.sheet)

    def on_blind_sheet_refused(self, message: BlindSheetRefused) -> None:
        """Leave with why the sheet cannot be had."""
        self.dismiss(message.error)

    def on_second_given(self, message: SecondGiven) -> None:
        """Show what came of it, and what may be seen now."""
        if self.sheet is not None:
            self.show(self.sheet.came(message.row, message.result, message.words))
            self.came_of_it(self.sheet.message if isinstance(message.result, Missed) else "")

    def on_blind_line_chosen(self, message: BlindLineChosen) -> None:
        """Go to the line that was clicked."""
        if self.sheet is not None:
            self.show(self.sheet.at(message.row))

    def show(self, sheet: BlindSheet) -> None:
        """Show how things stand, on every panel."""
        self.sheet = sheet
        if self.hand is not None:
            for panel in self.query(BlindPanel):
                panel.show(sheet, self.hand)

    def say(self, text: str) -> None:
        """Say something until the next move."""
        if self.sheet is not None:
            self.show(replace(self.sheet, message=text))

    @property
    def pending(self) -> tuple[str, ...]:
        """The judgement that is being recorded."""
        return (self.sheet.busy,) if self.sheet is not None and self.sheet.busy else ()

    def action_give(self, judgement: Judgement) -> None:
        """Record a judgement on the line, on which one stays to see both."""
        if self.sheet is None or self.hand is None or self._ledger is None:
            return
        refusal = self.sheet.refusal()
        if refusal is not None:
            self.say(refusal)
            return
        command = given(self.sheet, judgement, str(uuid.uuid4()), self.hand)
        self.record(self._ledger, self.sheet, command)
        self.show(self.sheet.asked())

    def action_declare(self, declared: Declaration) -> None:
        """Say whether the first judgements had been seen, of every judgement from now on."""
        if self.sheet is not None:
            self.show(replace(self.sheet, declared=declared, message=""))

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Take what was typed: why, or the evidence."""
        if self.sheet is None:
            return
        try:
            if message.purpose == "why":
                self.show(replace(self.sheet, why=str(TEXT.read(message.text, ("reason",)))))
            elif message.purpose == "evidence":
                cited = [part.strip() for part in message.text.split(",") if part.strip()]
                self.show(replace(self.sheet, evidence=tuple(str(NAME.read(part, ("evidence",))) for part in cited)))
        except WrongValueError as error:
            self.say(f"Expected {error.expected}, found {error.found}.")

    def action_why(self) -> None:
        """Ask why, for the next judgement."""
        self.query_one(Prompt).ask("why", "why", "the reason of the judgement that comes next")

    def action_evidence(self) -> None:
        """Ask what every judgement from now on cites."""
        self.query_one(Prompt).ask("evidence", "evidence", "references, with commas between several; nothing cites nothing")

    def action_move(self, by: int) -> None:
        """To another line."""
        if self.sheet is not None:
            self.show(self.sheet.at(self.sheet.row + by))

    def action_wanting(self, direction: Literal[1, -1]) -> None:
        """To the next line that is not judged yet."""
        if self.sheet is not None:
            self.show(self.sheet.to_wanting(direction))

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(SECOND))

    def action_close(self) -> None:
        """Back to what it was opened from; where it was opened first, how to leave is said."""
        if lies_on_another(self):
            self.action_back()
        else:
            self.say(Q_LEAVES)
