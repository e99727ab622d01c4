"""Casebooks read against a sample: what tables of whole files do not show."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casebook.spoiling import against
from tests.casebook.traps import edited, saved, workbook

from ledger.casebook import reading
from ledger.casebook.answers import is_prompt, spoken, value_of
from ledger.casebook.grid import Fault, UnreadableError
from ledger.casebook.near import LONGEST, MOST, Nearness
from ledger.casebook.opened import open_book
from ledger.casebook.questions import Questions
from ledger.casebook.reading import Casebook, inspection_named, read_casebook
from ledger.casebook.rows import Against
from ledger.exporting.table import Table
from ledger.exporting.written import xlsx_bytes
from ledger.frameworks import load_framework

QUESTIONS = Questions(load_framework("youth-2021"))


def read(data: bytes, wanted: Against | None = None) -> Casebook:
    return read_casebook(open_book(data), wanted or against(), lambda _: None)


def faults(data: bytes, wanted: Against | None = None) -> list[str]:
    return [fault.sentence for fault in read(data, wanted).faults]


@pytest.mark.parametrize(
    ("text", "prompt", "key_question"),
    [
        ("Yes", "yes", "sufficient"),
        (" y ", "yes", "sufficient"),
        ("NO.", "no", "insufficient"),
        ("n", "no", "insufficient"),
        ("N/A", "not-applicable", "not-relevant"),
        ("n.a.", "not-applicable", "not-relevant"),
        ("na", "not-applicable", "not-relevant"),
        ("Not-applicable", "not-applicable", "not-relevant"),
        ("not\u00a0relevant", "not-applicable", "not-relevant"),
        ("Sufficient", None, "sufficient"),
        ("INSUFFICIENT", None, "insufficient"),
        ("not sufficient", None, "insufficient"),
        ("yes?", None, None),
        ("yes and no", None, None),
        ("x", None, None),
        ("true", None, None),
        ("1", None, None),
        ("?", None, None),
        ("y" * 41, None, None),
    ],
)
def test_answers_are_known_as_people_spell_them(text: str, prompt: str | None, key_question: str | None) -> None:
    assert (value_of("2.1.1a", text), value_of("2.1.1", text)) == (prompt, key_question)


@pytest.mark.parametrize("one", [one.id for one in QUESTIONS.in_order])
def test_every_question_is_found_by_its_id_its_wordings_and_both(one: str) -> None:
    question = QUESTIONS.by_id[one]
    assert QUESTIONS.find(one) == QUESTIONS.find(f" {one}: {question.text.upper()}") == (one,)
    for wording in (question.text, *(alias.text for alias in question.aliases)):
        found = QUESTIONS.find(wording.replace("'", "\u2019").rstrip("?"))
        assert isinstance(found, tuple)
        assert one in found


@given(st.sampled_from(QUESTIONS.in_order), st.sampled_from(["yes", "no", "n/a", "not relevant", "sufficient", "insufficient"]))
def test_what_is_shown_of_an_answer_reads_as_that_answer(one: object, text: str) -> None:
    question = getattr(one, "id")  # noqa: B009 - both kinds have one
    value = value_of(question, text)
    assert (
        value is None if is_prompt(question) and "sufficient" in text else value is not None and value_of(question, spoken(value)) == value
    )


def test_a_hidden_sheet_with_answers_is_told_and_read_only_when_it_is_named() -> None:
    book = openpyxl.Workbook()
    book.active.append(("case", "2.1.1"))
    book.active.append(("C01", "yes"))
    hidden = book.create_sheet("Old")
    hidden.append(("case", "2.1.2"))
    hidden.append(("C01", "no"))
    hidden.sheet_state = "hidden"
    lists = book.create_sheet("Lists")
    lists.append(("yes", "no"))
    lists.sheet_state = "veryHidden"
    assert faults(saved(book)) == [
        "sheet Old: expected sheets that are shown; with --sheet a hidden one is read, found a hidden one with headings"
    ]
    named = Against("north-2026", {"C01": "court"}, QUESTIONS, sheets=("Old",))
    assert [(entry.question, entry.value) for entry in read(saved(book), named).entries] == [("2.1.2", "insufficient")]


def test_an_empty_sheet_is_passed_over() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(lambda _: None, ("C01", "2.1.1", "yes"))))
    book.create_sheet("Empty")
    assert len(read(saved(book)).entries) == 1


def test_no_more_faults_are_looked_for_than_anyone_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FAULTS", 5)
    data = b"case,2.1.1\n" + b"C01,perhaps\n" * 100
    said = read(data).faults
    assert len(said) == 6
    assert said[-1] == Fault("", "", "fewer than 5 faults; the rest of the file was not read", "more")


def test_a_fault_within_a_merged_area_is_told_as_the_area() -> None:
    data = workbook(lambda sheet: sheet.merge_range("A2:A3", "C01"), ("", "2.1.1", "yes"), ("", "2.1.2", "perhaps"))
    assert faults(data) == [
        "sheet Answers, A2:A3: expected every cell for itself, found merged cells",
        'sheet Answers, C3: expected sufficient, insufficient or not relevant, found "perhaps"',
    ]


def test_cells_merged_above_the_headings_or_beside_the_columns_that_are_read_do_no_harm() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (("North Service", "", ""), ("case", "2.1.1", "wording"), ("C01", "yes", ""), ("C02", "no", "")):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    assert (len(read(saved(book)).entries), faults(saved(book))) == (2, [])


def test_headings_that_are_formulas_or_numbers_are_told() -> None:
    data = workbook(
        lambda sheet: (sheet.write_formula("F1", '="2.1.2"', None, "2.1.2"), sheet.write_number("G1", 2)), ("C01", "2.1.1", "yes")
    )
    assert faults(data) == [
        'sheet Answers, F1: expected a heading that was typed as text, found a formula with the value "2.1.2"',
        "sheet Answers, G1: expected a heading that was typed as text, found the number 2",
    ]


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (b"case,2.1.1,2.1.1 reason,reason for 2.1.1", "D1: expected one column of reasons for 2.1.1, found another in C1"),
        (
            b"case,2.1.1,2.1.9 reason,reason",
            'C1: expected reasons for the id of a key question or prompt of youth-2021, found "2.1.9 reason"',
        ),
    ],
)
def test_a_column_of_reasons_is_for_one_question(headings: bytes, says: str) -> None:
    assert faults(headings + b"\nC01,yes,,\n") == [says]


def test_the_inspection_is_the_one_named_in_the_first_row_that_names_one() -> None:
    named = b"case,inspection,2.1.1\nC01,,yes\nC02, north-2026 ,no\n"
    assert inspection_named(open_book(named)) == "north-2026"
    assert inspection_named(open_book(b"case,2.1.1\nC01,yes\n")) is None


def counted(monkeypatch: pytest.MonkeyPatch, *near: str) -> list[str]:
    """The texts that are looked for, each of which is answered with these."""
    looked: list[str] = []

    def look(text: str, *_: object, **__: object) -> list[str]:
        looked.append(text)
        return list(near)

    monkeypatch.setattr("ledger.casebook.near.get_close_matches", look)
    return looked


def test_nearness_is_worked_out_for_so_many_texts_and_no_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = counted(monkeypatch, "C01")
    near = Nearness()
    assert [near.of("case", f"X{n // 2}", ["C01"], 0.6) for n in range(2 * MOST + 10)] == ["C01"] * 2 * MOST + [None] * 10
    assert near.of("case", "C" * (LONGEST + 1), ["C01"], 0.6) is None
    assert looked == [f"X{n}" for n in range(MOST)]


def test_a_file_far_from_everything_is_told_without_looking_long_for_what_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = counted(monkeypatch)
    rows = (b"Z%d;Does the plan for the child do enough %d?;yes\n" % (n, n) for n in range(300))
    assert len(faults(b"case;question;answer\n" + b"".join(rows))) == 600
    assert len(looked) == MOST


def test_an_archive_of_too_many_parts_is_refused() -> None:
    data = edited(workbook(), {f"xl/media/{n}.png": b"" for n in range(5_001)})
    with pytest.raises(UnreadableError, match="would unpack to far more than a casebook holds"):
        open_book(data)


def test_two_workbooks_in_one_file_are_refused_however_they_are_joined() -> None:
    one, other = (workbook(lambda _: None, ("C01", "2.1.1", answer)) for answer in ("sufficient", "insufficient"))
    held = io.BytesIO(one)
    part = "xl/sharedStrings.xml"
    with zipfile.ZipFile(io.BytesIO(other)) as second, zipfile.ZipFile(held, "a") as joined, pytest.warns(UserWarning, match="Duplicate"):
        joined.writestr(part, second.read(part))
    for data in (held.getvalue(), one + other):
        with pytest.raises(UnreadableError, match="is two workbooks in one, of which nobody can say which is meant"):
            open_book(data)


def test_a_file_larger_than_any_casebook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.casebook.opened.MOST_BYTES", 10)
    with pytest.raises(UnreadableError, match="divide it into several files"):
        open_book(b"case,2.1.1\nC01,yes\n")


def test_a_table_with_more_rows_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger.casebook.csv_file.MOST_ROWS", 2)
    with pytest.raises(UnreadableError, match="has more than 2 rows"):
        read(b"case,2.1.1\nC01,yes\nC02,yes\n")


def test_a_text_that_no_cell_can_hold_is_not_cut_short() -> None:
    table = Table("casebook", ("case",), iter([("x" * 32_768,)]))
    with pytest.raises(ValueError, match="a cell cannot hold the 32,768 characters in row 2, column 1"):
        xlsx_bytes(table, "2026-01-12T00:00:00Z")
