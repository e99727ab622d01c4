"""The store beside the eventsourcing library's own recorders and the drivers alone, on both engines: `python -m benchmarks.store`.

Every contender syncs each commit to disk. The first three of an engine carry the same events with 216 bytes of state; the ledger's own rows
carry its whole envelope and are hashed, guarded and indexed as in use. `LEDGER_BENCH_POSTGRES` names a server to be used instead of one
that is started for the run.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from sqlalchemy import make_url
from tests import postgres

from benchmarks.contenders import CONTENDERS, prepare

ROUNDS = 3
SINGLE = 1_000
BULK = 20_000
WRITERS = (1, 4, 8)
SYNCED = {
    **postgres.SETTINGS,
    **dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit", "autovacuum"), "on"),
    "wal_level": "replica",
    "max_connections": "200",
}


class Rates(NamedTuple):
    """Events a second: one a commit, a hundred a commit, rows read, typed events read (0 where there are none), and by several writers."""

    single: float
    hundreds: float
    rows: float
    typed: float
    writers: tuple[float, ...]


@contextmanager
def server() -> Iterator[str]:
    """The URL of a PostgreSQL that syncs every commit."""
    if given := os.environ.get("LEDGER_BENCH_POSTGRES"):
        yield given
        return
    directory = Path(tempfile.mkdtemp(prefix="ledger-bench-"))
    try:
        postgres.start(directory, SYNCED)
        yield f"postgresql+psycopg://{postgres.SUPERUSER}@/{postgres.SUPERUSER}?host={directory}"
    finally:
        postgres.remove(directory)


@contextmanager
def place_on(engine: str, url: str) -> Iterator[str]:
    """A new place for one contender, gone at the end."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(dir=os.environ.get("LEDGER_BENCH_DIR")) as directory:
            yield str(Path(directory) / "events.db")
        return
    parsed = make_url(url)
    named = {**parsed.translate_connect_args(username="user", database="dbname"), **parsed.query}
    with psycopg.connect(**named, autocommit=True) as connection:
        connection.execute("CREATE DATABASE benchmark TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        yield parsed.set(database="benchmark").render_as_string(hide_password=False)
        connection.execute("DROP DATABASE benchmark WITH (FORCE)")


def measure(engine: str, name: str, url: str) -> Rates:
    """One contender's rates in a new place."""
    with place_on(engine, url) as place:
        prepare(engine, name, place)
        with CONTENDERS[engine][name](place) as contender:
            contender.write(1, 100)
            single = rate(lambda: [contender.write(101 + n, 1) for n in range(SINGLE)], SINGLE)
            bulk = range(101 + SINGLE, 101 + SINGLE + BULK, 100)
            hundreds = rate(lambda: [contender.write(n, 100) for n in bulk], BULK)
            rows, typed = fastest(contender.rows), fastest(contender.typed)
        several = () if name.startswith("raw") else tuple(writers(engine, name, place, count) for count in WRITERS)
        return Rates(single, hundreds, rows, typed, several)


def writers(engine: str, name: str, place: str, count: int) -> float:
    """Events a second of several processes that write one a commit, each to a stream of its own."""
    command = [sys.executable, "-m", "benchmarks.store", "write", engine, name, place]
    each = SINGLE // count
    started = [
        subprocess.Popen([*command, f"writer-{count}-{number}", str(each)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for number in range(count)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    begun = time.perf_counter()
    for process in started:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    if any(process.wait() for process in started):
        raise RuntimeError(f"a writer of {name} failed")
    return count * each / (time.perf_counter() - begun)


def write(engine: str, name: str, place: str, stream: str, count: int) -> None:
    """One of several writers: waits for the word, then writes."""
    with CONTENDERS[engine][name](place) as contender:
        contender.write(1, 1, stream)
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(2, count + 2):
            contender.write(number, 1, stream)


def rate(run: Callable[[], object], events: int) -> float:
    """Events a second of one run."""
    begun = time.perf_counter()
    run()
    return events / (time.perf_counter() - begun)


def fastest(read: Callable[[], int]) -> float:
    """Events a second of the faster of two reads, after one that warms the caches."""
    events = read()
    return max(rate(read, events) for _ in range(2)) if events else 0


def medians(rounds: list[Rates]) -> Rates:
    """The median of each rate over the rounds."""
    single, hundreds, rows, typed, several = zip(*rounds, strict=True)
    median = statistics.median
    return Rates(median(single), median(hundreds), median(rows), median(typed), tuple(map(median, zip(*several, strict=True))))


def table(rates: dict[str, Rates]) -> str:
    """The rates, each with its ratio to the driver alone."""
    floor = next(iter(rates.values()))
    heads = ("1 a commit", "100 a commit", "rows read", "typed read", *(f"{count} writers" for count in WRITERS))
    lines = [f"{'events a second (share of the driver alone)':<44}" + "".join(f"{head:>18}" for head in heads)]
    for name, found in rates.items():
        bases = (*floor[:2], floor.rows, floor.rows, *(floor.single for _ in WRITERS))
        values = (*found[:4], *(found.writers or (0,) * len(WRITERS)))
        cells = [f"{value:,.0f} ({value / base:.0%})" if value else "-" for value, base in zip(values, bases, strict=True)]
        lines.append(f"{name:<44}" + "".join(f"{cell:>18}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Measure every contender in turn, round after round, and print the medians."""
    with server() as url:
        for engine, contenders in CONTENDERS.items():
            rounds: dict[str, list[Rates]] = {name: [] for name in contenders}
            for number in range(ROUNDS):
                for name in contenders:
                    print(f"round {number + 1} of {ROUNDS}: {name}", file=sys.stderr)
                    rounds[name].append(measure(engine, name, url))
            print(table({name: medians(found) for name, found in rounds.items()}))
        parsed = make_url(url)
        named = {**parsed.translate_connect_args(username="user", database="dbname"), **parsed.query}
        with psycopg.connect(**named) as connection:
            version = connection.info.parameter_status("server_version")
    print(f"medians of {ROUNDS}; SQLite {sqlite3.sqlite_version}, PostgreSQL {version} over a Unix socket, synced at each commit")


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        _, _, given_engine, given_name, given_place, given_stream, given_count = sys.argv
        write(given_engine, given_name, given_place, given_stream, int(given_count))
    else:
        main()
