"""`kill -9` at any moment: what was acknowledged is there, nothing is there by half, and `verify` is clean."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.cli.ran import Json
from tests.cli.whole_inspection import NAME
from tests.soak.asked import commands, write
from tests.soak.killed import KILLS, SEED, finished, killed_after, run, told

from ledger.bootstrap import create_ledger, keeping, open_ledger, utc_now
from ledger.store.engine import engine
from ledger.store.opening import open_store
from ledger.store.state import State, schema_state

RECORDING, COPYING = (KILLS + 3) // 4, max(1, KILLS // 4)
"""A quarter of the kills each, on each engine."""

SPAN = 1.2
"""A kill comes at any moment up to this many times as long as the command takes when it is left alone."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def acknowledged(said: Path) -> list[Json]:
    """What the command answered before it was killed; a line cut off says nothing."""
    whole = said.read_bytes().rpartition(b"\n")[0] if said.exists() else b""
    answers = [json.loads(line) for line in whole.splitlines()]
    said.unlink(missing_ok=True)
    assert all(answer["ok"] for answer in answers), answers
    return answers


def verified(place: str) -> int:
    """The last position of a ledger in which nothing is wrong."""
    with open_ledger(place, read_only=True) as ledger:
        found = ledger.verify(silent)
        assert found.ok, [fault.sentence for rung in found.rungs for fault in rung.faults]
        return ledger.head()


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "own.ledger")


def test_recording_killed_at_any_moment_keeps_what_it_acknowledged(place: str, tmp_path: Path) -> None:
    chance, asked, said = random.Random(SEED), tmp_path / "asked.jsonl", tmp_path / "said.jsonl"
    create_ledger(place).close()
    command = ["--ledger", place, "record", "--jsonl", str(asked)]
    ids = write(asked, commands(NAME))
    long, head = finished(run(command, said)), len(acknowledged(said))
    killed = inspections = in_flight = 0
    there = len(ids)
    while killed < RECORDING:
        if there == len(ids):
            inspections, there = inspections + 1, 0
            ids = write(asked, commands(f"{NAME}-{inspections}"))
        killed += killed_after(run(command, said), chance.uniform(0, SPAN * long))
        answers, last = acknowledged(said), verified(place)
        new = [position for answer in answers if not answer["repeated"] for position in answer["positions"]]
        assert new == list(range(head + 1, head + 1 + len(new)))
        assert last - head - len(new) in {0, 1}, "only the command that was under way may be there without an answer"
        there, in_flight, head = there + last - head, in_flight + last - head - len(new), last
        assert recorded(place, head, there) == ids[:there]
        if killed % 20 == 0 or killed == RECORDING:
            told(f"recording: {killed} of {RECORDING} killed under way, {in_flight} of those recorded and not answered, #{head}")


def recorded(place: str, head: int, last: int) -> list[str]:
    """The commands of the last few events of a ledger."""
    with open_ledger(place, read_only=True) as ledger:
        return [ledger.event(position).by.command_id for position in range(head - last + 1, head + 1)]


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of two inspections."""
    directory = tmp_path_factory.mktemp("source")
    place, asked = str(directory / "source.ledger"), directory / "asked.jsonl"
    create_ledger(place).close()
    write(asked, [line for name in ("north", "south") for line in commands(name)])
    finished(run(["--ledger", place, "record", "--jsonl", str(asked)], directory / "said.jsonl"))
    return place


def test_a_copy_killed_at_any_moment_is_unfinished_or_whole(source: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    said = tmp_path / "said"
    long = min(finished(run(["copy", source, str(tmp_path / f"alone-{number}.ledger")], said, batch=10)) for number in range(2))
    expected = rows(source)
    killed = whole = number = 0
    while killed < COPYING:
        place = str(tmp_path / f"copy-{number}.ledger")
        number += 1
        while killed < COPYING and killed_after(run(["copy", source, place], said, batch=10), chance.uniform(0, SPAN * long)):
            killed += 1
            there = rows(place)
            assert there == expected[: len(there)]
            if killed % 20 == 0 or killed == COPYING:
                told(f"copying: {killed} of {COPYING} killed under way, {whole} copies whole, #{len(there)} of #{len(expected)}")
        finished(run(["copy", source, place], said, batch=10))
        whole += 1
        assert rows(place) == expected
        assert verified(place) == len(expected)


def rows(place: str) -> list[object]:
    """Every record that is there, finished or not; none where there is no ledger yet."""
    if not Path(place).exists() or state(place) is State.EMPTY:
        return []
    with open_store(place, utc_now, read_only=True, keeping=keeping(), unfinished=True) as store:
        return list(store.everything())


def state(place: str) -> State:
    bound = engine(place, read_only=True)
    try:
        return schema_state(bound).state
    finally:
        bound.dispose()
