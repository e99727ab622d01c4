"""`kill -9` at any moment: what was acknowledged is there, nothing is there by half, and `verify` is clean."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.cli.whole_inspection import NAME
from tests.engines import Places
from tests.soak.asked import commands, write
from tests.soak.found import acknowledged, recorded, rows, verified
from tests.soak.killed import KILLS, SEED, finished, killed_after, run, told

from ledger.bootstrap import create_ledger

RECORDING, COPYING = (KILLS + 3) // 4, max(1, KILLS // 4)
"""A quarter of the kills each, on each engine."""

ENOUGH = 400
"""Events in one ledger, before another is begun: all of it is verified after each kill."""

SPAN = 1.2
"""A kill comes at any moment up to this many times as long as the command takes when it is left alone."""


def test_recording_killed_at_any_moment_keeps_what_it_acknowledged(places: Places, tmp_path: Path) -> None:
    chance, asked, said = random.Random(SEED), tmp_path / "asked.jsonl", tmp_path / "said.jsonl"
    place, head, there, number = "", ENOUGH, 0, 0
    ids: list[str] = []
    long, killed, unanswered = 0.0, 0, 0
    while killed < RECORDING:
        if there == len(ids):
            if head >= ENOUGH:
                place, head = places.new(f"recording-{number}"), 0
                create_ledger(place).close()
            number, there = number + 1, 0
            ids = write(asked, commands(f"{NAME}-{number}"))
        process = run(["--ledger", place, "record", "--jsonl", str(asked)], said)
        if long:
            stopped = killed_after(process, chance.uniform(0, SPAN * long))
        else:
            long, stopped = finished(process), False
        killed += stopped
        answers, last = acknowledged(said), verified(place)
        new = [position for answer in answers if not answer["repeated"] for position in answer["positions"]]
        assert new == list(range(head + 1, head + 1 + len(new)))
        assert last - head - len(new) in {0, 1}, "only the command that was under way may be there without an answer"
        there, unanswered, head = there + last - head, unanswered + last - head - len(new), last
        assert recorded(place, head, there) == ids[:there]
        if stopped and (killed % 20 == 0 or killed == RECORDING):
            told(f"recording, {places.engine}: {killed} of {RECORDING} killed under way, {unanswered} of those recorded and not answered")


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger of two inspections in a file; a copy of it may be on either engine."""
    directory = tmp_path_factory.mktemp("source")
    place, asked = str(directory / "source.ledger"), directory / "asked.jsonl"
    create_ledger(place).close()
    write(asked, [line for name in ("north", "south") for line in commands(name)])
    finished(run(["--ledger", place, "record", "--jsonl", str(asked)], directory / "said.jsonl"))
    return place


def test_a_copy_killed_at_any_moment_is_unfinished_or_whole(source: str, places: Places, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    said = tmp_path / "said"
    long = min(finished(run(["copy", source, places.new(f"alone-{number}")], said, batch=10)) for number in range(2))
    expected = rows(source)
    killed = whole = number = 0
    while killed < COPYING:
        place = places.new(f"copy-{number}")
        number += 1
        while killed < COPYING and killed_after(run(["copy", source, place], said, batch=10), chance.uniform(0, SPAN * long)):
            killed += 1
            there = rows(place)
            assert there == expected[: len(there)]
            if killed % 20 == 0 or killed == COPYING:
                told(
                    f"copying, {places.engine}: {killed} of {COPYING} killed under way, {whole} copies whole, #{len(there)} of #{len(expected)}"
                )
        finished(run(["copy", source, place], said, batch=10))
        whole += 1
        assert rows(place) == expected
        assert verified(place) == len(expected)
