"""What waits on a connection goes to the server at once, in order, and comes back as the driver's own types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import make_url
from tests import postgres
from tests.depth import examples

from ledger.store import postgresql, postgresql_cursor, statements
from ledger.store.exchange import Exchange, LedgerConnection

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
COLUMNS = st.tuples(
    st.lists(st.none() | TEXTS, min_size=2, max_size=2),
    st.lists(st.none() | st.binary(), min_size=2, max_size=2),
    st.lists(st.none() | st.integers(-(2**63), 2**63 - 1), min_size=2, max_size=2),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[LedgerConnection]:
    with closing(postgresql.connect(make_url(postgres.url()), "write")) as opened:
        yield opened


@pytest.fixture
def exchange(connection: LedgerConnection) -> Iterator[Exchange]:
    yield connection.exchange
    assert not postgresql.is_lost(connection)


def test_everything_that_waits_is_sent_in_order_and_the_last_answers_are_given(exchange: Exchange) -> None:
    exchange.later("BEGIN")
    exchange.later("CREATE TEMPORARY TABLE kept (number bigint) ON COMMIT DROP")
    for number in (1, 2):
        exchange.later("INSERT INTO kept VALUES (%s)", (number,))
    exchange.later("UPDATE kept SET number = number + %s", (1,))
    exchange.later("SELECT number FROM kept ORDER BY number")
    updated, selected = exchange.answers(2)
    assert updated.said == b"UPDATE 2"
    assert selected.fetchone() == (2,)
    assert selected.fetchall() == [(3,)]
    assert exchange.answers() == []


def test_parameters_by_name_are_given_as_often_as_they_are_named(exchange: Exchange) -> None:
    exchange.later("SELECT %(one)s::text || '%%' || %(two)s::text, %(one)s::text", {"two": "b", "one": "a"})
    assert list(exchange.answers()[0]) == [("a%b", "a")]


def test_the_first_that_fails_is_told_and_nothing_after_it_is_done(exchange: Exchange) -> None:
    exchange.later("BEGIN")
    exchange.later("SELECT 1 / %s::bigint", (0,))
    exchange.later("SELECT nothing")
    exchange.later("COMMIT")
    with pytest.raises(psycopg.errors.DivisionByZero, match="division by zero"):
        exchange.answers()
    exchange.later("SELECT 1")
    with pytest.raises(psycopg.errors.InFailedSqlTransaction, match="current transaction is aborted"):
        exchange.answers()


def test_what_was_not_prepared_because_another_failed_is_prepared_the_next_time(exchange: Exchange) -> None:
    for first in ("SELECT nothing", "SELECT 2"):
        exchange.later(first)
        exchange.later("SELECT 3::bigint")
        try:
            answers = exchange.answers()
        except psycopg.errors.UndefinedColumn:
            continue
    assert answers[0].fetchall() == [(3,)]


def test_an_exchange_that_is_interrupted_leaves_no_answer_for_the_next_question(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with closing(postgresql.connect(make_url(postgres.url()), "write")) as opened:
        opened.exchange.later("SELECT 1")
        monkeypatch.setattr(opened, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            opened.exchange.answers()
        monkeypatch.undo()
        assert opened.closed
        assert postgresql.is_lost(opened)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("DEALLOCATE ALL", psycopg.errors.InvalidSqlStatementName),
        ("ALTER TABLE changed ADD other bigint", psycopg.errors.FeatureNotSupported),
    ],
)
def test_a_connection_on_which_what_was_prepared_is_of_no_use_is_lost(change: str, error: type[psycopg.Error]) -> None:
    with closing(postgresql.connect(make_url(postgres.url()), "write")) as opened:
        opened.execute("CREATE TEMPORARY TABLE changed (number bigint)")
        opened.exchange.later("SELECT * FROM changed")
        opened.exchange.answers()
        opened.execute(change)
        opened.exchange.later("SELECT * FROM changed")
        with pytest.raises(error, match=r"prepared statement|cached plan"):
            opened.exchange.answers()
        assert postgresql.is_lost(opened)


def test_what_a_server_cannot_do_is_no_loss(exchange: Exchange) -> None:
    exchange.later("SELECT * FROM elsewhere.public.events")
    with pytest.raises(psycopg.errors.FeatureNotSupported, match="cross-database"):
        exchange.answers()


def test_two_connections_never_prepare_under_one_name(connection: LedgerConnection) -> None:
    with closing(postgresql.connect(make_url(postgres.url()), "write")) as other:
        names = []
        for each in (connection, other):
            each.exchange.later("SELECT 1")
            each.exchange.answers()
            names += each.execute("SELECT name FROM pg_prepared_statements").fetchall()
        assert len(names) == len(set(names)) >= 2


def test_many_rows_do_not_wait(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [("kind", "one"), ("kind", "another")]
    with closing(postgresql.connect(make_url(database), "write")) as opened:
        cursor = postgresql.begin_writing(opened)
        cursor.insert(statements.insert_mark(), marks)
        monkeypatch.setattr(postgresql_cursor, "MOST_WAITING", 1)
        with pytest.raises(psycopg.errors.UniqueViolation, match="marks_pk"):
            cursor.insert(statements.insert_mark(), marks)


@given(columns=COLUMNS)
@settings(max_examples=examples(30))
def test_columns_are_read_as_they_were_written(connection: LedgerConnection, columns: tuple[list[object], ...]) -> None:
    rows = list(zip(*columns, strict=True))
    statement = "SELECT * FROM unnest(%s::text[], %s::bytea[], %s::bigint[])"
    connection.exchange.later_by_column(statement, ("text", "bytea", "bigint"), rows)
    assert connection.exchange.answers()[0].fetchall() == rows
