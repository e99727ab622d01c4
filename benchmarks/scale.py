"""A year of the national programme in one ledger, on both engines: `python -m benchmarks.scale [--events N]`.

A year is taken as 45 inspections of 7,000 events. What is measured: the bytes of an event, copying, backup and verification, and commands
recorded one a commit by one, four and eight processes at one inspection. Beside each stands what the machine does without us.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Final, NamedTuple

import psycopg
from sqlalchemy import make_url
from tests import postgres

from benchmarks.million import make
from ledger.bootstrap import backup, copy, open_ledger
from ledger.demonstration import build
from ledger.domain import commands as c
from ledger.domain.recorded import Happened

YEAR: Final = 45 * 7_000
WRITERS: Final = (1, 4, 8)
COMMANDS: Final = 100
INSPECTION: Final = "writing-2026"


class Figures(NamedTuple):
    """What one engine comes to: bytes of the whole ledger, seconds of each task, and commands a second by number of writers."""

    size: int
    copying: float
    backing_up: float
    verifying: float
    rates: tuple[float, ...]


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@contextmanager
def server(directory: Path) -> Iterator[str]:
    """A PostgreSQL that syncs its commits like any other, and a database in it."""
    postgres.start(directory, {"shared_buffers": "256MB", "listen_addresses": "", "max_connections": "60"})
    try:
        yield f"postgresql+psycopg://{postgres.SUPERUSER}@/{postgres.SUPERUSER}?host={directory}"
    finally:
        postgres.remove(directory)


def timed(do: Callable[[], object]) -> float:
    """The seconds that something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def size_of(place: str) -> int:
    """The bytes of a ledger on the disk, indexes included."""
    if "://" not in place:
        return Path(place).stat().st_size
    with connected(place) as connection:
        [(size,)] = connection.execute("SELECT pg_database_size(current_database())").fetchall()
        return int(size)


def connected(place: str) -> psycopg.Connection:
    """A connection of the driver's own to a database."""
    url = make_url(place)
    return psycopg.connect(dbname=url.database, user=url.username, host=str(url.query["host"]), autocommit=True)


def verify(place: str) -> None:
    """Every record read again, which must be as it was recorded."""
    with open_ledger(place, read_only=True) as ledger:
        assert ledger.verify(silent).ok


def asked(by: str, verb: type[c.Command], /, **details: object) -> c.Command:
    """A command of somebody in a role, under a new id."""
    acting: Any = by
    who = c.By(command_id=str(uuid.uuid4()), actor=f"{by}-1", role=acting, happened=Happened(None, "none"), reason="because")
    return verb(inspection=INSPECTION, by=who, **details)  # type: ignore[arg-type]


def prepare(place: str) -> None:
    """Opens an inspection with a case for every writer."""
    with open_ledger(place) as ledger:
        ledger.handle(asked("lead-inspector", c.OpenInspection, service="North Service", framework="youth-2021"))
        for role in ("lead-inspector", "inspector"):
            ledger.handle(asked("lead-inspector", c.AssignTeamMember, member=f"{role}-1", role=role))
        for number in range(max(WRITERS)):
            ledger.handle(asked("lead-inspector", c.SampleCase, case=f"C{number:02}", kind="court"))


def write(place: str, case: str, start: Barrier, times: list[float]) -> None:
    """Answers one prompt of a case again and again, each time otherwise, one command a commit."""
    with open_ledger(place) as ledger:
        ledger.handle(asked("inspector", c.AnswerPrompt, case=case, prompt="2.1.1a", answer="no"))
        start.wait()
        for number in range(COMMANDS):
            ledger.handle(asked("inspector", c.AnswerPrompt, case=case, prompt="2.1.1a", answer=("yes", "no")[number % 2]))
    times.append(time.perf_counter())


def rate(place: str, writers: int) -> float:
    """Commands a second, of some processes at one inspection."""
    context = get_context("spawn")
    with context.Manager() as manager:
        times, start = manager.list(), context.Barrier(writers + 1)
        processes = [context.Process(target=write, args=(place, f"C{number:02}", start, times)) for number in range(writers)]
        for process in processes:
            process.start()
        start.wait()
        started = time.perf_counter()
        for process in processes:
            process.join()
            assert process.exitcode == 0
        return writers * COMMANDS / float(max(times) - started)


