"""Recorded events as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ledger.cli.board_text import PROVENANCES
from ledger.cli.dispute_words import of_dispute, of_second
from ledger.cli.output import clean
from ledger.cli.tables import columns, indented
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import Provenance, RecordedEvent

PanelEvent = e.PanelConvened | e.DiscretionExercised | e.DiscretionDeclined | e.DiscretionRevoked | e.RatingOverridden | e.OverrideRevoked
LaterEvent = PanelEvent | d.SecondEvent | d.DisputeEvent


def event_lines(events: Sequence[RecordedEvent], usual: Provenance, positions: Mapping[str, int] | None = None) -> list[str]:
    """One line an event with both clocks, and below it its words, what led to it, and any provenance other than the usual one.

    `positions` are those of events by id, to name a cause by.
    """
    if not events:
        return []
    heads = columns([_head(recorded) for recorded in events], right={0})
    return [
        line
        for recorded, head in zip(events, heads, strict=True)
        for line in (head, *indented(list(_below(recorded, usual, positions or {})), 8))
    ]


def _head(recorded: RecordedEvent) -> tuple[str, ...]:
    by, event = recorded.by, recorded.event
    return (
        f"#{recorded.position}",
        by.happened.on or "unknown",
        f"recorded {recorded.recorded_at[:19]}Z",
        f"{clean(by.actor.id)} ({by.actor.role})",
        e.event_name(e.TOPIC_OF[type(event)]),
        clean(what(event)),
    )


def _below(recorded: RecordedEvent, usual: Provenance, positions: Mapping[str, int]) -> Iterator[str]:
    for name, text in recorded.texts.items():
        yield f"{name}: {clean(text.words)}"
    if recorded.by.evidence:
        yield f"evidence: {clean(', '.join(recorded.by.evidence))}"
    if recorded.by.causation:
        position = positions.get(recorded.by.causation)
        yield f"led to by {f'#{position}' if position else recorded.by.causation}"
    if recorded.by.reviewed_by:
        yield f"reviewed by {clean(recorded.by.reviewed_by)}"
    if recorded.by.provenance != usual:
        yield PROVENANCES[recorded.by.provenance]


def what(event: e.Event) -> str:
    """What an event says, in a few words; empty where its name says everything."""
    match event:
        case e.CaseSampled() | e.CaseWithdrawn() | e.PromptAnswered() | e.KeyQuestionJudged():
            return _case(event)
        case e.FieldworkCompleted() | e.DraftShared() | e.RatingsConfirmed() | e.InspectionReopened():
            return ""
        case e.InspectionOpened(service=service, framework=framework):
            return f"{service}, under {framework}"
        case e.TeamMemberAssigned(member=member, role=role):
            return f"{member} as {role}"
        case e.RatingProposed(standard=standard, rating=rating):
            return f"{standard}: {rating}"
        case e.ReportPublished(title=title):
            return title
        case e.PublishedFigureRecorded():
            return f"{event.subject}: {event.value} ({event.kind}, {event.status}, {event.report}:{event.line})"
        case e.ReviewerNoteAdded() | e.FactualAccuracyRaised() | e.FactualAccuracyAnswered() | e.TextErased():
            return _beside(event)
        case e.LoginMapped() | e.LoginUnmapped():
            return _login(event)
        case _:
            return _later(event)


def _later(event: LaterEvent) -> str:
    match event:
        case d.DipSampleDrawn() | d.SheetIssued() | d.SecondJudgementGiven():
            return of_second(event)
        case d.DisputeRaised() | d.DisputeAnswered() | d.DisputeResolved() | d.DisputeWithdrawn():
            return of_dispute(event)
        case _:
            return _panel(event)


def _login(event: e.LoginMapped | e.LoginUnmapped) -> str:
    return event.login if isinstance(event, e.LoginUnmapped) else f"{event.login} is {event.actor}'s, as {', '.join(event.roles)}"


def _case(event: e.CaseSampled | e.CaseWithdrawn | e.PromptAnswered | e.KeyQuestionJudged) -> str:
    match event:
        case e.CaseSampled(case=case, kind=kind):
            return f"{case}, {kind}"
        case e.CaseWithdrawn(case=case):
            return case
        case e.PromptAnswered(case=case, prompt=prompt, answer=answer):
            return f"{case} {prompt}: {answer}"
        case e.KeyQuestionJudged(case=case, key_question=question, judgement=judgement, reaffirmed=reaffirmed):
            return f"{case} {question}: {judgement}" + (" (reaffirmed)" if reaffirmed else "")


def _beside(event: e.ReviewerNoteAdded | e.FactualAccuracyRaised | e.FactualAccuracyAnswered | e.TextErased) -> str:
    match event:
        case e.ReviewerNoteAdded(position=position, standard=standard):
            return f"on #{position}" if position is not None else f"on {standard or 'the inspection'}"
        case e.FactualAccuracyRaised(comment=comment, standard=standard, new_information=new):
            return f"{comment} on {standard or 'the draft'}" + (", with new information" if new else "")
        case e.FactualAccuracyAnswered(comment=comment, outcome=outcome):
            return f"{comment}: {outcome.replace('-', ' ')}"
        case e.TextErased(position=position, name=name):
            return f"the {name} of #{position}"


def _panel(event: PanelEvent) -> str:
    match event:
        case e.PanelConvened(members=members, quorum=quorum):
            return f"{', '.join(members)}; quorum {quorum}"
        case e.DiscretionExercised(standard=standard, to_rating=to, seen=seen):
            start = event.from_rating or "a rating not said"
            return f"{standard}: from {start} to {to}{_tests(event.tests)}, seen at #{seen.position}"
        case e.DiscretionDeclined(standard=standard, from_rating=start, seen=seen):
            return f"{standard}: stays {start}{_tests(event.tests)}, seen at #{seen.position}"
        case e.RatingOverridden(standard=standard, from_rating=start, to_rating=to, seen=seen):
            return f"{standard}: from {start} to {to}, seen at #{seen.position}"
        case e.DiscretionRevoked(standard=standard, revokes=position) | e.OverrideRevoked(standard=standard, revokes=position):
            return f"{standard}: #{position}"


def _tests(tests: Sequence[str]) -> str:
    return f" ({', '.join(tests)})" if tests else ""
