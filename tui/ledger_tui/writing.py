"""Someone at a sheet: the line they are on, what waits to be recorded, and what came of each key. Pure: every move gives a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal, assert_never

from ledger.domain.roles import spoken
from ledger_tui.entries import Entry
from ledger_tui.recorder import NotRecorded, Recorded, Result, Unknown, Unread
from ledger_tui.sheet import Line, Sheet

SaidKind = Literal["waiting", "recorded", "refused", "conflict", "unknown", "news"]


ONCE: Final = "Ask for the same again: it is never recorded twice."
"""What to do where nobody knows whether something is recorded."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said beside a line: that an entry waits, is recorded or is not, or that someone else recorded something."""

    kind: SaidKind
    words: str


@dataclass(frozen=True)
class Writing:
    """A sheet being typed on; `waiting` are the entries not yet recorded, the first asked for first, `last` the last one recorded.

    `unsure` has, by line, the entries of which nobody knows whether they are recorded.
    `message` is said until the next move; `trouble` is what keeps what is new from being shown.
    """

    sheet: Sheet
    row: int = 0
    waiting: tuple[Entry, ...] = ()
    said: Mapping[str, Said] = field(default_factory=dict)
    unsure: Mapping[str, Entry] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    last: Recorded | None = None
    message: str = ""
    trouble: str = ""

    @property
    def line(self) -> Line:
        """The line that a key is about."""
        return self.sheet.lines[self.row]

    @property
    def unrecorded(self) -> int:
        """How many lines say that a key was not recorded."""
        return sum(said.kind in ("refused", "conflict") for said in self.said.values())

    def at(self, row: int) -> Writing:
        """On another line, held within the sheet."""
        return replace(self, row=max(0, min(row, len(self.sheet.lines) - 1)), message="")

    def saying(self, message: str) -> Writing:
        """The same, with something said."""
        return replace(self, message=message)

    def citing(self, evidence: tuple[str, ...]) -> Writing:
        """With the evidence that every entry from now on cites."""
        return replace(self, evidence=evidence, message="")

    def moved(self, by: int) -> Writing:
        """So many lines further, or back, past the titles of standards where there is a line beyond them."""
        rows = [row for row, line in enumerate(self.sheet.lines) if line.kind != "standard"]
        if by > 0:
            return self.at(next((row for row in rows if row >= self.row + by), rows[-1]))
        return self.at(next((row for row in reversed(rows) if row <= self.row + by), rows[0]))

    def to_wanting(self, direction: Literal[1, -1]) -> Writing | None:
        """On the next or previous line that has no value or whose key was not recorded, going round; None where there is none."""
        rows = len(self.sheet.lines)
        for offset in range(1, rows + 1):
            row = (self.row + direction * offset) % rows
            if self._wants(self.sheet.lines[row]):
                return self.at(row)
        return None

    def asked(self, entry: Entry) -> Writing:
        """With an entry that waits to be recorded, and on the next line."""
        said = {**self.said, entry.subject: Said("waiting", spoken(entry.value))}
        return replace(self, waiting=(*self.waiting, entry), said=said).moved(1)

    def again(self, entry: Entry) -> Entry | None:
        """The entry that asked for the same when nobody came to know whether it was recorded: a command is never recorded twice."""
        before = self.unsure.get(entry.subject)
        if before is None or (before.value, before.reaffirm, before.seen) != (entry.value, entry.reaffirm, entry.seen):
            return None
        return before

    def waits(self, subject: str) -> bool:
        """Whether something is still to be recorded on a line."""
        return any(entry.subject == subject for entry in self.waiting)

    def came(self, result: Result) -> Writing:
        """With what came of an entry; the line stays where it is, so that no key goes to another than the one it was meant for."""
        after = self.followed(result.sheet)
        entry = result.entry
        waiting = tuple(other for other in self.waiting if other.command_id != entry.command_id)
        said = {**after.said, entry.subject: _said_after(after, result)}
        last = result if isinstance(result, Recorded) else self.last
        return replace(after, waiting=waiting, said=said, unsure=_unsure_after(after, result), last=last)

    def followed(self, sheet: Sheet) -> Writing:
        """With what was recorded on this case since, said beside its lines; a sheet that was read earlier changes nothing."""
        if sheet.position < self.sheet.position:
            return self
        said = dict(self.said)
        own = {entry.command_id for entry in (*self.waiting, *self.unsure.values())}
        for subject in sheet.told:
            standing, before = sheet.standing(subject), self.sheet.standing(subject)
            if standing is not None and (before is None or before.id != standing.id) and standing.by.command_id not in own:
                said[subject] = Said("news", f"just recorded by {standing.by.actor.id}")
        found = {subject: sheet.recorded_as(subject, entry.command_id) for subject, entry in self.unsure.items()}
        for subject, event in found.items():
            if event is not None and event is sheet.standing(subject) and said[subject].kind == "unknown":
                said[subject] = Said("recorded", f"recorded as #{event.position}")
        unsure = {subject: entry for subject, entry in self.unsure.items() if found[subject] is None}
        return replace(self, sheet=sheet, said=said, unsure=unsure)

    def _wants(self, line: Line) -> bool:
        said = self.said.get(line.id)
        if line.kind == "standard" or (said is not None and said.kind == "waiting"):
            return False
        return line.id not in self.sheet.told or (said is not None and said.kind in ("refused", "conflict", "unknown"))


def _said_after(writing: Writing, result: Result) -> Said:
    """What is said at the line of an entry; that somebody else recorded something there since stays said."""
    subject = result.entry.subject
    standing, said = writing.sheet.standing(subject), writing.said[subject]
    overtaken = said.kind == "news" and standing is not None and standing.by.command_id != result.entry.command_id
    return said if overtaken and isinstance(result, Recorded | Unread) else _said(result)


def _unsure_after(writing: Writing, result: Result) -> Mapping[str, Entry]:
    """The entries of which nobody knows whether they are recorded, after what came of one."""
    entry, before = result.entry, writing.unsure.get(result.entry.subject)
    if isinstance(result, Unknown):
        return {**writing.unsure, entry.subject: replace(entry, again=True)}
    if before is None or (isinstance(result, NotRecorded) and before.command_id != entry.command_id):
        return writing.unsure
    return {subject: other for subject, other in writing.unsure.items() if subject != entry.subject}


def _said(result: Result) -> Said:
    match result:
        case Recorded():
            return Said("recorded", f"recorded as #{result.event.position}")
        case Unread() if result.position <= result.sheet.position:
            return Said("recorded", f"recorded as #{result.position}")
        case Unread():
            return Said("news", f"{spoken(result.entry.value)} recorded as #{result.position}; shown once the ledger can be read")
        case Unknown():
            return Said("unknown", f"Whether {spoken(result.entry.value)} is recorded is not known. {ONCE}")
        case NotRecorded():
            return Said("conflict" if result.conflict else "refused", result.words)
        case _:
            assert_never(result)


def missed(result: Result) -> str:
    """What is to be said of an entry that is not known to be recorded, nothing of one that is."""
    if isinstance(result, Recorded | Unread):
        return ""
    known = "not recorded. " if isinstance(result, NotRecorded) else ""
    return f"{result.entry.words}: {known}{_said(result).words}"


def begin(sheet: Sheet) -> Writing:
    """At the first line that has no value, else at the first prompt or question."""
    top = Writing(sheet).at(-1)
    return top.to_wanting(1) or top.moved(1)
