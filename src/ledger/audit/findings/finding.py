"""A finding: one thing that a reviewer should look at, said plainly, with where to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from ledger.domain.framework import key_question_of, standard_of

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first: a rating may be wrong as it stands; someone should answer for it; good to know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found; `positions` are those of the ledger, `sources` lines of published reports (`north-yorkshire-2020:784`)."""

    code: str
    severity: Severity
    message: str
    standard: str | None = None
    key_question: str | None = None
    case: str | None = None
    positions: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()


def on_question(question_or_prompt: str) -> tuple[str, str]:
    """The standard and the key question that a key question or prompt belongs to."""
    return standard_of(question_or_prompt), key_question_of(question_or_prompt)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then by standard (those of none last), then by code."""
    return sorted(findings, key=_place)


def at_or_above(findings: Iterable[Finding], severity: Severity) -> list[Finding]:
    """Those of at least the severity."""
    return [found for found in findings if SEVERITIES.index(found.severity) <= SEVERITIES.index(severity)]


def _place(finding: Finding) -> tuple[object, ...]:
    standard = tuple(int(part) for part in finding.standard.split(".")) if finding.standard else ()
    about = (finding.key_question or "", finding.case or "", finding.positions, finding.message)
    return SEVERITIES.index(finding.severity), not standard, standard, finding.code, *about
