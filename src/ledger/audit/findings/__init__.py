"""What a reviewer should look at: every check, and the findings of all of them on one inspection as at a point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from ledger.audit.findings.alike import like_treated_unlike
from ledger.audit.findings.casework import judgements_after_panel, missing_judgements, prompts_against_judgements
from ledger.audit.findings.clocks import clocks_behind
from ledger.audit.findings.decisions import (
    decisions_without_effect,
    discretion_outside_tests,
    eligible_not_considered,
    lapsed_decisions,
    overrides_for_discretion,
    stale_decisions,
)
from ledger.audit.findings.disputed import (
    decisive_disputes_at_confirmation,
    disputes_resolved_twice,
    judges_who_had_seen,
    late_disputes,
    own_disputes_resolved,
)
from ledger.audit.findings.figures import questions_outside_prompts, rounding_sensitive_ratings, small_samples
from ledger.audit.findings.finding import SEVERITIES, Finding, Severity, at_or_above, ordered
from ledger.audit.findings.publication import disagreeing_figures, published_differences
from ledger.audit.findings.reasons import leaning_on_other_standards, naming_no_test
from ledger.audit.findings.record import Record, record_of
from ledger.audit.findings.reported import reported_against_rule
from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import RatingsView, fold

__all__ = ["CHECKS", "SEVERITIES", "Check", "Finding", "Severity", "at_or_above", "findings"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked for: its stable code, the severities it is found with, and the function that finds it."""

    code: str
    severities: tuple[Severity, ...]
    find: Callable[[Record], Iterable[Finding]]


CHECKS: Final = (
    Check("stale-decision", ("high", "medium"), stale_decisions),
    Check("lapsed-decision", ("medium",), lapsed_decisions),
    Check("decision-without-effect", ("medium", "low"), decisions_without_effect),
    Check("discretion-outside-tests", ("high",), discretion_outside_tests),
    Check("eligible-not-considered", ("low",), eligible_not_considered),
    Check("reason-leans-on-other-standard", ("medium",), leaning_on_other_standards),
    Check("reason-names-no-test", ("medium", "low"), naming_no_test),
    Check("override-where-discretion-would-have-served", ("low",), overrides_for_discretion),
    Check("like-treated-unlike", ("medium",), like_treated_unlike),
    Check("judgement-after-panel", ("medium", "low"), judgements_after_panel),
    Check("missing-judgement", ("high",), missing_judgements),
    Check("prompts-against-judgement", ("medium",), prompts_against_judgements),
    Check("key-question-outside-prompts", ("low",), questions_outside_prompts),
    Check("rounding-sensitive", ("medium", "low"), rounding_sensitive_ratings),
    Check("small-sample", ("low",), small_samples),
    Check("figures-disagree", ("high", "medium", "low"), disagreeing_figures),
    Check("published-differs", ("high",), published_differences),
    Check("clock-behind", ("medium",), clocks_behind),
    Check("reported-against-rule", ("medium",), reported_against_rule),
    Check("own-dispute-resolved", ("high",), own_disputes_resolved),
    Check("dispute-late", ("low",), late_disputes),
    Check("dispute-resolved-twice", ("medium",), disputes_resolved_twice),
    Check("decisive-dispute-open", ("high", "medium"), decisive_disputes_at_confirmation),
    Check("second-judge-had-seen-first", ("medium",), judges_who_had_seen),
)
"""Every check; `docs/findings.md` has an entry for each."""


def findings(history: Sequence[RecordedEvent], start: RatingsView, elsewhere: Iterable[Sequence[RecordedEvent]] = ()) -> list[Finding]:
    """The findings on an inspection after `history`, the gravest first, then by standard and code.

    `start` is the ratings view before any event. `elsewhere` gives the histories of other inspections, or of each no more than its opening
    and its discretion decisions. It is read only where a decision of this one can be likened to theirs, and only as far as the ledger went
    at the end of `history`.
    """
    record = record_of(history, fold(start, history), _upto(elsewhere, history[-1].position if history else 0))
    return ordered(found for check in CHECKS for found in check.find(record))


def _upto(elsewhere: Iterable[Sequence[RecordedEvent]], head: int) -> Iterator[Sequence[RecordedEvent]]:
    for history in elsewhere:
        yield list(takewhile(lambda recorded: recorded.position <= head, history))
