from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger import demonstration
from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.domain.recorded import RecordedEvent
from ledger_tui.replay import Replay

FOUR_O_CLOCK = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demonstration_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration ledger in which everything is recorded at one moment, so that pictures of it are always the same."""
    made = tmp_path_factory.mktemp("screens") / "demonstration.ledger"
    demonstration.build(made, lambda: FOUR_O_CLOCK)
    return made


@pytest.fixture(scope="session")
def ledger(demonstration_path: Path) -> Ledger:
    return open_ledger(str(demonstration_path), read_only=True)


@pytest.fixture(scope="session")
def histories(ledger: Ledger) -> dict[str, list[RecordedEvent]]:
    return {inspection: ledger.history(inspection) for inspection in ledger.inspections()}


@pytest.fixture(scope="session")
def replaying(ledger: Ledger, histories: dict[str, list[RecordedEvent]]) -> Callable[[str], Replay]:
    """Gives a fresh replay of one of the demonstration's inspections."""
    return lambda inspection: Replay(histories[inspection], ledger.start())


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are taken in colour, whatever the terminal that runs the tests."""
    monkeypatch.delenv("NO_COLOR", raising=False)
