"""`copy` and `backup` on the command line, and a restore that is checked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.cli.whole_inspection import lines
from tests.engines import Places

from ledger.bootstrap import open_ledger
from ledger.cli import opening
from ledger.cli.opening import shown


@pytest.fixture(scope="session")
def head(built: Path) -> int:
    with open_ledger(str(built), read_only=True) as ledger:
        return ledger.head()


def test_a_backup_is_restored_and_verified(run: Run, places: Places, tmp_path: Path) -> None:
    file, asked, team, restored = tmp_path / "backup.ledger", tmp_path / "asked.jsonl", places.new("team"), places.new("restored")
    asked.write_text("".join(json.dumps(line) + "\n" for line in lines()), encoding="utf-8")
    assert run("--ledger", team, "init").code == 0
    assert run("--ledger", team, "record", "--jsonl", asked).code == 0
    made = run("--ledger", team, "backup", file, "--json").json
    assert list(made) == ["ledger", "file", "head", "size", "sha256"]
    assert (made["ledger"], made["file"], made["head"]) == (opening.shown(team), str(file), len(lines()))
    assert made["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert run("copy", file, restored, "--json").json == {
        "from": str(file),
        "to": opening.shown(restored),
        "head": len(lines()),
        "there": 0,
        "copied": len(lines()),
        "erased": 0,
    }
    answers = [run("--ledger", place, "verify", "--json").json for place in (team, file, restored)]
    assert all(answer == answers[0] and answer["ok"] for answer in answers)
    assert [rung["checked"] > 0 for rung in answers[0]["rungs"]] == [True, True, True]
    assert run("--ledger", restored, "inspections", "--json").json == run("--ledger", team, "inspections", "--json").json


def test_people_are_told_what_was_written_where(demo: Run, demonstration: str, tmp_path: Path, head: int) -> None:
    ran = demo("backup", tmp_path / "backup.ledger")
    size = (tmp_path / "backup.ledger").stat().st_size
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote {shown(demonstration)} as at #{head} to {tmp_path}/backup.ledger: {size:,} bytes, SHA-256 ")


def test_people_are_told_what_was_there_and_what_was_copied(run: Run, tmp_path: Path) -> None:
    run("--ledger", tmp_path / "a.ledger", "init")
    ran = run("copy", tmp_path / "a.ledger", tmp_path / "b.ledger")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out == f"{tmp_path}/b.ledger is a copy of {tmp_path}/a.ledger: 0 of its 0 events were there and are the same, 0 were copied.\n"
    )


def test_a_backup_is_not_written_over_a_file(demo: Run, built: Path) -> None:
    ran = demo("backup", built)
    assert (ran.code, ran.out) == (7, "")
    assert "is there already: a backup is written to a new file; nothing was changed." in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["same.ledger", "same.ledger"], "Expected two places, found same.ledger twice."),
        (["demo", "new.ledger"], "Expected two paths or URLs, found demo."),
        (["old.ledger"], "Missing argument 'TO'"),
    ],
)
def test_a_copy_goes_from_one_place_to_another(run: Run, arguments: list[str], said: str) -> None:
    ran = run("copy", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_copy_from_nowhere_makes_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("copy", tmp_path / "none.ledger", tmp_path / "new.ledger")
    assert (ran.code, ran.out) == (7, "")
    assert f"there is no ledger at {tmp_path}/none.ledger" in ran.err
    assert not (tmp_path / "new.ledger").exists()


def test_a_ledger_named_beside_is_no_part_of_a_copy(run: Run, tmp_path: Path) -> None:
    run("--ledger", tmp_path / "a.ledger", "init")
    ran = run("--ledger", tmp_path / "c.ledger", "copy", tmp_path / "a.ledger", tmp_path / "b.ledger")
    assert ran.code == 0
    assert ran.err == "ledger: warning: copy goes from FROM to TO and takes no notice of --ledger.\n"


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("inspections.ledger", "inspections.ledger"),
        ("sqlite:///inspections.ledger", "sqlite:///inspections.ledger"),
        ("postgresql+psycopg://writer:s3cret@host/db", "postgresql+psycopg://writer:***@host/db"),
        ("postgresql+psycopg://writer@host/db", "postgresql+psycopg://writer@host/db"),
        ("postgresql+psycopg:///db?user=writer&password=s3cret&host=h", "postgresql+psycopg:///db?user=writer&password=***&host=h"),
    ],
)
def test_a_password_is_never_shown(place: str, shown: str) -> None:
    assert opening.shown(place) == shown
