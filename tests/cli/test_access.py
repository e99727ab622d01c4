"""`ledger access`, and how what it records is shown, with a database that knows its logins."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tests.cli.ran import Run

from ledger.bootstrap import create_ledger
from ledger.domain.access import Login
from ledger.store.snapshot import Snapshot

OWNER, LEAD = Login("north_owner", owns=True), Login("north_lead", owns=False)


class Server:
    """Stands for a database server: it says who has logged in."""

    def __init__(self) -> None:
        self.asking: Login | None = OWNER


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(Snapshot, "login", lambda _: server.asking)
    return server


@pytest.fixture
def team(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    file = tmp_path / "team.ledger"
    create_ledger(str(file)).close()
    monkeypatch.setenv("LEDGER_URL", str(file))
    return run


def test_logins_are_mapped_listed_and_unmapped(team: Run, server: Server) -> None:
    assert team("access", "list").out.splitlines() == [
        "No login is mapped in this ledger.",
        "",
        "You are asking by the login north_owner, which owns the ledger; it is nobody's.",
    ]
    mapped = team("access", "map", "north_lead", "lead-inspector-1", "--role", "recorder", "--role", "lead-inspector")
    assert (mapped.code, mapped.err) == (0, "")
    assert mapped.out == "Recorded as #1: login-mapped: north_lead is lead-inspector-1's, as lead-inspector, recorder\n"
    again = team("access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector", "--role", "recorder", "--json")
    assert again.json == {"ok": True, "positions": [], "events": []}
    same = team("access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector", "--role", "recorder")
    assert same.out == "Nothing was recorded: it stands so already.\n"
    assert team("access", "map", "north_owner", "quality-reviewer-1", "--role", "quality-reviewer", "--json").json == {
        "ok": True,
        "positions": [2],
        "events": ["login-mapped"],
    }
    assert team("access", "list").out.splitlines() == [
        "login        actor               acts as",
        "north_lead   lead-inspector-1    lead inspector, recorder",
        "north_owner  quality-reviewer-1  quality reviewer",
        "",
        "You are asking by the login north_owner, which owns the ledger; it is quality-reviewer-1's.",
    ]
    refused = team("access", "unmap", "north_lead")
    assert (refused.code, refused.out) == (3, "")
    assert "A change of whose a login is says why" in refused.err
    assert team("access", "unmap", "north_lead", "--reason", "Left.").out == "Recorded as #3: login-unmapped: north_lead\n"
    assert team("access", "list", "--json").json == {
        "asking": {"login": "north_owner", "owns": True, "actor": "quality-reviewer-1"},
        "logins": [{"login": "north_owner", "actor": "quality-reviewer-1", "roles": ["quality-reviewer"]}],
    }
    assert [line["data"]["login"] for line in team("access", "log", "--json").objects] == ["north_lead", "north_owner", "north_lead"]
    assert "reason: Left." in team("access", "log").out


def test_whoever_does_not_own_the_ledger_maps_nobody(team: Run, server: Server) -> None:
    server.asking = LEAD
    ran = team("access", "map", "north_lead", "panel-1", "--role", "panel-chair")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "ledger: Whose a login is, is for the owner of the ledger to say: nobody gives themselves a role; the login north_lead does not "
        "own it. Have the owner run the command.\n"
    )


def test_a_file_says_that_it_knows_nobody(team: Run, server: Server) -> None:
    server.asking = None
    ran = team("access", "map", "north_lead", "panel-1", "--role", "panel-chair")
    assert ran.code == 3
    assert "this ledger is a file" in ran.err
    assert team("access", "list").out.splitlines() == [
        "No login is mapped in this ledger.",
        "The ledger is a file: who records in it is not known by any login.",
    ]
    assert team("access", "list", "--json").json == {"asking": None, "logins": []}
    assert team("access", "log").out == "No login has been mapped in this ledger.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("map", " x", "panel-1", "--role", "recorder"), "Expected a name or reference without spaces around it for LOGIN, found"),
        (("map", "x", "panel\x07", "--role", "recorder"), "Expected text without control characters for ACTOR, found U+0007."),
        (("map", "x", "panel-1"), "Missing option '--role'"),
        (("map", "x", "panel-1", "--role", "owner"), "'owner' is not one of"),
        (("unmap", "x", "--reason", " "), "Expected some words for --reason"),
    ],
)
def test_what_cannot_be_read_is_told(team: Run, server: Server, arguments: tuple[str, ...], sentence: str) -> None:
    ran = team("access", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


def test_somebody_records_by_their_login_without_saying_who_they_are(team: Run, server: Server) -> None:
    team("access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector")
    server.asking = LEAD
    opened = team("record", "open", "north-2026", "--service", "North", "--framework", "youth-2021", "--role", "lead-inspector")
    assert (opened.code, opened.err) == (0, "")
    [line] = team("log", "north-2026", "--json").objects
    assert (line["actor"]["id"], line["recorded_by"], line["authenticated"]) == ("lead-inspector-1", "lead-inspector-1", True)
    assert "lead-inspector-1, known by database login" in team("show", "2").out
    other = team("--as", "panel-1", "record", "draft", "north-2026", "--role", "lead-inspector", "--dry-run")
    assert (other.code, other.out) == (3, "")
    assert "What somebody else did is typed by a recorder; panel-1 was named as who acts" in other.err


def test_a_login_of_one_role_need_not_say_it_and_one_of_several_must(team: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = ("record", "open", "north-2026", "--service", "North", "--framework", "youth-2021")
    team("access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector")
    server.asking = LEAD
    assert team(*opening).code == 0
    monkeypatch.setattr(
        "sys.stdin",
        io.TextIOWrapper(
            io.BytesIO(b'{"do": "team", "inspection": "north-2026", "member": "lead-inspector-1", "member_role": "lead-inspector"}\n')
        ),
    )
    typed = team("record", "--jsonl", "-")
    assert typed.objects == [{"line": 1, "ok": True, "positions": [3], "repeated": False}]
    assert {line["actor"]["role"] for line in team("log", "north-2026", "--json").objects} == {"lead-inspector"}
    server.asking = OWNER
    team(
        "access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector", "--role", "inspector", "--reason", "Judges as well."
    )
    server.asking = LEAD
    unsaid = team("record", "draft", "north-2026")
    assert (unsaid.code, unsaid.out) == (2, "")
    assert "Expected --role, the role acted in" in unsaid.err


def test_a_mapping_is_shown_with_the_one_it_took_the_place_of(team: Run, server: Server) -> None:
    team("access", "map", "north_lead", "lead-inspector-1", "--role", "lead-inspector")
    team("access", "map", "north_lead", "lead-inspector-2", "--role", "lead-inspector", "--reason", "Another lead.")
    first, second = team("show", "1"), team("show", "2")
    assert (first.code, second.code) == (0, 0)
    assert "What it took the place of\n  nothing\n" in first.out
    assert "#1 login-mapped" in second.out
    assert "none: it is about no inspection" in second.out
    shown = team("show", "2", "--json").json
    assert (shown["earlier"]["position"], shown["sources"], shown["texts"]["reason"]["body"]) == (1, {}, "Another lead.")
    refused = team("record", "erase-text", "2", "--role", "quality-reviewer", "--reason", "x")
    assert refused.code == 4
    assert "#2 is about the ledger itself and no inspection" in refused.err
