"""What a published report says, in plain words."""

from __future__ import annotations

from ledger.domain import events as e


def figure_headline(event: e.PublishedFigureRecorded) -> str:
    """One thing that a report says, or that is inferred from it, in one line."""
    match event.kind:
        case "overall":
            return f"Published overall: {event.value}"
        case "disagreement":
            return f"The report disagrees with itself on {event.subject}; it says here: {event.value}"
        case "recommendation":
            return f"Published recommendation to {event.subject}: {event.value}"
        case "sample":
            return f"Published sample of {event.subject} cases: {event.value}"
        case _:
            known = "Inferred" if event.status == "inferred" else "Published"
            return f"{known} {event.kind} of {event.subject}: {event.value}"


def figure_details(event: e.PublishedFigureRecorded) -> tuple[str, ...]:
    """Where it says so, in which words, and what it disagrees with."""
    where = f"{event.report}, line {event.line}, {event.status}"
    return (event.value, where, f"under “{event.section}”", f"“{event.quote}”", *_disagreement(event.disagreement))


def _disagreement(found: e.Disagreement | None) -> tuple[str, ...]:
    if found is None:
        return ()
    bearing = "bears" if found.matters else "does not bear"
    return (f"one side of the disagreement {found.id} ({found.kind.replace('-', ' ')}), which {bearing} on a rating",)
