from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.domain.recorded import RecordedEvent
from ledger_tui.replay import Replay


@pytest.fixture(scope="session")
def ledger(built: Path) -> Ledger:
    return open_ledger(str(built), read_only=True)


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
    for name in ("NO_COLOR", "LEDGER_THEME", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
