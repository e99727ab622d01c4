"""`demo`: the demonstration, made, shown, made anew, and never in the place of another ledger."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from tests.cli.boards import SIX, board_of
from tests.cli.ran import Run

from ledger import demonstration
from ledger.cli import opening
from ledger_tui.hand import Desk


def test_the_headless_demonstration_is_the_list_of_boards(run: Run, demo: Run, built: Path) -> None:
    ran = run("demo", "--file", built, "--headless", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json == [board_of(demo, name) for name in SIX]


def test_the_demonstration_is_printed_where_there_is_no_terminal(run: Run, built: Path) -> None:
    shown = run("demo", "--file", built).out
    assert shown.count("Overall: ") == 6
    assert shown == run("demo", "--file", built, "--headless").out


def test_the_demonstration_is_made_where_it_is_not_there_and_ignores_the_environment(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEDGER_URL", str(tmp_path / "own.ledger"))
    assert len(run("--ledger", "demo", "inspections", "--json").json) == 6
    made = home / "inspection-ledger" / "demonstration.ledger"
    before = hashlib.sha256(made.read_bytes()).digest()
    assert len(run("demo", "--headless", "--json").json) == 6
    assert hashlib.sha256(made.read_bytes()).digest() == before
    assert not (tmp_path / "own.ledger").exists()


def test_another_ledger_beside_the_demonstration_is_warned_of(run: Run, built: Path, tmp_path: Path) -> None:
    ran = run("--ledger", tmp_path / "own.ledger", "demo", "--file", built, "--headless")
    assert ran.code == 0
    assert "demo keeps its own file" in ran.err


def test_a_reset_makes_the_demonstration_anew(run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy.ledger"
    copy.write_bytes(built.read_bytes())
    monkeypatch.setattr(demonstration, "inspections", lambda: ("sunderland-2022",))
    assert run("demo", "--file", copy, "--reset", "--headless", "--json").code == 0
    assert copy.read_bytes() != built.read_bytes()


def test_a_reset_refuses_a_ledger_of_ones_own(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.ledger"
    run("--ledger", own, "init")
    before = own.read_bytes()
    ran = run("demo", "--file", own, "--reset", "--headless")
    assert (ran.code, ran.out) == (7, "")
    assert "not a demonstration" in ran.err
    assert own.read_bytes() == before


def test_a_url_is_no_file_and_the_way_to_a_server_is_told(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("demo", "--file", "postgresql+psycopg://owner:secret@db.example/demo", "--reset", "--headless")
    assert (ran.code, ran.out) == (2, "")
    assert "found postgresql+psycopg://owner:***@db.example/demo: the demonstration is kept in a file" in ran.err
    assert "`ledger copy demo.ledger URL`" in ran.err
    assert not list(tmp_path.glob("postgresql*"))


def test_a_terminal_gets_the_replay(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str | None] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr("ledger_tui.app.run", lambda ledger, inspection, *_: opened.append(inspection))
    assert run("demo", "--file", built).code == 0
    assert run("--ledger", built, "tui", "sunderland-2022").code == 0
    assert opened == [None, "sunderland-2022"]


def test_the_replay_records_in_the_role_given_and_never_in_the_demonstration(
    run: Run, built: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks: list[Desk | None] = []
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    monkeypatch.setattr(opening, "demonstration_file", lambda: built)
    monkeypatch.setattr("ledger_tui.app.run", lambda ledger, inspection, desk: desks.append(desk))
    assert run("--ledger", "demo", "tui").code == 0
    assert run("--ledger", place, "--as", "inspector-1", "tui", "--role", "inspector").code == 0
    [none, desk] = desks
    assert none is None
    assert desk is not None
    hand = desk.hand()
    assert (hand.actor, hand.role) == ("inspector-1", "inspector")
    desk.ledger().close()
