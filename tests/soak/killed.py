"""Commands in processes of their own that are killed at a moment that nobody chose."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

KILLS: Final = int(os.environ.get("LEDGER_KILLS", "10"))
"""How many kills there are in all; `make soak` has many more."""

SEED: Final = int(os.environ.get("LEDGER_SEED", "20261121"))
"""Where the moments and commands of a run come from: the same seed gives the same ones."""

_SERVER: Final = multiprocessing.get_context("forkserver")
"""Has everything that a command needs loaded, so that a process is at its work within milliseconds."""
_SERVER.set_forkserver_preload(["tests.soak.warm"])


def run(arguments: Sequence[str], said: Path, batch: int | None = None, patience: float | None = None) -> ForkServerProcess:
    """A command that has been started; what it writes goes to a file, where it stays when the process is gone."""
    process = _SERVER.Process(target=_command, args=(list(arguments), str(said), batch, patience))
    process.start()
    return process


def killed_after(process: ForkServerProcess, seconds: float) -> bool:
    """Ends a process with SIGKILL after some seconds, and says whether that was before its own good end."""
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def finished(process: ForkServerProcess) -> float:
    """How many seconds a process takes to its end, which must be a good one."""
    began = time.monotonic()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


def told(line: str) -> None:
    """Says how far a long trial is, for whoever runs it with `-s`."""
    print(line, flush=True)  # noqa: T201 - seen only where a person asked for it


def _command(arguments: list[str], said: str, batch: int | None, patience: float | None) -> None:
    """The command itself, in the new process."""
    from ledger.cli.main import main
    from ledger.store import copying
    from ledger.store import patience as waiting

    for number, name in ((1, said), (2, f"{said}.errors")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
    if batch is not None:
        setattr(copying, "BATCH", batch)  # noqa: B010 - smaller than the program's own, so that there is more to stop between
    if patience is not None:
        setattr(waiting, "PATIENCE", patience)  # noqa: B010 - shorter than the program's own, so that nobody waits for nothing
    raise SystemExit(main(arguments))
