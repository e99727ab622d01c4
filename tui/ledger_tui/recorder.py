"""Records an entry through the ledger's door, on what was seen and nothing else, and says what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ledger.application import ATTEMPTS, Ledger
from ledger.domain import commands as c
from ledger.domain.recorded import RecordedEvent, case_stream
from ledger.domain.roles import spoken
from ledger.errors import ConflictError, LedgerError, StorageError, UnknownError
from ledger.projections.ratings import RatingsView
from ledger_tui.entries import Entry, command
from ledger_tui.hand import Hand
from ledger_tui.sheet import Sheet, read_sheet

NOBODY: Final = "00000000-0000-4000-8000-000000000000"
"""The id of a command that is only tried and never recorded."""

ANYONE: Final = "someone-else"
"""A reviewer who stands for whoever will be named, where it is only asked whether one may record at all."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry that is in the ledger: its event, the ratings before and after it, and the sheet as it stands now."""

    entry: Entry
    event: RecordedEvent
    before: RatingsView
    after: RatingsView
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """An entry that is not in the ledger, why in words, and the sheet as it stands now.

    `conflict` says that someone else wrote on the line that the entry was asked for on.
    """

    entry: Entry
    words: str
    sheet: Sheet
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """An entry that is in the ledger, at a position, of which it was not seen what it changed, and the sheet as it was last read."""

    entry: Entry
    position: int
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Unknown:
    """An entry of which nobody knows whether it is in the ledger, and the sheet as it was last read."""

    entry: Entry
    sheet: Sheet


Result = Recorded | NotRecorded | Unread | Unknown
"""What came of an entry."""


def open_sheet(ledger: Ledger, hand: Hand, inspection: str, case: str) -> Sheet:
    """The sheet of a case for someone who may type on it; the refusal, at once, for someone who may not."""
    sheet = read_sheet(ledger.history(inspection), ledger.start(), case)
    ledger.preview(_trial(sheet, hand))
    return sheet


def news(ledger: Ledger, sheet: Sheet) -> Sheet:
    """The sheet after everything recorded since it was read."""
    return sheet.followed(ledger.since(sheet.inspection, sheet.position))


def record(ledger: Ledger, sheet: Sheet, entry: Entry, hand: Hand) -> Result:
    """What came of an entry; it is decided on the line as it was seen, again where others wrote on other lines meanwhile.

    One that turns out to be in the ledger already is not recorded a second time.
    """
    asked = command(sheet, entry, hand)
    stream = case_stream(sheet.inspection, sheet.case)
    try:
        for _ in range(ATTEMPTS):
            since = ledger.since(sheet.inspection, sheet.position)
            after = sheet.followed(since)
            if own := after.recorded_as(entry.subject, entry.command_id):
                return _told(entry, sheet, since, own)
            sheet = after
            if quicker := _quicker(sheet, entry):
                return NotRecorded(entry, quicker, sheet, conflict=True)
            try:
                outcome = ledger.handle(asked, standing={stream: sheet.version})
            except ConflictError:
                continue
            return _recorded(ledger, entry, sheet, outcome.positions)
    except StorageError as error:
        unknown = entry.again or isinstance(error, UnknownError)
        return Unknown(entry, sheet) if unknown else NotRecorded(entry, str(error), sheet)
    except LedgerError as error:
        return NotRecorded(entry, str(error), sheet)
    return NotRecorded(entry, "Others wrote on this case each time. Press the key again.", sheet)


def _quicker(sheet: Sheet, entry: Entry) -> str | None:
    """That someone else wrote on the line since it was seen, None where nobody did."""
    standing = sheet.standing(entry.subject)
    if standing is None or standing.position == entry.seen:
        return None
    value = spoken(str(sheet.value(entry.subject)))
    return f"{standing.by.actor.id} recorded {value} first, #{standing.position}. Look again and decide on that."


def _recorded(ledger: Ledger, entry: Entry, sheet: Sheet, positions: Sequence[int]) -> Result:
    """What stands after an entry that was handled: it is recorded whether that can be read or not."""
    if not positions:
        return NotRecorded(entry, "It stands so already.", sheet)
    try:
        since = ledger.since(sheet.inspection, sheet.position)
    except LedgerError:
        return Unread(entry, positions[0], sheet)
    return _told(entry, sheet, since, next(event for event in since if event.position == positions[0]))


def _told(entry: Entry, sheet: Sheet, since: Sequence[RecordedEvent], own: RecordedEvent) -> Recorded | Unread:
    """An entry that is in the ledger, with the ratings before and after it where it came after the sheet."""
    if own.position <= sheet.position:
        return Unread(entry, own.position, sheet.followed(since))
    before = sheet.followed([event for event in since if event.position < own.position])
    after = before.followed([own])
    return Recorded(entry, own, before.view, after.view, after.followed([event for event in since if event.position > own.position]))


def _trial(sheet: Sheet, hand: Hand) -> c.CaseCommand:
    """A judgement that is never recorded, by which it is seen whether the rules let this person record in this case."""
    question = next(line for line in sheet.lines if line.kind == "question")
    entry = Entry(NOBODY, question.id, sheet.value(question.id) or "sufficient", reason="to see whether it may be recorded")
    return command(sheet, entry, replace(hand, reviewed_by=hand.reviewed_by or ANYONE))
