"""A coverage-guided run over casebooks: no traceback, and no file that takes longer than ten seconds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.depth import examples

ROOT = Path(__file__).parents[2]


def test_a_coverage_guided_run_finds_no_fault(tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    runs = examples(1_000) * 2
    command = [sys.executable, "-m", "tests.casebook.guided", str(runs), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"Done {runs} runs" in done.stderr
