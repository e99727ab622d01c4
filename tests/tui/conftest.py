from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.engines import Files, Places
from tests.tui.office import Office, furnish

from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.domain.recorded import RecordedEvent
from ledger_tui.replay import Replay


@pytest.fixture(scope="session")
def ledger(built: Path) -> Ledger:
    """The demonstration, only to be read: each inspection once, however many screens are opened on it."""
    found = open_ledger(str(built), read_only=True)
    found.history = cache(found.history)  # type: ignore[method-assign]
    return found


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
def furnished(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a ledger with an inspection in its fieldwork, to be copied."""
    made = Files(tmp_path_factory.mktemp("office")).new("north")
    furnish(made)
    return made


@pytest.fixture
def office(furnished: str, tmp_path: Path) -> Iterator[Office]:
    """A copy of it that a test may write in, for what is the same whatever the engine."""
    own = Office(Files(tmp_path).copy(furnished, "north"))
    yield own
    own.close()


@pytest.fixture(scope="session")
def furnished_place(places_of_the_run: Places) -> str:
    """The same on either engine."""
    made = places_of_the_run.new("furnished")
    furnish(made)
    return made


@pytest.fixture
def either_office(furnished_place: str, places: Places) -> Iterator[Office]:
    """A copy of it on either engine, for what is recorded and for what others record meanwhile."""
    own = Office(places.copy(furnished_place, "north"))
    yield own
    own.close()
