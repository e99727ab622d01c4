"""The judgements that a dip sample can be drawn from: those that stand, with who made them and how near a boundary their case is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.bands import is_better, lowest_band, tally_band
from ledger.domain.discretion import Direction, turned
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating
from ledger.domain.percentages import Tally
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
        yield from _by_counts(standard) if standard.counts_only else _by_cases(standard)


def _by_counts(standard: StandardView) -> Iterator[tuple[str, str]]:
    """Where only counts are known, of any case: one judgement more, or fewer, on the questions of which one could change the rating."""
    casework, found = standard.casework, standard.rating.eligibility
    if casework is None or found is None:
        return
    rises = found.up is not None and found.up.one_case != "no"
    lowest = {t.key_question for t in casework.tallies if rises and tally_band(standard.rules, t) == found.rating}
    falling = {t.key_question for t in casework.tallies if t.yes and _falls(standard, t, found.rating)}
    for case, pattern in casework.judged.items():
        for question, judged in zip(standard.standard.key_questions, pattern, strict=True):
            if question.id in (lowest if judged == "insufficient" else falling if judged == "sufficient" else ()):
                yield case, question.id


def _falls(standard: StandardView, tally: Tally, rating: Rating) -> bool:
    band = tally_band(standard.rules, tally.moved(-1))
    return band is not None and is_better(rating, band)


def _by_cases(standard: StandardView) -> Iterator[tuple[str, str]]:
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
