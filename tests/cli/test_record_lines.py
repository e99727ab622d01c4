"""`record --jsonl`: every line answered, a refused one passed over, and nothing written for it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.ran import Json, Ran, Run
from tests.cli.recording import event, head
from tests.cli.whole_inspection import CHAIR, INSPECTOR, LEAD, NAME, lines

from ledger.cli import record_lines

Record = Callable[..., Ran]
ID = "3f0c9a52-6d1e-4b7a-9a53-0d3e5f1c2b4a"
OPEN = {"do": "open", "inspection": NAME, "service": "North Service", "framework": "youth-2021", "by": LEAD}
TEAM = {"do": "team", "inspection": NAME, "member": "inspector-1", "member_role": "inspector", "by": LEAD}


@pytest.fixture
def record(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> Record:
    """Records lines, given as bytes or as values, from standard input."""

    def record(*given: bytes | Json) -> Ran:
        text = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in given)
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text), isatty=lambda: False))
        return run("--ledger", ledger, "record", "--jsonl", "-")

    return record


def test_a_refused_line_is_passed_over_and_its_code_is_the_exit_code(record: Record, ledger: str) -> None:
    ran = record(OPEN, {**OPEN, "service": "South Service"}, b'{"do": 1.5}\n', TEAM)
    assert ran.code == 3
    opened, refused, misread, team = ran.objects
    assert opened == {"line": 1, "ok": True, "positions": [1], "repeated": False}
    assert (refused["line"], refused["ok"], refused["code"]) == (2, False, "refused")
    assert refused["error"] == f"An inspection is opened once; {NAME} is already open for North Service. Choose another id."
    assert misread == {
        "line": 3,
        "ok": False,
        "code": "usage",
        "error": "at do: expected a whole number of at most 9007199254740991, found 1.5",
    }
    assert team["positions"] == [2]
    assert ran.err.startswith("ledger: warning: 2 of 4 lines were not recorded, the first of them line 2: An inspection is opened once")
    assert head(ledger) == 2


def test_empty_lines_are_left_out_and_numbers_are_those_of_the_file(record: Record) -> None:
    assert [answer["line"] for answer in record(b"\n", OPEN, b"  \r\n", TEAM, b"\n").objects] == [2, 4]


def test_the_last_line_needs_no_end(record: Record) -> None:
    assert record(json.dumps(OPEN).encode()).objects[0]["positions"] == [1]


def test_no_lines_are_no_fault(record: Record) -> None:
    assert (record().code, record(b"\n\n").out) == (0, "")


@pytest.mark.parametrize("size", [3, 64, 1_000])
def test_a_line_that_is_too_long_is_one_refused_line(record: Record, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(record_lines, "MOST_BYTES", 300)
    ran = record(b'{"do": "' + b"x" * (300 + size) + b'"}\n', OPEN)
    assert [answer["ok"] for answer in ran.objects] == [False, True]
    assert ran.objects[0]["error"] == "expected at most 300 bytes in a line, found more"


def test_a_line_with_its_own_id_may_be_sent_again_on_another_day(record: Record, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from ledger.recording.building import Defaults

    line = {**OPEN, "by": {**LEAD, "command_id": ID}}
    monkeypatch.setattr(record_lines, "defaults", lambda *_: Defaults("someone", "2026-01-01", "someone", lambda _: None))
    assert record(line).objects == [{"line": 1, "ok": True, "positions": [1], "repeated": False}]
    monkeypatch.setattr(record_lines, "defaults", lambda *_: Defaults("someone", "2026-01-02", "someone", lambda _: None))
    assert record(line).objects == [{"line": 1, "ok": True, "positions": [1], "repeated": True}]
    assert event(ledger, 1).by.happened.on == "2026-01-01"


def test_a_whole_file_may_be_sent_again(run: Run, ledger: str, tmp_path: Path) -> None:
    import uuid

    file = tmp_path / "whole.jsonl"
    written = [{**line, "by": {**line["by"], "command_id": str(uuid.UUID(int=number))}} for number, line in enumerate(lines(), 1)]
    file.write_text("".join(json.dumps(line) + "\n" for line in written), encoding="utf-8")
    first = run("--ledger", ledger, "record", "--jsonl", file)
    again = run("--ledger", ledger, "record", "--jsonl", file)
    assert (first.code, again.code) == (0, 0), again.err
    assert [answer["positions"] for answer in again.objects] == [[number] for number in range(1, len(written) + 1)]
    assert all(answer["repeated"] for answer in again.objects)
    assert head(ledger) == len(written)


def test_the_role_of_the_environment_is_taken_where_a_line_has_none(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_ROLE", "lead-inspector")
    monkeypatch.setenv("LEDGER_ACTOR", "lead-inspector-1")
    without = {name: value for name, value in OPEN.items() if name != "by"}
    assert record(without, {**TEAM, "by": {"actor": "lead-inspector-2"}}, {**TEAM, "by": INSPECTOR}).code == 3


WRONG: list[tuple[Json, str]] = [
    ([], "at the top level: expected an object, found a list of 0"),
    ({}, "at do: expected what to do, such as judge, found nothing"),
    ({"do": "dance"}, "expected one of open, team"),
    ({"do": ["judge"]}, "found a list of 1"),
    ({**TEAM, "membre": "x"}, 'at membre: expected one of inspection, member, member_role, found "membre" with the value "x"'),
    ({"do": "team", "inspection": NAME, "by": LEAD}, "at member: expected who joins the team, found nothing"),
    ({**TEAM, "by": {"actor": "x"}}, "at by.role: expected the role acted in"),
    ({**TEAM, "by": None}, "at by: expected an object, found null"),
    ({**TEAM, "by": {**LEAD, "role": "king"}}, "at by.role: expected one of inspector, lead-inspector"),
    ({**TEAM, "by": {**LEAD, "king": True}}, "at by.king: expected one of actor, role"),
    ({**TEAM, "member": 7}, "at member: expected a name or reference without spaces around it, found 7"),
    ({**TEAM, "member": " x"}, 'found " x"'),
    ({**TEAM, "member": "x" * 201}, "at member: expected at most 200 characters, found 201"),
    ({**TEAM, "member": "a\u0000b"}, "at member: expected text without control characters, found U+0000"),
    ({**TEAM, "member": "a\ud800b"}, "found U+D800"),
    ({**TEAM, "by": {**LEAD, "reason": ""}}, 'at by.reason: expected some words, found ""'),
    ({**TEAM, "by": {**LEAD, "reason": "x" * 10_001}}, "at by.reason: expected at most 10,000 characters, found 10,001"),
    ({**TEAM, "by": {**LEAD, "reason": "a\u001b[2J"}}, "found U+001B"),
    ({**TEAM, "by": {**LEAD, "evidence": "C01"}}, 'at by.evidence: expected a list of at most 100, found "C01"'),
    ({**TEAM, "by": {**LEAD, "evidence": ["x"] * 101}}, "found a list of 101"),
    ({**TEAM, "by": {**LEAD, "evidence": ["x", 2]}}, "at by.evidence[1]: expected a name or reference"),
    ({**TEAM, "by": {**LEAD, "happened_on": "2026-02-30"}}, "at by.happened_on: expected a time such as"),
    ({**TEAM, "by": {**LEAD, "happened_on": 2026}}, "found 2026"),
    ({**TEAM, "by": {**LEAD, "causation": "tomorrow"}}, "at by.causation: expected the position of an event, or its id"),
    ({**TEAM, "by": {**LEAD, "causation": 0}}, "at by.causation: expected a whole number from 1, found 0"),
    ({**TEAM, "by": {**LEAD, "command_id": "7"}}, "at by.command_id: expected a UUID such as"),
    ({**TEAM, "by": {**LEAD, "provenance": "reconstructed"}}, "at by.provenance: expected one of recorded, reported, illustrative"),
    ({"do": "convene", "inspection": NAME, "members": ["a", "b"], "quorum": True, "by": CHAIR}, "at quorum: expected a whole number from 1, found true"),
    ({"do": "judge", "inspection": NAME, "case": "C01", "key_question": "2.1.1", "judgement": "sufficient", "reaffirm": 1, "by": INSPECTOR}, "at reaffirm: expected true or false, found 1"),
    ({"do": "decline", "inspection": NAME, "standard": "2.1", "tests": [], "members": [], "seen": "yesterday", "by": CHAIR}, "at seen: expected a position such as 412"),
    ({"do": "propose", "inspection": NAME, "standard": "1.1", "rating": "good", "by": LEAD}, "at rating: expected one of Inadequate"),
    ({"do": "revoke", "inspection": NAME, "position": 1, "by": CHAIR}, 'at inspection: expected one of position, found "inspection"'),
]  # fmt: skip


@pytest.mark.parametrize(("line", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_wrong_value_is_told_with_its_path(record: Record, ledger: str, line: Json, says: str) -> None:
    ran = record(line)
    assert ran.code == 2
    assert (ran.objects[0]["ok"], ran.objects[0]["code"]) == (False, "usage")
    assert says in ran.objects[0]["error"]
    assert head(ledger) == 0


@pytest.mark.parametrize("value", ["#1", "1", 1])
def test_a_cause_is_a_position_or_an_id(record: Record, value: Json) -> None:
    assert [a["ok"] for a in record(OPEN, {**TEAM, "by": {**LEAD, "causation": value}}).objects] == [True, True]


@pytest.mark.parametrize("when", ["unknown", "2026-01", "2026-01-12", "2026-01-12T10:00Z"])
def test_when_it_happened_is_as_precise_as_it_is_known(record: Record, ledger: str, when: str) -> None:
    record({**OPEN, "by": {**LEAD, "happened_on": when}})
    happened = event(ledger, 1).by.happened
    assert happened.on == (None if when == "unknown" else when)


def test_the_point_seen_is_a_position_or_a_text(record: Record) -> None:
    decline = {"do": "decline", "inspection": NAME, "standard": "2.1", "tests": [], "members": ["panel-1"], "by": {**CHAIR, "reason": "x"}}
    ran = record(OPEN, {**decline, "seen": 1}, {**decline, "seen": "opened"}, {**decline, "seen": 9})
    assert [answer["ok"] for answer in ran.objects] == [True, False, False, False]
    assert ran.objects[1]["error"] == ran.objects[2]["error"]
    assert "Nothing is recorded at #9 yet" in ran.objects[3]["error"] or ran.objects[3]["code"] == "refused"


def test_a_report_is_taken_as_it_says(record: Record, ledger: str) -> None:
    reported = {"actor": "recorder-1", "role": "recorder", "provenance": "reported"}
    assert record({**OPEN, "by": reported}, {"do": "draft", "inspection": NAME, "by": reported}).code == 0
    assert event(ledger, 2).by.provenance == "reported"


def test_a_verb_and_lines_are_not_given_together(run: Run, ledger: str) -> None:
    ran = run("--ledger", ledger, "record", "--jsonl", "x", "draft", NAME)
    assert (ran.code, "Expected --jsonl or a verb, found --jsonl and draft" in ran.err) == (2, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="everything can be read by the superuser")
def test_a_file_that_cannot_be_read_is_told(run: Run, ledger: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.jsonl"
    file.touch(0o000)
    assert run("--ledger", ledger, "record", "--jsonl", file).code == 2


def test_a_closed_standard_input_is_told(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    ran = run("--ledger", ledger, "record", "--jsonl", "-")
    assert (ran.code, "found it closed" in ran.err) == (2, True)


def test_a_fault_of_the_storage_stops_the_run(record: Record, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from ledger.application import Ledger
    from ledger.errors import StorageError

    def full(*_: object) -> None:
        raise StorageError("The disk is full: make room.")

    monkeypatch.setattr(Ledger, "handle", full)
    ran = record(OPEN, TEAM)
    assert (ran.code, ran.out, ran.err) == (7, "", "ledger: The disk is full: make room.\n")
