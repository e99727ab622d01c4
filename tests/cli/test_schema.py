"""`init`, `upgrade`, and which ledger is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.engines import Places
from tests.next_schema import NEXT, NOW, next_version

from ledger.cli.opening import shown


def test_init_makes_an_empty_ledger_and_says_where(run: Run, places: Places) -> None:
    new = places.new()
    ran = run("--ledger", new, "init")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Made an empty ledger at {new} (schema 0001).\n"
    assert run("--ledger", new, "inspections", "--json").json == []


def test_init_answers_in_json(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.ledger"
    assert run("--ledger", f"sqlite:///{new}", "init", "--json").json == {"ledger": f"sqlite:///{new}", "schema": "0001", "roles": None}


def test_init_takes_an_empty_file(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new.ledger"
    new.touch()
    assert run("--ledger", new, "init").code == 0


def test_init_without_a_place_makes_the_users_own(run: Run, home: Path) -> None:
    assert run("init").code == 0
    assert (home / "inspection-ledger" / "inspections.ledger").exists()
    assert run("inspections", "--json").json == []


def test_init_says_where_its_directory_cannot_be_made(run: Run, home: Path) -> None:
    (home / "inspection-ledger").touch()
    ran = run("init")
    assert (ran.code, ran.out) == (7, "")
    assert "cannot be made" in ran.err


def test_the_environment_names_the_ledger_where_no_option_does(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_URL", str(tmp_path / "first.ledger"))
    assert run("init").code == 0
    assert run("--ledger", tmp_path / "second.ledger", "init").code == 0
    assert sorted(file.name for file in tmp_path.glob("*.ledger")) == ["first.ledger", "second.ledger"]


def test_an_empty_environment_names_nothing(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_URL", "")
    assert str(home) in run("init").out


def test_upgrade_says_that_there_is_nothing_to_do(run: Run, ledger: str) -> None:
    assert run("--ledger", ledger, "upgrade").out == f"{shown(ledger)} has this version's schema already (0001).\n"
    assert run("--ledger", ledger, "upgrade", "--json").json == {"ledger": ledger, "before": "0001", "after": "0001", "rebuilt": []}


def test_an_older_ledger_is_told_to_be_upgraded_and_the_next_schema_to_be_read_by_a_later_version(
    run: Run, demonstration: str, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places.copy(demonstration, "older")
    before = run("--ledger", place, "inspections").out
    with monkeypatch.context() as later:
        next_version(tmp_path, later)("pass")
        for command in (
            ("inspections",),
            ("tui", "darlington-2021", "--plain"),
            ("verify",),
            ("record", "draft", "darlington-2021", "--role", "lead-inspector"),
        ):
            ran = run("--ledger", place, *command)
            assert (ran.code, ran.out) == (7, "")
            assert ran.err == f"ledger: {shown(place)} has schema {NOW}, this version needs {NEXT}: run `ledger upgrade`.\n"
        ran = run("--ledger", place, "upgrade")
        assert (ran.code, ran.out) == (0, f"Upgraded {shown(place)} from schema {NOW} to {NEXT}.\n")
        assert run("--ledger", place, "inspections").out == before
    for command in (("inspections",), ("upgrade",), ("init",)):
        ran = run("--ledger", place, *command)
        assert (ran.code, ran.out) == (7, "")
        newer = f"was written by a newer version (schema {NEXT}, this one knows {NOW}): install that version or a later one.\n"
        assert ran.err == f"ledger: {shown(place)} {newer}"


def test_upgrade_says_what_it_rebuilt(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.upgrade.upgrade", lambda _: ("0000", "0001"))
    monkeypatch.setattr("ledger.bootstrap.rebuild", lambda *_, **__: ("ratings", "blame"))
    ran = run("--ledger", "old.ledger", "upgrade")
    assert ran.out == "Upgraded old.ledger from schema 0000 to 0001.\nRebuilt from the events: ratings, blame.\n"


def test_who_writes_can_be_said(run: Run, tmp_path: Path) -> None:
    assert run("--as", "inspector-1", "--ledger", tmp_path / "new.ledger", "init").code == 0
