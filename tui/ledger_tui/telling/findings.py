"""Findings told: how grave, on what, what was found, and where to look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ledger.audit.findings import SEVERITIES, Finding
from ledger_tui.telling.line import Line, Weight, counted, heading


def findings_told(found: Sequence[Finding]) -> Iterator[Line]:
    """How many of each severity, then each."""
    yield heading(findings_counted(found))
    for finding in found:
        yield finding_told(finding)


def finding_told(finding: Finding) -> Line:
    """One finding in one line, that leads to the event that its words name first, else to the last of its events."""
    about = " ".join(filter(None, (finding.key_question or finding.standard, finding.case)))
    where = f" [{', '.join(f'#{position}' for position in finding.positions)}]" if finding.positions else ""
    sources = f" ({', '.join(finding.sources)})" if finding.sources else ""
    text = f"{f'{about}: ' if about else ''}{finding.message} {finding.code}{where}{sources}"
    weight: Weight = "warning" if finding.severity == "high" else "plain"
    return Line(text, finding.severity, weight, _leads_to(finding))


def _leads_to(finding: Finding) -> int | None:
    named = (int(position) for position in re.findall(r"#(\d+)", finding.message))
    return next((position for position in named if position in finding.positions), finding.positions[-1] if finding.positions else None)


def findings_counted(found: Sequence[Finding]) -> str:
    """How many findings there are of each severity."""
    severities = Counter(finding.severity for finding in found)
    each = ", ".join(f"{severities[severity]} {severity}" for severity in SEVERITIES if severities[severity])
    return f"{counted(len(found), 'finding')}: {each}" if found else "Nothing found."
