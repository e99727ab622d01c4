from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.tui.office import Office, copied, furnish

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


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with an inspection in its fieldwork, to be copied."""
    made = tmp_path_factory.mktemp("office") / "north.ledger"
    furnish(made)
    return made


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it that a test may write in."""
    own = copied(furnished, tmp_path)
    yield own
    own.close()
