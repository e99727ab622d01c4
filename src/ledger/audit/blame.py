"""For every rating and key question: the event that last set it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class QuestionBlame:
    """A key question's figures, and the judgement or withdrawal that last set them; None before there is one."""

    tally: Tally
    set_by: RecordedEvent | None


@dataclass(frozen=True, slots=True)
class RatingBlame:
    """A standard's rating: `set_by` gave it the value it has, `last` is the last event that it rests on; None before there is one.

    `disputes` are those about it.
    """

    rated: StandardRating
    set_by: RecordedEvent | None
    last: RecordedEvent | None
    questions: tuple[QuestionBlame, ...]
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Blame:
    """An inspection's ratings as at a point; `overall_set_by` gave the overall rating and score the values they have."""

    at: Standpoint
    overall_set_by: RecordedEvent | None
    standards: tuple[RatingBlame, ...]


def blamed(history: Sequence[RecordedEvent], step: int, start: RatingsView) -> Blame:
    """Who last set what, after the first `step` events of a history."""
    past = history[:step]
    last, disputed = blame.fold(BlameView(), past), disputes(past)
    view, setters = _setters(start, past)
    return Blame(
        at=Standpoint(view, len(history)),
        overall_set_by=setters.get(""),
        standards=tuple(_rating(rated, setters.get(rated.standard.id), last, disputed) for rated in view.ratings),
    )


def _setters(start: RatingsView, past: Iterable[RecordedEvent]) -> tuple[RatingsView, dict[str, RecordedEvent]]:
    """The view at the end, and by standard the event that gave its rating its value; the overall one stands under no id."""
    view, setters = start, dict[str, RecordedEvent]()
    for recorded in past:
        after = ratings.apply(view, recorded)
        if after.standards is not view.standards:
            setters |= dict.fromkeys(_set(view, after), recorded)
        view = after
    return view, setters


def _set(before: RatingsView, after: RatingsView) -> Iterable[str]:
    for name, now in after.standards.items():
        was = before.standards.get(name)
        if was is not None and was is not now and _value(was.rating) != _value(now.rating):
            yield name
    if _overall(before) != _overall(after):
        yield ""


def _value(rated: StandardRating) -> tuple[object, ...]:
    return rated.rating, rated.why_not_rated


def _overall(view: RatingsView) -> tuple[object, ...] | None:
    total = view.overall
    return None if total is None else (total.rating, total.score, total.limited_by)


def _rating(rated: StandardRating, set_by: RecordedEvent | None, last: BlameView, disputed: Sequence[Dispute]) -> RatingBlame:
    tallies = rated.evidence.tallies if isinstance(rated.evidence, CaseworkEvidence) else ()
    questions = tuple(QuestionBlame(tally, last.questions.get(tally.key_question)) for tally in tallies)
    about = on_standard(disputed, rated.standard.id)
    return RatingBlame(rated, set_by, last.standards.get(rated.standard.id), questions, about)


def as_json(found: Blame) -> Object:
    """Everything blamed; an event is null where nothing has been recorded yet."""
    total = found.at.overall
    return {
        **heading(found.at),
        "overall": {"rating": total.rating, "score": total.score, "out_of": total.out_of, "set_by": cited_or_null(found.overall_set_by)},
        "standards": [_standard(standard) for standard in found.standards],
    }


def _standard(found: RatingBlame) -> Object:
    return {
        "id": found.rated.standard.id,
        "title": found.rated.standard.title,
        "rating": found.rated.rating,
        "why_not_rated": found.rated.why_not_rated,
        "set_by": cited_or_null(found.set_by),
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
