"""`ledger verify`, and the list as at a point."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.ran import Run
from tests.engines import EngineName, Places, restore, write

from ledger import demonstration as demonstration_of
from ledger.store.upgrade import create

OTHER_BYTES: dict[EngineName, str] = {
    "sqlite": "CAST(replace(CAST(state AS TEXT), 'o', 'x') AS BLOB)",
    "postgresql": "convert_to(replace(convert_from(state, 'UTF8'), 'o', 'x'), 'UTF8')",
}


@pytest.fixture(scope="module")
def small(engine_name: EngineName, places_of_the_run: Places, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demonstration of one inspection, to be copied."""
    file = tmp_path_factory.mktemp("small") / "small.ledger"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(demonstration_of, "inspections", lambda: ("sunderland-2022",))
        demonstration_of.build(file)
    if engine_name == "sqlite":
        return str(file)
    place = places_of_the_run.new("small")
    create(place)
    restore(file, place)
    return place


@pytest.fixture
def copy(small: str, places: Places) -> str:
    return places.copy(small, "copy")


def change(place: str, *statements: str) -> None:
    write(place, *statements, guarded=False)


def test_the_demonstration_is_whole_and_its_rows_are_those_of_a_rebuild(demo: Run) -> None:
    ran = demo("verify", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    assert list(found) == ["ok", "size", "root", "rungs"]
    assert (found["ok"], found["root"]) == (True, None)
    assert [rung["name"] for rung in found["rungs"]] == ["bytes", "sequence", "projections"]
    for rung in found["rungs"]:
        assert list(rung) == ["name", "ok", "checked", "faults", "does_not_prove", "notes"]
        assert (rung["ok"], rung["faults"], rung["notes"]) == (True, [], [])
    assert [rung["checked"] for rung in found["rungs"][:2]] == [found["size"]] * 2


def test_people_read_what_each_rung_does_not_prove(demo: Run) -> None:
    lines = demo("verify").out.splitlines()
    assert lines[0].startswith("Verified ")
    assert [line.partition(":")[0] for line in lines if line[:1].isdigit()] == ["1. bytes", "2. sequence", "3. projections"]
    assert sum(line.startswith("   Does not prove: that ") for line in lines) == 3


def test_a_damaged_record_is_said_with_its_position_and_ends_with_exit_code_6(run: Run, copy: str, engine_name: EngineName) -> None:
    change(
        copy,
        f"UPDATE events SET state = {OTHER_BYTES[engine_name]} WHERE position = 500",
        "UPDATE events SET inspection = 'x' WHERE position = 9",
    )
    ran = run("--ledger", copy, "verify", "--json")
    assert ran.code == 6
    assert ran.err.endswith("keep it as it is, and restore a backup under another name.\n")
    [found] = [rung for rung in ran.json["rungs"] if rung["name"] == "bytes"]
    assert {fault["position"] for fault in found["faults"]} >= {9, 500}
    assert list(found["faults"][0]) == ["position", "what", "expected", "found", "message"]
    text = run("--ledger", copy, "verify")
    assert "   #9: column inspection: expected 'sunderland-2022' as the record has it, found 'x'\n" in text.out


def test_rows_that_were_changed_are_told_and_can_be_rebuilt(run: Run, copy: str) -> None:
    change(copy, "UPDATE kept_ratings SET score = 30 WHERE subject = 'overall' AND until_position IS NULL")
    ran = run("--ledger", copy, "verify")
    assert ran.code == 6
    assert "expected score 26, found score 30" in ran.out
    assert "1 fault in projections: its records are whole; `ledger upgrade --rebuild` writes anew what is kept for lists." in ran.err
    assert run("--ledger", copy, "upgrade", "--rebuild", "--json").json["rebuilt"] == ["ratings", "blame", "timeline"]
    assert run("--ledger", copy, "verify").code == 0


def test_rows_of_another_version_are_noted_and_rebuilt_by_an_upgrade(run: Run, copy: str) -> None:
    change(copy, "UPDATE kept SET version = '0:other' WHERE name = 'blame'")
    ran = run("--ledger", copy, "verify")
    assert ran.code == 0
    assert "   Note: blame is kept by another version and was not compared: `ledger upgrade` rebuilds it.\n" in ran.out
    assert "Rebuilt from the events: blame." in run("--ledger", copy, "upgrade").out
    assert "Note" not in run("--ledger", copy, "verify").out


def test_a_truncated_ledger_is_told_in_sentences(run: Run, built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built, tmp_path / "copy.ledger"))
    whole = copy.read_bytes()
    for share in (9, 7, 5, 3, 1):
        copy.write_bytes(whole[: len(whole) * share // 10])
        ran = run("--ledger", copy, "verify")
        assert ran.code == 6
        assert ran.err.startswith("ledger: ")
        assert "the program failed" not in ran.err


def test_the_list_can_be_as_at_a_position_or_a_time(demo: Run) -> None:
    now = demo("inspections", "--json").json
    then = demo("inspections", "--at", "3000", "--json").json
    assert [one["id"] for one in then] == [one["id"] for one in now][: len(then)]
    for one in then:
        board = demo("ratings", one["id"], "--at", "3000", "--json").json
        assert (one["overall"], one["score"], one["at"]) == (board["overall"]["rating"], board["overall"]["score"], board["at"])
    assert demo("inspections", "--at", "0", "--json").json == []
    assert demo("inspections", "--at", "2099-01-01T00:00Z", "--json").json == now
    assert "step" in demo("inspections", "--at", "3000").out


def test_the_list_says_what_the_boards_say(demo: Run) -> None:
    for one in demo("inspections", "--json").json:
        board = demo("ratings", one["id"], "--json").json
        assert (one["service"], one["framework"], one["events"]) == (board["service"], board["framework"], board["at"]["of"])
        assert (one["overall"], one["score"], one["out_of"]) == tuple(board["overall"][name] for name in ("rating", "score", "out_of"))
        assert (one["provenance"], one["at"]) == (board["provenance"], board["at"])
