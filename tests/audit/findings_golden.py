"""The findings on the published reports as they are kept in `tests/golden/findings.json`; run as a module, it writes them anew."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ledger.application import Ledger
from ledger.audit.findings import Finding, findings
from ledger.bootstrap import open_ledger
from ledger.demonstration import build
from ledger.domain.events import PublishedFigureRecorded
from ledger.domain.recorded import RecordedEvent
from ledger.published.library import report_ids

GOLDEN = Path(__file__).parents[1] / "golden" / "findings.json"


def demonstration(directory: Path) -> Ledger:
    """A demonstration ledger made in the directory."""
    file = directory / "findings.ledger"
    build(file, lambda: datetime(2026, 11, 21, 12, 0, tzinfo=UTC))
    return open_ledger(str(file), read_only=True)


def found_in(ledger: Ledger, inspection: str) -> list[Finding]:
    """The findings on an inspection as it stands, with all others at hand."""
    elsewhere = [ledger.history(other) for other in ledger.inspections() if other != inspection]
    return findings(ledger.history(inspection), ledger.start(), elsewhere)


def quoted(history: list[RecordedEvent]) -> dict[str, list[str]]:
    """The words that the ledger quotes from each line of a report."""
    words: dict[str, list[str]] = {}
    for recorded in history:
        event = recorded.event
        if isinstance(event, PublishedFigureRecorded) and event.quote not in words.setdefault(f"{event.report}:{event.line}", []):
            words[f"{event.report}:{event.line}"].append(event.quote)
    return words


def kept(ledger: Ledger, inspection: str) -> list[dict[str, Any]]:
    """The findings as they are kept: without positions, which depend on what else is recorded, and with the words at each source."""
    words = quoted(ledger.history(inspection))
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "standard": one.standard,
            "key_question": one.key_question,
            "message": re.sub(r"#\d+", "#", one.message),
            "sources": {source: words[source] for source in one.sources},
        }
        for one in found_in(ledger, inspection)
    ]


def main() -> None:
    """Writes the golden file anew."""
    with tempfile.TemporaryDirectory() as directory:
        ledger = demonstration(Path(directory))
        golden = {report: kept(ledger, report) for report in report_ids()}
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
