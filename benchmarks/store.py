"""The store beside the eventsourcing library's own SQLite recorder and the driver alone: `python -m benchmarks.store`.

Every contender writes to a file with a write-ahead log that is synced at each commit. The first three carry the same events with
216 bytes of state; the ledger's own rows carry its whole envelope and are hashed, guarded and indexed as in use.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from ledger.domain.events import KeyQuestionJudged
from ledger.domain.recorded import Actor, Attribution, Happened
from ledger.store.engine import engine
from ledger.store.mapper import PendingEvent, to_state
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create

ROUNDS = 5
SINGLE = 1_000
BULK = 20_000
STATE = b'{"judgement":"' + b"x" * 200 + b'"}'
INSPECTION = "benchmark-2026"


class Rates(NamedTuple):
    """Events a second: one a commit, a hundred a commit, rows read, typed events read (0 where the contender has none)."""

    single: float
    hundreds: float
    rows: float
    typed: float


class Contender(Protocol):
    """Something that keeps events: it writes a batch from one version on in one commit, reads rows, and reads typed events."""

    def write(self, first: int, size: int) -> object:
        """Keep as many events as asked for, from one version on, in one commit."""

    def rows(self) -> int:
        """Read every row and count them."""

    def typed(self) -> int:
        """Read every event as its type and count them, 0 where there are no types."""

    def close(self) -> object:
        """Give back what was opened."""


class Raw:
    """The driver alone: one table, one prepared statement, unique versions and positions, no hash."""

    def __init__(self, directory: Path) -> None:
        self._connection = sqlite3.connect(directory / "raw.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, topic TEXT, state BLOB,"
            " UNIQUE (stream, version))"
        )

    def write(self, first: int, size: int) -> None:
        """Keep as many events as asked for, from one version on, in one commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        rows = [(version, INSPECTION, version, "topic", STATE) for version in range(first, first + size)]
        self._connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def rows(self) -> int:
        """Read every row and count them."""
        return len(self._connection.execute("SELECT * FROM events ORDER BY position").fetchall())

    def typed(self) -> int:
        """Read every event as its type and count them, 0 where there are no types."""
        return 0

    def close(self) -> None:
        """Give back what was opened."""
        self._connection.close()


class Recording:
    """A recorder of the library's interface, with opaque states."""

    def __init__(self, recorder: ApplicationRecorder, closing: Callable[[], object]) -> None:
        self._recorder = recorder
        self.close = closing

    def write(self, first: int, size: int) -> None:
        """Keep as many events as asked for, from one version on, in one commit."""
        self._recorder.insert_events([StoredEvent(INSPECTION, version, "topic", STATE) for version in range(first, first + size)])

    def rows(self) -> int:
        """Read every row and count them."""
        return len(self._recorder.select_notifications(None, 10**9))

    def typed(self) -> int:
        """Read every event as its type and count them, 0 where there are no types."""
        return 0


class InUse:
    """The store as the application uses it: every event a command of its own, checked, hashed, indexed and decoded whole."""

    def __init__(self, directory: Path) -> None:
        self._pending = [pending(version) for version in range(1, 101 + SINGLE + BULK)]
        create(directory / "store.db")
        self._store = open_store(directory / "store.db", lambda: datetime.now(UTC))
        self._raw = sqlite3.connect(f"file:{directory / 'store.db'}?mode=ro", uri=True)

    def write(self, first: int, size: int) -> None:
        """Keep as many events as asked for, from one version on, in one commit."""
        self._store.append(self._pending[first - 1 : first - 1 + size])

    def rows(self) -> int:
        """Read every row and count them."""
        return len(
            self._raw.execute("SELECT position, recorded_at, stream, version, topic, state FROM events ORDER BY position").fetchall()
        )

    def typed(self) -> int:
        """Read every event as its type and count them, 0 where there are no types."""
        return len(self._store.history(INSPECTION))

    def close(self) -> None:
        """Give back what was opened."""
        self._raw.close()
        self._store.close()


