"""`ledger export`: the annexe tables, the casebook and the log, in every format."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.cli.importing import AS, NAME, ROLE, history
from tests.cli.ran import Run

from ledger.asking import by
from ledger.bootstrap import open_ledger
from ledger.cli.file_output import write_beside
from ledger.domain import commands as c
from ledger.errors import StorageError, UsageError

RECONSTRUCTED = "reconstructed from published figures"
OXFORDSHIRE = "oxfordshire-2020"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def rows_in(file: Path) -> list[dict[str, Any]]:
    headings, *rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_the_annexe_has_the_percentages_and_ratings_that_the_report_printed(demo: Run) -> None:
    rows = {row["question"] or row["standard"]: row for row in rows_of(demo("export", OXFORDSHIRE, "--format", "csv").out)}
    assert (rows["overall"]["rating"], rows["overall"]["score"]) == ("Good", "28")
    assert (rows["2.1"]["rating"], rows["3.2"]["rating"]) == ("Good", "Outstanding")
    board = demo("ratings", OXFORDSHIRE, "--json").json
    for standard in board["standards"]:
        assert (rows[standard["id"]]["rating"], rows[standard["id"]]["score"]) == (standard["rating"], str(standard["score"]))
        for one in standard["key_questions"]:
            row = rows[one["id"]]
            figures = (str(one["percent"]), str(one["yes"]), str(one["relevant"]), one["band"])
            assert (row["percent yes"], row["yes"], row["relevant"], row["rating"]) == figures


def test_the_annexe_has_a_row_a_prompt_with_its_printed_letter(demo: Run) -> None:
    rows = {row["question"]: row for row in demo("export", "north-east-lincolnshire-2022", "--format", "jsonl").objects}
    assert (rows["2.2.1b"]["letter"], rows["2.2.1b"]["percent_yes"], rows["2.2.1b"]["rating"]) == ("b", 100, None)
    assert rows["2.3.1h"]["percent_yes"] == 43


@pytest.mark.parametrize("table", ["annexe", "casebook", "log"])
@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "xlsx"])
def test_every_export_says_how_far_it_can_be_trusted(demo: Run, tmp_path: Path, form: str, table: str) -> None:
    file = tmp_path / f"out.{form}"
    assert demo("export", OXFORDSHIRE, "--format", form, "--table", table, "--output", file).code == 0
    if form == "csv":
        said = [row["provenance"] for row in rows_of(file.read_text(encoding="utf-8"))]
    elif form == "xlsx":
        said = [row["provenance"] for row in rows_in(file)]
    elif form == "json":
        whole = json.loads(file.read_text(encoding="utf-8"))
        assert (whole["provenance"], whole["table"]) == ("reconstructed", table)
        said = [row["provenance"] for row in whole["rows"]]
    else:
        said = [json.loads(line)["provenance"] for line in file.read_text(encoding="utf-8").splitlines()]
    wanted = {"reconstructed", "reported", RECONSTRUCTED, "as reported"} if table == "log" else {RECONSTRUCTED}
    assert said
    assert set(said) <= wanted


def test_an_export_as_at_a_point_is_what_stood_then(demo: Run) -> None:
    at = demo("export", "north-yorkshire-2020", "--format", "jsonl", "--at", "fieldwork-complete").objects
    assert next(row["rating"] for row in at if row["standard"] == "3.2" and row["question"] is None) == "Requires improvement"
    assert at[0]["as_at"].startswith("#")


def test_the_log_as_json_lines_is_that_of_the_log_command(demo: Run) -> None:
    exported = demo("export", "training-example", "--format", "jsonl", "--table", "log").objects
    assert exported == demo("log", "training-example", "--json").objects


def test_the_log_as_a_table_has_everything_recorded(demo: Run) -> None:
    rows = rows_of(demo("export", "training-example", "--format", "csv", "--table", "log").out)
    logged = demo("log", "training-example", "--json").objects
    assert [int(row["position"]) for row in rows] == [one["position"] for one in logged]
    assert [row["reason"] or None for row in rows] == [one["reason"] for one in logged]
    assert [json.loads(row["data"]) for row in rows] == [one["data"] for one in logged]
    assert [row["evidence"].split("; ") if row["evidence"] else [] for row in rows] == [one["evidence"] for one in logged]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_what_a_spreadsheet_would_calculate_is_written_as_text(run: Run, north: str, tmp_path: Path, text: str) -> None:
    with open_ledger(north) as ledger:
        who = by("inspector-1", "inspector", reason=text)
        ledger.handle(c.JudgeKeyQuestion(inspection=NAME, case="C01", key_question="2.1.1", judgement="sufficient", by=who))
    ran = run("--ledger", north, "export", NAME, "--format", "csv", "--table", "log")
    assert rows_of(ran.out)[-1]["reason"] == f"'{text}"
    run("--ledger", north, "export", NAME, "--format", "xlsx", "--table", "log", "--output", tmp_path / "log.xlsx")
    cell = rows_in(tmp_path / "log.xlsx")[-1]["reason"]
    assert cell == text
    book = openpyxl.load_workbook(tmp_path / "log.xlsx")
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_an_erased_text_is_said_to_be_erased(run: Run, north: str) -> None:
    with open_ledger(north) as ledger:
        who = by("inspector-1", "inspector", reason="It named a child.")
        judged = c.JudgeKeyQuestion(inspection=NAME, case="C01", key_question="2.1.1", judgement="sufficient", by=who)
        [position] = ledger.handle(judged).positions
        note = c.AddReviewerNote(inspection=NAME, text="Look again.", by=by("reviewer-1", "quality-reviewer"))
        erase = c.EraseText(inspection=NAME, position=position, name="reason", by=by("reviewer-1", "quality-reviewer", reason="A name."))
        ledger.handle(note, erase)
    rows = rows_of(run("--ledger", north, "export", NAME, "--format", "csv", "--table", "log").out)
    assert [row["reason"] for row in rows if int(row["position"]) == position] == [f"erased, event {position + 2}"]
    assert [row["other text"] for row in rows if row["event"] == "reviewer-note-added"] == ["Look again."]


def test_the_casebook_leaves_withdrawn_cases_out_and_reasons_empty(run: Run, north: str) -> None:
    rows = rows_of(run("--ledger", north, "export", NAME, "--format", "csv", "--table", "casebook").out)
    assert {row["case"] for row in rows} == {"C01", "C02", "D01"}
    assert {(row["answer"], row["reason"], row["evidence"]) for row in rows} == {("", "", "")}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_casebook_export_imports_back_to_no_differences(run: Run, north: str, tmp_path: Path, form: str) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("inspection,case,2.1.1,2.1.1a,2.1.1b\nnorth-2026,C01,yes,no,n/a\nnorth-2026,C02,n/a,yes,\n", encoding="utf-8")
    run("--ledger", north, *AS, "import", answers, *ROLE)
    before, file = history(north), tmp_path / f"casebook.{form}"
    assert run("--ledger", north, "export", NAME, "--format", form, "--table", "casebook", "--output", file).code == 0
    ran = run("--ledger", north, *AS, "import", file, *ROLE)
    assert (ran.code, ran.err, "Nothing differs from what stands" in ran.out) == (0, "", True)
    assert ran.out.startswith("5 answers and judgements")
    assert history(north) == before


def test_a_published_inspection_exports_and_imports_back_to_no_differences(demo: Run, tmp_path: Path) -> None:
    file = tmp_path / "casebook.xlsx"
    demo("export", "darlington-2021", "--format", "xlsx", "--table", "casebook", "--output", file)
    ran = demo("--as", "inspector-1", "import", file, *ROLE, "--dry-run", "--json")
    assert (ran.code, ran.json["differences"]) == (0, [])
    assert ran.json["entries"] == 590


def test_the_same_export_is_the_same_bytes(demo: Run, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        demo("export", OXFORDSHIRE, "--format", "xlsx", "--output", tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_file_is_replaced_only_where_that_is_asked_for(demo: Run, tmp_path: Path) -> None:
    file = tmp_path / "annexe.csv"
    assert demo("export", OXFORDSHIRE, "--format", "csv", "--output", file).code == 0
    whole = file.read_bytes()
    file.write_bytes(b"mine")
    assert demo("export", OXFORDSHIRE, "--format", "csv", "--output", file).code == 2
    assert file.read_bytes() == b"mine"
    assert demo("export", OXFORDSHIRE, "--format", "csv", "--output", file, "--force").code == 0
    assert file.read_bytes() == whole
    assert list(tmp_path.glob(".annexe*")) == []


def test_a_file_that_someone_makes_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "annexe.csv"
    real = os.fsync

    def made(number: int) -> None:
        real(number)
        file.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", made)
    with pytest.raises(UsageError, match=r"There is a file .* already"):
        write_beside(file, b"mine", force=False)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["annexe.csv"]


@pytest.mark.parametrize("there", [False, True])
def test_a_file_system_without_links_is_written_to_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:  # noqa: FBT001 - a table
    file = tmp_path / "annexe.csv"

    def without(*_: object) -> None:
        if there:
            file.write_bytes(b"theirs")
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", without)
    if there:
        with pytest.raises(UsageError, match="already"):
            write_beside(file, b"mine", force=False)
    else:
        write_beside(file, b"mine", force=False)
    assert file.read_bytes() == (b"theirs" if there else b"mine")


def test_a_full_disk_is_told_and_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="cannot be written: No space left on device"):
        write_beside(tmp_path / "annexe.csv", b"mine", force=False)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_ordinary_file_is_left_as_it_is(tmp_path: Path, *, force: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="is no ordinary file"):
        write_beside(pipe, b"mine", force=force)
    assert pipe.is_fifo()
