"""What `record` is not told: asked for on a terminal, taken from the environment, or named as missing."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from functools import partial

import click
import pytest
from tests.cli.ran import Json, Run
from tests.cli.recording import OPEN, Record, event, head
from tests.cli.whole_inspection import NAME

from ledger.cli import record_asking


def test_the_role_of_the_environment_is_taken_where_none_is_given(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_ROLE", "lead-inspector")
    assert record(*OPEN[:-2]).code == 0
    monkeypatch.setenv("LEDGER_ROLE", "king")
    ran = record(*OPEN[:-2])
    assert (ran.code, 'for --role, found "king"' in ran.err) == (2, True)


def test_who_acts_is_the_login_where_nobody_is_named(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "somebody")
    assert run("--ledger", ledger, "record", *OPEN).code == 0
    assert event(ledger, 1).by.actor.id == "somebody"


def test_that_nobody_is_logged_in_is_told(run: Run, ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    ran = run("--ledger", ledger, "record", *OPEN)
    assert (ran.code, "Say who with --as ACTOR" in ran.err) == (2, True)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _type(monkeypatch: pytest.MonkeyPatch, *answers: str, meanwhile: Callable[[], object] = bool) -> list[str]:
    """A person at a terminal who gives these answers, while something else is done; what they are asked."""
    asked: list[str] = []
    given = iter(answers)

    def prompt(text: str, **options: Json) -> str:
        assert options["err"] is True
        asked.append(text)
        meanwhile()
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
    assert event(ledger, position).reason == "Read again."
    assert record("judge", NAME, "C01", "2.1.2", "sufficient", "--role", "recorder", who="inspector-1").code == 3
    assert record("judge", NAME, "C01", "2.1.2", "sufficient", "--role", "inspector", who="inspector-1").code == 0
    assert asked == ["Why"]
    wanting = iter(["Give --reason.", None])
    monkeypatch.setattr(record_asking, "_wanting", lambda *_: next(wanting))
    assert record("judge", NAME, "C01", "2.1.2", "sufficient", "--role", "inspector", who="inspector-1").code == 0
    assert asked == ["Why"]


def test_a_reason_is_not_taken_for_changing_what_came_while_it_was_typed(
    record: Record, upto: Callable[[str], int], ledger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = upto("convene")
    for about, mine, theirs, stream in [
        (("judge", NAME, "C01", "2.1.1"), "insufficient", "not-relevant", f"{NAME}/case/C01"),
        (("propose", NAME, "1.1"), "Outstanding", "Inadequate", NAME),
    ]:
        other = partial(record, *about, theirs, "--role", "lead-inspector", "--reason", "Seen today.")
        _type(monkeypatch, "Read again.", meanwhile=other)
        ran = record(*about, mine, "--role", "lead-inspector")
        assert (ran.code, f"Expected {stream} at version" in ran.err) == (5, True)
    assert head(ledger) == last + 1


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
