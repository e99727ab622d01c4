"""What every folder of tests may ask for: both engines, one PostgreSQL server a run, and the demonstration, built once."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests import postgres
from tests.engines import ENGINES, Databases, EngineName, Places, places_on, restore

from ledger.demonstration import build
from ledger.store.upgrade import create

FOUR_O_CLOCK = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        config.option.no_summary = True  # nobody sees a worker's, and which pictures it did not use takes seconds to find out
    else:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", postgres.quick())
        postgres.prepare()


def pytest_collection_finish() -> None:
    """What was collected stays: the collector need not look at it again and again, nor often, which costs a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    Databases.done()
    if not hasattr(config, "workerinput"):
        postgres.stop()
    gc.collect()
    gc.freeze()  # pytest looks five times for what is left behind; once finds it


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> EngineName:
    """Every test that asks for it runs on both engines."""
    name: EngineName = request.param
    return name


@pytest.fixture(scope="session")
def places_of_the_run(engine_name: EngineName, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    with places_on(engine_name, tmp_path_factory.mktemp("places")) as places:
        yield places


@pytest.fixture
def places(engine_name: EngineName, tmp_path: Path) -> Iterator[Places]:
    with places_on(engine_name, tmp_path) as places:
        yield places


@pytest.fixture(scope="session")
def empty_ledger(places_of_the_run: Places) -> str:
    """The place of a ledger with nothing recorded, only to be copied."""
    place = places_of_the_run.new("pristine")
    create(place)
    return place


@pytest.fixture
def place(places: Places, empty_ledger: str) -> str:
    """The place of a ledger of the test's own with nothing recorded."""
    return places.copy(empty_ledger)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration ledger, only to be read, in which everything is recorded at one moment; workers of one run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "demonstration" / "demonstration.ledger"
    made.parent.mkdir(exist_ok=True)
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            build(made, lambda: FOUR_O_CLOCK)
    return made


@pytest.fixture(scope="session")
def demonstration(built: Path, engine_name: EngineName, places_of_the_run: Places) -> str:
    """The place of the demonstration ledger on either engine, only to be read."""
    if engine_name == "sqlite":
        return str(built)
    place = places_of_the_run.new("demonstration")
    create(place)
    restore(built, place)
    return place


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a ledger on PostgreSQL with nothing recorded, only to be copied."""
    with places_on("postgresql", tmp_path_factory.getbasetemp()) as places:
        url = places.new("pristine")
        create(url)
        yield url


@pytest.fixture
def database(empty_database: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a ledger of the test's own on PostgreSQL, for what only a server does."""
    with places_on("postgresql", tmp_path) as places:
        yield places.copy(empty_database)