def figures(name: str, source: str, place: str, directory: Path) -> Figures:
    """All figures of one engine, its ledger made by copying."""
    copying = timed(lambda: copy(source, place, silent))
    size = size_of(place)
    backing_up = timed(lambda: backup(place, directory / f"{name}.backup", silent))
    verifying = timed(lambda: verify(place))
    print(f"{name}: copied in {copying:.1f} s, backed up in {backing_up:.1f} s, verified in {verifying:.1f} s", flush=True)
    prepare(place)
    return Figures(size, copying, backing_up, verifying, tuple(rate(place, writers) for writers in WRITERS))


def rate_of(number: int, one: Figures) -> str:
    """One of the rates, as text."""
    return f"{one.rates[number]:,.0f}"


def table(columns: dict[str, Figures], events: int) -> Iterator[str]:
    """The lines of the table."""
    yield f"{'':<34}" + "".join(f"{name:>16}" for name in columns)
    shown: Sequence[tuple[str, Callable[[Figures], str]]] = (
        ("bytes an event, indexes included", lambda one: f"{one.size / events:,.0f}"),
        ("MiB in all", lambda one: f"{one.size / 2**20:,.0f}"),
        ("copied into, events/s", lambda one: f"{events / one.copying:,.0f}"),
        ("backed up, s", lambda one: f"{one.backing_up:,.1f}"),
        ("verified, events/s", lambda one: f"{events / one.verifying:,.0f}"),
        *((f"commands/s, {number} at once", partial(rate_of, n)) for n, number in enumerate(WRITERS)),
    )
    for name, value in shown:
        yield f"{name:<34}" + "".join(f"{value(one):>16}" for one in columns.values())


def floors(file: Path, server_directory: Path, place: str, directory: Path) -> Iterator[str]:
    """What the machine does without us: the file copied and hashed, the database dumped, one row a commit by each driver."""
    copied = directory / "plain-copy"
    yield f"the file copied, s: {timed(lambda: shutil.copy(file, copied)):.1f}"
    yield f"the file hashed, s: {timed(lambda: subprocess.run(['sha256sum', copied], check=True, stdout=subprocess.DEVNULL)):.1f}"
    dump = [postgres.programs(server_directory) / "pg_dump", "-Fc", "-Z0", "-f", directory / "dump", "-h", server_directory]
    yield f"pg_dump, s: {timed(lambda: subprocess.run([*map(str, dump), '-U', postgres.SUPERUSER, postgres.SUPERUSER], check=True)):.1f}"
    with connected(place) as connection:
        connection.execute("CREATE TABLE floor (position bigint PRIMARY KEY, state bytea)")
        took = timed(lambda: [connection.execute("INSERT INTO floor VALUES (%s, %s)", (n, b"x" * 700)) for n in range(COMMANDS)])
        connection.execute("DROP TABLE floor")
        yield f"rows a second by psycopg, one a commit: {COMMANDS / took:,.0f}"


def main() -> None:
    """Make the ledger of a year, and print what it comes to on each engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=YEAR)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory(prefix="ledger-pg-") as for_server:
        directory, demonstration, source = Path(name), Path(name) / "demonstration.ledger", Path(name) / "source.ledger"
        build(demonstration)
        made = make(demonstration, source, given.events)
        with open_ledger(str(source), read_only=True) as ledger:
            events = ledger.head()
        print(f"{events:,} events in {made} inspections\n", flush=True)
        with server(Path(for_server)) as url:
            files = figures("sqlite", str(source), str(directory / "copy.ledger"), directory)
            rows = figures("postgresql", str(source), url, directory)
            print("\n".join(table({"SQLite": files, "PostgreSQL": rows}, events)), flush=True)
            print("\n" + "\n".join(floors(source, Path(for_server), url, directory)))


if __name__ == "__main__":
    main()
