"""A ledger of a million events beside the demonstration: `python -m benchmarks.million [--events N] [--keep FILE]`.

The large ledger holds the demonstration's inspections again and again under other names, so that a command about one inspection has
as much to do in both, and a ratio is what the size of the ledger alone costs. Every command is a new process, the median of several.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from benchmarks.commands import LEDGER, run_once
from ledger.bootstrap import keeping, utc_now
from ledger.demonstration import build, derived_salt
from ledger.domain.recorded import RecordedEvent
from ledger.identity import event_id
from ledger.store.mapper import NewText, PendingEvent
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create

BATCH = 2_000
RUNS = 9
OPEN = "from ledger.bootstrap import open_ledger; import sys; open_ledger(sys.argv[1], read_only=True).head()"
VERIFY = """
import re, sys, time
from pathlib import Path
from ledger.bootstrap import open_ledger
started = time.perf_counter()
verified = open_ledger(sys.argv[1], read_only=True).verify(lambda *_: None)
seconds = time.perf_counter() - started
[kilobytes] = re.findall(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(verified.ok, verified.size, seconds, int(kilobytes) / 1024)
"""
"""The most memory is this program's own: what `getrusage` says is not less than whatever started it took."""


def copied(history: Sequence[RecordedEvent], name: str) -> Iterator[PendingEvent]:
    """The events of an inspection as those of another one called `name`, each command under a new id."""
    old, command, index = history[0].inspection, "", 0
    for recorded in history:
        index = index + 1 if recorded.by.command_id == command else 0
        command = recorded.by.command_id
        by = recorded.by._replace(command_id=str(uuid5(NAMESPACE_URL, f"{name} {command}")))
        identity = event_id(by.command_id, index)
        texts = {key: NewText(derived_salt(identity, key), text.body) for key, text in recorded.texts.items() if text.body is not None}
        yield PendingEvent(identity, name + recorded.stream.removeprefix(old), recorded.version, by, recorded.event, texts)


def fill(store: Store, templates: Sequence[Sequence[RecordedEvent]], events: int) -> int:
    """Appends copies until there are as many events as asked for, and returns how many inspections that made."""
    written = made = 0
    started = time.perf_counter()
    while written < events:
        history = templates[made % len(templates)]
        pending = list(copied(history, f"{history[0].inspection}-{made // len(templates):04}"))
        for first in range(0, len(pending), BATCH):
            store.append(pending[first : first + BATCH])
        written, made = written + len(pending), made + 1
        if made % 30 == 0:
            rate = written / (time.perf_counter() - started)
            print(f"{written:>10,} events in {made:,} inspections, {rate:,.0f} a second", file=sys.stderr, flush=True)
    return made


def make(demonstration: Path, large: Path, events: int) -> int:
    """The large ledger, whole when it returns; how many inspections it has."""
    with open_store(demonstration, utc_now, read_only=True) as store:
        templates = [store.history(name) for name in store.inspections()]
    create(large)
    with open_store(large, utc_now, keeping=keeping()) as store:
        return fill(store, templates, events)


def commands(ledger: Path, inspection: str) -> dict[str, tuple[str, ...]]:
    """What is timed, by name."""
    read = (*LEDGER, "--ledger", str(ledger))
    return {
        "open, and the last position": (sys.executable, "-c", OPEN, str(ledger)),
        "inspections": (*read, "inspections"),
        "inspections --at 3000": (*read, "inspections", "--at", "3000"),
        "inspections --at 2023-01-01": (*read, "inspections", "--at", "2023-01-01"),
        "ratings --at panel": (*read, "ratings", inspection, "--at", "panel"),
        "why 3.2": (*read, "why", inspection, "3.2"),
        "log --case C07": (*read, "log", inspection, "--case", "C07"),
    }


def compare(demonstration: Path, large: Path, copy: str) -> None:
    """Print both times of every command, and how many times the first the second is; they take turns, so that a busy machine slows both."""
    print(f"\n{'command':<32}{'demonstration ms':>18}{'large ms':>10}{'ratio':>8}")
    pairs = zip(commands(demonstration, "north-yorkshire-2020").items(), commands(large, copy).values(), strict=True)
    for (name, small_command), large_command in pairs:
        times = [(run_once(small_command)[0], run_once(large_command)[0]) for _ in range(RUNS)]
        small, big = (1000 * statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name:<32}{small:>18.0f}{big:>10.0f}{big / small:>8.2f}", flush=True)


def verify(name: str, ledger: Path) -> None:
    """Print how fast a ledger is verified, and the most memory that it takes, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", VERIFY, str(ledger)], capture_output=True, text=True, check=True)
    ok, size, seconds, megabytes = done.stdout.split()
    whole, rate = "whole" if ok == "True" else "FAULTS", int(size) / float(seconds)
    took = f"{int(size):,} events in {float(seconds):.1f} s, {rate:,.0f} a second, {float(megabytes):.0f} MB at most"
    print(f"verify, {name}: {whole}, {took}")


def main() -> None:
    """Make the two ledgers where they are not kept already, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="make the large ledger in this file, or use the one there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        demonstration, large = Path(temporary) / "demonstration.ledger", asked.keep or Path(temporary) / "large.ledger"
        build(demonstration)
        if not large.exists():
            started = time.perf_counter()
            made = make(demonstration, large, asked.events)
            print(f"{made:,} inspections made in {time.perf_counter() - started:.0f} s, {large.stat().st_size / 2**20:,.0f} MiB")
        compare(demonstration, large, "north-yorkshire-2020-0007")
        verify("demonstration", demonstration)
        verify("large", large)
        print(f"making took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
