"""A ledger altered behind the program's back: what a reader is told, and that `verify` finds the rest."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.engines import Places, read, write

TRAINING, LAST = "training-example", 6626
SOON = f"UPDATE events SET recorded_at = 'soon' WHERE inspection = '{TRAINING}'"
ANSWERS = ["ratings", "blame", "findings", "sensitivity", "log"]
ON_FILES = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
"""A server keeps no text that is not UTF-8."""


@pytest.fixture
def copy(demonstration: str, places: Places) -> str:
    return places.copy(demonstration, "altered")


def alter(place: str, *statements: str) -> None:
    write(place, *statements, guarded=False)


@pytest.mark.parametrize("command", ANSWERS)
def test_a_missing_event_is_damage_in_every_answer(run: Run, copy: str, command: str) -> None:
    alter(copy, "DELETE FROM events WHERE position = 2193")
    ran = run("--ledger", copy, command, "north-yorkshire-2020")
    assert (ran.code, ran.out) == (6, "")
    assert "an event is missing; see `ledger verify`" in ran.err


def test_a_missing_opening_is_damage_and_no_fault_of_the_program(run: Run, copy: str) -> None:
    alter(copy, "DELETE FROM events WHERE position = 1")
    ran = run("--ledger", copy, "why", "north-yorkshire-2020", "3.2")
    assert (ran.code, ran.out) == (6, "")
    assert "expected north-yorkshire-2020 to be opened by its first event, #2" in ran.err


def test_an_event_that_is_gone_is_damage_and_one_not_yet_there_is_not_found(run: Run, copy: str) -> None:
    alter(copy, "DELETE FROM events WHERE position = 2193")
    assert run("--ledger", copy, "show", "2193").code == 6
    assert run("--ledger", copy, "show", "99999").code == 4


@pytest.mark.parametrize(
    ("command", "statement", "says"),
    [
        ("findings", "DELETE FROM kept_timeline", "no event is kept of north-yorkshire-2020, in which a decision is: see `ledger verify`"),
        ("export", SOON, "expected a time of recording such as .*, found 'soon'; see `ledger verify`"),
        ("casebook", SOON, "expected a time of recording such as .*, found 'soon'; see `ledger verify`"),
        ("show", f"UPDATE events SET inspection = '' WHERE position = {LAST}", f"expected the event at position {LAST} among those of tr"),
        ("inspections", "ALTER TABLE kept_ratings RENAME TO missing", "is damaged.*kept_ratings.*: .*restore a backup"),
    ],
)
def test_what_is_nonsense_is_damage_and_no_fault_of_the_program(
    run: Run, copy: str, tmp_path: Path, command: str, statement: str, says: str
) -> None:
    alter(copy, statement)
    file = str(tmp_path / "written.xlsx")
    given = {
        "findings": ("findings", TRAINING),
        "export": ("export", TRAINING, "--format", "xlsx", "--output", file),
        "casebook": ("casebook", "new", TRAINING, file),
        "show": ("show", str(LAST)),
        "inspections": ("inspections",),
    }
    ran = run("--ledger", copy, *given[command])
    assert (ran.code, ran.out) == (6, "")
    assert re.search(says, ran.err), ran.err


def test_a_time_is_not_looked_up_among_events_that_are_missing(run: Run, copy: str) -> None:
    alter(copy, "DELETE FROM events WHERE position % 2 = 0 AND position < 6000")
    ran = run("--ledger", copy, "inspections", "--at", "2020-01-01T16:00Z")
    assert (ran.code, ran.out) == (6, "")
    assert "expected one event at position" in ran.err


def test_another_reason_than_the_one_recorded_is_never_shown(run: Run, copy: str) -> None:
    forged = "UPDATE texts SET body = 'It was fine.' WHERE event_id = (SELECT event_id FROM events WHERE position = 2193)"
    alter(copy, forged)
    ran = run("--ledger", copy, "show", "2193")
    assert (ran.code, ran.out) == (6, "")
    assert "the reason of the event at position 2193 is not the text that was recorded" in ran.err


@ON_FILES
def test_words_moved_into_the_salt_leave_another_text_though_the_hash_is_the_same(run: Run, copy: str) -> None:
    event = "(SELECT event_id FROM events WHERE position = 2193)"
    [(salt, body)] = read(copy, f"SELECT salt, body FROM texts WHERE event_id = {event}")
    alter(copy, f"UPDATE texts SET salt = x'{(salt + body[:7].encode()).hex()}', body = substr(body, 8) WHERE event_id = {event}")
    ran = run("--ledger", copy, "show", "2193")
    assert (ran.code, ran.out) == (6, "")
    assert "the reason of the event at position 2193 is not the text that was recorded" in ran.err


@ON_FILES
def test_text_that_is_not_utf8_is_damage(run: Run, copy: str) -> None:
    alter(copy, "UPDATE texts SET body = CAST(x'fffe41' AS TEXT) WHERE event_id = (SELECT event_id FROM events WHERE position = 2193)")
    ran = run("--ledger", copy, "show", "2193")
    assert (ran.code, ran.out) == (6, "")
    assert "is damaged" in ran.err


@ON_FILES
def test_verify_says_damage_in_json_whatever_the_bytes(run: Run, copy: str) -> None:
    alter(copy, "UPDATE events SET stream = CAST(x'fffe41' AS TEXT) WHERE position = 2193")
    ran = run("--ledger", copy, "verify", "--json")
    assert ran.code == 6
    assert json.loads(ran.out)["ok"] is False


def test_a_list_with_its_rows_taken_away_is_damage(run: Run, copy: str) -> None:
    alter(copy, "DELETE FROM kept_ratings")
    ran = run("--ledger", copy, "inspections")
    assert (ran.code, ran.out) == (6, "")
    assert "no overall rating is kept of north-yorkshire-2020 at #2569: see `ledger verify`" in ran.err
