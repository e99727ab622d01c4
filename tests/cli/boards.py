"""The boards of the demonstration as the command gives them, and as they are to come out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.ran import Json, Run

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "boards.json").read_text(encoding="utf-8"))
SIX = [*GOLDEN, "training-example"]


def board_of(demo: Run, inspection: str, *more: str) -> Json:
    ran = demo("ratings", inspection, "--json", *more)
    assert (ran.code, ran.err) == (0, "")
    return ran.json
