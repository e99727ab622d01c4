"""For every rating and key question: the event that made it what it is, and the one that last moved what lies beneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ledger.audit.citation import Object, cited_or_null
from ledger.audit.disputes_json import in_short
from ledger.audit.standpoint import Standpoint, heading
from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import RecordedEvent
from ledger.projections import blame, ratings
from ledger.projections.blame import BlameView
from ledger.projections.disputes import Dispute, disputes, on_standard
from ledger.projections.ratings import RatingsView

Moved = tuple[Literal["rating", "figures"], str]
"""What an event moved: the rating of a standard or its figures; the overall rating and its score stand under no id."""


@dataclass(frozen=True, slots=True)
class QuestionBlame:
    """A key question's figures, and the judgement or withdrawal that last set them; None before there is one."""

    tally: Tally
    set_by: RecordedEvent | None


@dataclass(frozen=True, slots=True)
class RatingBlame:
    """A standard's rating: `set_by` gave it the value it has, `last` is the last event that it rests on; None before there is one.

    `figures_by` last moved the figures of its key questions, whether or not that moved the rating. `disputes` are those about it.
    """

    rated: StandardRating
    set_by: RecordedEvent | None
    figures_by: RecordedEvent | None
    last: RecordedEvent | None
    questions: tuple[QuestionBlame, ...]
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Blame:
    """An inspection's ratings as at a point; `overall_set_by` gave the overall rating its value, `score_by` the score beneath it."""

    at: Standpoint
    overall_set_by: RecordedEvent | None
    score_by: RecordedEvent | None
    standards: tuple[RatingBlame, ...]


def blamed(history: Sequence[RecordedEvent], step: int, start: RatingsView) -> Blame:
    """Who last set what, after the first `step` events of a history."""
    past = history[:step]
    last, disputed = blame.fold(BlameView(), past), disputes(past)
    view, movers = _movers(start, past)
    return Blame(
        at=Standpoint(view, len(history)),
        overall_set_by=movers.get(("rating", "")),
        score_by=movers.get(("figures", "")),
        standards=tuple(_rating(rated, movers, last, disputed) for rated in view.ratings),
    )


def _movers(start: RatingsView, past: Iterable[RecordedEvent]) -> tuple[RatingsView, dict[Moved, RecordedEvent]]:
    """The view at the end, and the last event that moved each rating and each standard's figures."""
    view, movers = start, dict[Moved, RecordedEvent]()
    for recorded in past:
        after = ratings.apply(view, recorded)
        if after.standards is not view.standards:
            movers |= dict.fromkeys(_moved(view, after), recorded)
        view = after
    return view, movers


def _moved(before: RatingsView, after: RatingsView) -> Iterator[Moved]:
    for name, now in after.standards.items():
        was = before.standards.get(name)
        if was is None or was is now:
            continue
        if (was.rating.rating, was.rating.why_not_rated) != (now.rating.rating, now.rating.why_not_rated):
            yield "rating", name
        if was.casework and now.casework and was.casework.tallies != now.casework.tallies:
            yield "figures", name
    was_overall, overall = before.overall, after.overall
    if overall is not None and (was_overall is None or was_overall.rating != overall.rating):
        yield "rating", ""
    if overall is not None and overall.score != (was_overall.score if was_overall else None):
        yield "figures", ""


def _rating(rated: StandardRating, movers: dict[Moved, RecordedEvent], last: BlameView, disputed: Sequence[Dispute]) -> RatingBlame:
    name = rated.standard.id
    tallies = rated.evidence.tallies if isinstance(rated.evidence, CaseworkEvidence) else ()
    return RatingBlame(
        rated=rated,
        set_by=movers.get(("rating", name)),
        figures_by=movers.get(("figures", name)),
        last=last.standards.get(name),
        questions=tuple(QuestionBlame(tally, last.questions.get(tally.key_question)) for tally in tallies),
        disputes=on_standard(disputed, name),
    )


def as_json(found: Blame) -> Object:
    """Everything blamed; an event is null where nothing has been recorded yet."""
    total = found.at.overall
    return {
        **heading(found.at),
        "overall": {
            "rating": total.rating,
            "score": total.score,
            "out_of": total.out_of,
            "set_by": cited_or_null(found.overall_set_by),
            "score_moved_by": cited_or_null(found.score_by),
        },
        "standards": [_standard(standard) for standard in found.standards],
    }


def _standard(found: RatingBlame) -> Object:
    return {
        "id": found.rated.standard.id,
        "title": found.rated.standard.title,
        "rating": found.rated.rating,
        "why_not_rated": found.rated.why_not_rated,
        "set_by": cited_or_null(found.set_by),
        "figures_moved_by": cited_or_null(found.figures_by),
        "last": cited_or_null(found.last),
        "key_questions": [_question(found.rated.rules, one) for one in found.questions],
        "disputes": in_short(found.disputes),
    }


def _question(rules: RatingRules, found: QuestionBlame) -> Object:
    tally = found.tally
    return {
        "id": tally.key_question,
        "yes": tally.yes,
        "relevant": tally.relevant,
        "percent": tally.percent,
        "band": tally_band(rules, tally),
        "set_by": cited_or_null(found.set_by),
    }
