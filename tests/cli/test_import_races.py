"""`ledger import` while others write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cli.importing import NAME, WHY, imported, long
from tests.cli.ran import Ran

from ledger.application import Ledger, Outcome
from ledger.asking import by
from ledger.bootstrap import open_ledger
from ledger.domain import commands as c
from ledger.domain.evidence import Answer, Judgement
from ledger.errors import ConflictError, RefusedError

Take = Callable[..., Ran]
Meanwhile = Callable[..., None]
TWO = long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "yes"))


def judge(judgement: Judgement, case: str = "C01", question: str = "2.1.1", *, reaffirm: bool = False) -> c.JudgeKeyQuestion:
    who = by("inspector-1", "inspector", reason="Seen today.")
    return c.JudgeKeyQuestion(inspection=NAME, case=case, key_question=question, judgement=judgement, reaffirm=reaffirm, by=who)


def answer(value: Answer) -> c.AnswerPrompt:
    return c.AnswerPrompt(inspection=NAME, case="C01", prompt="2.1.1a", answer=value, by=by("inspector-1", "inspector"))


@pytest.fixture
def meanwhile(north: str, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Has commands recorded by someone else once the file is read, just before its differences are."""
    handle = Ledger.handle

    def meanwhile(*others: c.Command) -> None:
        def late(ledger: Ledger, *commands: c.Command, **more: object) -> Outcome:
            monkeypatch.setattr(Ledger, "handle", handle)
            with open_ledger(north) as other:
                other.handle(*others)
            return ledger.handle(*commands, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Ledger, "handle", late)

    return meanwhile


@pytest.mark.parametrize(
    ("stood", "other", "said"),
    [
        (["insufficient"], judge("not-relevant"), "D2: expected 2.1.1 in C01 to stand as it did when the file was read, insufficient, found not relevant, which inspector-1 recorded meanwhile as #10."),
        (["insufficient"], judge("insufficient", reaffirm=True), "read, insufficient, found insufficient, which inspector-1 recorded meanwhile as #10."),
        ([], answer("no"), "D3: expected 2.1.1a in C01 to stand as it did when the file was read, nothing recorded, found no, which inspector-1 recorded meanwhile as #9."),
    ],
    ids=["changed", "reaffirmed", "new"],
)  # fmt: skip
def test_what_someone_else_recorded_since_the_file_was_read_is_not_written_over(
    take: Take, north: str, meanwhile: Meanwhile, stood: list[Judgement], other: c.Command, said: str
) -> None:
    with open_ledger(north) as ledger:
        ledger.handle(*(judge(one) for one in stood))
    meanwhile(other)
    ran = take(TWO, *WHY, "--json")
    assert (ran.code, len(imported(north))) == (5, len(stood) + 1)
    assert said in ran.err
    assert (ran.json["ok"], ran.json["code"], len(ran.json["faults"])) == (False, "conflict", 1)


@pytest.mark.parametrize(
    "other", [judge("sufficient", question="2.2.1"), judge("sufficient", "C02", "2.2.1")], ids=["same case", "another case"]
)
def test_what_is_written_elsewhere_meanwhile_is_neither_in_the_way_nor_reported(take: Take, meanwhile: Meanwhile, other: c.Command) -> None:
    meanwhile(other)
    ran = take(TWO, "--json")
    assert (ran.code, ran.json["positions"]) == (0, {"first": 10, "last": 11})
    assert [ran.json[side]["standards"]["2.2"] for side in ("before", "after")] == ["Outstanding"] * 2
    assert [one["id"] for one in ran.json["changed"]["standards"]] == ["2.1"]


def test_what_someone_else_records_meanwhile_is_not_recorded_again(take: Take, north: str, meanwhile: Meanwhile) -> None:
    meanwhile(judge("sufficient"), answer("yes"))
    ran = take(TWO)
    assert (ran.code, len(imported(north))) == (0, 2)
    assert "Someone else recorded the same meanwhile: nothing was recorded." in ran.out


def test_what_someone_else_records_meanwhile_is_no_difference_any_more(take: Take, north: str, meanwhile: Meanwhile) -> None:
    meanwhile(judge("sufficient"))
    ran = take(TWO)
    assert (ran.code, len(imported(north))) == (0, 2)
    assert "Recorded 1 new and 0 changed, as #10 to #10" in ran.out


def test_a_rule_that_came_to_be_against_it_meanwhile_is_told_at_its_cell(take: Take, north: str, meanwhile: Meanwhile) -> None:
    meanwhile(c.WithdrawCase(inspection=NAME, case="C01", by=by("lead-inspector-1", "lead-inspector", reason="Sampled by mistake.")))
    ran = take(TWO)
    assert (ran.code, len(imported(north))) == (3, 0)
    assert "C01 was withdrawn" in ran.err


@pytest.mark.parametrize(
    ("error", "code"), [(RefusedError("It was not allowed then."), 3), (ConflictError("It was not so then."), 5)], ids=["refused", "moved"]
)
def test_what_is_gone_when_it_is_looked_at_again_is_told_as_it_was(
    take: Take, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def failed(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Ledger, "handle", failed)
    ran = take(TWO)
    assert (ran.code, ran.err) == (code, f"ledger: {error}\n")
