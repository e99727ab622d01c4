"""One case as a sheet to type on: its lines in official wording, and what is recorded on each as at the last event read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from ledger.domain import events as e
from ledger.domain.framework import CaseKind, Framework
from ledger.domain.inspection import InspectionState, evolve
from ledger.domain.recorded import RecordedEvent, case_stream
from ledger.domain.refusals import refuse
from ledger.errors import NotFoundError
from ledger.projections.ratings import RatingsView, apply

LineKind = Literal["standard", "question", "prompt"]


@dataclass(frozen=True, slots=True)
class Line:
    """A standard, a key question or a prompt, in the official wording."""

    kind: LineKind
    id: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A case as at an event: `told` has the events on each prompt and key question, the one that stands last.

    `version` is that of the case's stream, `position` the last event of the inspection that is taken in.
    """

    inspection: str
    case: str
    view: RatingsView
    state: InspectionState = field(default_factory=InspectionState)
    told: Mapping[str, tuple[RecordedEvent, ...]] = field(default_factory=dict)
    version: int = 0
    position: int = 0

    @property
    def framework(self) -> Framework:
        """The framework of the inspection, which is open on every sheet that was read."""
        if self.view.framework is None:
            raise AssertionError("a sheet is read from an inspection that was opened")
        return self.view.framework

    @property
    def kind(self) -> CaseKind:
        """The kind of case."""
        return self.state.sample[self.case].kind

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The standards that the case is judged on, each with its key questions and their prompts, in printed order."""
        return tuple(_lines(self.framework, self.kind))

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of the sample that are not withdrawn, and this one, in order."""
        return tuple(sorted(name for name, case in self.state.sample.items() if not case.withdrawn or name == self.case))

    def standing(self, subject: str) -> RecordedEvent | None:
        """The event that a prompt's answer or a key question's judgement stands by, None where there is none."""
        return self.told[subject][-1] if subject in self.told else None

    def recorded_as(self, subject: str, command_id: str) -> RecordedEvent | None:
        """The event that a command was recorded as on a line, None where it was not."""
        return next((event for event in self.told.get(subject, ()) if event.by.command_id == command_id), None)

    def value(self, subject: str) -> str | None:
        """The answer or judgement that stands."""
        standing = self.standing(subject)
        return said_by(standing.event) if standing else None

    def progress(self, kind: LineKind) -> tuple[int, int]:
        """How many lines of a kind have a value, and how many there are."""
        wanted = [line for line in self.lines if line.kind == kind]
        return sum(line.id in self.told for line in wanted), len(wanted)

    def followed(self, events: Sequence[RecordedEvent]) -> Sheet:
        """The sheet after more events of the inspection."""
        sheet = self
        for recorded in events:
            sheet = _after(sheet, recorded)
        return sheet


def read_sheet(history: Sequence[RecordedEvent], start: RatingsView, case: str) -> Sheet:
    """The sheet of a case after an inspection's history; NotFoundError where the case was not sampled, RefusedError for one never rated."""
    sheet = Sheet(history[0].inspection, case, start).followed(history)
    if case not in sheet.state.sample:
        known = ", ".join(sorted(sheet.state.sample)) or "none yet"
        raise NotFoundError(f"Case {case!r} is not in the sample of {sheet.inspection}, which has: {known}.")
    if not sheet.lines:
        raise refuse(f"{sheet.framework.id} rates nothing from {sheet.kind} cases", f"{case} is one", "Choose another case")
    return sheet


def said_by(event: e.Event) -> str | None:
    """The answer or judgement that an event records, None where it records neither."""
    match event:
        case e.PromptAnswered(answer=answer):
            return answer
        case e.KeyQuestionJudged(judgement=judgement):
            return judgement
        case _:
            return None


def _after(sheet: Sheet, recorded: RecordedEvent) -> Sheet:
    view = apply(sheet.view, recorded)
    if recorded.stream == sheet.inspection:
        by = recorded.by
        state = evolve(sheet.state, recorded.event, recorded.position, by.happened, by.provenance)
        return replace(sheet, view=view, state=state, position=recorded.position)
    if recorded.stream != case_stream(sheet.inspection, sheet.case):
        return replace(sheet, view=view, position=recorded.position)
    told = dict(sheet.told)
    match recorded.event:
        case e.PromptAnswered(prompt=subject) | e.KeyQuestionJudged(key_question=subject):
            told[subject] = (*told.get(subject, ()), recorded)
        case _:
            pass
    return replace(sheet, view=view, told=told, version=recorded.version, position=recorded.position)


def _lines(framework: Framework, kind: CaseKind) -> Iterator[Line]:
    for standard in framework.standards_on[kind]:
        yield Line("standard", standard.id, standard.title)
        for question in standard.key_questions:
            yield Line("question", question.id, question.text)
            yield from (Line("prompt", prompt.id, prompt.text) for prompt in question.prompts)
