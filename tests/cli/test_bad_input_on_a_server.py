"""The bad input that is told by what stands in a ledger, on a ledger of a server: the same exit code and the same sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.bad_input import LISTED, lay_out, named
from tests.cli.ran import Json, Run
from tests.engines import Places, read, write

OF_FILES = {"access: a ledger in a file", "init: a text file is there", "copy: a file that is no ledger"}
"""What is said of files only; so is everything that is said of the demonstration."""

REFUSED = {3, 4, 5}
"""What is refused, not found or in conflict is looked up in the ledger; what is wrong usage is not."""

STATES = {"foreign database", "newer schema", "no schema version", "empty file"}
"""What may stand in a database as well as in a file."""

CASES = [
    case
    for case in LISTED
    if "{ledger}" in case["args"]
    and case["command"] != "demo"
    and named(case) not in OF_FILES
    and (case.get("setup") in STATES if "setup" in case and case["setup"] != "ledger" else case["exit"] in REFUSED)
]
ON_A_SERVER = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
COUNTS = (
    "SELECT (SELECT max(position) FROM events), (SELECT count(*) FROM texts), (SELECT count(*) FROM marks), (SELECT max(version) FROM kept)"
)


@pytest.fixture(scope="session")
def filled(demonstration: str, places_of_the_run: Places) -> str:
    """A ledger that may be written in, and in which every test finds that nothing was."""
    return places_of_the_run.copy(demonstration, "filled")


@pytest.fixture
def the_ledger(request: pytest.FixtureRequest, case: Json, places: Places) -> str:
    """What a case says there is."""
    match case.get("setup", "ledger"):
        case "ledger":
            return str(request.getfixturevalue("filled"))
        case "empty file":
            return places.new()
        case "foreign database":
            place = places.new()
            write(place, "CREATE TABLE birds (name text)")
            return place
        case setup:
            place = places.copy(request.getfixturevalue("empty_ledger"))
            newer = "UPDATE alembic_version SET version_num = '9999'"
            write(place, newer if setup == "newer schema" else "DELETE FROM alembic_version")
            return place


@ON_A_SERVER
@pytest.mark.parametrize("case", CASES, ids=named)
def test_bad_input_is_told_in_the_same_sentence_and_changes_nothing(
    case: Json, the_ledger: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"ledger": the_ledger, "dir": str(tmp_path)}
    lay_out(case, where, tmp_path, monkeypatch)
    is_ledger = "setup" not in case or case["setup"] == "ledger"
    before = read(the_ledger, COUNTS) if is_ledger else []
    ran = run(*(argument.format(**where) for argument in case["args"]))
    assert re.search(case["says"], ran.err), ran.err
    assert (ran.code, ran.out) == (case["exit"], "")
    assert "Traceback" not in ran.err
    assert before == (read(the_ledger, COUNTS) if is_ledger else [])


def test_every_way_to_be_refused_by_a_ledger_is_tried_on_a_server() -> None:
    assert {case["exit"] for case in CASES} == {3, 4, 6, 7}
    assert len(CASES) > 100
