"""Whatever becomes of a casebook: read or refused in a sentence, never a traceback, soon, and nothing half-written.

`LEDGER_EXAMPLES=10000` tries ten thousand of each.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from tests.casebook.spoiling import SEEDS, read_whatever, spoiled
from tests.cli import importing
from tests.depth import Tried, examples

from ledger.cli.main import main

LONGEST = 10_000
"""Milliseconds: a file that takes longer hangs."""

SOAK = settings(
    database=None,
    deadline=LONGEST,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
files = st.builds(lambda seed, number: spoiled(seed, random.Random(number)), st.sampled_from(SEEDS), st.integers(0, 2**64))


SPOILED, BYTES, IMPORTED = Tried("spoiled casebooks"), Tried("bytes for a casebook"), Tried("spoiled casebooks imported")


@seed(20261121)
@settings(SOAK, max_examples=examples(400))
@given(files)
def test_a_spoiled_casebook_is_read_or_refused_in_a_sentence(data: bytes) -> None:
    SPOILED()
    read_whatever(data)


@seed(20261121)
@settings(SOAK, max_examples=examples(200))
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    BYTES()
    read_whatever(data)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("spoiled") / "spoiled.ledger"
    importing.make(file)
    return file


@seed(20261121)
@settings(SOAK, max_examples=examples(40))
@given(files)
def test_an_import_that_is_not_done_writes_nothing(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    with capsys.disabled():
        IMPORTED()
    file, before = tmp_path / "casebook", len(importing.history(ledger))
    file.write_bytes(data)
    code = main(
        ["--ledger", str(ledger), *importing.AS, "import", str(file), *importing.ROLE, *importing.WHY, "--inspection", importing.NAME]
    )
    caught = capsys.readouterr()
    assert code in {0, 2, 3}, caught.err
    assert "Traceback" not in caught.err
    if code:
        assert caught.out == ""
        assert caught.err.startswith("ledger: ")
        assert len(importing.history(ledger)) == before


def test_the_files_to_begin_with_are_both_good_and_bad() -> None:
    read = [read_whatever(data) for data in SEEDS]
    good = [one for one in read if one is not None and one.entries]
    assert len(good) >= 5
    assert None in read
