"""Findings on what was published: figures of a report that do not agree with each other, or with the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.audit.findings.figures import printed_percent
from ledger.audit.findings.finding import Finding, Severity
from ledger.audit.findings.record import Figure, Record
from ledger.domain.bands import band
from ledger.domain.events import Disagreement, DisagreementKind
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import standard_of

_KINDS: dict[DisagreementKind, str] = {
    "text-and-table": "text and table",
    "denominator": "denominators",
    "whole-or-relevant": "whole sample or relevant cases",
    "duplicate-letter": "a letter printed twice",
    "wrong-statement": "a statement in the wrong place",
    "total": "a total",
    "claim": "a claim",
    "date": "dates",
    "other": "wording or detail",
}


def disagreeing_figures(record: Record) -> Iterator[Finding]:
    """Figures inside a report that cannot all be right; high where they put a key question in different bands."""
    for sides in record.index.disagreements.values():
        joined = sides[0].event.disagreement
        assert joined is not None
        standards, questions = record.touched(sides[0].event.subject)
        words = next((side.words for side in sides if side.words), "The report gives figures that do not agree.")
        places = "; ".join(f"{side.event.value} at line {side.event.line}" for side in sides)
        yield Finding(
            code="figures-disagree",
            severity=_severity(record, sides, joined, questions),
            message=f"{words} [{_KINDS[joined.kind]}: {places}]",
            standard=standards[0] if len(standards) == 1 else None,
            key_question=questions[0] if len(questions) == 1 else None,
            positions=tuple(side.position for side in sides),
            sources=tuple(dict.fromkeys(side.source for side in sides)),
        )


def published_differences(record: Record) -> Iterator[Finding]:
    """Published ratings, scores and key-question percentages that are not those the ledger comes to."""
    for (kind, subject), figures in record.index.figures.items():
        for figure in figures:
            found = _by_the_ledger(record, figure)
            if found is None or found == figure.event.value.replace(" %", "%"):
                continue
            question = subject if kind == "percentage" else None
            yield Finding(
                code="published-differs",
                severity="high",
                message=f"The report gives {figure.event.value} for {subject} at line {figure.event.line}; the ledger comes to {found}.",
                standard=None if kind == "overall" else standard_of(subject),
                key_question=question,
                positions=(figure.position,),
                sources=(figure.source,),
            )


def _severity(record: Record, sides: Sequence[Figure], joined: Disagreement, questions: Sequence[str]) -> Severity:
    if not joined.matters:
        return "low"
    about_question = len(questions) == 1 and sides[0].event.subject == questions[0]
    return "high" if about_question and _in_different_bands(record, sides) else "medium"


def _in_different_bands(record: Record, sides: Sequence[Figure]) -> bool:
    """Whether every side gives a figure and the figures do not all earn the same rating."""
    percents = [printed_percent(side) for side in sides]
    known = [percent for percent in percents if percent is not None]
    return len(known) == len(sides) and len({band(record.framework.rules, percent) for percent in known}) > 1


def _by_the_ledger(record: Record, figure: Figure) -> str | None:
    """What the ledger has where the report has this figure, in the form the report has it; None where there is nothing to compare."""
    event = figure.event
    match event.kind:
        case "overall":
            total = record.view.overall
            assert total is not None
            if "/" not in event.value:
                return str(total.rating)
            return f"{'no score' if total.score is None else total.score}/{total.out_of}"
        case "rating" if event.subject in record.view.standards:
            return str(record.view.standards[event.subject].rating.rating)
        case "percentage" if event.subject in record.framework.by_key_question:
            return _percentage(record, event.subject)
        case _:
            return None


def _percentage(record: Record, question: str) -> str | None:
    evidence = record.view.standards[standard_of(question)].rating.evidence
    tallies = evidence.tallies if isinstance(evidence, CaseworkEvidence) else ()
    found = next((tally for tally in tallies if tally.key_question == question), None)
    if found is None:
        return None
    return "no relevant case" if found.percent is None else f"{found.percent}%"
