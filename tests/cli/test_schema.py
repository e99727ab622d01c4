"""`init`, `upgrade`, and which ledger is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.engines import Places

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


def test_upgrade_says_from_what_to_what(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.store.upgrade.upgrade", lambda _: ("0000", "0001"))
    monkeypatch.setattr("ledger.bootstrap.rebuild", lambda *_, **__: ("ratings", "blame"))
    ran = run("--ledger", "old.ledger", "upgrade")
    assert ran.out == "Upgraded old.ledger from schema 0000 to 0001.\nRebuilt from the events: ratings, blame.\n"


def test_who_writes_can_be_said(run: Run, tmp_path: Path) -> None:
    assert run("--as", "inspector-1", "--ledger", tmp_path / "new.ledger", "init").code == 0
