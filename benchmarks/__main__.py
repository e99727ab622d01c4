"""Every benchmark in turn: `python -m benchmarks`, or `make bench`; the million-event ledger takes minutes and is run by its own name."""

from __future__ import annotations

from benchmarks import commands, sensitivity, store


def main() -> None:
    """Print every table."""
    for benchmark in (store, commands, sensitivity):
        print(f"\n== {benchmark.__name__}: {(benchmark.__doc__ or '').splitlines()[0]}\n", flush=True)
        benchmark.main()


if __name__ == "__main__":
    main()
