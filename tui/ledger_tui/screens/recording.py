"""The recording of one case: every key is an event of its own, drawn as recorded once it is in the ledger and not before."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from ledger.recording.kinds import NAME, TEXT
from ledger.strict_json import WrongValueError
from ledger_tui.entries import Entry, due, entered, reaffirmed, taken_back
from ledger_tui.hand import Desk
from ledger_tui.messages import PromptAnswered
from ledger_tui.recording_messages import LineChosen
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.recording_desk import RecordingDesk
from ledger_tui.screens.recording_keys import RECORDING
from ledger_tui.screens.room import fit_to_terminal, told_too_small
from ledger_tui.screens.saying import Q_LEAVES, lies_on_another
from ledger_tui.widgets.effect import Effect
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.line_detail import LineDetail
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.widgets.recording_line import RecordingLine
from ledger_tui.widgets.sheet_list import SheetList
from ledger_tui.writing import Writing


class RecordingScreen(RecordingDesk):
    """The sheet of a case, with what is recorded on it; keys answer, judge and move, and what is due with them is asked for."""

    DEFAULT_CSS = """
    RecordingScreen #sheet { height: 1fr; layout: grid; grid-size: 1 3; grid-rows: 1fr 5 5; }
    RecordingScreen.-roomy #sheet { grid-size: 2 2; grid-columns: 1fr 46; grid-rows: 1fr 1fr; grid-gutter: 0 1; }
    RecordingScreen.-roomy SheetList { row-span: 2; }
    RecordingScreen.-roomy LineDetail { height: 1fr; }
    RecordingScreen.-roomy Effect { height: 1fr; }
    RecordingScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    RecordingScreen.-small > * { display: none; }
    RecordingScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = RECORDING
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, inspection: str, case: str) -> None:
        super().__init__(desk, inspection, case)
        self._due: Entry | None = None

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield told_too_small("Recording needs")
        yield RecordingLine()
        with Container(id="sheet"):
            yield SheetList()
            yield LineDetail()
            yield Effect()
        yield Prompt()
        yield KeysLine()

    def on_resize(self) -> None:
        """Arrange the panels for the new size."""
        fit_to_terminal(self)

    def show(self, writing: Writing) -> None:
        """Show how things stand, on every panel."""
        super().show(writing)
        if self.hand is not None:
            self.query_one(RecordingLine).show(writing, self.hand)
            self.query_one(SheetList).show(writing)
            self.query_one(LineDetail).show(writing)
            self.query_one(Effect).show(writing)

    def take(self, entry: Entry | str) -> None:
        """Have an entry recorded, after what is still due with it was asked for; words that it cannot be are said."""
        if self.writing is None or self.hand is None:
            return
        if isinstance(entry, str):
            self.say(entry)
        elif self.writing.waits(entry.subject):
            self.say(f"{entry.subject} is still being recorded: press the key again.")
        elif before := self.writing.again(entry):
            self.queue(before)
        elif wanted := due(self.writing.sheet, entry, self.hand):
            self._due = entry
            if wanted == "reviewer":
                self._ask_reviewer()
            else:
                self.query_one(Prompt).ask("reason", f"why {entry.words}", "the reason; escape leaves everything as it is")
        else:
            self._due = None
            self.queue(replace(entry, evidence=self.writing.evidence))

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Take what was typed: a reason, the evidence, a reviewer."""
        try:
            match message.purpose:
                case "reason" if self._due is not None:
                    self.take(replace(self._due, reason=str(TEXT.read(message.text, ("reason",)))))
                case "evidence":
                    self._cite(message.text)
                case "reviewer":
                    self._review(str(NAME.read(message.text, ("reviewed_by",))))
                case _:
                    pass
        except WrongValueError as error:
            self.say(f"Expected {error.expected}, found {error.found}. Nothing was recorded.")

    def _cite(self, text: str) -> None:
        given = [part.strip() for part in text.split(",") if part.strip()]
        if self.writing is not None:
            self.show(self.writing.citing(tuple(str(NAME.read(part, ("evidence",))) for part in given)))

    def _review(self, reviewer: str) -> None:
        if self.hand is None or self.writing is None:
            return
        if reviewer == self.hand.actor:
            self.say(f"A change is reviewed by someone else than {reviewer}, who types. Nothing was recorded.")
            return
        self.hand = replace(self.hand, reviewed_by=reviewer)
        self.show(self.writing)
        if self._due is not None:
            self.take(self._due)

    def on_line_chosen(self, message: LineChosen) -> None:
        """Go to the line that was clicked."""
        if self.writing is not None:
            self.show(self.writing.at(message.row))

    def action_enter(self, value: str) -> None:
        """Record an answer or a judgement on the line."""
        if writing := self.ready():
            self.take(entered(writing.sheet, writing.line, value, str(uuid.uuid4())))

    def action_reaffirm(self) -> None:
        """Record the judgement that stands once more."""
        if writing := self.ready():
            self.take(reaffirmed(writing.sheet, writing.line, str(uuid.uuid4())))

    def action_undo(self) -> None:
        """Record what stood before on the line."""
        if writing := self.ready():
            self.take(taken_back(writing.sheet, writing.line, str(uuid.uuid4())))

    def action_evidence(self) -> None:
        """Ask what every key from now on cites."""
        self.query_one(Prompt).ask("evidence", "evidence", "references, with commas between several; nothing cites nothing")

    def action_reviewer(self) -> None:
        """Ask who reviewed the changes."""
        self._due = None
        self._ask_reviewer()

    def _ask_reviewer(self) -> None:
        self.query_one(Prompt).ask("reviewer", "reviewed by", "who else reviewed the changes made after reopening")

    def action_move(self, by: int) -> None:
        """To another line."""
        if self.writing is not None:
            self.show(self.writing.moved(by))

    def action_wanting(self, direction: Literal[1, -1]) -> None:
        """To the next line that wants a value."""
        if self.writing is not None:
            there = self.writing.to_wanting(direction)
            self.show(there or self.writing.saying("Every line has its answer or judgement."))

    def action_case(self, by: int) -> None:
        """To the next or previous case of the sample."""
        writing = self.ready()
        if writing is None:
            return
        cases = writing.sheet.cases
        index = cases.index(self.case) + by
        if writing.waiting:
            self.say("Still recording: press the key again.")
        elif 0 <= index < len(cases):
            self._drop()
            self.open_case(cases[index])
        else:
            self.say(f"{self.case} is the {'last' if by > 0 else 'first'} case of the sample.")

    def _drop(self) -> None:
        """What is asked for is of this case and no other."""
        self._due = None
        self.query_one(Prompt).drop()

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(RECORDING))

    def action_close(self) -> None:
        """Back to what it was opened from; where it was opened first, how to leave is said."""
        if lies_on_another(self):
            self.action_back()
        else:
            self.say(Q_LEAVES)
