"""The table of bad input: every case that is written down or that each verb has alike."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tests.cli.bad_records import bad_records
from tests.cli.ran import Json

WRITTEN = ("bad_input.toml", "bad_records.toml", "bad_casebooks.toml", "bad_moving.toml")
LISTED = [
    *(case for name in WRITTEN for case in tomllib.loads((Path(__file__).parents[1] / name).read_text(encoding="utf-8"))["case"]),
    *bad_records(),
]


def named(case: dict[str, Json]) -> str:
    """What a case is called."""
    return f"{case['command']}: {case['name']}"


def repeated(text: str) -> bytes:
    """The text as Latin-1 bytes; `@N:` before it says how many times it is repeated."""
    times = re.match(r"@(\d+):", text)
    return (text[times.end() :] * int(times[1]) if times else text).encode("latin-1")
