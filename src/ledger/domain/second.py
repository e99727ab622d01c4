"""Second judgements: samples drawn from the judgements that stand, sheets, and what is judged again on them for comparison.

The ledger shows a second judge nothing of the first judgement until their own is recorded. It cannot know what they saw elsewhere: it
records where the sheet was issued and what the judge declares, and claims no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import standard_of
from ledger.domain.inspection import InspectionState
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.domain.refusals import NotFoundError, check_order, refuse
from ledger.domain.roles import check_authority

MOST_DRAWN = 500
"""How many judgements one sample has at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judgement that stands, who made it, and whether its case could change the standard's rating alone."""

    judgement: d.DrawnJudgement
    judged_by: str
    near_boundary: bool


@dataclass(frozen=True, slots=True)
class Hat:
    """What sample number `number` is drawn from: every judgement that stands at `position`."""

    number: int
    position: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class SampleState:
    """What was drawn, the position at which each judge had the sheet, and what each has given by judge, case and key question."""

    drawn: tuple[d.DrawnJudgement, ...] = ()
    sheets: Mapping[str, int] = field(default_factory=dict)
    given: frozenset[tuple[str, str, str]] = frozenset()
    happened: Happened | None = None


def evolve(state: SampleState, recorded: RecordedEvent) -> SampleState:
    """The state after an event of the sample's stream; never refuses."""
    event, judge = recorded.event, recorded.by.actor.id
    state = replace(state, happened=recorded.by.happened.or_later(state.happened))
    match event:
        case d.DipSampleDrawn():
            return replace(state, drawn=event.drawn)
        case d.SheetIssued():
            return replace(state, sheets={**state.sheets, judge: recorded.position})
        case d.SecondJudgementGiven():
            return replace(state, given=state.given | {(judge, event.case, event.key_question)})
        case _:
            return state


def decide_draw(command: c.DrawDipSample, hat: Hat, inspection: InspectionState) -> d.DipSampleDrawn:
    """The sample drawn, as an event, or a refusal."""
    check_authority(command, inspection)
    if not 1 <= command.size <= MOST_DRAWN:
        raise refuse(f"A sample has from 1 to {MOST_DRAWN} judgements", f"{command.size} were asked for", "Ask for as many")
    wanted = [one.judgement for one in hat.candidates if _is_wanted(one, command)]
    if not wanted:
        found = f"none of the {len(hat.candidates)} at #{hat.position} is as asked for"
        raise refuse("A sample is drawn from judgements that stand", found, "Ask for others, or for fewer conditions")
    return d.DipSampleDrawn(
        hat.number,
        drawn(wanted, command.seed, command.size),
        command.size,
        len(wanted),
        command.seed,
        hat.position,
        command.inspector,
        command.standard,
        command.near_boundary,
    )


def _is_wanted(one: Candidate, command: c.DrawDipSample) -> bool:
    return (
        command.inspector in (None, one.judged_by)
        and command.standard in (None, standard_of(one.judgement.key_question))
        and (one.near_boundary or not command.near_boundary)
    )


def drawn(judgements: Iterable[d.DrawnJudgement], seed: int, size: int) -> tuple[d.DrawnJudgement, ...]:
    """The first `size` in the order of SHA-256 over `seed case question`, told by case and question: anyone can draw the same again."""

    def place(one: d.DrawnJudgement) -> str:
        return hashlib.sha256(f"{seed} {one.case} {one.key_question}".encode()).hexdigest()

    return tuple(sorted(sorted(judgements, key=place)[:size], key=lambda one: (one.case, one.key_question)))


def decide_sheet(command: c.IssueSheet, state: SampleState, inspection: InspectionState) -> list[e.Event]:
    """The sheet issued, as an event, nothing where the judge has it already, or a refusal."""
    check_authority(command, inspection)
    _check_drawn(command, state)
    return [] if command.by.actor in state.sheets else [d.SheetIssued(command.sample)]


def decide_given(command: c.GiveSecondJudgement, state: SampleState, inspection: InspectionState, first: RecordedEvent | None) -> e.Event:
    """The second judgement, as an event, or a refusal; `first` is the judgement that was drawn."""
    check_authority(command, inspection)
    _check_drawn(command, state)
    judge, where = command.by.actor, f"{command.key_question} in {command.case}"
    if first is None:
        raise NotFoundError(f"{where} is not in sample {command.sample} of {command.inspection}. `ledger second sheet` shows what is.")
    sheet = state.sheets.get(judge)
    if not sheet:
        raise refuse(
            f"A second judgement is given on a sheet of sample {command.sample} that was issued before",
            f"{judge} has none",
            f"Ask for it with `ledger second sheet {command.inspection} {command.sample}`",
        )
    if (judge, command.case, command.key_question) in state.given:
        found = f"{judge} has judged {where}"
        raise refuse("A second judgement is given once, while the first is hidden", found, "Raise a dispute if the first is wrong")
    if command.by.provenance != "reported":
        _check_second(command, first, inspection)
    return d.SecondJudgementGiven(command.sample, command.case, command.key_question, command.judgement, sheet, command.declared)


def _check_second(command: c.GiveSecondJudgement, first: RecordedEvent, inspection: InspectionState) -> None:
    if first.by.actor.id == command.by.actor:
        found = f"{command.by.actor} made the first one"
        raise refuse("A second judgement is by someone else than the first", found, "Leave it to another judge")
    case = inspection.sample.get(command.case)
    if case is not None and case.withdrawn:
        raise refuse("Withdrawn cases are not judged", f"{command.case} was withdrawn", "Judge another case")


def _check_drawn(command: c.IssueSheet | c.GiveSecondJudgement, state: SampleState) -> None:
    if not state.drawn or state.happened is None:
        raise NotFoundError(f"There is no sample {command.sample} in {command.inspection}. `ledger second list` shows those there are.")
    check_order(command.by.happened, state.happened, f"sample {command.sample} of {command.inspection}")
