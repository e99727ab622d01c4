"""`record VERB` and `roles`: what is shown, asked for, tried out and refused."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from tests.cli.ran import Json, Ran, Run
from tests.cli.whole_inspection import NAME, PANEL, arguments, lines

from ledger.bootstrap import open_ledger
from ledger.cli import record_asking
from ledger.cli.record import record as group
from ledger.domain import commands as c
from ledger.domain.roles import PERMISSIONS
from ledger.recording.verbs import BY, VERBS

Record = Callable[..., Ran]
ID = "3f0c9a52-6d1e-4b7a-9a53-0d3e5f1c2b4a"
LATER_VERBS = {"RecordPublishedFigure"}
"""Commands that imports give and people do not."""


@pytest.fixture
def record(run: Run, ledger: str) -> Record:
    """Records on a ledger of the test's own, as `who`."""

    def record(*words: str, who: str = "lead-inspector-1") -> Ran:
        return run("--ledger", ledger, "--as", who, "record", *words)

    return record


@pytest.fixture
def upto(run: Run, ledger: str, tmp_path: Path) -> Callable[[str], int]:
    """Records the whole inspection up to a verb, and says at which position that verb would come."""

    def upto(do: str) -> int:
        import json

        written = lines()
        number = next(index for index, line in enumerate(written) if line["do"] == do)
        file = tmp_path / "upto.jsonl"
        file.write_text("".join(json.dumps(line) + "\n" for line in written[:number]), encoding="utf-8")
        assert run("--ledger", ledger, "record", "--jsonl", file).code == 0
        return number + 1

    return upto


def head(ledger: str) -> int:
    return open_ledger(str(ledger), read_only=True).head()


DECIDE = ("--role", "panel-chair", "--reason", "Three cases only.")
OPEN = ("open", NAME, "--service", "North Service", "--framework", "youth-2021", "--role", "lead-inspector")


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


def test_the_role_of_the_environment_is_taken_where_none_is_given(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_ROLE", "lead-inspector")
    assert record(*OPEN[:-2]).code == 0
    monkeypatch.setenv("LEDGER_ROLE", "king")
    ran = record(*OPEN[:-2])
    assert (ran.code, 'for --role, found "king"' in ran.err) == (2, True)


def test_who_acts_is_the_login_where_nobody_is_named(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "somebody")
    assert run("--ledger", ledger, "record", *OPEN).code == 0
    assert open_ledger(str(ledger), read_only=True).event(1).by.actor.id == "somebody"


def test_that_nobody_is_logged_in_is_told(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    ran = run("--ledger", ledger, "record", *OPEN)
    assert (ran.code, "Say who with --as ACTOR" in ran.err) == (2, True)


def test_a_cause_may_be_named_by_position_or_by_id(record: Record, ledger: str) -> None:
    record(*OPEN)
    opened = open_ledger(str(ledger), read_only=True).event(1).id
    team = ("team", NAME, "inspector-1", "inspector", "--role", "lead-inspector")
    assert record(*team, "--causation", "#1").code == 0
    assert record(*team[:2], "inspector-2", *team[3:], "--causation", opened).code == 0
    history = open_ledger(str(ledger), read_only=True).history(NAME)
    assert [event.by.causation for event in history] == [None, opened, opened]
    other = record(*team[:2], "inspector-3", *team[3:], "--causation", "7")
    assert (other.code, f"There is no event #7 in {NAME} that could have led to this" in other.err) == (4, True)


def test_a_text_to_erase_is_named_unless_it_is_the_only_one(record: Record, ledger: str) -> None:
    record(*OPEN)
    review = ("--role", "quality-reviewer")
    record("note", NAME, "Words.", *review, "--reason", "Because.", who="reviewer-1")
    erase = ("erase-text", "2", *review, "--reason", "It named a person.")
    ran = record(*erase, who="reviewer-1")
    assert (ran.code, "found 2 at #2: note, reason" in ran.err) == (2, True)
    assert record(*erase, "--name", "note", who="reviewer-1").code == 0
    none = record("erase-text", "1", *review, "--reason", "x", who="reviewer-1")
    assert (none.code, "found none at #1" in none.err) == (2, True)
    texts = open_ledger(str(ledger), read_only=True).event(2).texts
    assert {name: text.body for name, text in texts.items()} == {"note": None, "reason": "Because."}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _type(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """A person at a terminal who gives these answers; what they are asked."""
    asked: list[str] = []
    given = iter(answers)

    def prompt(text: str, **options: Json) -> str:
        assert options["err"] is True
        asked.append(text)
        return next(given)

    monkeypatch.setattr(record_asking, "can_ask", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    return asked


def test_what_is_missing_is_asked_for_on_a_terminal(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _type(monkeypatch, "North Service", "youth-2021", "lead-inspector")
    assert record("open", NAME).code == 0
    assert asked == ["The name of the service", "The id of the framework, such as youth-2021", "The role acted in"]


def test_a_reason_that_is_always_needed_is_asked_for_and_several_members_at_once(
    record: Record, upto: Callable[[str], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    upto("discretion")
    asked = _type(monkeypatch, "Outstanding", "small-sample", "panel-1, panel-2", "panel-chair", "Three cases only.")
    ran = record("discretion", NAME, "2.2", who="panel-1")
    assert ran.code == 0, ran.err
    assert asked[-1] == "Why"
    assert asked[2] == "A member present, with commas between several"


def test_a_reason_that_a_rule_wants_is_asked_for_with_the_rule(
    record: Record, upto: Callable[[str], int], ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    position = upto("fieldwork-complete")
    asked = _type(monkeypatch, "Read again.")
    ran = record("judge", NAME, "C01", "2.1.1", "insufficient", "--role", "inspector", who="inspector-1")
    assert (ran.code, asked) == (0, ["Why"])
    assert "2.1.1 in C01 was judged 'sufficient'. Give --reason." in ran.err
    assert open_ledger(str(ledger), read_only=True).event(position).reason == "Read again."
    assert record("judge", NAME, "C01", "2.1.2", "sufficient", "--role", "recorder", who="inspector-1").code == 3
    assert record("judge", NAME, "C01", "2.1.2", "sufficient", "--role", "inspector", who="inspector-1").code == 0
    assert asked == ["Why"]


def test_a_terminal_is_two_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not record_asking.can_ask()
    monkeypatch.setattr(sys, "stdin", _Terminal())
    assert not record_asking.can_ask()
    monkeypatch.setattr(sys, "stderr", _Terminal())
    assert record_asking.can_ask()


def test_without_a_terminal_what_is_missing_is_named(record: Record) -> None:
    ran = record("judge", NAME, "C01", "2.1.1")
    assert ran.code == 2
    assert ran.err.startswith("ledger: Expected JUDGEMENT, the judgement, one of sufficient, insufficient, not-relevant, found nothing.")
    ran = record("convene", NAME, "--role", "panel-chair")
    assert (ran.code, "Expected --member" in ran.err) == (2, True)


def test_without_a_terminal_the_rule_says_that_a_reason_is_wanting(record: Record, upto: Callable[[str], int], ledger: str) -> None:
    position = upto("withdraw-case")
    ran = record("withdraw-case", NAME, "C04", "--role", "lead-inspector")
    assert (ran.code, ran.err) == (3, "ledger: Withdrawing a case needs a reason; none was given. Give --reason.\n")
    assert head(ledger) == position - 1


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
