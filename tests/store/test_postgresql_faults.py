"""What goes wrong between a program and a PostgreSQL server, in sentences that name the ledger and never a password."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from tests import postgres
from tests.engines import connected, places_on, server_connection, write
from tests.store.samples import INSPECTION, StandingClock, pending

from ledger.errors import DamagedError, LedgerError, StorageError
from ledger.store import appending, postgresql
from ledger.store.appending import Appended
from ledger.store.backend import Statement
from ledger.store.engine import engine, reading, writing
from ledger.store.exchange import LedgerConnection
from ledger.store.opening import open_store
from ledger.store.postgresql_faults import told
from ledger.store.upgrade import create, upgrade

CLOCK = StandingClock()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it."""
    with places_on("postgresql", tmp_path) as places:
        yield places.new()


@pytest.fixture
def login(database: str) -> Iterator[str]:
    """A login that needs a password and may read the ledger."""
    name = "reader-of-faults"
    with server_connection() as connection:
        connection.execute('DROP ROLE IF EXISTS "reader-of-faults"')
        connection.execute("DO $$ BEGIN CREATE ROLE needs_password; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        connection.execute("""CREATE ROLE "reader-of-faults" LOGIN PASSWORD 's3cret' IN ROLE needs_password""")
    write(database, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "reader-of-faults"')
    yield make_url(database).set(username=name, password="s3cret").render_as_string(hide_password=False)
    write(database, 'DROP OWNED BY "reader-of-faults"')
    with server_connection() as connection:
        connection.execute('DROP ROLE "reader-of-faults"')


def is_refused(url: str, sentence: str, *, read_only: bool = True) -> None:
    with pytest.raises(StorageError, match=sentence) as caught, open_store(url, CLOCK, read_only=read_only) as store:
        store.append([pending(1, "elsewhere", command=77)])
    assert caught.value.exit_code == 7
    assert "s3cret" not in str(caught.value)


@pytest.mark.skipif(postgres.GIVEN in os.environ, reason="a server that was given may let everybody in")
def test_a_wrong_password_is_said_to_be(login: str) -> None:
    wrong = make_url(login).set(password="s3cret-too").render_as_string(hide_password=False)
    is_refused(wrong, "refused the login: the password is wrong or missing")
    without = login.replace(":s3cret", "")
    is_refused(without, "refused the login: the password is wrong or missing")


def test_a_login_that_may_only_read_reads_and_is_refused_a_write(database: str, login: str) -> None:
    with open_store(database, CLOCK) as store:
        store.append([pending(1)])
    with open_store(login, CLOCK) as reader:
        assert len(reader.history(INSPECTION)) == 1
    is_refused(login, r"does not let this login do that \(permission denied for table events\)", read_only=False)


def test_a_database_that_is_not_there_is_said_not_to_be(database: str) -> None:
    nowhere = make_url(database).set(database="nowhere").render_as_string()
    is_refused(nowhere, r"/nowhere\?host=")
    is_refused(nowhere, "does not exist: make the database with `createdb`")


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    is_refused("postgresql+psycopg://user:s3cret@/ledger?host=/nowhere&password=s3cret", r"cannot be reached \(")


def test_a_ledger_opened_to_be_read_refuses_a_write(database: str) -> None:
    is_refused(database, "cannot be written to: it was opened to be read")


def test_a_ledger_that_another_writer_holds_is_locked_for_writers_and_not_for_readers(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "BUSY_SECONDS", 0.05)
    with open_store(database, CLOCK) as store, closing(connected(database)) as other:
        other.execute("BEGIN")
        other.execute("SELECT pg_advisory_xact_lock(1279607879, hashtext(current_schema()))")
        with pytest.raises(StorageError, match="is locked by another program: wait until it has finished"):
            store.append([pending(1)])
        assert store.head() is None
        other.execute("ROLLBACK")
        assert store.append([pending(1)]).first == 1


def test_a_writer_that_stopped_while_it_held_the_lock_is_ended_and_its_command_goes_on_after_the_others(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*given: Any) -> Appended:  # noqa: ANN401 - handed on
        if left:
            left.pop()
            with open_store(database, CLOCK) as other:
                other.append([pending(1, "elsewhere", command=77)])
        return write(*given)

    write, left = appending.write, [True]
    with open_store(database, CLOCK) as store, monkeypatch.context() as patched:
        patched.setattr(postgresql, "_LOCK", postgresql._LOCK.replace("'60s'", "'20ms'"))
        patched.setattr(appending, "write", stopped)
        assert store.append([pending(1)]).first == 2
        assert not left


def test_only_a_writer_is_ended_for_asking_nothing(database: str) -> None:
    asked = Statement.same("SELECT current_setting('idle_in_transaction_session_timeout')")
    bound = engine(database)
    for within, waits in ((writing, "1min"), (reading, "0")):
        with within(bound) as cursor:
            assert cursor.execute(asked).fetchall() == [(waits,)]
    bound.dispose()


@pytest.mark.parametrize(
    ("options", "found"),
    [("client_encoding=latin1", "client_encoding"), ("autocommit=1&prepare_threshold=5&sslmode=prefer", "autocommit, prepare_threshold")],
)
def test_what_a_url_cannot_say_is_refused(database: str, options: str, found: str) -> None:
    is_refused(f"{database}&{options}", f"such as sslmode, and without client_encoding, found {found}: leave out what is not")


def test_what_a_url_says_of_the_way_is_done(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setattr(LedgerConnection, "connect", lambda **named: given.append(named))
    for url in (make_url(database), make_url(database).update_query_dict({"keepalives_idle": "7", "connect_timeout": "3"})):
        postgresql.connect(url, "write")
    chosen = [(named["keepalives_idle"], named["connect_timeout"], named["tcp_user_timeout"]) for named in given]
    assert chosen == [(30, 10, 30_000), ("7", "3", 30_000)]


def test_too_many_connections_are_said_to_be(database: str) -> None:
    name = make_url(database).database
    with server_connection() as connection:
        connection.execute(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0')
        connection.execute("DROP ROLE IF EXISTS crowded")
        connection.execute("CREATE ROLE crowded LOGIN")
        crowded = make_url(database).set(username="crowded").render_as_string()
        is_refused(crowded, "has too many connections open")
        connection.execute("DROP ROLE crowded")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("statement_timeout=1ms", r"stopped the command \(canceling statement due to statement timeout\): nothing was recorded"),
        ("search_path=nowhere", "has no schema that this login may use"),
    ],
)
def test_what_the_settings_of_a_login_bring_about_is_said(database: str, setting: str, sentence: str) -> None:
    slow = make_url(database).update_query_dict({"options": f"-c {setting}"}).render_as_string()
    write(database, "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$")
    write(database, "CREATE TRIGGER slow AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION slow()")
    with pytest.raises(StorageError, match=sentence), open_store(slow, CLOCK) as store:
        store.append([pending(1)])
    with open_store(database, CLOCK) as store:
        assert store.head() is None


def test_another_program_s_database_is_no_ledger_and_stays_as_it_is(empty: str) -> None:
    write(empty, "CREATE TABLE notes (body text)")
    for refused in (create, upgrade, lambda url: open_store(url, CLOCK)):
        with pytest.raises(StorageError, match="is not a ledger: give one, or the place of a new one to `ledger init`"):
            refused(empty)


def test_an_empty_database_may_become_a_ledger_and_only_once(empty: str) -> None:
    with pytest.raises(StorageError, match="is empty: make a ledger of it with `ledger init`"):
        open_store(empty, CLOCK)
    assert create(empty).schema == "0001"
    with pytest.raises(StorageError, match=r"is a ledger already \(schema 0001\): nothing was changed"):
        create(empty)
    assert upgrade(empty) == ("0001", "0001")


def test_a_newer_ledger_is_named_as_such_and_one_without_a_version_is_damaged(database: str) -> None:
    write(database, "UPDATE alembic_version SET version_num = '0099'")
    for refused in (create, upgrade, lambda url: open_store(url, CLOCK)):
        with pytest.raises(StorageError, match=r"was written by a newer version \(schema 0099, this one knows 0001\)"):
            refused(database)
    write(database, "DELETE FROM alembic_version")
    with pytest.raises(DamagedError, match="expected one schema version in it, found 0"):
        open_store(database, CLOCK)


def test_a_migration_that_fails_half_way_leaves_an_empty_database(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alembic.op.create_index", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        create(empty)
    monkeypatch.undo()
    assert create(empty).schema == "0001"


def test_a_database_in_another_encoding_is_refused() -> None:
    with server_connection() as connection:
        connection.execute('DROP DATABASE IF EXISTS "latin"')
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        url = make_url(postgres.url()).set(database="latin").render_as_string()
        with pytest.raises(StorageError, match="expected a database in UTF8, found one in LATIN1"):
            create(url)
        connection.execute('DROP DATABASE "latin" WITH (FORCE)')


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (psycopg.errors.DiskFull("no space"), "cannot grow, the server's disk is full: nothing was recorded; make room"),
        (psycopg.errors.AdminShutdown("terminating"), "is being stopped or restarted (terminating): repeat the command once it is back"),
        (psycopg.errors.CannotConnectNow("starting"), "is starting, stopping or recovering"),
        (psycopg.errors.OutOfMemory("none"), "has run out of something (none)"),
        (psycopg.errors.DataCorrupted("page 7"), "is damaged (page 7)"),
        (psycopg.errors.DatetimeFieldOverflow("date/time out of range"), "is damaged (date/time out of range)"),
        (psycopg.errors.UndefinedTable("no texts"), "is damaged, a table or column is missing (no texts)"),
        (psycopg.errors.SyntaxError("odd"), "could not be used (42601: odd)"),
        (psycopg.OperationalError("FATAL:  the database system is shutting down"), "is starting, stopping or recovering"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "odd"), r"is damaged (it holds bytes that are no text, b'\xff')"),
    ],
)
def test_every_other_fault_has_its_sentence(error: Exception, sentence: str) -> None:
    said = told("the-ledger", error)
    assert isinstance(said, LedgerError)
    assert str(said).startswith(f"the-ledger {sentence}")


def test_what_is_not_the_database_s_fault_is_not_told() -> None:
    assert told("the-ledger", KeyError("mine")) is None
