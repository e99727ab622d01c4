"""`log --follow`: others record exactly where the command would wait, and the last wait is ended by ctrl+c."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.ran import Json, Run
from tests.cli.whole_inspection import NAME, lines
from tests.engines import Places

from ledger.application import Ledger
from ledger.bootstrap import create_ledger, open_ledger
from ledger.cli import output
from ledger.cli.main import main
from ledger.errors import StorageError
from ledger.recording.asked import read_asked
from ledger.recording.building import Defaults, build

WHOLE = lines()
HALF = 30
Waits = Callable[..., list[int]]


def record(ledger: Ledger, *wanted: Json) -> None:
    for line in wanted:
        ledger.handle(build(read_asked(line), ledger, Defaults("inspector-1", "2026-01-01", "inspector-1", lambda _: None)))


@pytest.fixture(scope="session")
def half(places_of_the_run: Places) -> str:
    place = places_of_the_run.new("half")
    with create_ledger(place) as ledger:
        record(ledger, *WHOLE[:HALF])
    return place


@pytest.fixture
def path(places: Places, half: str) -> str:
    return places.copy(half)


@pytest.fixture
def ledger(path: str) -> Iterator[Ledger]:
    with open_ledger(path) as opened:
        yield opened


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Waits:
    """What happens during each wait, one after the other; ctrl+c in the one after the last. Returns the positions waited with."""
    really = Ledger.wait

    def waits(*happenings: Callable[[], object]) -> list[int]:
        left, asked = list(happenings), list[int]()

        def wait(ledger: Ledger, after: int, _seconds: float) -> int:
            asked.append(after)
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()
            return really(ledger, after, 0.0)

        monkeypatch.setattr(Ledger, "wait", wait)
        return asked

    return waits


def positions(ran: Json) -> list[int]:
    assert (ran.code, ran.err) == (0, "")
    return [one["position"] for one in ran.objects]


def follow(run: Run, path: str, *more: str) -> list[int]:
    return positions(run("--ledger", path, "log", NAME, "--follow", "--json", *more))


def test_what_is_there_comes_first_and_then_what_is_recorded(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    asked = waits(lambda: record(ledger, *WHOLE[HALF : HALF + 3]), lambda: None, lambda: record(ledger, WHOLE[HALF + 3]))
    assert follow(run, path) == list(range(1, HALF + 5))
    assert asked == [HALF, HALF + 3, HALF + 3, HALF + 4]


def test_from_latest_is_everything_from_the_last_event_there_was(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    waits(lambda: record(ledger, *WHOLE[HALF : HALF + 3]))
    assert follow(run, path, "--from", "latest") == [HALF, HALF + 1, HALF + 2, HALF + 3]


def test_what_is_recorded_of_other_inspections_is_not_shown(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    other = {**WHOLE[0], "inspection": "south-2026"}
    waits(lambda: record(ledger, other), lambda: record(ledger, WHOLE[HALF]))
    assert follow(run, path, "--from", str(HALF + 1)) == [HALF + 2]


def test_filters_hold_for_what_comes_and_may_name_what_is_still_to_come(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    case = {**WHOLE[3], "case": "C99"}
    waits(lambda: record(ledger, WHOLE[HALF], case), lambda: record(ledger, WHOLE[HALF + 1]))
    assert follow(run, path, "--case", "C99") == [HALF + 2]


@pytest.mark.parametrize("wrong", [("--event", "judged"), ("--standard", "9.9")])
def test_a_filter_that_can_never_be_met_is_told_at_once(run: Run, path: str, wrong: tuple[str, str]) -> None:
    ran = run("--ledger", path, "log", NAME, "--follow", *wrong)
    assert (ran.code, ran.out) == (4, "")
    assert f"There is no {wrong[0].removeprefix('--')} '{wrong[1]}'" in ran.err


def test_a_position_to_follow_to_ends_it_when_the_ledger_has_reached_it(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    waits(lambda: record(ledger, WHOLE[HALF]), lambda: record(ledger, *WHOLE[HALF + 1 : HALF + 4]))
    assert follow(run, path, "--from", str(HALF), "--to", str(HALF + 2)) == [HALF, HALF + 1, HALF + 2]


def test_a_milestone_to_follow_to_is_waited_for_and_ends_it(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    end = next(number for number, line in enumerate(WHOLE, 1) if line["do"] == "fieldwork-complete")
    waits(lambda: record(ledger, *WHOLE[HALF : end - 1]), lambda: record(ledger, *WHOLE[end - 1 : end + 1]))
    assert follow(run, path, "--from", str(end - 1), "--to", "fieldwork-complete") == [end - 1, end]


def test_a_day_to_follow_to_ends_it_when_something_later_has_happened(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    judged = [number for number, line in enumerate(WHOLE, 1) if line["by"]["happened_on"] == "2026-01-28"]
    waits(lambda: record(ledger, *WHOLE[HALF : judged[-1]]), lambda: record(ledger, WHOLE[judged[-1]]))
    assert follow(run, path, "--from", str(judged[-1]), "--to", "2026-01-28") == [judged[-1]]


def test_people_see_lines_as_they_come(run: Run, path: str, ledger: Ledger, waits: Waits) -> None:
    waits(lambda: record(ledger, WHOLE[HALF]))
    ran = run("--ledger", path, "log", NAME, "--follow", "--from", "latest")
    assert (ran.code, ran.err) == (0, "")
    head, shown = ran.out.split("\n\n")
    assert head.splitlines()[-1] == "What is recorded is shown as it comes; ctrl+c ends it"
    assert [line.split()[0] for line in shown.splitlines()] == [f"#{HALF}", f"#{HALF + 1}"]


def test_a_ledger_that_is_lost_is_told_once_and_nothing_is_missed(
    run: Run, path: str, ledger: Ledger, waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)

    def lost() -> None:
        raise StorageError("the ledger cannot be reached")

    waits(lost, lost, lambda: record(ledger, *WHOLE[HALF : HALF + 2]))
    ran = run("--ledger", path, "log", NAME, "--follow", "--json", "--from", "latest")
    assert [one["position"] for one in ran.objects] == [HALF, HALF + 1, HALF + 2]
    assert ran.err == "ledger: warning: the ledger cannot be reached. It is tried again until it can be read.\n"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
def test_another_ledger_put_in_its_place_is_damage_and_not_silence(run: Run, path: str, tmp_path: Path, waits: Waits) -> None:
    other = tmp_path / "other.ledger"
    with create_ledger(str(other)) as made:
        record(made, *WHOLE[: HALF + 5])
    waits(lambda: other.replace(path))
    ran = run("--ledger", path, "log", NAME, "--follow", "--json")
    assert ran.code == 6
    assert f"expected {NAME} to go on after #{HALF}, found another history" in ran.err


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
def test_a_reader_that_goes_away_ends_it_without_another_event(path: str) -> None:
    command = [sys.executable, "-m", "ledger", "--ledger", path, "log", NAME, "--follow", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"position": 1,')
        process.stdout.close()
        assert (process.wait(timeout=60), process.stderr.read()) == (0, b"")


def test_whether_anybody_reads_is_asked_of_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    with os.fdopen(theirs, "w") as written:
        monkeypatch.setattr(sys, "stdout", written)
        output.require_reader()
        os.close(ours)
        with pytest.raises(BrokenPipeError):
            output.require_reader()


def test_without_follow_a_name_that_is_not_there_is_still_refused(path: str) -> None:
    assert main(["--ledger", path, "log", NAME, "--case", "C99"]) == 4
