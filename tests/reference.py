"""The ratings of an inspection worked out from scratch from its events, by the rules' words: slow, plain, and sharing no code with the fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.domain.oracle import WORDS, Case, Floors, band, one_case_by_counts, one_case_exactly, percent, points, small_sample

from ledger.domain import events as e
from ledger.domain.framework import Framework, Standard
from ledger.domain.recorded import RecordedEvent

Summary = dict[str, Any]
Basis = frozenset[tuple[str, str, str]] | str | None
Decision = e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden


def summary(events: Sequence[RecordedEvent], framework: Framework) -> Summary:
    """Every rating, route, figure, decision and test, and the overall rating, as at the last event."""
    standards = {standard.id: _standard(events, framework, standard) for standard in framework.standards}
    return {"standards": standards, "overall": _overall(framework, standards)}


def evidence(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> Basis:
    """What a standard's rating rests on: the set of case, question and judgement that count, or the proposal."""
    if standard.basis == "qualitative":
        proposals = [one.event.rating for one in events if isinstance(one.event, e.RatingProposed) and one.event.standard == standard.id]
        return proposals[-1].value if proposals else None
    sample = _sample(events, framework, standard)
    latest = {}
    for one in events:
        if isinstance(one.event, e.KeyQuestionJudged) and one.event.key_question.startswith(f"{standard.id}."):
            latest[one.event.case, one.event.key_question] = one.event.judgement
    return frozenset((case, question, judgement) for (case, question), judgement in latest.items() if case in sample)


def _sample(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> set[str]:
    kind = next(domain.cases for domain in framework.domains if standard in domain.standards)
    withdrawn = {one.event.case for one in events if isinstance(one.event, e.CaseWithdrawn)}
    return {one.event.case for one in events if isinstance(one.event, e.CaseSampled) and one.event.kind == kind} - withdrawn


def _standard(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> Summary:
    basis = evidence(events, framework, standard)
    if isinstance(basis, frozenset):
        found = _casework(events, framework, standard, basis)
    else:
        why = None if basis in WORDS else ("declared" if basis else "not-proposed")
        found = {"rating": basis or "Not rated", "why": why, "provisional": False, "figures": None, "tests": None}
        found["route"] = [("proposed", basis)] if basis else []
    found["decision"] = found["override"] = None
    if isinstance(basis, frozenset):
        _discretion(events, framework, standard, found)
    _override(events, framework, standard, found)
    return found


def _discretion(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, found: Summary) -> None:
    decision = _in_force(events, standard.id, (e.DiscretionExercised, e.DiscretionDeclined), e.DiscretionRevoked)
    if decision is None:
        return
    position, event = decision
    lapsed = event.from_rating is not None and event.from_rating.value != found["rating"]
    found["decision"] = (position, _stale(events, framework, standard, event), lapsed)
    if isinstance(event, e.DiscretionExercised) and event.from_rating is not None and not lapsed and found["rating"] != "Not rated":
        found["rating"] = event.to_rating.value
        found["route"].append(("discretion", event.to_rating.value))


def _override(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, found: Summary) -> None:
    decision = _in_force(events, standard.id, (e.RatingOverridden,), e.OverrideRevoked)
    if decision is None:
        return
    position, event = decision
    found["override"] = (position, _stale(events, framework, standard, event))
    if isinstance(event, e.RatingOverridden) and found["rating"] != "Not rated":
        found["rating"] = event.to_rating.value
        found["route"].append(("override", event.to_rating.value))


def _in_force(events: Sequence[RecordedEvent], standard: str, kinds: tuple[type, ...], revoking: type) -> tuple[int, Decision] | None:
    """The newest decision of a kind, unless it was revoked; revoking revives nothing."""
    taken = [(one.position, one.event) for one in events if isinstance(one.event, Decision) and isinstance(one.event, kinds)]
    taken = [(position, event) for position, event in taken if event.standard == standard]
    revoked = {getattr(one.event, "revokes", None) for one in events if isinstance(one.event, revoking)}
    return taken[-1] if taken and taken[-1][0] not in revoked else None


def _stale(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, decision: Decision) -> bool:
    then = [one for one in events if one.position <= decision.seen.position]
    return evidence(then, framework, standard) != evidence(events, framework, standard)


def _casework(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, basis: frozenset[tuple[str, str, str]]) -> Summary:
    floors: Floors = tuple(one.floor for one in framework.rules.bands)  # type: ignore[assignment]
    sample = sorted(_sample(events, framework, standard))
    questions = [question.id for question in standard.key_questions]
    judgement = {(case, question): word for case, question, word in basis}
    cases: list[Case] = [tuple(judgement.get((case, question)) for question in questions) for case in sample]
    counts = tuple(
        (sum(case[i] == "sufficient" for case in cases), sum(case[i] in ("sufficient", "insufficient") for case in cases))
        for i in range(len(questions))
    )
    provisional = any(word is None for case in cases for word in case)
    bands = [band(whole, floors) for yes, relevant in counts if (whole := percent(yes, relevant)) is not None]
    figures = {question: (*count, percent(*count)) for question, count in zip(questions, counts, strict=True)}
    if not bands:
        why = "no-relevant-case" if cases and not provisional else "not-judged"
        return {"rating": "Not rated", "why": why, "provisional": provisional, "figures": figures, "tests": None, "route": []}
    tests = _tests(events, framework, cases, counts, floors, min(bands))
    rating = WORDS[min(bands)]
    return {"rating": rating, "why": None, "provisional": provisional, "figures": figures, "tests": tests, "route": [("banded", rating)]}


def _tests(
    events: Sequence[RecordedEvent],
    framework: Framework,
    cases: list[Case],
    counts: tuple[tuple[int, int], ...],
    floors: Floors,
    lowest: int,
) -> Summary:
    discretion = framework.rules.discretion
    small = small_sample(counts, discretion.small_sample)
    ours = events[0].by.provenance in ("reported", "reconstructed")
    if ours:
        one_case = one_case_by_counts(counts, floors)
    else:
        up, down = one_case_exactly(cases, floors)
        one_case = ("yes" if up else "no", "yes" if down else "no")
    found: Summary = {}
    for way, distance, one, at_end in zip(("up", "down"), points(counts, floors), one_case, (lowest == 3, lowest == 0), strict=True):
        found[way] = None if at_end else (distance, (distance or 0) <= discretion.margin_points, one, small)
    return found


def _overall(framework: Framework, standards: dict[str, Summary]) -> Summary:
    score = {band.rating.value: band.score for band in framework.rules.bands}
    low = high = 0
    pending = False
    for standard in framework.standards:
        found = standards[standard.id]
        if not standard.counts:
            continue
        if found["provisional"] or found["rating"] == "Not rated":
            pending, high = True, high + max(score.values())
        else:
            low, high = low + score[found["rating"]], high + score[found["rating"]]
    out = {"score": None if pending else low, "possible": (low, high), "limited_by": None}
    if pending:
        return out | {"rating": "Pending"}
    rating = next(band.rating.value for band in framework.rules.overall if band.lowest <= low <= band.highest)
    strictest_first = sorted(framework.rules.limits, key=lambda limit: WORDS.index(limit.at_most.value))
    for limit in strictest_first:
        if WORDS.index(rating) > WORDS.index(limit.at_most.value):
            limiting = standards[limit.standard]
            if limiting["why"] == "not-proposed":
                return out | {"rating": "Pending"}
            if limiting["rating"] == limit.rating.value:
                return out | {"rating": limit.at_most.value, "limited_by": limit.standard}
    return out | {"rating": rating}
