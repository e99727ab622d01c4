"""A key question in an explanation: its figures, the cases and people behind them, and what is published about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ledger.audit.why_model import PromptExplained, QuestionExplained
from ledger.cli.board_text import NOT_RATED
from ledger.cli.citation_text import reason_lines
from ledger.cli.output import clean
from ledger.cli.tables import columns, indented
from ledger.cli.wrapping import labelled, listed, wrapped
from ledger.domain import events as e
from ledger.domain.bands import floor
from ledger.domain.recorded import RecordedEvent

_TEXT = 10
_BELOW = 13


def question_lines(explained: QuestionExplained, *, made_up: bool) -> list[str]:
    """The question, its figures and how they came about; the single cases only where they are not `made_up`."""
    lines = labelled(explained.question.id, f"{explained.question.text} ({explained.question.source})", 3, _TEXT - 3)
    lines += wrapped(_figures(explained), _TEXT)
    lines += wrapped(_counted(explained, made_up=made_up), _TEXT)
    if not made_up:
        lines += _cases(explained.judgements)
    lines += _published(explained.published, quoted=True)
    for prompt in explained.prompts or ():
        lines += _prompt(prompt, made_up=made_up)
    return lines


def _figures(explained: QuestionExplained) -> str:
    tally = explained.tally
    if tally.percent is None:
        return "No relevant case: it has no percentage and is left out."
    words = f"{tally.yes} of {tally.relevant} relevant cases sufficient = {tally.percent}%: {explained.band}."
    if explained.exact is None or explained.band is None:
        return words
    boundary = floor(explained.rules, explained.band)
    unrounded = f"unrounded, {tally.yes} of {tally.relevant} is a little below {boundary}% and would be {explained.exact}"
    return f"{words} Rounding decides this: {unrounded}."


def _counted(explained: QuestionExplained, *, made_up: bool) -> str:
    counts = [f"{explained.tally.yes} sufficient", f"{explained.judged('insufficient')} insufficient"]
    counts.append(f"{explained.judged('not-relevant')} not relevant")
    if explained.unjudged:
        counts.append(f"{explained.unjudged} {NOT_RATED['not-judged']}")
    return f"Cases: {listed(counts)}{'; reconstructed to meet the published figure' if made_up else ''}."


def _cases(judgements: Sequence[RecordedEvent]) -> Iterator[str]:
    """A line a case, and below it the reason where one was given."""
    if not judgements:
        return
    rows = columns([_case(recorded) for recorded in judgements])
    for recorded, row in zip(judgements, rows, strict=True):
        yield from indented([row], _TEXT)
        yield from reason_lines(recorded, _BELOW + 2)


def _case(recorded: RecordedEvent) -> tuple[str, ...]:
    event = recorded.event
    assert isinstance(event, e.KeyQuestionJudged)
    again = "reaffirmed" if event.reaffirmed else ""
    happened = recorded.by.happened.on or "date unknown"
    judged = event.judgement.replace("-", " ")
    return event.case, judged, f"#{recorded.position}", clean(recorded.by.actor.id), happened, again


def _prompt(explained: PromptExplained, *, made_up: bool) -> Iterator[str]:
    yield from labelled(explained.prompt.id, f"{explained.prompt.text} ({explained.prompt.source})", _TEXT, 8)
    counts = [f"{explained.answered(answer)} {answer.replace('-', ' ')}" for answer in ("yes", "no", "not-applicable")]
    yield from wrapped(f"{listed(counts)}." if explained.answers else "Not answered in any case.", _TEXT + 8)
    if not made_up:
        yield from _answers(explained.answers)
    yield from _published(explained.published, quoted=False, indent=_TEXT + 8)


def _answers(answers: Sequence[RecordedEvent]) -> Iterator[str]:
    for answer in ("yes", "no", "not-applicable"):
        given = [r for r in answers if isinstance(r.event, e.PromptAnswered) and r.event.answer == answer]
        cases = ", ".join(f"{getattr(r.event, 'case', '')} #{r.position} {r.by.actor.id}" for r in given)
        if cases:
            yield from wrapped(f"{answer.replace('-', ' ')}: {cases}", _TEXT + 8, 2)


def _published(figures: Sequence[RecordedEvent], *, quoted: bool, indent: int = _TEXT) -> list[str]:
    """What the report prints, states or leaves to be inferred, then what it says against itself."""
    known = [r for r in figures if isinstance(r.event, e.PublishedFigureRecorded) and r.event.disagreement is None]
    lines = [line for recorded in known for line in wrapped(_figure(recorded, quoted=quoted), indent, 2)]
    return [*lines, *(line for text in _disagreements(figures) for line in wrapped(text, indent, 2))]


def _figure(recorded: RecordedEvent, *, quoted: bool) -> str:
    event = recorded.event
    assert isinstance(event, e.PublishedFigureRecorded)
    value = event.value.replace("/", " of ")
    if event.kind == "sub-sample":
        value = f"{value} relevant cases"
    where = f"line {event.line} of {event.report}"
    if event.status == "inferred":
        return f"Inferred: {value}, from {where}. {clean(_reason(recorded)).removeprefix('Inferred: ').capitalize()}".rstrip()
    words = f", under {event.section!r}: \u201c{event.quote}\u201d" if quoted else ""
    return f"{event.status.capitalize()}: {value}, {where}{words}"


def _disagreements(figures: Sequence[RecordedEvent]) -> Iterator[str]:
    sides = [(r, r.event) for r in figures if isinstance(r.event, e.PublishedFigureRecorded) and r.event.disagreement is not None]
    for _, found in groupby(sides, key=lambda side: side[1].disagreement):
        group = list(found)
        lines = ", ".join(str(event.line) for _, event in group)
        yield f"The report does not agree with itself (lines {lines}): {_reason(group[0][0])}"


def _reason(recorded: RecordedEvent) -> str:
    """The reason given, or that it was erased and by which event; empty where there was none."""
    text = recorded.texts.get("reason")
    return text.words if text else ""
