"""The roles of a team's ledger as they are made, and as an upgrade finds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import make_url
from tests.cli.ran import Json, Ran, Run
from tests.engines import Databases, connected, read, server_connection
from tests.team.conftest import PASSWORD, Team, made, new_login, opening

from ledger.bootstrap import create_ledger
from ledger.cli.main import main
from ledger.store.roles import Roles


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Ran:
        code = main([*map(str, arguments)])
        caught = capsys.readouterr()
        return Ran(code, caught.out, caught.err)

    return run


@pytest.fixture
def databases() -> Iterator[Databases]:
    """New databases, gone at the end with every role that is named after one of them."""
    databases = Databases()
    yield databases
    places = list(databases._made)
    databases.remove()
    with server_connection() as server:
        for database in places:
            named = server.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", (f"{database}_",)).fetchall()
            for (name,) in named:
                server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def groups(place: str) -> list[str]:
    """The roles on the server that are named after a database."""
    prefix = f"{make_url(place).database}_"
    with server_connection() as server:
        found = server.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) ORDER BY 1", (prefix,)).fetchall()
    return [name.removeprefix(prefix) for (name,) in found]


def test_init_makes_the_roles_and_says_what_they_are_for_and_how_a_login_is_added(run: Run, databases: Databases) -> None:
    place = databases.new()
    name = make_url(place).database
    ran = run("--ledger", place, "init", "--roles")
    assert (ran.code, ran.err) == (0, "")
    assert groups(place) == ["owner", "reader", "writer"]
    for line in (
        f"{name}_owner   owns the tables: upgrades, says whose a login is, erases text",
        f"{name}_writer  records, and reads everything",
        f"{name}_reader  reads everything",
        f"  CREATE ROLE inspector_1 LOGIN PASSWORD '...'; GRANT \"{name}_writer\" TO inspector_1;",
        "  ledger access map inspector_1 inspector-1 --role inspector",
    ):
        assert line in ran.out
    assert "There already" not in ran.out


def test_roles_that_are_there_already_are_used_with_their_members(run: Run, databases: Databases) -> None:
    place = databases.new()
    prefix = f"{make_url(place).database}_north"
    with server_connection() as server:
        server.execute(f'CREATE ROLE "{prefix}_reader"')
    answer: Json = run("--ledger", place, "init", "--roles-prefix", prefix, "--json").json
    assert answer["roles"] == {
        "owner": f"{prefix}_owner",
        "writer": f"{prefix}_writer",
        "reader": f"{prefix}_reader",
        "there_before": [f"{prefix}_reader"],
    }
    assert groups(place) == ["north_owner", "north_reader", "north_writer"]
    again = databases.new()
    said = run("--ledger", again, "init", "--roles-prefix", prefix).out
    assert f"There already, with the members that they have: {prefix}_owner, {prefix}_writer, {prefix}_reader." in said


@pytest.mark.parametrize("more", ["LOGIN", "BYPASSRLS"])
def test_a_role_that_is_more_than_a_group_is_refused_and_nothing_is_made(run: Run, databases: Databases, more: str) -> None:
    place = databases.new()
    writer = f"{make_url(place).database}_writer"
    with server_connection() as server:
        server.execute(f'CREATE ROLE "{writer}" {more}')
    ran = run("--ledger", place, "init", "--roles")
    assert (ran.code, ran.out) == (3, "")
    assert f"The roles of a ledger are groups; {writer} is there already" in ran.err
    assert groups(place) == ["writer"]
    assert read(place, "SELECT count(*) FROM pg_class WHERE relname = 'events'") == [(0,)]


def test_a_login_that_may_not_make_roles_is_told_so_and_nothing_is_made(run: Run, databases: Databases) -> None:
    place = databases.new()
    database = make_url(place).database
    maker = f"{database}_maker"
    new_login(maker)
    with server_connection() as server:
        server.execute(f'ALTER DATABASE "{database}" OWNER TO "{maker}"')
    url = make_url(place).set(username=maker, password=PASSWORD).render_as_string(hide_password=False)
    ran = run("--ledger", url, "init", "--roles")
    assert (ran.code, ran.out) == (7, "")
    assert "permission denied to create role" in ran.err
    assert PASSWORD not in ran.err
    assert read(place, "SELECT count(*) FROM pg_class WHERE relname = 'events'") == [(0,)]


def test_in_a_schema_of_its_own_the_roles_are_named_after_both(run: Run, databases: Databases) -> None:
    place = databases.new()
    with connected(place) as database:
        database.execute("CREATE SCHEMA north")
    url = make_url(place).update_query_dict({"options": "-csearch_path=north"}).render_as_string(hide_password=False)
    assert run("--ledger", url, "init", "--roles").code == 0
    assert groups(place) == ["north_owner", "north_reader", "north_writer"]
    assert read(place, "SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'north.events'::regclass") == [
        (f"{make_url(place).database}_north_owner",)
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--roles",), "Expected a postgresql+psycopg:// URL with --roles, found"),
        (("--roles-prefix", "north"), "a file has no roles."),
    ],
)
def test_a_file_has_no_roles(run: Run, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    ran = run("--ledger", tmp_path / "new.ledger", "init", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert not (tmp_path / "new.ledger").exists()


def test_a_prefix_leaves_room_for_the_names(run: Run, databases: Databases) -> None:
    ran = run("--ledger", databases.new(), "init", "--roles-prefix", "é" * 29)
    assert (ran.code, ran.out) == (2, "")
    assert "leaves their names within 63 bytes" in ran.err
    assert Roles.of("é" * 28).owner == f"{'é' * 28}_owner"


def test_what_an_upgrade_makes_belongs_to_the_roles_too(run: Run, databases: Databases) -> None:
    team = made(databases)
    with team.connection("keeper") as connection:
        connection.execute("CREATE TABLE public.kept_more (a int)")
    assert run("--ledger", team.url("keeper"), "upgrade").code == 0
    assert owner_of(team, "kept_more") == team.roles.owner
    with team.connection("auditor") as connection:
        assert connection.execute("SELECT count(*) FROM kept_more").fetchall() == [(0,)]


@pytest.mark.parametrize("groups_there", [(), ("owner",)])
def test_a_ledger_without_the_three_roles_is_upgraded_as_it_is(run: Run, databases: Databases, groups_there: tuple[str, ...]) -> None:
    place = databases.new()
    run("--ledger", place, "init")
    for name in groups_there:
        owner = f"{make_url(place).database}_{name}"
        with connected(place) as database:
            database.execute(f'CREATE ROLE "{owner}"')
            database.execute(f'ALTER TABLE events OWNER TO "{owner}"')
    assert run("--ledger", place, "upgrade").code == 0


def test_only_the_owner_copies_a_ledger_into_one_with_roles(run: Run, databases: Databases, tmp_path: Path) -> None:
    source = tmp_path / "north.ledger"
    with create_ledger(str(source)) as ledger:
        ledger.handle(opening("north"))
    team = made(databases)
    refused = run("copy", source, team.url("lead"))
    assert (refused.code, refused.out) == (7, "")
    assert "does not let this login do that" in refused.err
    copied = run("copy", source, team.url("keeper"))
    assert (copied.code, copied.err) == (0, "")
    assert [one["id"] for one in run("--ledger", team.url("auditor"), "inspections", "--json").json] == ["north"]


def owner_of(team: Team, table: str) -> str:
    [(owner,)] = read(team.place, f"SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = '{table}'::regclass")
    return str(owner)