_BY = Attribution(
    command_id="",
    command_digest="ab" * 32,
    actor=Actor("inspector-1", "inspector"),
    recorded_by="recorder-1",
    authenticated=False,
    provenance="recorded",
    happened=Happened("2020-06-05", "day"),
    evidence=(),
    correlation="import-1",
    causation=None,
    framework_digest="cd" * 32,
)


def pending(version: int) -> PendingEvent:
    """A judgement under a command of its own; commands in order of time, event ids as scattered as hashes are."""
    scattered = f"{version * 0x9E3779B97F4A7C15 % 2**64:016x}"
    by = replace(_BY, command_id=f"0198c0de-0000-7000-8000-{version:012}")
    event_id = f"{scattered[:8]}-{scattered[8:12]}-5000-8000-{version:012}"
    return PendingEvent(event_id, INSPECTION, version, by, KeyQuestionJudged(f"C{version}", "3.2.3", "sufficient"))


def native(directory: Path) -> Recording:
    """The library's own SQLite recorder, set to sync as the others do."""
    datastore = SQLiteDatastore(str(directory / "native.db"), originator_id_type="text")
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return Recording(recorder, datastore.close)


def ours(directory: Path) -> Recording:
    """The ledger's recorder behind the same interface."""
    create(directory / "ours.db")
    bound = engine(directory / "ours.db")
    return Recording(Store(bound, lambda: datetime.now(UTC)), bound.dispose)


CONTENDERS: dict[str, Callable[[Path], Contender]] = {
    "raw sqlite3": Raw,
    "eventsourcing SQLite recorder": native,
    "ledger recorder, same interface": ours,
    "ledger store, as in use": InUse,
}


def measure(make: Callable[[Path], Contender]) -> Rates:
    """One contender's rates on a new file."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("LEDGER_BENCH_DIR")) as directory:
        contender = make(Path(directory))
        try:
            contender.write(1, 100)
            single = rate(lambda: [contender.write(101 + n, 1) for n in range(SINGLE)], SINGLE)
            bulk = range(101 + SINGLE, 101 + SINGLE + BULK, 100)
            hundreds = rate(lambda: [contender.write(n, 100) for n in bulk], BULK)
            return Rates(single, hundreds, best_of_three(contender.rows), best_of_three(contender.typed))
        finally:
            contender.close()


def rate(run: Callable[[], object], events: int) -> float:
    """Events a second of one run."""
    begun = time.perf_counter()
    run()
    return events / (time.perf_counter() - begun)


def best_of_three(read: Callable[[], int]) -> float:
    """Events a second of the fastest of three reads, the first of which warms the file."""
    events = read()
    return max(rate(read, events) for _ in range(2))


def medians(rounds: list[Rates]) -> Rates:
    """The median of each rate over the rounds."""
    return Rates(*(statistics.median(column) for column in zip(*rounds, strict=True)))


def table(rates: dict[str, Rates]) -> str:
    """The rates, each with its ratio to the driver alone (typed: to its own rows)."""
    floor = rates["raw sqlite3"]
    lines = [
        f"{'events a second (share of the driver alone)':<44}{'1 a commit':>18}{'100 a commit':>18}{'rows read':>18}{'typed read':>18}"
    ]
    for name, found in rates.items():
        cells = [f"{value:,.0f} ({value / base:.0%})" for value, base in zip(found[:3], floor[:3], strict=True)]
        cells.append(f"{found.typed:,.0f} ({found.typed / found.rows:.0%})" if found.typed else "-")
        lines.append(f"{name:<44}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Measure every contender in turn, round after round, and print the medians."""
    rounds: dict[str, list[Rates]] = {name: [] for name in CONTENDERS}
    for number in range(ROUNDS):
        for name, make in CONTENDERS.items():
            print(f"round {number + 1} of {ROUNDS}: {name}", file=sys.stderr)
            rounds[name].append(measure(make))
    print(table({name: medians(found) for name, found in rounds.items()}))
    in_use = len(to_state(pending(1))[1])
    print(f"medians of {ROUNDS}; a state is {len(STATE)} bytes, as in use {in_use}; SQLite {sqlite3.sqlite_version}, synced at each commit")


if __name__ == "__main__":
    main()
