"""Anything at all as JSON lines and as figures files: never a traceback, and nothing written for what is refused.

`LEDGER_EXAMPLES=10000` tries ten thousand of each.
"""

from __future__ import annotations

import copy
import io
import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.cli.ran import Json, Ran
from tests.cli.whole_inspection import lines
from tests.depth import Tried, examples

from ledger.bootstrap import create_ledger, open_ledger
from ledger.cli import output
from ledger.cli.main import main
from ledger.recording.verbs import VERBS

EXAMPLES = examples(150)
SOAK = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
WHOLE = lines()
LINES, FIGURES_FILES = Tried("lines to record"), Tried("figures files")
FIGURES: Json = {
    "framework": "youth-2018",
    "standards": {
        "1.1": {"proposed": "Outstanding", "override": "Good"},
        "3.2": {"key_questions": {"3.2.1": [12, 15], "3.2.2": [8, 12], "3.2.3": [5, 8]}, "discretion": "Good"},
    },
    "as_recorded": True,
}

words = st.sampled_from(
    ["", " ", "x", "C01", "2.1.1", "Good", "sufficient", "panel", "unknown", "#1", "1", "\x00", "\ud800", "é" * 300, *VERBS]
)
scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=True) | words | st.text(max_size=20)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=8)


def _places(value: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from _places(one, (*path, key))


@st.composite
def spoiled(draw: st.DrawFn, whole: Json) -> Json:
    """The value with something in it replaced, added or left out, or as it is."""
    value = copy.deepcopy(whole)
    for _ in range(draw(st.integers(0, 2))):
        path = draw(st.sampled_from(list(_places(value))))
        if not path:
            return draw(values)
        parent = value
        for key in path[:-1]:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "remove", "add"])):
            case "remove":
                del parent[path[-1]]
            case "add" if isinstance(parent, dict):
                parent[draw(words)] = draw(values)
            case _:
                parent[path[-1]] = draw(values)
    return value


def _bytes(value: Json) -> bytes:
    return json.dumps(value).encode()


line_bytes = st.binary(max_size=60) | values.map(_bytes) | st.sampled_from(WHOLE).flatmap(spoiled).map(_bytes)
"""Bytes, JSON, and lines of a whole inspection that are spoiled a little."""

figures_bytes = st.binary(max_size=60) | values.map(_bytes) | spoiled(FIGURES).map(_bytes)


def _run(data: bytes, *arguments: str) -> Ran:
    """The command run in this process on this standard input."""
    out = io.BytesIO()
    stdout = SimpleNamespace(buffer=out, flush=lambda: None, isatty=lambda: False, encoding="utf-8")
    err = io.StringIO()
    stdin = SimpleNamespace(buffer=io.BytesIO(data), isatty=lambda: False)
    with patch.object(sys, "stdin", stdin), redirect_stdout(stdout), redirect_stderr(err), patch.object(output, "flush", lambda: None):
        code = main(arguments)
    return Ran(code, out.getvalue().decode(), err.getvalue())


def _head(ledger: str) -> int:
    with open_ledger(ledger, read_only=True) as opened:
        return opened.head()


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that holds the first half of the whole inspection."""
    file = str(tmp_path_factory.mktemp("soak") / "own.ledger")
    create_ledger(file).close()
    assert _run(b"\n".join(map(_bytes, WHOLE[: len(WHOLE) // 2])), "--ledger", file, "record", "--jsonl", "-").code == 0
    return file


@seed(20261121)
@SOAK
@given(st.lists(line_bytes, min_size=1, max_size=3))
def test_any_lines_are_answered_and_what_is_refused_is_not_written(ledger: str, sent: list[bytes]) -> None:
    LINES()
    before = _head(ledger)
    ran = _run(b"\n".join(sent), "--ledger", ledger, "record", "--jsonl", "-")
    assert ran.code in {0, 2, 3, 4, 5}, ran.err
    assert "Traceback" not in ran.err
    answers = ran.objects
    given_lines = [line for line in b"\n".join(sent).split(b"\n") if line.strip()]
    assert len(answers) == len(given_lines)
    written = [position for answer in answers if answer["ok"] and not answer["repeated"] for position in answer["positions"]]
    after = _head(ledger)
    assert written == list(range(before + 1, after + 1))
    for answer in answers:
        assert answer["ok"] or (answer["code"] in {"usage", "refused", "not-found", "conflict"} and answer["error"])
    assert (ran.code == 0) == all(answer["ok"] for answer in answers)


@seed(20261121)
@SOAK
@given(figures_bytes)
def test_any_figures_are_rated_or_refused(data: bytes) -> None:
    FIGURES_FILES()
    ran = _run(data, "rate", "-", "--json")
    assert ran.code in {0, 2, 3}, ran.err
    assert (ran.code == 0) == bool(ran.out)
    assert "Traceback" not in ran.err
    assert ran.code == 0 or ran.err.count("\n") in {1, 2}
