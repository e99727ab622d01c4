"""What a key asks to have recorded on a line of the sheet: whether it can be, what is still due, and the command it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from ledger.domain import commands as c
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.roles import spoken
from ledger_tui.hand import Hand
from ledger_tui.sheet import Line, Sheet, said_by

ANSWERS: Final = {"y": "yes", "n": "no", "a": "not-applicable"}
"""The key of each answer to a prompt."""

JUDGEMENTS: Final = {"s": "sufficient", "i": "insufficient", "r": "not-relevant"}
"""The key of each judgement of a key question."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one key asks for: a value of a prompt or key question; `seen` is the position of what stood there, 0 for nothing.

    `again` says that it was asked for before, and that nobody came to know whether it was recorded then.
    """

    command_id: str
    subject: str
    value: str
    seen: int = 0
    was: str | None = None
    reaffirm: bool = False
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    again: bool = False

    @property
    def words(self) -> str:
        """What it asks for: `2.1.1a: no → yes`."""
        before = f"{spoken(self.was)} → " if self.was and not self.reaffirm else ""
        return f"{self.subject}: {before}{spoken(self.value)}{' once more' if self.reaffirm else ''}"


def entered(sheet: Sheet, line: Line, value: str, command_id: str) -> Entry | str:
    """What a value on a line asks for, or in words why it asks for nothing."""
    if line.kind == "standard":
        return f"{line.id} is a standard: choose one of its lines"
    if line.kind == "prompt" and value in JUDGEMENTS.values():
        return f"{line.id} is a prompt: y, n or a answers it"
    if line.kind == "question" and value in ANSWERS.values():
        return f"{line.id} is a key question: s, i or r judges it"
    standing = sheet.standing(line.id)
    if standing is None:
        return Entry(command_id, line.id, value)
    if sheet.value(line.id) == value:
        return f"{line.id} is {spoken(value)} already: nothing to record"
    return Entry(command_id, line.id, value, standing.position, sheet.value(line.id))


def reaffirmed(sheet: Sheet, line: Line, command_id: str) -> Entry | str:
    """The judgement that stands once more, or in words why it cannot be."""
    standing, value = sheet.standing(line.id), sheet.value(line.id)
    if line.kind != "question" or standing is None or value is None:
        return "only a judgement that stands is reaffirmed"
    return Entry(command_id, line.id, value, standing.position, value, reaffirm=True)


def taken_back(sheet: Sheet, line: Line, command_id: str) -> Entry | str:
    """What stood before the last change of a line, as a new entry, or in words why there is nothing to go back to."""
    values = [said_by(recorded.event) for recorded in sheet.told.get(line.id, ())]
    earlier = next((value for value in reversed(values) if value != values[-1]), None)
    if earlier is None:
        return f"{line.id} has never been anything else: what is recorded stays, and another answer is a change with a reason"
    return entered(sheet, line, earlier, command_id)


def due(sheet: Sheet, entry: Entry, hand: Hand) -> str | None:
    """What an entry still wants before it can be recorded: `reviewer`, `reason`, or nothing."""
    if sheet.state.reopened and hand.reviewed_by in (None, "", hand.actor):
        return "reviewer"
    changes = entry.seen > 0 or sheet.state.reopened
    return "reason" if changes and not entry.reason else None


def command(sheet: Sheet, entry: Entry, hand: Hand) -> c.CaseCommand:
    """The command that an entry becomes."""
    by = hand.by(entry.command_id, entry.reason, entry.evidence)
    if entry.subject in sheet.framework.by_prompt:
        answer = cast("Answer", entry.value)
        return c.AnswerPrompt(inspection=sheet.inspection, by=by, case=sheet.case, prompt=entry.subject, answer=answer)
    judgement = cast("Judgement", entry.value)
    return c.JudgeKeyQuestion(
        inspection=sheet.inspection,
        by=by,
        case=sheet.case,
        key_question=entry.subject,
        judgement=judgement,
        reaffirm=entry.reaffirm,
    )
