"""The desk behind the recording screen: it reads the case, records entries one after the other and follows what others record."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from textual import work
from textual.worker import Worker, WorkerState

from ledger.application import Ledger
from ledger.errors import LedgerError, StorageError
from ledger_tui.entries import Entry
from ledger_tui.hand import Desk, Hand
from ledger_tui.recorder import Unknown, open_sheet, record
from ledger_tui.recording_messages import EntryDealtWith, SheetMoved, SheetRead, SheetRefused
from ledger_tui.screens.following import Following
from ledger_tui.sheet import Sheet
from ledger_tui.watching import NewsUnread
from ledger_tui.writing import Writing, begin, missed


class RecordingDesk(Following):
    """Takes entries in order and records them one by one; ends with the error that kept someone from typing, if one did."""

    def __init__(self, desk: Desk, inspection: str, case: str) -> None:
        super().__init__()
        self._desk = desk
        self.inspection = inspection
        self.case = case
        self.writing: Writing | None = None
        self.hand: Hand | None = None
        self._ledger: Ledger | None = None
        self._reading = False
        self._records = False
        self._hands: dict[str, Hand] = {}

    def on_mount(self) -> None:
        """Begin reading."""
        self.open_case(self.case)

    def show(self, writing: Writing) -> None:
        """Show how things stand, on every panel."""
        self.writing = writing

    def say(self, text: str) -> None:
        """Say something until the next move."""
        if self.writing is not None:
            self.show(self.writing.saying(text))

    def ready(self) -> Writing | None:
        """The sheet to type on; None, said in words, while another case is being read."""
        if self._reading:
            self.say(f"{self.case} is still being read: press the key again.")
            return None
        return self.writing

    def open_case(self, case: str) -> None:
        """Read a case; no key is taken for another one meanwhile."""
        self.case, self._reading = case, True
        self._read()

    @work(thread=True, exclusive=True, exit_on_error=False, group="sheet")
    def _read(self) -> None:
        """Read the case for whoever types, if they may."""
        try:
            ledger, hand = self._ledger or self._desk.ledger(), self.hand or self._desk.hand()
            self.post_message(SheetRead(ledger, hand, open_sheet(ledger, hand, self.inspection, self.case)))
        except LedgerError as error:
            self.post_message(SheetRefused(error))

    @work(thread=True, exit_on_error=False, group="entry")
    def _record(self, ledger: Ledger, sheet: Sheet, entry: Entry, hand: Hand) -> None:
        """Record one entry; there is never another being recorded."""
        self.post_message(EntryDealtWith(record(ledger, sheet, entry, hand)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="new")
    def _read_new(self, ledger: Ledger, position: int, head: int) -> None:
        """Read what was recorded after a position; a look that does not reach it is made up for by the next, which asks for the same."""
        try:
            with suppress(StorageError):
                self.post_message(SheetMoved(position, ledger.since(self.inspection, position), head))
        except LedgerError as error:
            self.post_message(NewsUnread(error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """End with the error of a worker that failed."""
        if event.state is WorkerState.ERROR:
            self.app.exit(event.worker.error)

    def on_sheet_read(self, message: SheetRead) -> None:
        """Show the case, at its first line without a value."""
        self._reading = False
        if self._ledger is None:
            self.follow(message.ledger, message.sheet.position)
        self._ledger, self.hand = message.ledger, message.hand
        evidence = self.writing.evidence if self.writing else ()
        self.show(replace(begin(message.sheet), evidence=evidence))
        self.read_to = message.sheet.position
        self.look()

    def on_sheet_refused(self, message: SheetRefused) -> None:
        """Leave with why nobody can type here; another case that cannot be typed on leaves the one that is open."""
        self._reading = False
        if self.writing is None:
            self.dismiss(message.error)
        else:
            self.case = self.writing.sheet.case
            self.say(str(message.error))

    def on_entry_dealt_with(self, message: EntryDealtWith) -> None:
        """Show what came of an entry, and record the next."""
        self._records = False
        if not isinstance(message.result, Unknown):
            del self._hands[message.result.entry.command_id]
        if self.writing is not None:
            self.show(self.writing.came(message.result))
            self._next()
            self.came_of_it(missed(message.result))

    def on_sheet_moved(self, message: SheetMoved) -> None:
        """Show what others recorded; what is shown already is left out.

        What was read for a sheet that stood further than this one has a gap before it: it is dropped, and what is missing read.
        """
        if self.writing is None:
            return
        sheet = self.writing.sheet
        if message.after > sheet.position:
            self.look()
        else:
            self.news_read(message.head)
            self.show(self.writing.followed(sheet.followed([event for event in message.events if event.position > sheet.position])))

    @property
    def pending(self) -> tuple[str, ...]:
        """The key that is being recorded, and those that wait."""
        return tuple(entry.words for entry in self.writing.waiting) if self.writing is not None else ()

    def say_trouble(self, trouble: str) -> None:
        """Say beside the mode what keeps what is new from being shown."""
        if self.writing is not None and self.writing.trouble != trouble:
            self.show(replace(self.writing, trouble=trouble))

    def read_news(self, head: int) -> None:
        """Read what others recorded up to a position, and take it in."""
        if self.writing is not None and self._ledger is not None:
            self._read_new(self._ledger, self.writing.sheet.position, head)

    def queue(self, entry: Entry) -> None:
        """Have an entry recorded, after those that wait already, by the hand that types now; asked for again, by the one that did."""
        if self.writing is not None and self.hand is not None:
            self._hands.setdefault(entry.command_id, self.hand.held())
            self.show(self.writing.asked(entry))
            self._next()

    def _next(self) -> None:
        """Record the entry that has waited longest."""
        if self.writing is None or self._ledger is None or self._records:
            return
        if self.writing.waiting:
            self._records = True
            entry = self.writing.waiting[0]
            self._record(self._ledger, self.writing.sheet, entry, self._hands[entry.command_id])
        else:
            self.look()
