"""The docket in words: what each dispute could change, what the board comes to either way, and the votes side by side."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit.triage import Effect, Triaged, Way
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.domain.roles import spoken
from ledger_tui.docket import choices
from ledger_tui.settling import Settled
from ledger_tui.wording import describe, text_of


def effect_words(effect: Effect) -> str:
    """Whether it can change a rating: `decisive alone`, `decisive with 3, 7`, `moot`."""
    if effect.kind == "decisive-with-others":
        return f"decisive with {', '.join(map(str, effect.others))}"
    return spoken(effect.kind)


def triage_words(one: Triaged) -> str:
    """The effect on the standard, and on the overall rating where there is one."""
    overall = one.overall_effect
    if overall.kind == "moot":
        return effect_words(one.effect)
    with_others = f" with {', '.join(map(str, overall.others))}" if overall.others else ""
    return f"{effect_words(one.effect)}, overall too{with_others}"


def subject_words(one: Triaged) -> str:
    """What is disputed: `2.1.1 C07`, `3.2`."""
    event = one.dispute.event
    return f"{event.subject} {event.case or ''}".strip()


def way_words(one: Triaged, way: Way, *, amended: bool) -> tuple[str, str]:
    """A way to settle a dispute, and what it comes to."""
    amendment = f"→ {spoken(way.to)}" if way.to else "revoked"
    low, high = way.overall.possible
    score = f" {way.overall.score}/{way.overall.out_of}" if way.overall.score is not None else f", {low} to {high} possible"
    standard = f"{one.standard} {way.rating}, " if one.standard else ""
    return amendment if amended else "stands", f"{standard}overall {way.overall.rating}{score}"


def vote(recorded: RecordedEvent) -> Iterator[str]:
    """A vote as it was given: what, by whom, when, why and on what evidence."""
    words = describe(recorded)
    yield f"#{recorded.position} {value(recorded.event) or words.headline}"
    yield words.who
    yield words.happened
    if "reason" in recorded.texts:
        yield f"why: {words.why}"
    if words.evidence:
        yield f"cites {', '.join(words.evidence)}"


def value(event: e.Event) -> str:
    """What a vote says in a word or two, nothing for one that says more."""
    match event:
        case e.KeyQuestionJudged(judgement=judgement, reaffirmed=reaffirmed):
            return f"{spoken(judgement)}{' once more' if reaffirmed else ''}"
        case d.SecondJudgementGiven(judgement=judgement, declared=declared):
            return f"{spoken(judgement)}, a second time{'' if declared == 'not-seen' else ', having seen the first'}"
        case e.RatingProposed(rating=rating):
            return f"{rating} proposed"
        case e.PublishedFigureRecorded(value=figure):
            return figure
        case _:
            return ""


def case_against(one: Triaged, told: tuple[RecordedEvent, ...]) -> Iterator[str]:
    """What stands against it: the grounds, the votes given a second time for comparison, and the answer."""
    raised = one.dispute.raised
    yield f"grounds: {text_of(raised, 'grounds') or 'none'}"
    yield f"#{raised.position} {describe(raised).who}"
    if raised.by.evidence:
        yield f"cites {', '.join(raised.by.evidence)}"
    for recorded in told:
        if isinstance(recorded.event, d.SecondJudgementGiven):
            yield ""
            yield from vote(recorded)
    if one.dispute.answered is not None:
        yield ""
        yield f"answer: {text_of(one.dispute.answered, 'answer') or 'none'}"
        yield f"#{one.dispute.answered.position} {describe(one.dispute.answered).who}"


def amendment_hint(one: Triaged) -> str:
    """What can be typed for an amendment."""
    return " · ".join(spoken(choice) for choice in choices(one)) or "the figure as it should read"


def outcome_words(settled: Settled) -> str:
    """What was settled and whether the board came out as it was said to: `dispute 3 upheld, #51: the board is as foretold`."""
    if settled.as_foretold is None:
        board = ""
    else:
        board = ": the board is as foretold" if settled.as_foretold else ": the board is not as foretold, others recorded meanwhile"
    return f"{settled.asked.said}, {', '.join(f'#{position}' for position in settled.positions)}{board}"
