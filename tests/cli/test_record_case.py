"""`ledger record case` and `disputes`: who may type on what, told before a screen is opened."""

from __future__ import annotations

import pytest
from tests.cli.ran import Run
from tests.engines import Places
from tests.tui.office import NORTH, Office, disputed, furnish

from ledger.bootstrap import open_ledger
from ledger.cli import opening, record_case
from ledger.cli.hand import hand_of
from ledger.cli.settings import Settings
from ledger_tui import app
from ledger_tui.hand import Desk


@pytest.fixture(scope="module")
def north(places_of_the_run: Places) -> str:
    place = places_of_the_run.new("to-be-typed-on")
    furnish(place)
    return place


@pytest.mark.parametrize(
    ("actor", "arguments", "code", "says"),
    [
        ("inspector-1", ("C01",), 2, "Expected --role or LEDGER_ROLE, the role acted in"),
        ("inspector-9", ("C01", "--role", "inspector"), 3, "inspector-9 is not on it"),
        ("inspector-1", ("C04", "--role", "inspector"), 3, "Withdrawn cases are not judged"),
        ("inspector-1", ("C99", "--role", "inspector"), 4, "Case 'C99' is not in the sample of north-2026, which has: C01"),
        ("inspector-1", ("C01", "--role", "inspector"), 2, "Expected a terminal to type on, found none."),
        ("inspector-1", ("C01", "--role", "inspector", "--happened-on", "soon"), 2, 'for --happened-on, found "soon"'),
        ("inspector-1", ("C01", "--role", "clerk"), 2, "'clerk' is not one of"),
    ],
)
def test_what_keeps_someone_from_typing_is_said_with_its_exit_code(
    run: Run, north: str, actor: str, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = run("--ledger", north, "--as", actor, "record", "case", NORTH, *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err


def test_the_screen_opens_for_whoever_may_type(run: Run, north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Desk, str, str]] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(app, "record", lambda *arguments: opened.append(arguments))
    monkeypatch.setenv("LEDGER_ROLE", "inspector")
    said = ("--recorded-by", "recorder-1", "--happened-on", "2026-11-19", "--correlation", "visit-2")
    assert run("--ledger", north, "--as", "inspector-1", "record", "case", NORTH, "C01", *said).code == 0
    [(desk, inspection, case)] = opened
    hand = desk.hand()
    assert (inspection, case, hand.actor, hand.role, hand.recorded_by) == (NORTH, "C01", "inspector-1", "inspector", "recorder-1")
    assert (hand.happened().on, hand.correlation, hand.reviewed_by) == ("2026-11-19", "visit-2", None)
    assert desk.ledger() is desk.ledger()
    desk.ledger().close()


def test_what_is_typed_happened_today_unless_a_day_is_given(north: str) -> None:
    with open_ledger(north) as ledger:
        hand = hand_of(Settings(None, "inspector-1"), {"role": "inspector", "happened_on": None}, ledger)
    assert hand.happened().precision == "day"


def test_the_help_of_record_names_the_screen(run: Run) -> None:
    assert record_case.DOES.split(":")[0] in run("record", "--help").out
    assert "y n a answer a prompt" in run("record", "case", "--help").out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((NORTH, "--role", "quality-reviewer"), 4, "No dispute of north-2026 is open; none was raised before."),
        (("nowhere", "--role", "quality-reviewer"), 4, "There is no inspection 'nowhere'"),
        ((NORTH,), 2, "Expected --role or LEDGER_ROLE"),
    ],
)
def test_what_keeps_someone_from_settling_is_said_with_its_exit_code(
    run: Run, north: str, arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = run("--ledger", north, "--as", "reviewer-1", "record", "disputes", *arguments)
    assert (ran.code, ran.out, says in ran.err) == (code, "", True)


def test_the_disputes_open_on_a_terminal_and_only_there(run: Run, north: str, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Office(places.copy(north))
    disputed(own, 1)
    asked = ("--ledger", own.place, "--as", "reviewer-1", "record", "disputes", NORTH, "--role", "quality-reviewer")
    ran = run(*asked)
    assert (ran.code, "Expected a terminal to settle disputes on" in ran.err) == (2, True)
    opened: list[tuple[Desk, str]] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(app, "settle", lambda *arguments: opened.append(arguments))
    assert run(*asked).code == 0
    assert [inspection for _, inspection in opened] == [NORTH]
    opened[0][0].ledger().close()


def test_second_judgements_are_given_on_a_terminal_only(run: Run, north: str, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Office(places.copy(north))
    asked = ("--ledger", own.place, "--as", "inspector-1", "record", "second", NORTH, "1", "--role", "inspector")
    ran = run(*asked)
    assert (ran.code, "Expected a terminal to judge on" in ran.err) == (2, True)
    opened: list[tuple[Desk, str, int]] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(app, "judge_again", lambda *arguments: opened.append(arguments))
    assert run(*asked).code == 0
    assert [one[1:] for one in opened] == [(NORTH, 1)]
    opened[0][0].ledger().close()
