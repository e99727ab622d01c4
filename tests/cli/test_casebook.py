"""`ledger casebook new`: a workbook that can be filled in and imported, and in which nothing else can be changed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.cli.importing import AS, NAME, ROLE, history
from tests.cli.ran import Run

from ledger.bootstrap import create_ledger
from ledger.domain import events as e
from ledger.frameworks import load_framework


def made(run: Run, north: str, file: Path, layout: str = "case") -> openpyxl.Workbook:
    ran = run("--ledger", north, "casebook", "new", NAME, "--by", layout, file)
    assert (ran.code, ran.err) == (0, "")
    return openpyxl.load_workbook(file)


def choices(sheet: Worksheet, cell: str) -> str:
    return str(next(one.formula1 for one in sheet.data_validations.dataValidation if cell in one.sqref))


def test_by_case_there_is_a_sheet_a_case_in_the_sample_with_a_row_a_question(run: Run, north: str, tmp_path: Path) -> None:
    book = made(run, north, tmp_path / "new.xlsx")
    assert book.sheetnames == ["Read me", "C01", "C02", "D01"]
    ids = [row[2] for row in book["D01"].iter_rows(min_row=2, values_only=True)]
    framework = load_framework("youth-2021")
    wanted = [one for s in framework.standards_on["out-of-court"] for q in s.key_questions for one in (q.id, *(p.id for p in q.prompts))]
    assert ids == wanted
    assert book["C01"]["D2"].value == framework.by_key_question["2.1.1"].text


def test_by_standard_there_is_a_sheet_a_standard_with_a_row_a_case_and_a_column_a_question(run: Run, north: str, tmp_path: Path) -> None:
    book = made(run, north, tmp_path / "new.xlsx", "standard")
    assert book.sheetnames == ["Read me", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3"]
    assert [row[1] for row in book["2.1"].iter_rows(min_row=2, values_only=True)] == ["C01", "C02"]
    assert book["2.1"]["C1"].value.startswith("2.1.1 Does assessment")


def test_only_answers_reasons_and_evidence_can_be_changed(run: Run, north: str, tmp_path: Path) -> None:
    sheet = made(run, north, tmp_path / "new.xlsx")["C01"]
    assert sheet.protection.sheet
    locked = [sheet.cell(2, column).protection.locked for column in range(1, 8)]
    assert locked == [True, True, True, True, False, False, False]


@pytest.mark.parametrize(("layout", "sheet", "key_question", "prompt"), [("case", "C01", "E2", "E3"), ("standard", "2.1", "C2", "D2")])
def test_answers_are_chosen_from_those_there_are(
    run: Run, north: str, tmp_path: Path, layout: str, sheet: str, key_question: str, prompt: str
) -> None:
    made_sheet = made(run, north, tmp_path / "new.xlsx", layout)[sheet]
    assert choices(made_sheet, key_question) == '"sufficient,insufficient,not relevant"'
    assert choices(made_sheet, prompt) == '"yes,no,n/a"'


def test_the_explaining_sheet_says_how_far_what_stands_can_be_trusted(run: Run, north: str, tmp_path: Path) -> None:
    said = [row[0] or "" for row in made(run, north, tmp_path / "new.xlsx")["Read me"].iter_rows(values_only=True)]
    assert said[0] == "Casebook of north-2026: one sheet a case, one row a question."
    assert any(line.startswith("What stands is recorded as it happened, as at #") for line in said)
    assert any("Open Government Licence" in line for line in said)


@pytest.mark.parametrize("layout", ["case", "standard"])
def test_a_new_workbook_imports_to_no_differences_and_a_filled_one_to_its_answers(
    run: Run, north: str, tmp_path: Path, layout: str
) -> None:
    file = tmp_path / "new.xlsx"
    book = made(run, north, file, layout)
    assert "Nothing differs" in run("--ledger", north, *AS, "import", file, *ROLE).out
    sheet, cell = (book["C02"], "E2") if layout == "case" else (book["2.1"], "C3")
    sheet[cell] = "Insufficient"
    book.save(file)
    assert run("--ledger", north, *AS, "import", file, *ROLE).code == 0
    assert history(north)[-1].event == e.KeyQuestionJudged("C02", "2.1.1", "insufficient")


def test_what_stands_is_filled_in_so_that_only_changes_differ(run: Run, north: str, tmp_path: Path) -> None:
    book = made(run, north, tmp_path / "one.xlsx")
    for row in range(2, book["C01"].max_row + 1):
        book["C01"].cell(row, 5).value = "no"
    book.save(tmp_path / "one.xlsx")
    run("--ledger", north, *AS, "import", tmp_path / "one.xlsx", *ROLE)
    book = made(run, north, tmp_path / "two.xlsx")
    assert (book["C01"]["E2"].value, book["C01"]["E3"].value, book["C02"]["E2"].value) == ("insufficient", "no", None)
    book["C01"]["E3"], book["C01"]["F3"] = "yes", "The file was found."
    book.save(tmp_path / "two.xlsx")
    before = len(history(north))
    assert run("--ledger", north, *AS, "import", tmp_path / "two.xlsx", *ROLE).code == 0
    assert [one.reason for one in history(north)[before:]] == ["The file was found."]


def test_an_inspection_without_a_sample_has_nothing_to_fill_in(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "empty.ledger"
    create_ledger(str(file)).close()
    who = ("--role", "lead-inspector", "--service", "North Service", "--framework", "youth-2021")
    run("--ledger", file, "--as", "lead-inspector-1", "record", "open", NAME, *who)
    ran = run("--ledger", file, "casebook", "new", NAME, tmp_path / "new.xlsx")
    assert (ran.code, "There is no case in the sample of north-2026: nothing to fill in" in ran.err) == (3, True)
    assert not (tmp_path / "new.xlsx").exists()


def test_a_workbook_that_is_there_is_replaced_with_force(run: Run, north: str, tmp_path: Path) -> None:
    file = tmp_path / "new.xlsx"
    made(run, north, file)
    assert run("--ledger", north, "casebook", "new", NAME, file).code == 2
    assert run("--ledger", north, "casebook", "new", NAME, file, "--force").code == 0


def test_what_was_made_is_told_in_json(run: Run, north: str, tmp_path: Path) -> None:
    file = tmp_path / "new.xlsx"
    ran = run("--ledger", north, "casebook", "new", NAME, file, "--json")
    assert ran.json == {"inspection": NAME, "file": str(file), "by": "case", "cases": 3, "questions": 185}
