"""A team's ledger on a real server: its three roles, and a login in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url
from tests.engines import Databases, connected, server_connection

from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.domain import commands as c
from ledger.domain.recorded import Happened, InspectionRole, Role
from ledger.store.roles import Roles
from ledger.store.upgrade import WithRoles, create

PASSWORD = "for the tests"


@dataclass(frozen=True)
class Team:
    """A ledger with roles; `maker` made it, and the logins are members of one role each."""

    place: str
    roles: Roles

    def login(self, name: str) -> str:
        """The name of a login on the server, which all databases share."""
        return f"{self.roles.owner.removesuffix('owner')}{name}"

    def url(self, name: str) -> str:
        """The ledger as a login reaches it."""
        return make_url(self.place).set(username=self.login(name), password=PASSWORD).render_as_string(hide_password=False)

    def connection(self, name: str) -> psycopg.Connection:
        """A connection of a login by any other program."""
        return connected(self.url(name))

    def open(self, name: str) -> Ledger:
        """The ledger opened by a login."""
        return open_ledger(self.url(name))

    def map(self, name: str, actor: str, *roles: InspectionRole) -> None:
        """The owner says whose a login is."""
        with self.open("keeper") as ledger:
            ledger.logins.handle(c.MapLogin(login=self.login(name), actor=actor, roles=roles, by=by("owner", "", reason="as agreed")))


def by(role: Role, actor: str, *, typist: str | None = None, reason: str | None = None) -> c.By:
    return c.By(command_id=str(uuid4()), actor=actor, role=role, recorded_by=typist, happened=Happened("2026-05-01", "day"), reason=reason)


def opening(inspection: str, who: c.By | None = None) -> c.OpenInspection:
    asked = who or by("lead-inspector", "lead-inspector-1")
    return c.OpenInspection(inspection=inspection, by=asked, service="North", framework="youth-2021")


def new_login(name: str, *memberships: str, more: str = "") -> None:
    with server_connection() as server:
        server.execute(f"CREATE ROLE \"{name}\" LOGIN PASSWORD '{PASSWORD}' {more}")
        for role in memberships:
            server.execute(f'GRANT "{role}" TO "{name}"')


def made(databases: Databases) -> Team:
    """A ledger made by a login that may make roles and owns the database, and is no superuser."""
    place = databases.new("team")
    database = make_url(place).database
    maker = f"{database}_maker"
    new_login(maker, more="CREATEROLE")
    with server_connection() as server:
        server.execute(f'ALTER DATABASE "{database}" OWNER TO "{maker}"')
    made_by = make_url(place).set(username=maker, password=PASSWORD).render_as_string(hide_password=False)
    created = create(made_by, WithRoles())
    assert created.roles is not None
    team = Team(place, created.roles.roles)
    new_login(team.login("keeper"), team.roles.owner)
    for name in ("lead", "typist"):
        new_login(team.login(name), team.roles.writer)
    new_login(team.login("auditor"), team.roles.reader)
    return team


def dropped(team: Team) -> None:
    """Takes away the roles of a ledger whose database is gone."""
    with server_connection() as server:
        names = [name for (name,) in server.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", (team.login(""),))]
        for name in names:
            server.execute(f'DROP ROLE "{name}"')


@pytest.fixture(scope="module")
def team() -> Iterator[Team]:
    """The lead inspector's and the recorder's logins are mapped, the keeper's own is a reviewer's, the auditor's is nobody's."""
    databases = Databases()
    try:
        team = made(databases)
        team.map("keeper", "quality-reviewer-1", "quality-reviewer")
        team.map("lead", "lead-inspector-1", "lead-inspector")
        team.map("typist", "recorder-1", "recorder")
        yield team
    finally:
        databases.remove()
        dropped(team)
