"""A server's guards over the record: whoever owns the ledger may switch them off, and `verify` says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.cli.ran import Ran
from tests.engines import Databases, read, write

from ledger.cli.main import main
from ledger.store.postgresql import GUARDS
from ledger.store.upgrade import create


@pytest.fixture(scope="module")
def place() -> Iterator[str]:
    databases = Databases()
    try:
        place = databases.new("guarded")
        create(place)
        yield place
    finally:
        databases.remove()


def verify(place: str, capsys: pytest.CaptureFixture[str]) -> Ran:
    code = main(["--ledger", place, "verify", "--json"])
    caught = capsys.readouterr()
    return Ran(code, caught.out, caught.err)


def test_a_ledger_is_made_with_its_guards_and_no_others(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = read(place, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    assert sorted(name for (name,) in found) == sorted(GUARDS)
    assert verify(place, capsys).code == 0


def test_a_guard_looks_nothing_up_where_a_session_says(place: str) -> None:
    found = read(place, "SELECT DISTINCT proconfig[1] FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
    assert found == [("search_path=pg_catalog, pg_temp",)]


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_that_is_switched_off_is_found(place: str, capsys: pytest.CaptureFixture[str], name: str) -> None:
    table = name.partition("_")[0]
    write(place, f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    ran = verify(place, capsys)
    write(place, f"ALTER TABLE {table} ENABLE TRIGGER {name}")
    [fault] = ran.json["rungs"][0]["faults"]
    assert ran.code == 6
    assert fault["message"] == f"trigger {name}: expected it switched on, as the ledger was made, found it missing or switched off"


def test_a_guard_that_is_gone_is_found(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(place, "DROP TRIGGER texts_are_not_emptied ON texts")
    ran = verify(place, capsys)
    assert [fault["what"] for fault in ran.json["rungs"][0]["faults"]] == ["trigger texts_are_not_emptied"]
