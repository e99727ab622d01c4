"""The server stopped under way, in an orderly manner or as by a crash: a sentence, nothing lost, the command can be repeated, readers go on."""

from __future__ import annotations

import random
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import postgres
from tests.cli.whole_inspection import NAME
from tests.soak.asked import commands, write
from tests.soak.found import acknowledged, recorded, rows, verified
from tests.soak.killed import KILLS, SEED, finished, run, told

from ledger.bootstrap import create_ledger, open_ledger

PAUSE = 0.02
"""Seconds between two readings."""

STOPS = max(2, KILLS // 40)
"""Every other time the server is back before the command gives up."""

LOST = ("stopped or restarted", "starting, stopping or recovering", "cannot be reached", "was lost", "is not running")


@pytest.fixture
def server() -> Iterator[Path]:
    """The directory of a server that nobody else uses."""
    with tempfile.TemporaryDirectory(prefix="ledger-pg-", dir=postgres.quick(), ignore_cleanup_errors=True) as name:
        directory = Path(name)
        postgres.start(directory)
        try:
            yield directory
        finally:
            postgres.remove(directory)


class Reader(threading.Thread):
    """Reads an inspection over and over on one open ledger, and keeps how many events each reading gave."""

    def __init__(self, place: str) -> None:
        super().__init__(daemon=True)
        self._place = place
        self._ended = threading.Event()
        self.counts: list[int] = []

    def run(self) -> None:
        with open_ledger(self._place, read_only=True) as ledger:
            while not self._ended.wait(PAUSE):
                self.counts.append(len(ledger.history(NAME)))

    def end(self) -> None:
        self._ended.set()
        self.join()


def test_a_server_stopped_under_way_loses_nothing_that_was_acknowledged(server: Path, tmp_path: Path) -> None:
    chance, asked, said = random.Random(SEED), tmp_path / "asked.jsonl", tmp_path / "said.jsonl"
    place = f"postgresql+psycopg://{postgres.SUPERUSER}@/{postgres.SUPERUSER}?host={server}"
    create_ledger(place).close()
    command = ["--ledger", place, "record", "--jsonl", str(asked)]
    write(asked, commands(NAME))
    long, head, lost = finished(run(command, said)), len(acknowledged(said)), 0
    reader, there = Reader(place), head
    reader.start()
    for number in range(1, STOPS + 1):
        ids = write(asked, commands(f"{NAME}-{number}"))
        is_back = number % 2 == 0
        process = run(command, said, patience=None if is_back else 1.0)
        process.join(chance.uniform(0, long))
        how = ("immediate", "fast")[number // 2 % 2]
        postgres.halt(server, how)
        if not is_back:
            process.join()
        postgres.resume(server)
        process.join()
        read = len(reader.counts)
        assert process.exitcode in {0, 7}
        answers, last = acknowledged(said), verified(place)
        assert [position for answer in answers for position in answer["positions"]] == list(range(head + 1, head + 1 + len(answers)))
        assert last - head - len(answers) in {0, 1}, "only the command that was under way may be there without an answer"
        lost += process.exitcode == 7
        assert is_told(said) == (process.exitcode == 7)
        finished(run(command, said))
        acknowledged(said)
        head = verified(place)
        assert recorded(place, head, len(ids)) == ids
        back = "back at once" if is_back else "back later"
        assert len(reader.counts) > read, "whoever reads goes on once the server is back"
        told(f"server: {number} of {STOPS} stopped ({how}, {back}), {lost} commands told, {len(answers)} of {len(ids)} answered before")
    reader.end()
    assert set(reader.counts) == {there}, "each reading is whole"
    told(f"server: {len(rows(place))} events, all whole")


def is_told(said: Path) -> bool:
    """Whether the command said in a sentence that the server went away; it may say nothing else."""
    errors = Path(f"{said}.errors")
    text = errors.read_text(encoding="utf-8")
    errors.unlink()
    assert "Traceback" not in text
    assert not text or any(words in text for words in LOST), text
    return bool(text)
