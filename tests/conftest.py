"""What every folder of tests may ask for: the demonstration ledger, built once for the whole run."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.demonstration import build

FOUR_O_CLOCK = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


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
