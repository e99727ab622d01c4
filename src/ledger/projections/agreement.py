"""The agreement projection: every second judgement beside the first one it was drawn from, and how often they agree.

Plain percentages with their counts. A percentage is not said of fewer than `TOO_FEW` pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import standard_of
from ledger.domain.percentages import percentage
from ledger.domain.recorded import RecordedEvent

TOO_FEW: Final = 10
"""From how many pairs on a percentage is said: below, one case more or less moves it by more than ten points."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A judgement that was drawn, as it was then, and the second judgement made of it."""

    case: str
    key_question: str
    first: Judgement
    second: Judgement
    first_by: str
    second_by: str
    first_at: int
    second_at: int
    declared: d.Declaration

    @property
    def agrees(self) -> bool:
        """Whether both are the same."""
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often the pairs about one thing agree; `table` counts them by first and second judgement."""

    subject: str
    pairs: int
    agreed: int
    table: Mapping[tuple[Judgement, Judgement], int]

    @property
    def percent(self) -> int | None:
        """The share that agrees, in whole per cent, halves up; None where there are too few to say."""
        return None if self.pairs < TOO_FEW else percentage(self.agreed, self.pairs)


def pairs(history: Sequence[RecordedEvent]) -> tuple[Pair, ...]:
    """The pairs of an inspection's history in the order in which the second judgements were given."""
    made: dict[int, RecordedEvent] = {}
    drawn: dict[tuple[int, str, str], int] = {}
    found = []
    for recorded in history:
        event = recorded.event
        if isinstance(event, e.KeyQuestionJudged):
            made[recorded.position] = recorded
        elif isinstance(event, d.DipSampleDrawn):
            drawn |= {(event.sample, one.case, one.key_question): one.first for one in event.drawn}
        elif isinstance(event, d.SecondJudgementGiven):
            first = made.get(drawn.get((event.sample, event.case, event.key_question), 0))
            if first is not None and isinstance(first.event, e.KeyQuestionJudged):
                found.append(_pair(first, first.event, recorded, event))
    return tuple(found)


def _pair(first: RecordedEvent, judged: e.KeyQuestionJudged, second: RecordedEvent, again: d.SecondJudgementGiven) -> Pair:
    return Pair(
        again.case,
        again.key_question,
        judged.judgement,
        again.judgement,
        first.by.actor.id,
        second.by.actor.id,
        first.position,
        second.position,
        again.declared,
    )


def agreement(subject: str, found: Iterable[Pair]) -> Agreement:
    """How often some pairs agree."""
    known = list(found)
    table = Counter((pair.first, pair.second) for pair in known)
    return Agreement(subject, len(known), sum(pair.agrees for pair in known), table)


def by_question(found: Sequence[Pair]) -> list[Agreement]:
    """Agreement by key question, in order of their ids."""
    return _grouped(found, lambda pair: pair.key_question)


def by_standard(found: Sequence[Pair]) -> list[Agreement]:
    """Agreement by standard, in order of their ids."""
    return _grouped(found, lambda pair: standard_of(pair.key_question))


def by_inspector(found: Sequence[Pair]) -> list[Agreement]:
    """Agreement by who made the first judgement."""
    return _grouped(found, lambda pair: pair.first_by)


def _grouped(found: Sequence[Pair], subject: Callable[[Pair], str]) -> list[Agreement]:
    subjects = sorted(
        {subject(pair) for pair in found}, key=lambda name: ([int(part) for part in name.split(".") if part.isdecimal()], name)
    )
    return [agreement(name, [pair for pair in found if subject(pair) == name]) for name in subjects]
