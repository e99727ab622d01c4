"""`record VERB` and `roles`: what is shown, asked for, tried out and refused."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.cli.ran import Run
from tests.cli.recording import DECIDE, OPEN, Record, event, head
from tests.cli.whole_inspection import NAME, PANEL, arguments, lines

from ledger.cli.record import record as group
from ledger.domain import commands as c
from ledger.domain.roles import PERMISSIONS
from ledger.recording.verbs import BY, VERBS
from ledger.store.store import Store

ID = "3f0c9a52-6d1e-4b7a-9a53-0d3e5f1c2b4a"
LATER_VERBS = {"RecordPublishedFigure"}
"""Commands that imports give and people do not."""


def test_every_command_that_people_give_has_a_verb() -> None:
    given = {verb.command for verb in VERBS.values()}
    assert {command.__name__ for command in PERMISSIONS if command not in given} == LATER_VERBS
    assert len(given) == len(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_help_with_an_example_that_is_understood(record: Record, name: str) -> None:
    ran = record(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    example = VERBS[name].example
    assert f"ledger record {example}\n" in ran.out
    assert example.startswith(f"{name} ")
    tried = record(*shlex.split(example), *([] if "--role" in example else ["--role", "lead-inspector"]), "--dry-run")
    assert tried.code in {0, 4}, tried.err


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_lets_it_be_said_who_why_and_when(record: Record, name: str) -> None:
    shown = record(name, "--help").out
    for field in BY:
        assert (field.option in shown) == field.by_name
    assert {"--dry-run", "--json"} <= set(re.findall(r"--[a-z-]+", shown))


def test_the_help_lists_the_verbs(record: Record) -> None:
    listed = record("--help").out.split("Verbs:\n")[1].split("\n\n")[0]
    assert [line.split()[0] for line in listed.splitlines() if line[2] != " "] == list(VERBS)


def test_what_is_recorded_is_told_with_what_it_changed(record: Record) -> None:
    ran = record(*OPEN)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Recorded as #1: inspection-opened: North Service, under youth-2021\n\nWhat it changed\n"
        "  overall: not opened -> Pending (0 to 36 of 36 possible)\n"
    )


def test_a_dry_run_shows_the_change_and_writes_nothing(record: Record, upto: Callable[[str], int], ledger: str) -> None:
    position = upto("confirm")
    words = ("judge", NAME, "C03", "2.3.1", "sufficient", "--role", "inspector", "--reason", "Read again.", "--dry-run")
    ran = record(*words, who="inspector-1")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Nothing was written. It would be recorded: key-question-judged: C03 2.3.1:\n  sufficient\n")
    assert "2.3 Implementation and delivery: Good -> Outstanding" in ran.out
    assert "overall: Good (29 of 36) -> Good (30 of 36)" in ran.out
    assert head(ledger) == position - 1
    told = record(*words, "--json", who="inspector-1").json
    assert (told["dry_run"], told["positions"], told["events"]) == (True, [], ["key-question-judged"])
    assert told["changed"]["overall"]["after"]["score"] == 30


def test_a_dry_run_is_refused_as_the_real_one_would_be(record: Record, upto: Callable[[str], int]) -> None:
    upto("confirm")
    words = ("judge", NAME, "C03", "2.3.1", "sufficient", "--role", "inspector")
    refused = [record(*words, *dry, who="inspector-1") for dry in ([], ["--dry-run"])]
    assert {ran.code for ran in refused} == {3}
    assert refused[0].err == refused[1].err


def test_a_dry_run_of_what_stands_already_changes_nothing(record: Record) -> None:
    record(*OPEN)
    team = ("team", NAME, "inspector-1", "inspector", "--role", "lead-inspector")
    assert record(*team).code == 0
    assert record(*team, "--dry-run").out == "It would change nothing.\n"
    assert record(*team).out == "Nothing was recorded: it stands so already.\n"
    assert record(*team, "--json").json == {
        "ok": True, "dry_run": False, "repeated": False, "positions": [], "events": [], "changed": None,
    }  # fmt: skip


def test_a_command_asked_for_again_is_not_recorded_again(record: Record, ledger: str) -> None:
    first = record(*OPEN, "--command-id", ID)
    again = record(*OPEN, "--command-id", ID)
    assert (first.code, again.code) == (0, 0)
    assert again.out.startswith("Recorded before, as #1, and not again: inspection-opened")
    assert head(ledger) == 1
    told = record(*OPEN, "--command-id", ID, "--json").json
    assert (told["repeated"], told["positions"]) == (True, [1])
    other = record(*OPEN[:3], "South Service", *OPEN[4:], "--command-id", ID)
    assert other.code == 3
    assert f"A command id is used once; {ID} was recorded at #1 with other content" in other.err


def test_a_decision_asked_for_again_keeps_what_the_panel_saw_then(record: Record, upto: Callable[[str], int], ledger: str) -> None:
    position = upto("discretion")
    line = next(line for line in lines() if line["do"] == "discretion")
    words = [*arguments(line)[3:], "--command-id", ID]
    assert record(*words, who="panel-1").code == 0
    record("note", NAME, "Looked at.", "--role", "quality-reviewer", who="reviewer-1")
    again = record(*words, who="panel-1")
    assert again.out.startswith(f"Recorded before, as #{position}, and not again")
    assert head(ledger) == position + 1


def test_the_figures_before_the_panel_are_shown_and_where_it_starts_from_is_looked_up(record: Record, upto: Callable[[str], int]) -> None:
    position = upto("discretion")
    members = [word for member in PANEL for word in ("--member", member)]
    words = ["discretion", NAME, "2.2", "Outstanding", "--test", "small-sample", *members, *DECIDE]
    ran = record(*words, "--dry-run", who="panel-1")
    text = " ".join(ran.out.split())
    assert "2.2: from Good to Outstanding (small-sample)" in text
    assert f"before the panel at #{position - 1}: 2.2.1 3 of 3, 100%; 2.2.2 3 of 3, 100%; 2.2.3 2 of 3, 67%" in text
    earlier = record(*words, "--dry-run", "--seen", "fieldwork-complete", who="panel-1")
    assert (earlier.code, "before the panel at #" in earlier.out) == (0, True)
    late = record(*words, "--seen", "999999", who="panel-1")
    assert (late.code, "Nothing is recorded at #999999 yet" in late.err) == (4, True)


def test_an_override_of_a_proposal_shows_what_was_proposed(record: Record, upto: Callable[[str], int]) -> None:
    upto("override")
    line = next(line for line in lines() if line["do"] == "override")
    assert "proposed Good" in record(*arguments(line)[3:], "--dry-run", who="panel-1").out


def test_a_move_outside_the_tests_is_refused_and_told_of_the_override(record: Record, upto: Callable[[str], int]) -> None:
    upto("discretion")
    members = [word for member in PANEL for word in ("--member", member)]
    ran = record("discretion", NAME, "2.2", "Inadequate", "--test", "margin", *members, *DECIDE, who="panel-1")
    assert ran.code == 3
    assert "Discretion moves a standard exactly one band" in ran.err
    assert "override" in ran.err


def test_a_cause_may_be_named_by_position_or_by_id(record: Record, ledger: str) -> None:
    record(*OPEN)
    opened = event(ledger, 1).id
    team = ("team", NAME, "inspector-1", "inspector", "--role", "lead-inspector")
    assert record(*team, "--causation", "#1").code == 0
    assert record(*team[:2], "inspector-2", *team[3:], "--causation", opened).code == 0
    assert [event(ledger, position).by.causation for position in (1, 2, 3)] == [None, opened, opened]
    other = record(*team[:2], "inspector-3", *team[3:], "--causation", "7")
    assert (other.code, f"There is no event #7 in {NAME} that could have led to this" in other.err) == (4, True)


def test_a_text_to_erase_is_named_unless_it_is_the_only_one_and_where_its_words_stay_is_said(
    record: Record, ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(*OPEN)
    review = ("--role", "quality-reviewer")
    record("note", NAME, "Words.", *review, "--reason", "Because.", who="reviewer-1")
    erase = ("erase-text", "2", *review, "--reason", "It named a person.")
    ran = record(*erase, who="reviewer-1")
    assert (ran.code, "found 2 at #2: note, reason" in ran.err) == (2, True)
    monkeypatch.setattr(Store, "scour", lambda _: "north.ledger-wal")
    erased = record(*erase, "--name", "note", who="reviewer-1")
    assert (erased.code, "warning: the words are erased and no command shows them, but they stay in north.ledger-wal" in erased.err) == (
        0,
        True,
    )
    none = record("erase-text", "1", *review, "--reason", "x", who="reviewer-1")
    assert (none.code, "found none at #1" in none.err) == (2, True)
    texts = event(ledger, 2).texts
    assert {name: text.body for name, text in texts.items()} == {"note": None, "reason": "Because."}


def test_the_verbs_are_listed_for_completion() -> None:
    assert group.list_commands(click.Context(group)) == [*VERBS, "case", "disputes", "second"]


def test_the_roles_are_shown_with_their_reasons(run: Run) -> None:
    shown = run("roles").out
    told = run("roles", "--json").json
    assert [entry["verb"] for entry in told] == list(VERBS)
    for entry in told:
        permission = PERMISSIONS[VERBS[entry["verb"]].command]
        assert (tuple(entry["roles"]), entry["why"]) == (permission.roles, permission.why)
        row = next(line for line in shown.splitlines() if line.split()[:1] == [entry["verb"]])
        assert row.count("x") - entry["verb"].count("x") == len(permission.roles)
    assert " ".join(f"judge: {PERMISSIONS[c.JudgeKeyQuestion].why}.".split()) in " ".join(shown.split())


def test_a_verb_in_the_wrong_role_is_refused(record: Record, ledger: str) -> None:
    ran = record(*OPEN[:-1], "inspector", who="inspector-1")
    assert ran.code == 3
    assert "inspector-1 acted as inspector" in ran.err
    assert head(ledger) == 0


def test_a_ledger_that_may_only_be_read_is_told(run: Run, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only to the superuser")
    file = tmp_path / "own.ledger"
    assert run("--ledger", file, "init").code == 0
    file.chmod(0o400)
    assert run("--ledger", file, "record", *OPEN).code == 7
