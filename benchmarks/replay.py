"""The replay screen on an inspection of 7,000 events in a ledger of a million: `python -m benchmarks.replay [--keep FILE]`.

State is measured in this process, beside a fold from scratch and beside the `eventsourcing` library's own repository; keys are typed
into the program on a terminal of its own, and timed to the last byte that it draws for them.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.library_replay import LibraryReplay
from benchmarks.long_inspection import lengthened
from benchmarks.million import make
from benchmarks.on_terminal import OnTerminal
from ledger.audit.suppositions import Supposition, Suppositions
from ledger.bootstrap import keeping, open_ledger, utc_now
from ledger.demonstration import build
from ledger.domain import events as e
from ledger.projections.ratings import fold
from ledger.store.opening import open_store
from ledger_tui.replay import Replay
from ledger_tui.shown import shown
from ledger_tui.standpoint import Standpoint

NAME = "long-2026"
EVENTS = 7_000
SEEKS = 2_000
FEW = 60
KEYS = 150
PLAYED = 10


def add_long(demonstration: Path, large: Path) -> None:
    """Append the long inspection where it is not there yet."""
    with open_store(demonstration, utc_now, read_only=True) as store:
        history = store.history("north-yorkshire-2020")
    with open_store(large, utc_now, keeping=keeping()) as store:
        if NAME not in store.inspections():
            pending = list(lengthened(history, NAME, EVENTS))
            for first in range(0, len(pending), 1_000):
                store.append(pending[first : first + 1_000])


def timed(work: Callable[[int], object], asked: Iterable[int]) -> list[float]:
    """Milliseconds that each took."""
    times = []
    for one in asked:
        started = time.perf_counter()
        work(one)
        times.append(1000 * (time.perf_counter() - started))
    return times


def row(name: str, times: list[float]) -> None:
    """Print the median, the 95th percentile and the longest of some times."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    print(f"{name:<58}{statistics.median(ordered):>10.2f}{p95:>10.2f}{ordered[-1]:>10.2f}{len(ordered):>7}", flush=True)


def state(ledger: Path) -> None:
    """Print how long it takes to know the ratings at a step."""
    with open_ledger(str(ledger), read_only=True) as opened:
        row("read the history", timed(lambda _: opened.history(NAME), range(5)))
        history, start = opened.history(NAME), opened.start()
    replay = Replay(history, start)
    row("make it ready, once, off the screen's thread", timed(lambda _: replay.outcomes, range(1)))
    rng = random.Random(4)
    steps = [rng.randint(1, len(history)) for _ in range(SEEKS)]
    gc.collect()
    row("seek to a random event (state: the view and the one before)", timed(lambda step: shown(replay, Standpoint(step)), steps))
    row("step on (state)", timed(lambda step: shown(replay, Standpoint(step)), range(3_000, 4_000)))
    row("a fold from scratch", timed(lambda step: fold(start, history[:step]), steps[:FEW]))
    with tempfile.TemporaryDirectory() as folder:
        library = LibraryReplay(Path(folder) / "library.sqlite", history, start)
        assert library.at(steps[0]).ratings == replay.view_at(steps[0]).ratings
        row("the library's repository, get(id, version)", timed(library.at, steps[:FEW]))
    judged = [one.position for one in history if isinstance(one.event, e.KeyQuestionJudged)]
    supposed = [Suppositions((Supposition(position),)) for position in (judged[0], *rng.sample(judged, FEW))]
    row("what if, at the last event: the first judgement left out", timed(lambda _: _what_if(replay, supposed[0]), range(FEW)))
    row("what if, at the last event: a random judgement left out", timed(lambda index: _what_if(replay, supposed[index]), range(1, FEW)))


def _what_if(replay: Replay, supposed: Suppositions) -> object:
    return replay.supposing(supposed).view_at(replay.steps)


def screen(ledger: Path) -> None:
    """Print how long it takes from a key to the drawn screen, and how much memory the program takes."""
    command = (sys.executable, "-m", "ledger", "--ledger", str(ledger), "tui", NAME)
    running = OnTerminal(command)
    row("open, from the command to the drawn board", [1000 * running.drawn_with(b"River")])
    running.press("5")
    rng = random.Random(4)
    seeks = [rng.choice("0123456789hl") for _ in range(KEYS)]
    row("seek, key to drawn screen", timed_keys(running, seeks))
    running.press("5")
    row("step on, key to drawn screen", timed_keys(running, ["."] * KEYS))
    row("to the next rating change, key to drawn screen", timed_keys(running, ["["] * 40))
    running.press("5")
    steps = [int(step) for step in re.findall(rb"step (\d+) of", running.written(" ", PLAYED))]
    running.press(" ")
    print(f"{'play at 10 a second: events passed, frames drawn, in 10 s':<58}{steps[-1] - steps[0]:>10}{len(set(steps)):>10}", flush=True)
    running.press("5")
    row("what if, x to the screen drawn with the river worked out", timed_keys(running, ["x"] * 20))
    running.press("q5")
    print(f"{'memory at most, MB':<58}{running.close():>10.0f}")


def timed_keys(running: OnTerminal, keys: Iterable[str]) -> list[float]:
    """Milliseconds from each key to the last byte drawn for it; a key that leads nowhere draws nothing and counts for nothing."""
    return [found for found in (running.press(key) for key in keys) if found]


def main() -> None:
    """Make the ledger where it is not kept already, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="make the large ledger in this file, or use the one there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        demonstration, large = Path(temporary) / "demonstration.ledger", asked.keep or Path(temporary) / "large.ledger"
        build(demonstration)
        if not large.exists():
            make(demonstration, large, asked.events)
        add_long(demonstration, large)
        print(f"{'milliseconds':<58}{'median':>10}{'95th':>10}{'longest':>10}{'times':>7}")
        state(large)
        screen(large)


if __name__ == "__main__":
    main()
