"""What the server itself takes from a writer who uses a program of their own: events that are theirs and whole, and their texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from tests.engines import connected
from tests.store.samples import attribution
from tests.team.conftest import Team, opening

from ledger.bootstrap import open_ledger
from ledger.domain import events as e
from ledger.domain.recorded import Actor, format_instant, inspection_of
from ledger.errors import StorageError
from ledger.identity import event_id
from ledger.store.canonical import canonical, leaf_hash
from ledger.store.mapper import PendingEvent, to_state
from ledger_migrations import first_guards

LEAD = Actor("lead-inspector-1", "lead-inspector")
INSERT = f"INSERT INTO events VALUES ({', '.join(['%s'] * 10)})"
INSERT_TEXT = "INSERT INTO texts VALUES (%s, %s, %s, %s, %s)"
SALT = b"s" * 16
Said = Mapping[str, Any]
NOTHING: Said = {}


def row(team: Team, stream: str, said: Said = NOTHING, columns: Said = NOTHING, event: e.Event = e.DraftShared()) -> tuple[Any, ...]:  # noqa: B008 - a value
    """A row of events by the lead inspector, whole as the program writes it, but for what its state says or its columns hold otherwise."""
    with connected(team.place) as database:
        [(last, time, version)] = database.execute(
            "SELECT position, recorded_at, (SELECT coalesce(max(version), 0) FROM events WHERE stream = %s) FROM events ORDER BY 1 DESC LIMIT 1",
            (stream,),
        )
    by = attribution()._replace(command_id=str(uuid4()), actor=LEAD, recorded_by=LEAD.id, authenticated=True)
    topic, state = to_state(PendingEvent(event_id(by.command_id, 0), stream, version + 1, by, event))
    state = canonical({**json.loads(state), **said})
    made = {"position": last + 1, "recorded_at": time, "inspection": inspection_of(stream), "stream": stream, "version": version + 1}
    made |= {"topic": topic, "event_id": event_id(by.command_id, 0), "command_id": by.command_id, "state": state, **columns}
    return tuple({**made, "leaf": leaf(tuple(made.values())), **columns}.values())


def leaf(of: tuple[Any, ...]) -> bytes:
    """The hash of the columns of a row."""
    position, recorded_at, _, stream, version, topic, _, _, state, *_ = of
    return leaf_hash(position, recorded_at, stream, version, topic, state)


MAPPED = e.LoginMapped("x", LEAD.id, ("panel-chair",))
FORGED: list[tuple[str, Said, Said, e.Event]] = [
    ("forged", {"recorded_by": "panel-1"}, {}, e.DraftShared()),
    ("forged", {"recorded_by": None}, {}, e.DraftShared()),
    ("forged", {"authenticated": False}, {}, e.DraftShared()),
    ("forged", {"authenticated": "true"}, {}, e.DraftShared()),
    ("forged", {"actor": {"id": "panel-1", "role": "lead-inspector"}}, {}, e.DraftShared()),
    ("forged", {"actor": {"id": LEAD.id, "role": "panel-chair"}}, {}, e.DraftShared()),
    ("forged", {"actor": {}}, {}, e.DraftShared()),
    ("/login/x", {}, {}, MAPPED),
    ("/anything", {}, {}, e.DraftShared()),
    ("", {}, {}, e.DraftShared()),
    ("forged", {}, {"inspection": ""}, MAPPED),
    ("forged", {}, {}, MAPPED),
    ("forged", {}, {}, e.LoginUnmapped("x")),
    ("forged", {}, {}, e.TextErased(1, "reason")),
]


@pytest.mark.parametrize(("stream", "said", "columns", "event"), FORGED)
def test_the_server_itself_refuses_an_event_that_is_not_typed_by_whose_the_login_is(
    team: Team, stream: str, said: Said, columns: Said, event: e.Event
) -> None:
    forged = row(team, stream, said, columns, event)
    with team.connection("lead") as connection, pytest.raises(InsufficientPrivilege, match=f"may not record this in {stream}"):
        connection.execute(INSERT, forged)


def test_of_a_member_that_stands_twice_the_server_goes_by_the_one_that_is_read(team: Team) -> None:
    mine = row(team, "forged")
    twice = mine[8].replace(b'"recorded_by":"lead-inspector-1"', b'"recorded_by":"lead-inspector-1","recorded_by":"panel-1"')
    forged = (*mine[:8], twice)
    with team.connection("lead") as connection, pytest.raises(InsufficientPrivilege, match="may not record this in forged"):
        connection.execute(INSERT, (*forged, leaf(forged)))


@pytest.mark.parametrize(
    ("said", "columns"),
    [
        ({}, {"inspection": "another"}),
        ({"stream": "another"}, {}),
        ({"id": "another"}, {}),
        ({}, {"event_id": None}),
        ({}, {"command_id": None}),
        ({"command_id": None}, {"command_id": None}),
        ({"version": 2}, {}),
        ({"version": 2}, {"version": 2}),
        ({}, {"topic": "ratings-confirmed.v1"}),
        ({"topic": "x"}, {"topic": "x"}),
        ({}, {"leaf": b"x" * 32}),
    ],
)
def test_the_server_itself_refuses_columns_that_say_something_else_than_the_event(team: Team, said: Said, columns: Said) -> None:
    with team.connection("lead") as connection, pytest.raises(psycopg.IntegrityError, match="columns of an event in forged do not say"):
        connection.execute(INSERT, row(team, "forged", said, columns))


def test_a_writer_adds_no_event_of_a_topic_that_this_version_cannot_read() -> None:
    assert set(first_guards.TOPICS) == set(e.TOPICS)
    assert set(first_guards.OF_THE_OWNER) < set(e.TOPICS)


def test_the_server_takes_what_is_typed_by_whose_the_login_is(team: Team) -> None:
    strange = "mine/" + "".join(map(chr, (*range(1, 48), 92, 127, 128, 233, 0x2028, 0x1F5CE)))
    with team.connection("lead") as connection, connection.transaction(force_rollback=True):
        connection.execute(INSERT, row(team, "mine"))
    with team.connection("lead") as connection, connection.transaction(force_rollback=True):
        connection.execute(INSERT, row(team, strange))
    typed = {"recorded_by": "recorder-1", "actor": {"id": "panel-1", "role": "panel-chair"}}
    with team.connection("typist") as connection, connection.transaction(force_rollback=True):
        connection.execute(INSERT, row(team, "theirs", typed))


def test_the_server_goes_by_the_login_and_not_by_what_a_session_calls_itself(team: Team) -> None:
    with team.connection("lead") as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(team.roles.writer)))
        with pytest.raises(InsufficientPrivilege, match=f"the login {team.login('lead')} may not record this in forged"):
            connection.execute(INSERT, row(team, "forged", {"recorded_by": "panel-1"}))


def test_a_clock_that_is_ahead_of_the_servers_records_nothing(team: Team) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=6)
    with open_ledger(team.url("lead"), clock=lambda: ahead) as ledger:
        before = ledger.head()
        with pytest.raises(
            StorageError, match=r"recorded nothing, for the time of recording .* is ahead of the server's clock, .*: set this"
        ):
            ledger.handle(opening("early"))
        assert ledger.head() == before


def test_what_the_owner_recorded_ahead_of_the_clock_keeps_nobody_from_recording(team: Team) -> None:
    with connected(team.place) as connection, connection.transaction(force_rollback=True):
        far, mine = row(team, "far", columns={"recorded_at": "2099-01-01T00:00:00.000000Z"}), row(team, "mine")
        connection.execute(INSERT, far)
        connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(team.login("lead"))))
        after = (far[0] + 1, far[1], *mine[2:9])
        connection.execute(INSERT, (*after, leaf(after)))


@pytest.mark.parametrize("moment", ["2020-01-01T00:00:00.000000Z", "{today}T23:59:60.000000Z", "{today}", "tomorrow"])
def test_a_time_of_recording_neither_goes_back_nor_is_written_otherwise(team: Team, moment: str) -> None:
    today = format_instant(datetime.now(UTC))[:10]
    with team.connection("lead") as connection, pytest.raises(psycopg.IntegrityError, match="expected one time of recording, from"):
        connection.execute(INSERT, row(team, "forged", columns={"recorded_at": moment.format(today=today)}))


def test_an_append_has_one_time(team: Team) -> None:
    one = row(team, "mine")
    place = (one[0] + 1, format_instant(datetime.now(UTC)))
    other = row(team, "more", columns=dict(zip(("position", "recorded_at"), place, strict=True)))
    with team.connection("lead") as connection, pytest.raises(psycopg.IntegrityError, match="expected one time of recording, from"):
        connection.execute(f"{INSERT}, {INSERT.partition(' VALUES ')[2]}", (*one, *other))


def text(of: tuple[Any, ...], name: str = "reason", body: str = "why") -> tuple[Any, ...]:
    return of[6], name, hashlib.sha256(SALT + body.encode()).hexdigest(), SALT, body


def test_a_writer_adds_texts_to_the_events_of_the_same_transaction_as_these_name_them(team: Team) -> None:
    named = {"texts": {"reason": hashlib.sha256(SALT + b"why").hexdigest()}}
    mine, older = row(team, "mine", named), row(team, "older", named)
    with connected(team.place) as owner, team.connection("lead") as connection, connection.transaction(force_rollback=True):
        connection.execute(INSERT, mine)
        for added in (text(mine, "note"), text(mine, body="another"), (*text(mine)[:4], "another")):
            with pytest.raises(InsufficientPrivilege, match=f"may not add the text {added[1]} to the event"), connection.transaction():
                connection.execute(INSERT_TEXT, added)
        connection.execute(INSERT_TEXT, text(mine))
    with connected(team.place) as owner:
        owner.execute(INSERT, older)
    with team.connection("lead") as connection, pytest.raises(InsufficientPrivilege, match="may not add the text reason"):
        connection.execute(INSERT_TEXT, text(older))
    with connected(team.place) as owner:
        owner.execute(INSERT_TEXT, text(older))
