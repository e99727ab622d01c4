"""The table of bad input: every case that is written down or that each verb has alike."""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.casebook.traps import TRAPS
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


def lay_out(case: dict[str, Json], where: Mapping[str, str], directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment, the files and the standard input that a case says there are, in the working directory."""
    monkeypatch.chdir(directory)
    for name, value in case.get("environment", {}).items():
        monkeypatch.setenv(name, value.format(**where))
    for name, content in case.get("write", {}).items():
        (directory / name).write_bytes(content.encode("latin-1"))
    for name, trap in case.get("make", {}).items():
        (directory / name).write_bytes(TRAPS[trap]())
    if "stdin" in case:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(repeated(case["stdin"])), isatty=lambda: False))
