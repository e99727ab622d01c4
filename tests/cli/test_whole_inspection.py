"""A whole inspection recorded verb by verb, and from one file of JSON lines, on an empty ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.ran import Json, Run
from tests.cli.whole_inspection import NAME, arguments, lines
from tests.engines import Places


@pytest.fixture(scope="session")
def told() -> dict[str, str]:
    """Where the inspection has been recorded already, by how it was."""
    return {}


@pytest.fixture(params=["verb by verb", "from one file"])
def recorded(
    request: pytest.FixtureRequest, run: Run, told: dict[str, str], places: Places, places_of_the_run: Places, tmp_path: Path
) -> str:
    """A ledger of the test's own that holds the whole inspection; it is recorded once, and copied."""
    how = f"{request.param} on {places.engine}"
    if how not in told:
        told[how] = places_of_the_run.new(f"whole-{len(told)}")
        assert run("--ledger", told[how], "init").code == 0
        _record(run, told[how], None if request.param == "verb by verb" else tmp_path / "whole.jsonl")
    return places.copy(told[how])


def _record(run: Run, ledger: str, file: Path | None) -> None:
    written = lines()
    if file is None:
        for number, line in enumerate(written, 1):
            ran = run("--ledger", ledger, *arguments(line), "--json")
            assert (ran.code, ran.err) == (0, ""), (line, ran.err)
            assert ran.json["positions"] == [number]
    else:
        file.write_text("".join(json.dumps(line) + "\n" for line in written), encoding="utf-8")
        ran = run("--ledger", ledger, "record", "--jsonl", file)
        assert (ran.code, ran.err) == (0, "")
        assert ran.objects == [{"line": n, "ok": True, "positions": [n], "repeated": False} for n in range(1, len(written) + 1)]


def _board(run: Run, ledger: str, at: str) -> Json:
    return run("--ledger", ledger, "ratings", NAME, "--at", at, "--json").json


def test_it_replays_to_the_boards_that_are_expected(recorded: str, run: Run) -> None:
    draft = _board(run, recorded, str(_position("draft") - 1))
    assert (draft["overall"]["rating"], draft["overall"]["score"]) == ("Good", 29)
    rated = {standard["id"]: standard["rating"] for standard in draft["standards"]}
    assert rated == {
        **dict.fromkeys(("1.2", "1.4", "2.3", "2.4", "3.4"), "Good"),
        **dict.fromkeys(("1.1", "1.3", "2.1", "2.2", "3.2", "3.3"), "Outstanding"),
        "3.1": "Requires improvement",
        "4.1": "Not rated",
    }
    last = _board(run, recorded, "latest")
    assert {s["id"]: s["rating"] for s in last["standards"]} == {**rated, "2.4": "Outstanding"}
    assert (last["overall"]["rating"], last["overall"]["score"]) == ("Good", 30)


def test_it_says_who_in_which_role_and_why_at_every_step(recorded: str, run: Run) -> None:
    log = run("--ledger", recorded, "log", NAME, "--json").objects
    for line, event in zip(lines(), log, strict=True):
        by = line["by"]
        assert (event["actor"], event["recorded_by"]) == ({"id": by["actor"], "role": by["role"]}, by["actor"])
        assert event["reason"] == by.get("reason")
        assert (event["reviewed_by"], event["correlation"]) == (by.get("reviewed_by"), by.get("correlation"))
        assert event["happened"]["on"] == by["happened_on"]
        assert event["provenance"] == "recorded"


def test_a_change_is_followed_from_its_cause_and_to_what_it_led_to(recorded: str, run: Run) -> None:
    comment = _position("comment")
    judged = run("--ledger", recorded, "log", NAME, "--causation", str(comment), "--json").objects
    assert [event["position"] for event in judged] == [comment + 1]
    shown = run("--ledger", recorded, "show", str(comment + 1), "--json").json
    assert (shown["cause"], shown["led_to"]) == (comment, [_position("revoke")])
    text = run("--ledger", recorded, "show", str(comment + 1)).out
    assert f"led to by     #{comment} factual-accuracy-raised" in text
    assert f"led to        #{_position('revoke')} discretion-revoked" in text
    assert f"led to by #{comment}\n" in run("--ledger", recorded, "log", NAME).out


def test_a_sitting_is_found_by_what_belongs_together(recorded: str, run: Run) -> None:
    sitting = run("--ledger", recorded, "log", NAME, "--correlation", f"{NAME}/panel/1", "--json").objects
    assert [event["event"] for event in sitting] == ["panel-convened", "discretion-exercised", "discretion-declined", "rating-overridden"]


def test_an_erased_text_is_told_as_erased(recorded: str, run: Run) -> None:
    note = _position("note")
    shown = run("--ledger", recorded, "log", NAME, "--event", "reviewer-note-added", "--json").objects[0]
    erasing = _position("erase-text")
    assert (shown["position"], shown["note"], shown["note_erased"], shown["note_erased_by"]) == (note, None, True, erasing)
    assert f"note: erased, event {erasing}\n" in run("--ledger", recorded, "log", NAME, "--from", str(note)).out
    assert f"note          erased, event {erasing}\n" in run("--ledger", recorded, "show", str(note)).out
    assert run("--ledger", recorded, "show", str(note), "--json").json["note_erased_by"] == erasing


def test_the_demonstration_is_not_recorded_in(run: Run) -> None:
    ran = run("--ledger", "demo", *arguments(lines()[0]))
    assert (ran.code, ran.out) == (7, "")
    assert "The demonstration ledger is only read" in ran.err


def _position(do: str) -> int:
    return next(number for number, line in enumerate(lines(), 1) if line["do"] == do)
