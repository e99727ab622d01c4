"""The sheet of a second judge: what was drawn, and of the first judgements only those that are judged again already. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.domain.roles import spoken
from ledger_tui.hand import Hand


@dataclass(frozen=True, slots=True)
class Missed:
    """A judgement that is not recorded and why in words, or of which nobody knows whether it is, where `known` is false."""

    command: c.GiveSecondJudgement
    words: str
    known: bool = True


@dataclass(frozen=True)
class BlindSheet:
    """One sample for one judge; `given` and `firsts` are by place on the sheet, and a first judgement is there only where one is given.

    `missed` has, by place, the last judgement that is not recorded.
    `declared` is what the judge says of the first judgements, None before they have said it;
    `why` and `evidence` go with keys, and `busy` names the line that is being recorded.
    """

    inspection: str
    framework: Framework
    sample: int
    issued: int
    drawn: tuple[d.DrawnJudgement, ...]
    given: Mapping[int, RecordedEvent] = field(default_factory=dict)
    firsts: Mapping[int, RecordedEvent] = field(default_factory=dict)
    missed: Mapping[int, Missed] = field(default_factory=dict)
    row: int = 0
    declared: d.Declaration | None = None
    why: str = ""
    evidence: tuple[str, ...] = ()
    message: str = ""
    busy: str = ""

    @property
    def one(self) -> d.DrawnJudgement:
        """The judgement that a key is about."""
        return self.drawn[self.row]

    @property
    def reason(self) -> str:
        """Why the next judgement is made, also where one was made that is not recorded; nothing where nobody has said why."""
        missed = self.missed.get(self.row)
        return self.why or (missed.command.by.reason or "" if missed else "")

    def wording(self, one: d.DrawnJudgement) -> str:
        """The official wording of its key question."""
        return self.framework.by_key_question[one.key_question].text

    def at(self, row: int) -> BlindSheet:
        """On another line, held within the sheet."""
        return replace(self, row=max(0, min(row, len(self.drawn) - 1)), message="")

    def to_wanting(self, direction: Literal[1, -1]) -> BlindSheet:
        """On the next line that is not judged yet, going round; said where there is none."""
        rows = len(self.drawn)
        for offset in range(1, rows + 1):
            row = (self.row + direction * offset) % rows
            if row not in self.given:
                return self.at(row)
        return replace(self, message="Every line is judged.")

    def refusal(self) -> str | None:
        """Why no key is taken now, None where one is."""
        if self.busy:
            return "Still recording: press the key again."
        if self.row in self.given:
            return "It is judged, once: raise a dispute if the first judgement is wrong."
        if self.declared is None:
            return "Say first whether you had seen the first judgements: d not seen, D seen."
        return None

    def asked(self) -> BlindSheet:
        """With a judgement on the line that is being recorded."""
        return replace(self, busy=self.name(self.row), why="", message=f"{self.name(self.row)}: being recorded …")

    def name(self, row: int) -> str:
        """A line in words: `2.1.1 in case C02`."""
        return f"{self.drawn[row].key_question} in case {self.drawn[row].case}"

    def came(self, row: int, result: BlindSheet | Missed, words: str) -> BlindSheet:
        """With what came of the judgement on a line: the sheet as it stands then, or why it is not recorded, which stays there."""
        message = f"{self.name(row)}: {words}"
        missed = {other: one for other, one in self.missed.items() if other != row}
        if isinstance(result, Missed):
            return replace(self, missed={**missed, row: replace(result, words=message)}, busy="", message=message)
        return replace(self, given=result.given, firsts=result.firsts, missed=missed, busy="", message=message)

    def followed(self, history: Sequence[RecordedEvent], judge: str) -> BlindSheet:
        """With what the judge has given by the end of a history, and the first judgements of that and of nothing else."""
        places = {(one.case, one.key_question): row for row, one in enumerate(self.drawn)}
        given = {
            places[event.event.case, event.event.key_question]: event
            for event in history
            if isinstance(event.event, d.SecondJudgementGiven) and event.event.sample == self.sample and event.by.actor.id == judge
        }
        positions = {self.drawn[row].first: row for row in given}
        firsts = {positions[event.position]: event for event in history if event.position in positions}
        return replace(self, given=given, firsts=firsts)


def read_blind(history: Sequence[RecordedEvent], framework: Framework, sample: int, judge: str) -> BlindSheet:
    """The sheet of a sample that was issued to a judge before."""
    drawn = next(event.event for event in history if isinstance(event.event, d.DipSampleDrawn) and event.event.sample == sample)
    issued = next(
        event.position
        for event in history
        if isinstance(event.event, d.SheetIssued) and event.event.sample == sample and event.by.actor.id == judge
    )
    sheet = BlindSheet(history[0].inspection, framework, sample, issued, drawn.drawn, row=-1).followed(history, judge)
    return replace(sheet.to_wanting(1) if len(sheet.given) < len(sheet.drawn) else sheet.at(0), message="")


def given(sheet: BlindSheet, judgement: Judgement, command_id: str, hand: Hand) -> c.GiveSecondJudgement:
    """The command that a key on the line becomes; `refusal` was asked before.

    It is the one of before where nobody knows whether that is recorded: a command is never recorded twice.
    """
    before = sheet.missed.get(sheet.row)
    if before is not None and not before.known and not sheet.why and before.command.judgement == judgement:
        return before.command
    if sheet.declared is None:
        raise AssertionError("a second judgement is given with a declaration")
    by = hand.by(command_id, sheet.reason or None, sheet.evidence)
    return c.GiveSecondJudgement(
        inspection=sheet.inspection,
        by=by,
        sample=sheet.sample,
        case=sheet.one.case,
        key_question=sheet.one.key_question,
        judgement=judgement,
        declared=sheet.declared,
    )


def compared(sheet: BlindSheet, row: int) -> str:
    """The second judgement beside the first, nothing before there is one."""
    second, first = sheet.given.get(row), sheet.firsts.get(row)
    if second is None or not isinstance(second.event, d.SecondJudgementGiven):
        return ""
    if first is None or not isinstance(first.event, e.KeyQuestionJudged):
        return spoken(second.event.judgement)
    agree = "as the first" if first.event.judgement == second.event.judgement else f"first {spoken(first.event.judgement)}"
    return f"{spoken(second.event.judgement)}, {agree}"
