"""A new ledger for every test: on both engines, or in a file where the test is about files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_store, story
from tests.store.samples import StandingClock

from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("pristine") / "ledger.db"
    create(file)
    return file.read_bytes()


@pytest.fixture
def path(tmp_path: Path, pristine: bytes) -> Path:
    """A ledger's file."""
    file = tmp_path / "ledger.db"
    file.write_bytes(pristine)
    return file


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def store(place: str, clock: StandingClock) -> Iterator[Store]:
    with open_store(place, clock) as opened:
        yield opened


@pytest.fixture
def told(place: str) -> str:
    """A ledger of two inspections, the story in one and the beginning of it in the other."""
    with kept_store(place) as store:
        record = Recording(store)
        record(NORTH, *story()[:10], reason="as seen on the file")
        record(SOUTH, *story()[:25])
        record(NORTH, *story(others_before=25)[10:])
    return place
