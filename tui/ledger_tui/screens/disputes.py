"""The queue of disputes: the decisive ones first, both sides of each, the board either way, and keys that settle them."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.worker import Worker, WorkerState

from ledger.application import Ledger
from ledger.errors import LedgerError, StorageError
from ledger.recording.kinds import NAME, TEXT
from ledger.strict_json import WrongValueError
from ledger_tui.docket import Docket, choices, chosen, read_docket
from ledger_tui.docket_words import amendment_hint
from ledger_tui.hand import Desk, Hand
from ledger_tui.messages import PromptAnswered
from ledger_tui.screens.disputes_keys import DISPUTES
from ledger_tui.screens.following import Following
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.room import fit_to_terminal, told_too_small
from ledger_tui.screens.saying import Q_LEAVES, lies_on_another
from ledger_tui.settling import Asked, Move, Settled, Settling, begin, settle
from ledger_tui.settling_messages import DisputeChosen, DisputeDealtWith, DocketMoved, DocketRead, DocketRefused
from ledger_tui.watching import NewsUnread
from ledger_tui.widgets.docket_panels import DocketPanel, Queue, SettlingLine, Votes, Ways
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.prompt import Prompt


class DisputesScreen(Following):
    """Settles one dispute after the other; ends with the error that kept someone from it, if one did."""

    DEFAULT_CSS = """
    DisputesScreen #docket { height: 1fr; layout: grid; grid-size: 1 3; grid-rows: 6 1fr 6; }
    DisputesScreen.-roomy #docket { grid-size: 2 2; grid-columns: 46 1fr; grid-rows: 1fr 9; grid-gutter: 0 1; }
    DisputesScreen.-roomy Queue { row-span: 2; }
    DisputesScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    DisputesScreen.-small > * { display: none; }
    DisputesScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = DISPUTES
    AUTO_FOCUS = ""

    def __init__(self, desk: Desk, inspection: str) -> None:
        super().__init__()
        self._desk = desk
        self.inspection = inspection
        self.settling: Settling | None = None
        self.hand: Hand | None = None
        self._ledger: Ledger | None = None
        self._asked: Asked | None = None
        self._seen: Docket | None = None

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield told_too_small("The disputes need")
        yield SettlingLine()
        with Container(id="docket"):
            yield Queue()
            yield Votes()
            yield Ways()
        yield Prompt()
        yield KeysLine()

    def on_mount(self) -> None:
        """Begin reading."""
        self.read()

    def on_resize(self) -> None:
        """Arrange the panels for the new size."""
        fit_to_terminal(self)

    @work(thread=True, exclusive=True, exit_on_error=False, group="docket")
    def read(self) -> None:
        """Read the disputes for whoever settles them."""
        try:
            ledger, hand = self._desk.ledger(), self._desk.hand()
            self.post_message(DocketRead(ledger, hand, read_docket(ledger.history(self.inspection), ledger.start())))
        except LedgerError as error:
            self.post_message(DocketRefused(error))

    @work(thread=True, exit_on_error=False, group="settling")
    def settle(self, ledger: Ledger, docket: Docket, asked: Asked, hand: Hand) -> None:
        """Record what is asked for; nothing else is taken meanwhile."""
        self.post_message(DisputeDealtWith(settle(ledger, docket, asked, hand)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="new")
    def _read_new(self, ledger: Ledger, docket: Docket, head: int) -> None:
        """Read what was recorded since; a look that does not reach it is made up for by the next, which asks for the same."""
        try:
            with suppress(StorageError):
                self.post_message(DocketMoved(docket.followed(ledger.since(self.inspection, docket.position)), head))
        except LedgerError as error:
            self.post_message(NewsUnread(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a worker that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_docket_read(self, message: DocketRead) -> None:
        """Show the queue at its first dispute."""
        self._ledger, self.hand = message.ledger, message.hand
        self.show(begin(message.docket))
        self.read_to = message.docket.position
        self.follow(message.ledger, self.read_to)

    def on_docket_refused(self, message: DocketRefused) -> None:
        """Leave with why there is nothing to settle here."""
        self.dismiss(message.error)

    def on_docket_moved(self, message: DocketMoved) -> None:
        """Show what others recorded."""
        self.news_read(message.head)
        if self.settling is not None:
            self.show(self.settling.followed(message.docket))

    def on_dispute_dealt_with(self, message: DisputeDealtWith) -> None:
        """Show what came of it, and the next dispute."""
        if self.settling is not None:
            self.show(self.settling.came(message.result))
            self.look()
            self.came_of_it("" if isinstance(message.result, Settled) else self.settling.message)

    def on_dispute_chosen(self, message: DisputeChosen) -> None:
        """Go to the dispute that was clicked."""
        if self.settling is not None:
            self.show(self.settling.at(message.row))

    def show(self, settling: Settling) -> None:
        """Show how things stand, on every panel."""
        self.settling = settling
        if self.hand is not None:
            for panel in self.query(DocketPanel):
                panel.show(settling, self.hand)

    def say(self, text: str) -> None:
        """Say something until the next move."""
        if self.settling is not None:
            self.show(self.settling.saying(text))

    @property
    def pending(self) -> tuple[str, ...]:
        """What was asked for, while it is being recorded."""
        return (self.settling.busy,) if self.settling is not None and self.settling.busy else ()

    def say_trouble(self, trouble: str) -> None:
        """Say beside the mode what keeps what is new from being shown."""
        if self.settling is not None and self.settling.trouble != trouble:
            self.show(replace(self.settling, trouble=trouble))

    def read_news(self, head: int) -> None:
        """Read what others recorded up to a position, and take it in."""
        if self.settling is not None and self._ledger is not None:
            self._read_new(self._ledger, self.settling.docket, head)

    def _begin(self, move: Move) -> Asked | None:
        """What is asked for on the dispute that is shown, None where there is none or another is still being recorded."""
        if self.settling is None or self.settling.one is None:
            return None
        if self.settling.busy:
            self.say("Still recording: press the key again.")
            return None
        self._seen = self.settling.docket
        self._asked = Asked(str(uuid.uuid4()), self.settling.one, move, evidence=self.settling.evidence)
        return self._asked

    def action_settle(self, move: Move) -> None:
        """Ask for the reason, or the answer's words."""
        if asked := self._begin(move):
            self._ask_words(asked, f"{asked.said}:", "the answer" if move == "answered" else "the reason")

    def _ask_words(self, asked: Asked, label: str, wanted: str = "the reason") -> None:
        """Ask for the words that go with it; those of before, where nobody knows whether it is recorded."""
        before = self.settling.before(asked) if self.settling else None
        hint = f"{wanted}; escape leaves everything as it is"
        self.query_one(Prompt).ask("words", label, hint, value=before.asked.words if before else "")

    def action_amend(self) -> None:
        """Ask what to put in place, then for the reason; a decision can only be revoked."""
        asked = self._begin("amended")
        if asked is None:
            return
        if choices(asked.one) or not asked.one.amended:
            self.query_one(Prompt).ask("to", f"dispute {asked.one.dispute.number} amended to", amendment_hint(asked.one))
        else:
            self._ask_words(asked, f"{asked.said}, revoked:")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Take what was typed."""
        try:
            match message.purpose:
                case "to" if self._asked is not None:
                    self._amend_to(self._asked, message.text)
                case "words" if self._asked is not None:
                    self._settle(replace(self._asked, words=str(TEXT.read(message.text, ("reason",)))))
                case "evidence" if self.settling is not None:
                    given = [part.strip() for part in message.text.split(",") if part.strip()]
                    self.show(replace(self.settling, evidence=tuple(str(NAME.read(part, ("evidence",))) for part in given)))
                case "reviewer" if self.hand is not None and self.settling is not None:
                    self.hand = replace(self.hand, reviewed_by=str(NAME.read(message.text, ("reviewed_by",))))
                    self.show(self.settling)
                case _:
                    pass
        except WrongValueError as error:
            self.say(f"Expected {error.expected}, found {error.found}. Nothing was recorded.")

    def _amend_to(self, asked: Asked, typed: str) -> None:
        to = chosen(asked.one, typed)
        if to is None:
            self.say(f"Expected the beginning of one of: {amendment_hint(asked.one)}; found {typed!r}. Nothing was recorded.")
            return
        self._asked = replace(asked, to=to)
        self._ask_words(self._asked, f"{self._asked.said}:")

    def _settle(self, asked: Asked) -> None:
        self._asked = None
        if self.settling is not None and self._seen is not None and self._ledger is not None and self.hand is not None:
            asked, hand = self.settling.again(asked, self.hand.held())
            self.show(replace(self.settling, busy=asked.said, message=f"{asked.said}: being recorded …"))
            self.settle(self._ledger, self._seen, asked, hand)

    def action_evidence(self) -> None:
        """Ask what everything from now on cites."""
        self.query_one(Prompt).ask("evidence", "evidence", "references, with commas between several; nothing cites nothing")

    def action_reviewer(self) -> None:
        """Ask who reviewed the changes."""
        self.query_one(Prompt).ask("reviewer", "reviewed by", "who else reviewed the changes made after reopening")

    def action_move(self, by: int) -> None:
        """To another dispute."""
        if self.settling is not None:
            self.show(self.settling.at(self.settling.row + by))

    def action_votes(self, lines: int) -> None:
        """Move in the votes."""
        self.query_one(Votes).scroll_by(lines)

    def action_help(self) -> None:
        """Open the help."""
        self.app.push_screen(HelpScreen(DISPUTES))

    def action_close(self) -> None:
        """Back to what it was opened from; where it was opened first, how to leave is said."""
        if lies_on_another(self):
            self.action_back()
        else:
            self.say(Q_LEAVES)
