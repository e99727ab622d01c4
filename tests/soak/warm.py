"""Loaded once by the process that the killed ones are forked from, so that they start at once with their work and not with imports."""

from __future__ import annotations

import io
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from tests.soak.asked import commands, write

from ledger.bootstrap import copy, create_ledger
from ledger.cli.main import main


def warm() -> None:
    """Records and copies once, in a place that is gone at the end."""
    with tempfile.TemporaryDirectory() as name, redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        directory = Path(name)
        source, asked = str(directory / "source.ledger"), directory / "asked.jsonl"
        write(asked, commands("warm"))
        create_ledger(source).close()
        main(["--ledger", source, "record", "--jsonl", str(asked)])
        copy(source, str(directory / "copy.ledger"), lambda *_: None)


warm()
