"""A coverage-guided run over casebooks, in a process of its own: `python -m tests.casebook.guided RUNS DIRECTORY`; needs atheris."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ledger.casebook"]):
    from tests.casebook.spoiling import SEEDS, read_whatever, spoiled

LONGEST = 10
"""Seconds after which a file is taken to hang."""


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """The file changed as a whole, or within one of the parts of a workbook, which random bytes would never reach."""
    chance = random.Random(seed)
    changed = spoiled(data, chance) if chance.random() < 0.7 else data
    return changed if changed != data and len(changed) <= most else bytes(atheris.Mutate(data, most))


def main(runs: str, directory: str) -> None:
    """Runs that many files, beginning with real ones; the process ends with 0 where none is at fault."""
    corpus = Path(directory) / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(SEEDS):
        (corpus / f"seed-{number}").write_bytes(data)
    options = [
        f"-runs={runs}",
        f"-timeout={LONGEST}",
        "-max_len=60000",
        "-rss_limit_mb=2048",
        "-seed=20261121",
        f"-artifact_prefix={directory}/",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], read_whatever, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
