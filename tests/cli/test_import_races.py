"""`ledger import` while others write."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.cli.importing import NAME, imported, long
from tests.cli.ran import Ran

from ledger.application import Ledger, Outcome
from ledger.asking import by
from ledger.bootstrap import open_ledger
from ledger.domain import commands as c
from ledger.errors import RefusedError
from ledger.store.keeping import Progress

Take = Callable[..., Ran]
TWO = long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "yes"))


def test_what_is_written_meanwhile_is_decided_on(take: Take, north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone answers between the reading and the recording: the change then needs a reason, and is refused at its cell."""
    asked = Ledger.handle

    def late(ledger: Ledger, *commands: object, **more: object) -> object:
        monkeypatch.setattr(Ledger, "handle", asked)
        with open_ledger(north) as other:
            other.handle(c.AnswerPrompt(inspection=NAME, case="C01", prompt="2.1.1a", answer="no", by=by("inspector-1", "inspector")))
        return ledger.handle(*commands, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "handle", late)
    ran = take(TWO)
    assert (ran.code, len(imported(north))) == (3, 1)
    assert "D3: Changing an answer needs a reason; 2.1.1a in C01 was answered 'no'" in ran.err


def test_what_someone_else_records_meanwhile_is_not_recorded_again(take: Take, north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Ledger.handle

    def late(ledger: Ledger, *commands: c.Command, report: Progress) -> Outcome:
        asked(ledger, *(replace(one, by=replace(one.by, command_id=str(uuid.uuid4()))) for one in commands))
        return asked(ledger, *commands, report=report)

    monkeypatch.setattr(Ledger, "handle", late)
    ran = take(TWO)
    assert (ran.code, len(imported(north))) == (0, 2)
    assert "Someone else recorded the same meanwhile: nothing was recorded." in ran.out


def test_a_refusal_that_is_gone_when_it_is_looked_at_again_is_told_as_it_was(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise RefusedError("It was not allowed then.")

    monkeypatch.setattr(Ledger, "handle", refused)
    ran = take(TWO)
    assert (ran.code, ran.err) == (3, "ledger: It was not allowed then.\n")
