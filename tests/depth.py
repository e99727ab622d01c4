"""How many examples a property is tried on: enough for every run, or as many as `LEDGER_EXAMPLES` asks for."""

from __future__ import annotations

import os


def examples(usual: int) -> int:
    """`usual`, or the number in the environment: `LEDGER_EXAMPLES=10000` tries ten thousand of each property."""
    return int(os.environ.get("LEDGER_EXAMPLES", usual))
