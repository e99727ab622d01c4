"""How many examples a property is tried on: enough for every run, or as many as `LEDGER_EXAMPLES` asks for."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """`usual`, or the number in the environment: `LEDGER_EXAMPLES=10000` tries ten thousand of each property."""
    return int(os.environ.get("LEDGER_EXAMPLES", usual))


class Tried:
    """Counts the examples of a property, and says each thousandth for whoever watches a long trial with `-s`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._count = 0

    def __call__(self) -> None:
        """One more is tried."""
        self._count += 1
        if self._count % 1000 == 0:
            print(f"{self._what}: {self._count:,} tried", flush=True)  # noqa: T201 - seen only where a person asked for it
