"""Findings on the reasons that a panel gave for discretion, read for the words they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ledger.audit.findings.finding import Finding
from ledger.audit.findings.record import Record, cited, named
from ledger.domain import events as e
from ledger.domain.discretion import Test
from ledger.domain.framework import Standard
from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import StandardView

_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_WORDS: Final[dict[Test, re.Pattern[str]]] = {
    "margin": re.compile(r"%|per ?cent|\bpoints?\b|\bmargin|\bboundary|\bthreshold|\bborderline|\bshort of\b|\bclose to\b", re.IGNORECASE),
    "one-case": re.compile(r"\b(?:one|1|a single|another)(?: \w+)? (?:case|judgement)\b", re.IGNORECASE),
    "small-sample": re.compile(rf"\bsmall|\bsub-?sample|\bfew\b|\b(?:only )?{_COUNT}(?: relevant)? cases?\b", re.IGNORECASE),
}
"""How a reason speaks of each test."""


def leaning_on_other_standards(record: Record) -> Iterator[Finding]:
    """Reasons that name another standard, though a panel weighs the other key questions within the standard (NY 1077)."""
    for view, recorded, reason in _reasons(record):
        others = [other for other in record.framework.standards if _names_other(reason, other, view.standard)]
        if others:
            yield Finding(
                code="reason-leans-on-other-standard",
                severity="medium",
                message=f"The reason given at #{recorded.position} for discretion on {named(view)} names "
                f"{', '.join(f'{other.id} {other.title}' for other in others)}; what is weighed is the standard's own key questions.",
                standard=view.standard.id,
                positions=(recorded.position,),
                sources=cited(recorded),
            )


def naming_no_test(record: Record) -> Iterator[Finding]:
    """Reasons that speak of none of the tests relied on, or of no test where none was recorded either."""
    for view, recorded, reason in _reasons(record):
        relied = _tests(recorded.event)
        if any(_WORDS[test].search(reason) for test in relied or _WORDS):
            continue
        which = f"none of the tests relied on ({', '.join(relied)})" if relied else "no test, and none was recorded with it"
        yield Finding(
            code="reason-names-no-test",
            severity="low" if relied else "medium",
            message=f"The reason given at #{recorded.position} for discretion on {named(view)} speaks of {which}.",
            standard=view.standard.id,
            positions=(recorded.position,),
            sources=cited(recorded),
        )


def _reasons(record: Record) -> Iterator[tuple[StandardView, RecordedEvent, str]]:
    """The discretion decisions in force with the reasons given, those erased left out."""
    for view, _ in record.standards():
        if view.discretion is not None:
            recorded = record.index.decisions[view.discretion.position]
            if recorded.reason:
                yield view, recorded, recorded.reason


def _tests(event: e.Event) -> tuple[Test, ...]:
    return event.tests if isinstance(event, e.DiscretionExercised | e.DiscretionDeclined) else ()


def _names_other(reason: str, other: Standard, own: Standard) -> bool:
    """Whether a reason names another standard by its id, or by its title where the standard's own is not the same."""
    if other.id == own.id:
        return False
    return _has_id(reason, other.id) or (other.title != own.title and _has_title(reason, other.title))


def _has_id(reason: str, standard: str) -> bool:
    """Whether the id of a standard, or of one of its questions, stands there and is not a percentage."""
    return re.search(rf"(?<![\d.]){re.escape(standard)}(?:\.\d+[a-z]?)?(?![\d%]| ?%| per ?cent| points?\b)", reason) is not None


def _has_title(reason: str, title: str) -> bool:
    """Whether the title stands there: a single everyday word only where it is capitalised within a sentence or called a standard."""
    if " " in title:
        return re.search(rf"\b{re.escape(title)}\b", reason, re.IGNORECASE) is not None
    within = re.search(rf"(?<=[^.!?:;] ){re.escape(title)}\b", reason)
    called = re.search(rf"\b{re.escape(title)} standard\b|\bstandard (?:of|on|for) {re.escape(title)}\b", reason, re.IGNORECASE)
    return within is not None or called is not None
