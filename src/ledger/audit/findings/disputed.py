"""Findings on disputes and second judgements: who settled them, when, how often, and who had seen what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.audit.findings.finding import Finding, Severity, on_question
from ledger.audit.findings.record import Record, cited
from ledger.audit.triage import Triaged, triage
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.dispute import parties
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.projections import ratings
from ledger.projections.agreement import Pair, pairs
from ledger.projections.disputes import Dispute, disputes


def own_disputes_resolved(record: Record) -> Iterator[Finding]:
    """Outcomes that a party to the dispute gave, or typed for someone else."""
    for dispute in disputes(record.history):
        for outcome in dispute.outcomes:
            party = _party(dispute, outcome)
            if party is not None:
                did = "resolved it" if party == outcome.by.actor.id else "typed its outcome"
                part = "raised it" if party == dispute.raised.by.actor.id else f"made what it is about, #{dispute.disputed.position}"
                yield _on(record, dispute, "own-dispute-resolved", "high", f"{party}, who {part}, {did} at #{outcome.position}.", outcome)


def _party(dispute: Dispute, outcome: RecordedEvent) -> str | None:
    concerned = parties(dispute.raised.by.actor.id, dispute.disputed)
    return next((who for who in (outcome.by.actor.id, outcome.by.recorded_by) if who in concerned), None)


def late_disputes(record: Record) -> Iterator[Finding]:
    """Disputes that were resolved after the day they were due on, or that are open while later days are on record."""
    dated = [one.by.happened for one in record.history if one.by.happened.earliest is not None]
    last = max(dated, key=lambda happened: happened.earliest or "", default=None)
    for dispute in disputes(record.history):
        due = Happened.parse(dispute.event.due)
        if dispute.outcomes and due.is_before(dispute.outcomes[0].by.happened):
            outcome = dispute.outcomes[0]
            message = f"It was due on {due.on} and resolved on {outcome.by.happened.on}."
            yield _on(record, dispute, "dispute-late", "low", message, outcome)
        elif dispute.is_open and last is not None and due.is_before(last):
            yield _on(record, dispute, "dispute-late", "low", f"It was due on {due.on} and is open while the record goes on to {last.on}.")


def disputes_resolved_twice(record: Record) -> Iterator[Finding]:
    """Disputes with more than one outcome."""
    for dispute in disputes(record.history):
        if len(dispute.outcomes) > 1:
            told = [f"{_outcome(one)} at #{one.position} by {one.by.actor.id}" for one in dispute.outcomes]
            message = f"It was resolved {len(told)} times: {', then '.join(told)}. The last outcome stands."
            yield _on(record, dispute, "dispute-resolved-twice", "medium", message, *dispute.outcomes)


def _outcome(recorded: RecordedEvent) -> str:
    return recorded.event.outcome if isinstance(recorded.event, d.DisputeResolved) else ""


def decisive_disputes_at_confirmation(record: Record) -> Iterator[Finding]:
    """Disputes that could change a rating and were open when ratings were last confirmed."""
    confirmed = next((n for n in range(len(record.history), 0, -1) if isinstance(record.history[n - 1].event, e.RatingsConfirmed)), 0)
    past = record.history[:confirmed]
    found = disputes(past)
    if not any(one.is_open for one in found):
        return
    view = ratings.fold(ratings.start(record.view.resolve, record.view.under), past)
    for one in triage(view, found):
        if one.effect.kind != "moot":
            yield _open_at(record, one, past[-1].position)


def _open_at(record: Record, one: Triaged, confirmed: int) -> Finding:
    alone = f" once {_numbers(one.effect.others)} {'is' if len(one.effect.others) == 1 else 'are'} amended too" if one.effect.others else ""
    overall = one.overall_effect.kind != "moot"
    message = f"It was open when ratings were confirmed at #{confirmed}, and amending it would change {one.standard}{alone}"
    message += ", and it can change the overall rating." if overall else "; the overall rating it could not change."
    return _on(record, one.dispute, "decisive-dispute-open", "high" if overall else "medium", message)


def _numbers(others: tuple[int, ...]) -> str:
    return f"dispute{'' if len(others) == 1 else 's'} {' and '.join(map(str, others))}"


def judges_who_had_seen(record: Record) -> Iterator[Finding]:
    """Second judgements by someone who says that they had seen the first, or whom the record shows to have had to do with it before."""
    found = pairs(record.history)
    contacts = _contacts(record.history) if found else {}
    for pair in found:
        known = next((at for at in contacts.get((pair.case, pair.key_question, pair.second_by), ()) if at < pair.second_at), None)
        if pair.declared == "seen":
            yield _seen(pair, f"{pair.second_by} declares that they had seen the first judgement", ())
        elif known is not None:
            yield _seen(pair, f"{pair.second_by} had to do with a judgement of it before, at #{known}", (known,))


def _seen(pair: Pair, what: str, positions: tuple[int, ...]) -> Finding:
    standard, question = on_question(pair.key_question)
    return Finding(
        code="second-judge-had-seen-first",
        severity="medium",
        message=f"{question} in {pair.case} was judged a second time at #{pair.second_at}: {what}.",
        standard=standard,
        key_question=question,
        case=pair.case,
        positions=(pair.second_at, pair.first_at, *positions),
    )


def _contacts(history: Sequence[RecordedEvent]) -> dict[tuple[str, str, str], list[int]]:
    """Where somebody judged, typed or reviewed a judgement, or had a part in a dispute on it, by case, key question and person."""
    found: dict[tuple[str, str, str], list[int]] = {}
    about: dict[int, tuple[str, str]] = {}
    known = {dispute.number for dispute in disputes(history)}
    for recorded in history:
        event, by = recorded.event, recorded.by
        where = None
        if isinstance(event, e.KeyQuestionJudged):
            where = event.case, event.key_question
        elif isinstance(event, d.DisputeRaised) and event.case is not None and event.dispute in known:
            where = about[event.dispute] = event.case, event.subject
        elif isinstance(event, d.DisputeAnswered | d.DisputeResolved):
            where = about.get(event.dispute)
        if where is not None:
            for who in {by.actor.id, by.recorded_by, by.reviewed_by or by.actor.id}:
                found.setdefault((*where, who), []).append(recorded.position)
    return found


def _on(record: Record, dispute: Dispute, code: str, severity: Severity, message: str, *events: RecordedEvent) -> Finding:
    """A finding on a dispute; a published figure may be about several standards, or about none."""
    standards, questions = record.touched(dispute.event.subject)
    return Finding(
        code=code,
        severity=severity,
        message=f"Dispute {dispute.number} is on #{dispute.disputed.position}, {dispute.event.subject}. {message}",
        standard=standards[0] if len(standards) == 1 else None,
        key_question=questions[0] if len(questions) == 1 else None,
        case=dispute.event.case,
        positions=(dispute.raised.position, dispute.disputed.position, *(one.position for one in events)),
        sources=cited(dispute.disputed),
    )
