"""The judgements that a dip sample can be drawn from: those that stand, with who made them and how near a boundary their case is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.bands import lowest_band
from ledger.domain.discretion import Direction, turned
from ledger.domain.evidence import Judgement
from ledger.domain.recorded import RecordedEvent
from ledger.domain.second import Candidate
from ledger.projections import ratings
from ledger.projections.ratings import RatingsView, StandardView

_TURNING: dict[Direction, Judgement] = {"up": "insufficient", "down": "sufficient"}


def candidates(history: Sequence[RecordedEvent], start: RatingsView) -> tuple[Candidate, ...]:
    """Every judgement that stands after a history in a case that counts, by case and key question; `start` is the view before any event."""
    view = ratings.fold(start, history)
    stand = {(event.case, event.key_question): recorded for recorded, event in _judgements(history) if event.case in view.cases}
    near = set(_near(view))
    return tuple(
        Candidate(d.DrawnJudgement(case, question, recorded.position), recorded.by.actor.id, (case, question) in near)
        for (case, question), recorded in sorted(stand.items())
    )


def _judgements(history: Iterable[RecordedEvent]) -> Iterator[tuple[RecordedEvent, e.KeyQuestionJudged]]:
    for recorded in history:
        if isinstance(recorded.event, e.KeyQuestionJudged):
            yield recorded, recorded.event


def _near(view: RatingsView) -> Iterator[tuple[str, str]]:
    """The judgements of every case that could change the rating of a standard alone, those that would have to differ."""
    for standard in view.standards.values():
        for direction, turning in _TURNING.items():
            for case in _cases(standard, direction):
                pattern = standard.casework.judged[case] if standard.casework else ()
                for question, judged in zip(standard.standard.key_questions, pattern, strict=True):
                    if judged == turning:
                        yield case, question.id


def _cases(standard: StandardView, direction: Direction) -> Iterator[str]:
    casework = standard.casework
    rating = lowest_band(standard.rules, casework.tallies) if casework else None
    if casework is None or rating is None:
        return
    moves = {pattern for pattern in casework.patterns if turned(standard.rules, casework.tallies, pattern, rating, direction)}
    yield from (case for case, pattern in casework.judged.items() if pattern in moves)
