"""The ratings of an inspection worked out from scratch from its events, by the rules' words: slow, plain, and sharing no code with the fold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ledger.domain import events as e
from ledger.domain.framework import Framework, Standard
from ledger.domain.recorded import RecordedEvent
from tests.domain.oracle import WORDS, Case, Floors, band, one_case_by_counts, one_case_exactly, percent, points, small_sample

Summary = dict[str, Any]


def summary(events: Sequence[RecordedEvent], framework: Framework) -> Summary:
    """Every rating, route, figure, decision and test, and the overall rating, as at the last event."""
    standards = {standard.id: _standard(events, framework, standard) for standard in framework.standards}
    return {"standards": standards, "overall": _overall(framework, standards)}


def evidence(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> Any:
    """What a standard's rating rests on: the set of case, question and judgement that count, or the proposal."""
    if standard.basis == "qualitative":
        proposals = [one.event.rating for one in events if isinstance(one.event, e.RatingProposed) and one.event.standard == standard.id]
        return proposals[-1].value if proposals else None
    sample = _sample(events, framework, standard)
    latest = {}
    for one in events:
        if isinstance(one.event, e.KeyQuestionJudged) and one.event.key_question.startswith(f"{standard.id}."):
            latest[one.event.case, one.event.key_question] = one.event.judgement
    return {(case, question, judgement) for (case, question), judgement in latest.items() if case in sample}


def _sample(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> set[str]:
    kind = next(domain.cases for domain in framework.domains if standard in domain.standards)
    withdrawn = {one.event.case for one in events if isinstance(one.event, e.CaseWithdrawn)}
    return {one.event.case for one in events if isinstance(one.event, e.CaseSampled) and one.event.kind == kind} - withdrawn


def _standard(events: Sequence[RecordedEvent], framework: Framework, standard: Standard) -> Summary:
    basis = evidence(events, framework, standard)
    found: Summary = {"provisional": False, "tests": None, "figures": None}
    if standard.basis == "qualitative":
        rating = basis or "Not rated"
        why = None if basis in WORDS else ("declared" if basis else "not-proposed")
        route = [("proposed", rating)] if basis else []
    else:
        found |= _casework(events, framework, standard, basis)
        rating, why = found.pop("banded"), found.pop("why")
        route = [] if why else [("banded", rating)]
    decision = _in_force(events, standard.id, (e.DiscretionExercised, e.DiscretionDeclined), e.DiscretionRevoked)
    lapsed = decision is not None and standard.basis == "casework" and decision.event.from_rating not in (None, rating)
    found["decision"] = None if decision is None or standard.basis == "qualitative" else (decision.position, _stale(events, framework, standard, decision), lapsed)
    moves = decision is not None and isinstance(decision.event, e.DiscretionExercised) and decision.event.from_rating is not None
    if moves and not lapsed and standard.basis == "casework" and not why:
        rating = decision.event.to_rating.value
        route.append(("discretion", rating))
    override = _in_force(events, standard.id, (e.RatingOverridden,), e.OverrideRevoked)
    found["override"] = None if override is None else (override.position, _stale(events, framework, standard, override))
    if override is not None and rating != "Not rated":
        rating = override.event.to_rating.value
        route.append(("override", rating))
    return found | {"rating": rating, "why": why, "route": route}


def _in_force(events: Sequence[RecordedEvent], standard: str, kinds: tuple[type, ...], revoking: type) -> Any:
    """The newest decision of a kind, unless it was revoked; revoking revives nothing."""
    taken = [one for one in events if isinstance(one.event, kinds) and getattr(one.event, "standard", None) == standard]
    if not taken:
        return None
    revoked = {getattr(one.event, "revokes", None) for one in events if isinstance(one.event, revoking)}
    return None if taken[-1].position in revoked else taken[-1]


def _stale(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, decision: Any) -> bool:
    then = [one for one in events if one.position <= decision.event.seen.position]
    return bool(evidence(then, framework, standard) != evidence(events, framework, standard))


def _casework(events: Sequence[RecordedEvent], framework: Framework, standard: Standard, basis: set[tuple[str, str, str]]) -> Summary:
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
        return {"banded": "Not rated", "why": why, "provisional": provisional, "figures": figures, "tests": None}
    tests = _tests(events, framework, cases, counts, floors, min(bands))
    return {"banded": WORDS[min(bands)], "why": None, "provisional": provisional, "figures": figures, "tests": tests}


def _tests(
    events: Sequence[RecordedEvent], framework: Framework, cases: list[Case], counts: tuple[tuple[int, int], ...], floors: Floors, lowest: int
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
    for limit in framework.rules.limits:
        if WORDS.index(rating) > WORDS.index(limit.at_most.value):
            limiting = standards[limit.standard]
            if limiting["why"] == "not-proposed":
                return out | {"rating": "Pending"}
            if limiting["rating"] == limit.rating.value:
                return out | {"rating": limit.at_most.value, "limited_by": limit.standard}
    return out | {"rating": rating}
