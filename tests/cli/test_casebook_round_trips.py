"""Round trips as properties: what is exported imports to nothing new, and what is imported is what is exported."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.importing import AS, NAME, ROLE, WHY, fill, history, make, table
from tests.depth import examples

from ledger.bootstrap import open_ledger
from ledger.casebook.answers import is_prompt
from ledger.casebook.questions import Questions
from ledger.cli.main import main
from ledger.frameworks import load_framework

QUESTIONS = Questions(load_framework("youth-2021"))
KINDS = {"C01": "court", "C02": "court", "D01": "out-of-court"}
PLACES = [(case, one.id) for case, kind in KINDS.items() for one in QUESTIONS.in_order if QUESTIONS.kind(one.id) == kind]
Answers = dict[tuple[str, str], str]


def values(place: tuple[str, str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["yes", "no", "n/a"] if is_prompt(place[1]) else ["sufficient", "insufficient", "not relevant"])


answers = st.lists(st.sampled_from(PLACES), max_size=12, unique=True).flatmap(
    lambda places: st.fixed_dictionaries({place: values(place) for place in places})
)
TRIPS = settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def ledger(*arguments: str | Path) -> None:
    assert main([str(argument) for argument in arguments]) == 0


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger in which nothing is judged: what a casebook says is the same on either engine."""
    file = tmp_path_factory.mktemp("empty") / "empty.ledger"
    make(file)
    return file


def fresh(empty: Path, directory: Path) -> Path:
    """A ledger of nothing judged, in place of the one of the last example."""
    for file in directory.glob("trip*"):
        file.unlink()
    return Path(shutil.copy(empty, directory / "trip.ledger"))


def long(given_answers: Answers) -> bytes:
    rows = ((NAME, case, question, value) for (case, question), value in given_answers.items())
    return table(("inspection", "case", "question", "answer"), *rows)


def wide(given_answers: Answers) -> bytes:
    columns = list(dict.fromkeys(question for _, question in given_answers)) or ["2.1.1"]
    rows = ([NAME, case, *(given_answers.get((case, column), "") for column in columns)] for case in KINDS)
    return table(("inspection", "case", *columns), *rows)


def exported(place: Path, form: str) -> tuple[Path, Answers]:
    """The casebook as a file, and what it says."""
    file = place.with_name(f"trip.{form}")
    ledger("--ledger", place, "export", NAME, "--format", form, "--table", "casebook", "--output", file, "--force")
    if form == "csv":
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    else:
        rows = [[value or "" for value in row] for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]
    return file, {(row[1], row[2]): row[4] for row in rows[1:] if row[4]}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@TRIPS
@given(st.sampled_from([long, wide]), answers, answers)
def test_what_is_imported_is_exported_and_imports_back_to_nothing_new(
    empty: Path, tmp_path: Path, form: str, layout: object, first: Answers, second: Answers
) -> None:
    assert callable(layout)
    place = fresh(empty, tmp_path)
    for number, one in enumerate((first, second)):
        file = tmp_path / f"trip-{number}.csv"
        file.write_bytes(layout(one))
        if one:
            ledger("--ledger", place, *AS, "import", file, *ROLE, *WHY)
    file, said = exported(place, form)
    assert said == {**first, **second}
    before = history(place)
    ledger("--ledger", place, *AS, "import", file, *ROLE)
    assert history(place) == before


@TRIPS
@given(st.sampled_from(["case", "standard"]), answers)
def test_a_new_workbook_of_what_stands_imports_to_nothing_new(empty: Path, tmp_path: Path, layout: str, one: Answers) -> None:
    place, file = fresh(empty, tmp_path), tmp_path / "trip.csv"
    file.write_bytes(long(one))
    if one:
        ledger("--ledger", place, *AS, "import", file, *ROLE)
    before, book = history(place), tmp_path / "trip.xlsx"
    ledger("--ledger", place, "casebook", "new", NAME, "--by", layout, book)
    ledger("--ledger", place, *AS, "import", book, *ROLE)
    assert history(place) == before


@TRIPS
@given(answers.filter(bool))
def test_what_is_exported_from_one_ledger_makes_another_say_the_same(empty: Path, tmp_path: Path, one: Answers) -> None:
    place, file = fresh(empty, tmp_path), tmp_path / "trip-0.csv"
    file.write_bytes(wide(one))
    ledger("--ledger", place, *AS, "import", file, *ROLE)
    out, said = exported(place, "xlsx")
    other = Path(shutil.copy(empty, tmp_path / "trip-other.ledger"))
    ledger("--ledger", other, *AS, "import", out, *ROLE)
    assert exported(other, "csv")[1] == said == one


def test_a_casebook_goes_into_either_engine_and_comes_out_again(place: str, tmp_path: Path) -> None:
    """A server knows its owner by the login: whoever made the ledger may import for the inspector."""
    said = {(case, question): "yes" if is_prompt(question) else "sufficient" for case, question in PLACES}
    file, out = tmp_path / "whole.csv", tmp_path / "out.csv"
    file.write_bytes(long(said))
    with open_ledger(place) as opened:
        fill(opened)
    ledger("--ledger", place, *AS, "import", file, *ROLE)
    before = history(place)
    ledger("--ledger", place, "export", NAME, "--format", "csv", "--table", "casebook", "--output", out)
    ledger("--ledger", place, *AS, "import", out, *ROLE)
    assert history(place) == before
    assert len(before) == 8 + len(said)
