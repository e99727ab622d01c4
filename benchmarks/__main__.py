"""Every benchmark in turn: `python -m benchmarks`, or `make bench`; the million-event ledger takes minutes and is run by its own name."""

from __future__ import annotations

import subprocess
import sys


def main() -> None:
    """Print every table, each from a process of its own, so that none counts the memory of another."""
    for benchmark in ("store", "commands", "sensitivity", "triage", "casebooks"):
        print(f"\n== benchmarks.{benchmark}\n", flush=True)
        subprocess.run((sys.executable, "-m", f"benchmarks.{benchmark}"), check=True)


if __name__ == "__main__":
    main()
