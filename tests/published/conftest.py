from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ledger import demonstration
from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.domain.recorded import RecordedEvent
from ledger.published.library import load_report
from ledger.published.report import Report

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def clock_from(start: datetime) -> Callable[[], datetime]:
    """A clock that goes on a second each time it is asked."""
    times = (start + timedelta(seconds=number) for number in range(1_000_000))
    return lambda: next(times)


@pytest.fixture(scope="session")
def ticking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration in which no two transactions have the same time."""
    made = tmp_path_factory.mktemp("demonstration") / "demonstration.ledger"
    demonstration.build(made, clock_from(NOON))
    return made


@pytest.fixture(scope="session")
def ledger(built: Path) -> Ledger:
    return open_ledger(str(built), read_only=True)


@pytest.fixture(scope="session")
def histories(ledger: Ledger) -> dict[str, list[RecordedEvent]]:
    return {inspection: ledger.history(inspection) for inspection in ledger.inspections()}


@pytest.fixture(scope="session")
def reports() -> dict[str, Report]:
    return {inspection: load_report(inspection) for inspection in demonstration.inspections()[:-1]}
