"""What the checks look at: a history up to a point, the ratings there, and an index of the history made in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ledger.domain import events as e
from ledger.domain.evidence import Answer, CaseworkEvidence, Judgement
from ledger.domain.framework import Framework, key_question_of, standard_of
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import COUNTS_ONLY, RatingsView, StandardView

_NAMED = re.compile(r"\b\d+\.\d+(?:\.\d+[a-z]?)?\b")
_SOURCE = re.compile(r"[a-z0-9-]+:[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A recorded published figure; `words` is what was said of it, unless it was erased."""

    position: int
    event: e.PublishedFigureRecorded
    words: str | None

    @property
    def source(self) -> str:
        """Where it stands: `north-yorkshire-2020:784`."""
        return f"{self.event.report}:{self.event.line}"


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgement that stands of one key question in one case, or the answer of one prompt."""

    position: int
    value: Judgement | Answer
    made_up: bool


@dataclass(frozen=True)
class Index:
    """A history by what the checks ask of it, each in recorded order; `changes` are evidence-changing positions by standard."""

    judgements: dict[tuple[str, str], Judged] = field(default_factory=dict)
    answers: dict[tuple[str, str], Judged] = field(default_factory=dict)
    sampled: dict[str, e.CaseSampled] = field(default_factory=dict)
    sampled_at: dict[str, int] = field(default_factory=dict)
    decisions: dict[int, RecordedEvent] = field(default_factory=dict)
    considered: set[str] = field(default_factory=set)
    sittings: list[int] = field(default_factory=list)
    completed: list[int] = field(default_factory=list)
    changes: dict[str, list[int]] = field(default_factory=dict)
    figures: dict[tuple[e.FigureKind, str], list[Figure]] = field(default_factory=dict)
    disagreements: dict[str, list[Figure]] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """One inspection as at a point; `elsewhere` gives the histories of other inspections up to then to a check that asks for them."""

    history: Sequence[RecordedEvent]
    view: RatingsView
    framework: Framework
    index: Index
    elsewhere: Iterable[Sequence[RecordedEvent]] = ()

    @property
    def made_up(self) -> bool:
        """Whether the case-level judgements are not the inspectors' own, so that nothing is said of a single case."""
        return self.view.provenance in COUNTS_ONLY

    def standards(self) -> Iterator[tuple[StandardView, StandardRating]]:
        """Every standard with its rating, in printed order."""
        for standard in self.framework.standards:
            view = self.view.standards[standard.id]
            yield view, view.rating

    def settled(self) -> Iterator[tuple[StandardRating, tuple[Tally, ...]]]:
        """Every casework standard that is rated with nothing wanting, with the tallies that have a percentage."""
        for _, rating in self.standards():
            if isinstance(rating.evidence, CaseworkEvidence) and rating.route and not rating.provisional:
                yield rating, tuple(tally for tally in rating.evidence.tallies if tally.relevant)

    def figures(self, kind: e.FigureKind, subject: str) -> Sequence[Figure]:
        """The published figures of a kind about a subject."""
        return self.index.figures.get((kind, subject), ())

    def touched(self, subject: str) -> tuple[list[str], list[str]]:
        """The standards and the key questions of the framework that a subject names, which may be words: `3.2.3c, 3.3.3a`."""
        ids = _NAMED.findall(subject)
        questions = [key_question_of(one) for one in ids if key_question_of(one) in self.framework.by_key_question]
        standards = [standard_of(one) for one in ids if standard_of(one) in self.framework.by_standard]
        return list(dict.fromkeys(standards)), list(dict.fromkeys(questions))


def record_of(history: Sequence[RecordedEvent], view: RatingsView, elsewhere: Iterable[Sequence[RecordedEvent]] = ()) -> Record:
    """The record of a history and the ratings it leads to; ValueError where no inspection has been opened."""
    if view.framework is None:
        raise ValueError("expected an inspection that has been opened, found none")
    index = Index()
    for recorded in history:
        _note(index, recorded, view.framework)
    return Record(history, view, view.framework, index, elsewhere)


def cited(recorded: RecordedEvent) -> tuple[str, ...]:
    """The lines of reports that an event gives as its evidence."""
    return tuple(given for given in recorded.by.evidence if _SOURCE.fullmatch(given))


def named(standard: StandardView) -> str:
    """A standard as people know it: `3.2 Planning`."""
    return f"{standard.standard.id} {standard.standard.title}"


def _note(index: Index, recorded: RecordedEvent, framework: Framework) -> None:
    event, position = recorded.event, recorded.position
    match event:
        case e.PromptAnswered() | e.KeyQuestionJudged() | e.CaseSampled() | e.CaseWithdrawn():
            _note_case(index, recorded, framework, event)
        case e.RatingProposed():
            _changed(index, event.standard, position)
        case e.DiscretionExercised() | e.DiscretionDeclined() | e.RatingOverridden():
            index.decisions[position] = recorded
            if not isinstance(event, e.RatingOverridden):
                index.considered.add(event.standard)
        case e.PanelConvened():
            index.sittings.append(position)
            index.completed.append(position)
        case e.FieldworkCompleted() | e.DraftShared() | e.RatingsConfirmed() | e.ReportPublished():
            index.completed.append(position)
        case e.PublishedFigureRecorded():
            _note_figure(index, Figure(position, event, recorded.reason))
        case _:
            pass


def _note_case(
    index: Index,
    recorded: RecordedEvent,
    framework: Framework,
    event: e.PromptAnswered | e.KeyQuestionJudged | e.CaseSampled | e.CaseWithdrawn,
) -> None:
    made_up = recorded.by.provenance == "reconstructed"
    match event:
        case e.PromptAnswered():
            index.answers[event.case, event.prompt] = Judged(recorded.position, event.answer, made_up)
        case e.KeyQuestionJudged():
            index.judgements[event.case, event.key_question] = Judged(recorded.position, event.judgement, made_up)
            if not event.reaffirmed:
                _changed(index, standard_of(event.key_question), recorded.position)
        case e.CaseSampled():
            index.sampled.setdefault(event.case, event)
            index.sampled_at.setdefault(event.case, recorded.position)
        case e.CaseWithdrawn():
            sampled = index.sampled.get(event.case)
            for standard in framework.standards_on[sampled.kind] if sampled else ():
                _changed(index, standard.id, recorded.position)


def _changed(index: Index, standard: str, position: int) -> None:
    index.changes.setdefault(standard, []).append(position)


def _note_figure(index: Index, figure: Figure) -> None:
    event = figure.event
    if event.disagreement is not None:
        index.disagreements.setdefault(event.disagreement.id, []).append(figure)
    else:
        index.figures.setdefault((event.kind, event.subject), []).append(figure)
