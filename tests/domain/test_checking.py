"""A command is checked whole before it is decided: what could not be kept, or not be read again, is told with its path."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.builders import by

from ledger.domain import commands as c
from ledger.domain.checking import check
from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened
from ledger.errors import UsageError

ASKED = by("inspector", reason="Read again,\n\twith the plan.", on="2026-02-01")
JUDGE = c.JudgeKeyQuestion(inspection="north-2026", by=ASKED, case="C07", key_question="2.1.3", judgement="sufficient")
NAME = "a name or reference without spaces around it"
CONTROL = "text without control characters"

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"inspection": ""}, f'at inspection: expected {NAME}, found ""'),
    ({"case": " C07"}, f'at case: expected {NAME}, found " C07"'),
    ({"case": "x" * 201}, "at case: expected at most 200 characters, found 201"),
    ({"case": "a\0b"}, f"at case: expected {CONTROL}, found U+0000"),
    ({"case": "a\nb"}, f"at case: expected {CONTROL}, found U+000A"),
    ({"case": "a\x9bb"}, f"at case: expected {CONTROL}, found U+009B"),
    ({"case": "a\u202eb"}, f"at case: expected {CONTROL}, found U+202E"),
    ({"case": "a\u2069b"}, f"at case: expected {CONTROL}, found U+2069"),
    ({"case": "\ud800"}, f"at case: expected {CONTROL}, found U+D800"),
    ({"case": 7}, "at case: expected a valid string, found 7"),
    ({"judgement": "perfect"}, "at judgement: expected 'sufficient', 'insufficient' or 'not-relevant', found \"perfect\""),
    ({"reaffirm": 1}, "at reaffirm: expected a valid boolean, found 1"),
    ({"by": None}, "at by: expected an instance of By, found null"),
]
WRONG_BY: list[tuple[dict[str, Any], str]] = [
    ({"actor": "\udfff"}, f"at by.actor: expected {CONTROL}, found U+DFFF"),
    ({"role": "king"}, "at by.role: expected 'inspector', 'lead-inspector',"),
    ({"reason": " \n"}, 'at by.reason: expected some words, found " \\n"'),
    ({"reason": "x" * 10_001}, "at by.reason: expected at most 10,000 characters, found 10,001"),
    ({"reason": "a\u2066b"}, f"at by.reason: expected {CONTROL}, found U+2066"),
    ({"reason": "a\x1b[2J"}, f"at by.reason: expected {CONTROL}, found U+001B"),
    ({"command_id": "3F0C9A52-6D1E-4B7A-9A53-0D3E5F1C2B4A"}, "at by.command_id: expected a UUID such as 3f0c9a52-"),
    ({"evidence": ["C07"]}, "at by.evidence: expected a valid tuple, found a list"),
    ({"evidence": ("C07", "")}, f'at by.evidence[1]: expected {NAME}, found ""'),
    ({"happened": Happened("2026-02-30", "day")}, 'at by.happened: expected a time, a day or a month, found "2026-02-30"'),
    ({"happened": Happened(20260203, "day")}, "at by.happened.on: expected a valid string, found 20260203"),  # type: ignore[arg-type]
    ({"happened": Happened("2026-02-03", "month")}, 'at by.happened: expected a month, found "2026-02-03"'),
]  # fmt: skip


@pytest.mark.parametrize(
    "command",
    [
        JUDGE,
        replace(JUDGE, case="x" * 200, by=replace(ASKED, reason="x" * 10_000, evidence=("C07/plan", "é 😀"))),
        replace(JUDGE, by=replace(ASKED, reason=None, happened=Happened(None, "none"))),
        c.RevokeDecision(inspection="n", by=ASKED, position=2**53 - 1),
        c.ProposeRating(inspection="n", by=ASKED, standard="1.1", rating=Rating.GOOD),
        c.MapLogin(login="north_1", actor="inspector-1", roles=("inspector",), by=ASKED),
    ],
    ids=lambda command: type(command).__name__,
)
def test_a_command_of_values_that_can_be_kept_is_let_through(command: c.Command) -> None:
    check(command)


@pytest.mark.parametrize(("values", "says"), WRONG, ids=[says for _, says in WRONG])
def test_a_value_that_cannot_be_kept_is_told_with_its_path(values: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        check(replace(JUDGE, **values))


@pytest.mark.parametrize(("values", "says"), WRONG_BY, ids=[says for _, says in WRONG_BY])
def test_what_is_said_of_who_asks_is_checked_too(values: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=re.escape(says)):
        check(replace(JUDGE, by=replace(ASKED, **values)))


@pytest.mark.parametrize("position", [0, 2**53, "12"])
def test_a_position_is_a_whole_number_that_every_reader_keeps(position: int) -> None:
    with pytest.raises(UsageError, match=r"at position: expected .*, found "):
        check(c.AddReviewerNote(inspection="n", by=ASKED, text="Looked at.", position=position))


def test_a_rating_is_a_rating_and_not_its_word() -> None:
    with pytest.raises(UsageError, match='at rating: expected an instance of Rating, found "Good"'):
        check(c.ProposeRating(inspection="n", by=ASKED, standard="1.1", rating="Good"))  # type: ignore[arg-type]
