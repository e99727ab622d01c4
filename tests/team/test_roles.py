"""What each role of a team's ledger may not do, whatever program it uses."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
import pytest
from psycopg import sql
from tests.engines import connected, server_connection
from tests.team.conftest import Team, by, opening

from ledger.domain import commands as c
from ledger.errors import RefusedError, StorageError
from ledger.store.appending import Appended
from ledger.store.mapper import PendingEvent
from ledger.store.schema import metadata
from ledger.store.store import Store

TABLES = sorted(table.name for table in metadata.sorted_tables)

NOBODY_BUT_THE_OWNER = [
    "ALTER TABLE events DISABLE TRIGGER ALL",
    "ALTER TABLE events ADD COLUMN more text",
    "ALTER TABLE events DROP CONSTRAINT events_stream_version",
    "ALTER TABLE events OWNER TO CURRENT_USER",
    "DROP TRIGGER events_follow_on ON events",
    "DROP TABLE texts",
    "DROP INDEX events_by_command",
    "CREATE OR REPLACE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TRIGGER mine BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION refuse()",
    "CREATE RULE mine AS ON INSERT TO events DO INSTEAD NOTHING",
    "CREATE INDEX mine ON events (topic)",
    "CREATE TABLE public.mine (a int)",
    "CREATE TEMPORARY TABLE events (a int)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    "COMMENT ON TABLE events IS 'not a ledger'",
    "SET session_replication_role = replica",
    "SET SESSION AUTHORIZATION postgres",
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE marks SET value = 'demonstration'",
    "INSERT INTO marks VALUES ('kind', 'demonstration')",
    "DELETE FROM texts",
    "UPDATE texts SET body = 'x'",
    "UPDATE events SET topic = 'x'",
    "DELETE FROM events",
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
]


def refused(team: Team, name: str, statement: str | sql.Composed) -> str:
    """What the server says to a statement that is not for a login to give."""
    with team.connection(name) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege) as caught:
        connection.execute(statement)
    return str(caught.value)


@pytest.mark.parametrize("statement", NOBODY_BUT_THE_OWNER)
def test_neither_writer_nor_reader_changes_takes_away_or_makes_anything(team: Team, statement: str) -> None:
    for name in ("lead", "auditor"):
        assert refused(team, name, statement)


@pytest.mark.parametrize("table", TABLES)
def test_a_reader_writes_nowhere(team: Team, table: str) -> None:
    refused(team, "auditor", f"INSERT INTO {table} SELECT * FROM {table}")
    refused(team, "auditor", f"DELETE FROM {table}")


@pytest.mark.parametrize("role", ["owner", "writer"])
def test_nobody_takes_up_a_role_that_is_not_theirs(team: Team, role: str) -> None:
    name = sql.Identifier(getattr(team.roles, role))
    assert "permission denied to set role" in refused(team, "auditor", sql.SQL("SET ROLE {}").format(name))
    assert refused(team, "lead", sql.SQL("GRANT {} TO {}").format(sql.Identifier(team.roles.owner), sql.Identifier(team.login("lead"))))


def test_the_owner_is_a_group_that_owns_everything_and_no_other_role_owns_anything(team: Team) -> None:
    with connected(team.place) as database:
        owners = database.execute(
            "SELECT DISTINCT pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace = 'public'::regnamespace "
            "UNION SELECT pg_get_userbyid(proowner) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        ).fetchall()
        logins = database.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND rolcanlogin", (list(team.roles),)).fetchall()
    assert owners == [(team.roles.owner,)]
    assert logins == []


def test_a_login_of_the_server_that_has_no_role_sees_nothing(team: Team) -> None:
    with server_connection() as server:
        server.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'for the tests'").format(sql.Identifier(team.login("stranger"))))
    with team.connection("lead") as connection:
        connection.execute("GRANT SELECT ON events TO PUBLIC")
    assert refused(team, "stranger", "SELECT count(*) FROM events") == "permission denied for table events"
    with pytest.raises(StorageError, match="permission denied"):
        team.open("stranger")


def test_not_even_the_owner_changes_an_event_by_the_way(team: Team) -> None:
    with team.connection("keeper") as connection, pytest.raises(psycopg.IntegrityError, match="events are never changed"):
        connection.execute("UPDATE events SET topic = 'x'")


def test_a_writer_records_and_the_record_says_that_the_server_knew_them(team: Team) -> None:
    with team.open("lead") as ledger:
        [position] = ledger.handle(opening("north")).positions
        recorded = ledger.event(position)
    assert (recorded.by.actor.id, recorded.by.recorded_by, recorded.by.authenticated) == ("lead-inspector-1", "lead-inspector-1", True)
    with team.open("typist") as ledger:
        [position] = ledger.handle(opening("south")).positions
        recorded = ledger.event(position)
    assert (recorded.by.actor.id, recorded.by.recorded_by, recorded.by.authenticated) == ("lead-inspector-1", "recorder-1", True)


def test_a_login_that_is_unmapped_between_a_decision_and_its_append_records_nothing(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    append = Store.append

    def late(self: Store, events: Sequence[PendingEvent], **more: object) -> Appended:
        monkeypatch.setattr(Store, "append", append)
        with team.open("keeper") as owners:
            unmap = c.UnmapLogin(login=team.login("lead"), by=by("owner", "", reason="Left the team."))
            owners.logins.handle(unmap)
        return append(self, events, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "append", late)
    with team.open("lead") as ledger:
        with pytest.raises(RefusedError, match=f"{team.login('lead')} is mapped to nobody"):
            ledger.handle(opening("too-late"))
        assert "too-late" not in ledger.inspections()
    team.map("lead", "lead-inspector-1", "lead-inspector")


def test_nobody_records_as_somebody_else(team: Team) -> None:
    with team.open("lead") as ledger:
        with pytest.raises(RefusedError, match="What somebody else did is typed by a recorder"):
            ledger.handle(opening("west", by("lead-inspector", "lead-inspector-2")))
        with pytest.raises(RefusedError, match="recorder-1 was named as who typed it"):
            ledger.handle(opening("west", by("lead-inspector", "lead-inspector-1", typist="recorder-1")))
    with team.open("auditor") as ledger, pytest.raises(RefusedError, match="is mapped to nobody"):
        ledger.handle(opening("west"))


def test_only_the_owner_maps_a_login(team: Team) -> None:
    asked = c.MapLogin(login=team.login("lead"), actor="panel-1", roles=("panel-chair",), by=by("owner", "", reason="I say so."))
    with team.open("lead") as ledger, pytest.raises(RefusedError, match="nobody gives themselves a role"):
        ledger.logins.handle(asked)


def test_a_text_is_erased_by_the_owner_and_by_nobody_else(team: Team) -> None:
    with team.open("lead") as ledger:
        [position] = ledger.handle(opening("east", by("lead-inspector", "lead-inspector-1", reason="It names a child."))).positions
    erase = c.EraseText(
        inspection="east", by=by("quality-reviewer", "quality-reviewer-1", reason="A name."), position=position, name="reason"
    )
    team.map("typist", "quality-reviewer-1", "quality-reviewer")
    with team.open("typist") as ledger, pytest.raises(RefusedError, match="Text is erased by the owner of the ledger"):
        ledger.handle(erase)
    team.map("typist", "recorder-1", "recorder")
    with team.open("keeper") as ledger:
        ledger.handle(erase)
        assert ledger.event(position).texts["reason"].body is None
        assert ledger.verify(lambda *_: None).rungs[1].ok
