"""Whole commands, cold: wall time and peak memory, each beside the floor of starting Python at all.

Run with `python -m benchmarks.commands`. Every figure is the median of twenty runs, each a new process; the floor is `python -c pass`
and, for the screens and the reads, the interpreter importing the libraries that they cannot do without.
"""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 20
LEDGER = (sys.executable, "-m", "ledger")


@dataclass(frozen=True)
class Measured:
    """A command's median wall time in milliseconds and its highest resident memory in megabytes."""

    name: str
    milliseconds: float
    megabytes: float


def run_once(command: Sequence[str], *, terminal_keys: str | None = None) -> tuple[float, float]:
    """One run of a command in a process of its own: seconds, and peak resident megabytes by the kernel's own account."""
    started = time.perf_counter()
    if terminal_keys is None:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        process = _in_terminal(command, terminal_keys)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def _in_terminal(command: Sequence[str], keys: str) -> subprocess.Popen[bytes]:
    """The command on a terminal of its own, which types the keys one by one and is read so that it never fills."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True)
    os.close(theirs)
    threading.Thread(target=_read_all, args=(ours,), daemon=True).start()
    threading.Thread(target=_type, args=(ours, keys), daemon=True).start()
    return process


def _read_all(terminal: int) -> None:
    while True:
        try:
            if not os.read(terminal, 65536):
                return
        except OSError:  # the program has closed its end
            return


def _type(terminal: int, keys: str) -> None:
    for key in keys:
        time.sleep(1.5)
        try:
            os.write(terminal, key.encode())
        except OSError:  # the program has ended
            return


def measure(name: str, command: Sequence[str], *, runs: int = RUNS, terminal_keys: str | None = None) -> Measured:
    """The medians of some runs of a command."""
    results = [run_once(command, terminal_keys=terminal_keys) for _ in range(runs)]
    return Measured(name, 1000 * statistics.median(r[0] for r in results), max(r[1] for r in results))


def measure_build(folder: Path) -> Measured:
    """Building the demonstration into a new file, each time."""
    results = [run_once((*LEDGER, "demo", "--headless", "--file", str(folder / f"{run}.ledger"))) for run in range(RUNS)]
    return Measured("ledger demo --headless, built new", 1000 * statistics.median(r[0] for r in results), max(r[1] for r in results))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ledger = str(folder / "demonstration.ledger")
        subprocess.run((*LEDGER, "demo", "--headless", "--file", ledger), check=True, stdout=subprocess.DEVNULL)
        read = (*LEDGER, "--ledger", ledger)
        libraries = "import sqlalchemy, sqlalchemy.dialects.sqlite, pydantic, eventsourcing.persistence, rpds, click, rich.table"
        rows = [
            measure("python -c pass (floor)", (sys.executable, "-c", "pass")),
            measure("ledger --help", (*LEDGER, "--help")),
            measure("python importing the libraries (floor)", (sys.executable, "-c", libraries)),
            measure("ledger ratings, latest", (*read, "ratings", "north-yorkshire-2020")),
            measure("ledger ratings --at panel", (*read, "ratings", "north-yorkshire-2020", "--at", "panel")),
            measure("ledger inspections", (*read, "inspections")),
            measure("ledger log, 2,569 events", (*read, "log", "north-yorkshire-2020", "--json")),
            measure_build(folder),
        ]
        screen_command = (*read, "tui", "north-yorkshire-2020")
        screen = measure("ledger tui, opened, played, quit (memory)", screen_command, runs=3, terminal_keys=" ]]qqq")
    print_table(rows, screen)


def print_table(rows: Sequence[Measured], screen: Measured) -> None:
    """The table: each figure, and how many times the floor it is."""
    floor = rows[0].milliseconds
    print(f"{'command':<46}{'ms':>8}{'x floor':>9}{'MB':>7}")
    for row in rows:
        print(f"{row.name:<46}{row.milliseconds:>8.0f}{row.milliseconds / floor:>9.1f}{row.megabytes:>7.0f}")
    print(f"{screen.name:<46}{'':>8}{'':>9}{screen.megabytes:>7.0f}")


if __name__ == "__main__":
    main()
