"""Two people at once: one wins, and the other is told what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.cli.whole_inspection import NAME, PANEL, lines
from tests.soak.killed import run as started_apart

from ledger.bootstrap import open_ledger

MEMBERS = [word for member in PANEL for word in ("--member", member)]
CHAIR = ["--role", "panel-chair", "--reason", "As the panel decided."]


def _upto(run: Run, ledger: str, tmp_path: Path, do: str) -> int:
    """The last position of a ledger that holds the whole inspection up to a verb from now on."""
    file = tmp_path / "upto.jsonl"
    written = lines()
    number = next(index for index, line in enumerate(written) if line["do"] == do)
    file.write_text("".join(json.dumps(line) + "\n" for line in written[:number]), encoding="utf-8")
    assert run("--ledger", ledger, "record", "--jsonl", file).code == 0
    return number


def _race(ledger: str, directory: Path, *commands: list[str]) -> list[tuple[int, str, str]]:
    """What two processes started together come to, the winner first."""
    said = [directory / f"said-{number}" for number in range(len(commands))]
    started = [started_apart(["--ledger", ledger, *words], file) for words, file in zip(commands, said, strict=True)]
    for process in started:
        process.join(60)
    assert all(process.exitcode is not None for process in started)
    ended = zip(started, said, strict=True)
    return sorted((process.exitcode or 0, file.read_text("utf-8"), Path(f"{file}.errors").read_text("utf-8")) for process, file in ended)


def _head(ledger: str) -> int:
    with open_ledger(ledger, read_only=True) as opened:
        return opened.head()


def _judge(who: str, judgement: str) -> list[str]:
    return ["--as", who, "record", "judge", NAME, "C01", "2.1.1", judgement, "--role", "inspector"]


def test_two_judge_the_same_at_once(run: Run, ledger: str, tmp_path: Path) -> None:
    last = _upto(run, ledger, tmp_path, "judge")
    first, second = _race(ledger, tmp_path, _judge("inspector-1", "sufficient"), _judge("inspector-1", "insufficient"))
    assert (first[0], second[0]) == (0, 3)
    standing = "sufficient" if "2.1.1: sufficient" in " ".join(first[1].split()) else "insufficient"
    assert f"2.1.1 in C01 was judged '{standing}'. Give --reason." in second[2]
    assert _head(ledger) == last + 1


def test_two_decide_on_the_same_standard_at_once(run: Run, ledger: str, tmp_path: Path) -> None:
    last = _upto(run, ledger, tmp_path, "discretion")
    seen = ["--seen", str(last), "--test", "small-sample", *MEMBERS, *CHAIR]
    up = ["--as", "panel-1", "record", "discretion", NAME, "2.2", "Outstanding", *seen]
    stays = ["--as", "panel-1", "record", "decline", NAME, "2.2", *seen]
    first, second = _race(ledger, tmp_path, up, stays)
    assert (first[0], second[0]) == (0, 5)
    assert f"A decision on 2.2 in {NAME} was recorded at #{last + 1}, after #{last} that the panel had before it" in second[2]
    assert _head(ledger) == last + 1


def test_a_judgement_and_a_decision_on_it_at_once(run: Run, ledger: str, tmp_path: Path) -> None:
    last = _upto(run, ledger, tmp_path, "discretion")
    seen = ["--seen", str(last), "--test", "small-sample", *MEMBERS, *CHAIR]
    up = ["--as", "panel-1", "record", "discretion", NAME, "2.2", "Outstanding", *seen]
    again = ["--role", "inspector", "--reason", "Read again."]
    judge = ["--as", "inspector-1", "record", "judge", NAME, "C01", "2.2.3", "insufficient", *again]
    first, second = _race(ledger, tmp_path, up, judge)
    assert first[0] == 0
    if second[0]:
        assert second[0] == 5
        assert "2.2.3 was 2 of 3, is 1 of 3" in second[2]
    else:
        assert run("--ledger", ledger, "show", str(last + 1), "--json").json["event"] == "discretion-exercised"


def test_two_confirm_at_once(run: Run, ledger: str, tmp_path: Path) -> None:
    last = _upto(run, ledger, tmp_path, "confirm")
    confirm = ["--as", "panel-1", "record", "confirm", NAME, "--role", "panel-chair"]
    first, second = _race(ledger, tmp_path, confirm, confirm)
    assert (first[0], second[0]) == (0, 3)
    assert "Ratings are frozen once confirmed" in second[2]
    assert _head(ledger) == last + 1


@pytest.mark.parametrize("late", [["judge", NAME, "C02", "2.2.1", "insufficient", "--role", "inspector", "--reason", "Read again."]])
def test_a_judgement_and_the_confirmation_at_once(run: Run, ledger: str, tmp_path: Path, late: list[str]) -> None:
    last = _upto(run, ledger, tmp_path, "confirm")
    confirm = ["--as", "panel-1", "record", "confirm", NAME, "--role", "panel-chair"]
    ended = _race(ledger, tmp_path, confirm, ["--as", "inspector-1", "record", *late])
    assert ended[0][0] == 0
    with open_ledger(ledger, read_only=True) as opened:
        history = opened.history(NAME)
    names = [type(event.event).__name__ for event in history[last:]]
    assert names in (["RatingsConfirmed"], ["KeyQuestionJudged", "RatingsConfirmed"], ["KeyQuestionJudged"])
