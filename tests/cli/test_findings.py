"""`ledger findings`: the contract's JSON, lines for people, points, and the exit code for scripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.cli.ran import Run

KEYS = ["code", "severity", "standard", "key_question", "case", "message", "positions", "sources"]


def test_json_is_a_list_of_findings_with_the_keys_of_the_contract(demo: Run) -> None:
    ran = demo("findings", "north-yorkshire-2020", "--json")
    assert ran.code == 0
    assert all(list(finding) == KEYS for finding in ran.json)
    joint = next(finding for finding in ran.json if finding["code"] == "reason-leans-on-other-standard")
    assert (joint["standard"], joint["severity"], joint["case"], joint["key_question"]) == ("3.2", "medium", None, None)
    assert joint["sources"] == ["north-yorkshire-2020:255", "north-yorkshire-2020:835", "north-yorkshire-2020:929"]
    assert isinstance(joint["positions"][0], int)


def test_json_of_nothing_found_is_an_empty_list(demo: Run) -> None:
    assert demo("findings", "darlington-2021", "--at", "panel", "--json").json == []


def test_people_read_the_point_both_clocks_the_provenance_and_the_count_first(demo: Run) -> None:
    lines = demo("findings", "north-yorkshire-2020").out.splitlines()
    assert lines[0] == "North Yorkshire Youth Justice Service (north-yorkshire-2020)"
    assert lines[1] == "youth-2018, reconstructed from published figures"
    assert lines[2].startswith("As at #")
    assert "recorded 2026-11-21T16:00:00" in lines[2]
    assert lines[3].endswith("low")


def test_lines_for_people_stay_within_eighty_columns(demo: Run) -> None:
    lines = demo("findings", "training-example").out.splitlines()
    assert max(len(line) for line in lines[3:]) <= 80


def test_nothing_found_is_said(demo: Run) -> None:
    assert demo("findings", "darlington-2021", "--at", "panel").out.splitlines()[-1] == "Nothing found."


def test_many_places_are_counted_rather_than_listed(demo: Run) -> None:
    assert "and 9 more" in demo("findings", "training-example").out


def test_findings_are_as_at_a_point(demo: Run) -> None:
    now = {(one["code"], one["standard"]) for one in demo("findings", "training-example", "--json").json}
    before = {(one["code"], one["standard"]) for one in demo("findings", "training-example", "--at", "fieldwork-complete", "--json").json}
    assert ("stale-decision", "2.2") in now - before
    assert ("rounding-sensitive", "2.1") in before


@pytest.mark.parametrize(
    ("inspection", "severity", "code"),
    [
        ("training-example", "high", 8),
        ("training-example", "low", 8),
        ("sunderland-2022", "high", 0),
        ("sunderland-2022", "medium", 8),
        ("darlington-2021", "high", 0),
    ],
)
def test_a_script_can_fail_on_a_severity(demo: Run, inspection: str, severity: str, code: int) -> None:
    ran = demo("findings", inspection, "--fail-on", severity, "--json")
    assert ran.code == code
    assert bool(ran.err) is (code == 8)
    assert ran.json


def test_what_a_script_fails_on_is_said_on_standard_error(demo: Run) -> None:
    assert (
        demo("findings", "training-example", "--fail-on", "high").err == "ledger: warning: 1 finding: 1 high, at or above --fail-on high.\n"
    )


def test_without_fail_on_findings_are_no_failure(demo: Run) -> None:
    ran = demo("findings", "training-example")
    assert (ran.code, ran.err) == (0, "")


def test_findings_come_gravest_first(demo: Run) -> None:
    severities = [["high", "medium", "low"].index(one["severity"]) for one in demo("findings", "oxfordshire-2020", "--json").json]
    assert all(one <= other for one, other in pairwise(severities))


def test_help_has_examples(run: Run) -> None:
    ran = run("findings", "--help")
    assert ran.code == 0
    assert "ledger --ledger demo findings oxfordshire-2020 --fail-on high --json" in ran.out
