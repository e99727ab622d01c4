"""`ledger import`: what is read, what is recorded of it, and what is left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.casebook.traps import dated, workbook
from tests.cli.importing import AS, NAME, ROLE, WHY, history, imported, long, table
from tests.cli.ran import Ran, Run

from ledger.cli import import_file
from ledger.domain import events as e

Take = Callable[..., Ran]
TWO = long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "yes"))


def test_answers_and_judgements_are_recorded_with_the_file_as_evidence_and_one_correlation(take: Take, north: str) -> None:
    ran = take(TWO, "--json")
    first, second = imported(north)
    assert (ran.code, ran.err) == (0, "")
    assert (first.event, second.event) == (e.KeyQuestionJudged("C01", "2.1.1", "sufficient"), e.PromptAnswered("C01", "2.1.1a", "yes"))
    assert {one.by.evidence for one in (first, second)} == {(f"sha256:{hashlib.sha256(TWO).hexdigest()}",)}
    assert {one.by.correlation for one in (first, second)} == {ran.json["correlation"]}
    assert {(one.by.actor.id, one.by.actor.role) for one in (first, second)} == {("inspector-1", "inspector")}
    assert ran.json["positions"] == {"first": first.position, "last": second.position}


def test_the_same_file_again_changes_nothing(take: Take, north: str) -> None:
    take(TWO)
    before = history(north)
    ran = take(TWO)
    assert (ran.code, "Nothing differs from what stands: nothing was recorded." in ran.out) == (0, True)
    assert history(north) == before
    assert take(TWO, "--json").json["positions"] is None


def test_only_what_differs_is_recorded_and_each_change_is_shown(take: Take, north: str) -> None:
    take(TWO)
    ran = take(long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "no"), ("C02", "2.1.1", "n/a")), *WHY)
    assert [one.event for one in imported(north)][2:] == [
        e.PromptAnswered("C01", "2.1.1a", "no"),
        e.KeyQuestionJudged("C02", "2.1.1", "not-relevant"),
    ]
    assert "Recorded 1 new and 1 changed" in ran.out
    assert "  C01 2.1.1a: yes → no (D3)\n" in ran.out


def test_every_change_without_a_reason_is_told_at_once_and_nothing_is_recorded(take: Take, north: str) -> None:
    take(TWO)
    ran = take(long(("C01", "2.1.1", "no"), ("C01", "2.1.1a", "no"), ("C02", "2.1.1", "yes")))
    assert (ran.code, ran.out, len(imported(north))) == (3, "", 2)
    assert "2 faults were found; nothing was recorded" in ran.err
    assert "D2: expected a reason for changing 2.1.1 in C01 from sufficient to insufficient" in ran.err
    assert "D3: expected a reason for changing 2.1.1a in C01 from yes to no" in ran.err


def test_a_reason_stands_in_its_column_or_is_one_for_all(take: Take, north: str) -> None:
    take(TWO)
    changed = long(("C01", "2.1.1", "no", "The plan is a copy."), ("C01", "2.1.1a", "no", ""), more=["reason"])
    assert take(changed).code == 3
    assert take(changed, *WHY).code == 0
    assert [one.reason for one in imported(north)[2:]] == ["The plan is a copy.", WHY[1]]


def test_a_row_a_case_has_a_column_a_question_and_reasons_for_one_of_them(take: Take, north: str) -> None:
    take(table(("inspection", "case", "2.1.1", "2.1.2", "reason"), (NAME, "C01", "yes", "no", "")))
    wide = table(
        ("inspection", "case", "2.1.1", "2.1.1 reason", "2.1.2", "reason for 2.1.2", "Reason"),
        (NAME, "C01", "no", "Read again.", "yes", "", "Both were misread."),
    )
    assert take(wide).code == 0
    assert [(one.event.key_question, one.reason) for one in imported(north)[2:] if isinstance(one.event, e.KeyQuestionJudged)] == [
        ("2.1.1", "Read again."),
        ("2.1.2", "Both were misread."),
    ]


def test_a_wording_is_told_apart_by_the_kind_of_the_case(take: Take, north: str) -> None:
    wording = "Does assessment sufficiently analyse how to keep the child safe?"
    assert take(long(("C01", wording, "yes"), ("D01", wording.upper(), "no"))).code == 0
    assert [one.event for one in imported(north)] == [
        e.KeyQuestionJudged("C01", "2.1.2", "sufficient"),
        e.KeyQuestionJudged("D01", "3.1.2", "insufficient"),
    ]


def test_a_column_with_a_wording_serves_both_kinds_of_case(take: Take, north: str) -> None:
    wording = "Does assessment sufficiently analyse how to keep the child safe"
    assert take(table(("inspection", "case", wording), (NAME, "C01", "yes"), (NAME, "D01", "no"))).code == 0
    assert [one.event.key_question for one in imported(north) if isinstance(one.event, e.KeyQuestionJudged)] == ["2.1.2", "3.1.2"]


def test_blank_cells_say_nothing_and_take_nothing_back(take: Take, north: str) -> None:
    take(TWO)
    assert "Nothing differs" in take(long(("C01", "2.1.1", ""), ("C01", "2.1.1a", "  "), ("", "", ""))).out
    assert len(imported(north)) == 2


def test_evidence_and_the_day_are_taken_from_their_columns(take: Take, north: str) -> None:
    take(long(("C01", "2.1.1", "yes", "C01/plan; C01/contacts", "2026-02-03"), more=["evidence", "happened on"]), "--evidence", "visit")
    [one] = imported(north)
    assert one.by.evidence[1:] == ("visit", "C01/plan", "C01/contacts")
    assert one.by.happened.on == "2026-02-03"


def test_a_date_shown_as_one_is_a_day(take: Take, north: str) -> None:
    assert take(dated("E2", 46056, "dd/mm/yyyy", ("C01", "2.1.1", "yes")), "--inspection", NAME).code == 0
    assert imported(north)[0].by.happened.on == "2026-02-03"


def test_a_dry_run_shows_the_board_before_and_after_and_records_nothing(take: Take, north: str) -> None:
    file = long(*(("C01", f"2.1.{n}", "yes") for n in (1, 2, 3)), *(("C02", f"2.1.{n}", "no") for n in (1, 2, 3)))
    ran = take(file, "--dry-run")
    assert (ran.code, imported(north)) == (0, [])
    assert "Nothing was written. It would record 6 new and 0 changed." in ran.out
    assert [line.split() for line in ran.out.splitlines() if line.startswith("2.1")] == [
        ["2.1", "Assessment", "Not", "rated", "→", "Requires", "improvement"]
    ]
    shown = take(file, "--dry-run", "--json").json
    assert (shown["before"]["standards"]["2.1"], shown["after"]["standards"]["2.1"]) == ("Not rated", "Requires improvement")
    assert (shown["dry_run"], shown["positions"], len(shown["differences"])) == (True, None, 6)


def test_a_dry_run_foretells_the_board(take: Take) -> None:
    file = long(("C01", "2.1.1", "yes"), ("C01", "2.1.2", "no"))
    foretold, done = take(file, "--dry-run", "--json").json, take(file, "--json").json
    assert {name: foretold[name] for name in ("before", "after", "changed")} == {
        name: done[name] for name in ("before", "after", "changed")
    }


def test_every_fault_of_every_sheet_is_told_at_once(take: Take, north: str) -> None:
    ran = take(long(("C09", "2.1.1", "yes"), ("C01", "2.9.9", "perhaps"), ("C01", "2.1.2", "perhaps"), ("", "2.1.1", "yes")), "--json")
    assert (ran.code, ran.json["ok"], ran.json["code"], imported(north)) == (2, False, "usage", [])
    assert [(fault["sheet"], fault["cell"], fault["found"]) for fault in ran.json["faults"]] == [
        ("", "B2", '"C09"'),
        ("", "C3", '"2.9.9"'),
        ("", "D4", '"perhaps"'),
        ("", "B5", "nothing"),
    ]
    assert ran.err.count("\n") == 5


def test_one_refusal_by_a_rule_leaves_the_whole_file_out_and_is_told_at_its_cell(take: Take, north: str) -> None:
    take(long(("C01", "2.1.1", "yes")), "--happened-on", "2026-03-01")
    ran = take(long(("C01", "2.1.1", "no"), ("C01", "2.1.2", "no"), ("C03", "2.1.1", "no")), "--happened-on", "2026-02-01", *WHY)
    assert (ran.code, len(imported(north))) == (3, 1)
    assert "  D2: Events about 2.1.1 in case C01 are recorded in the order they happened" in ran.err
    assert "  D4: Withdrawn cases are not judged; C03 was withdrawn." in ran.err


def test_a_rule_against_all_of_it_is_told_once(run: Run, north: str, tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_bytes(TWO)
    ran = run("--ledger", north, "--as", "inspector-9", "import", tmp_path / "two.csv", *ROLE)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "ledger: Whoever acts as inspector is on the team in that role; inspector-9 is not on it. Have the lead inspector assign them first.\n"
    )


def test_the_role_may_be_that_of_the_environment(run: Run, north: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_ROLE", "inspector")
    (tmp_path / "two.csv").write_bytes(TWO)
    assert run("--ledger", north, *AS, "import", tmp_path / "two.csv").code == 0


def test_a_column_may_be_left_out_and_a_sheet_chosen(take: Take, north: str) -> None:
    file = table(("inspection", "case", "2.1.1", "Notes"), (NAME, "C01", "yes", "ring the school"))
    assert take(file).code == 2
    assert take(file, "--ignore", "notes").code == 0
    book = workbook(lambda _: None, ("C02", "2.1.1", "yes"))
    assert take(book, "--inspection", NAME, "--sheet", "Answers").code == 0
    assert len(imported(north)) == 2


@pytest.mark.parametrize(
    "data",
    [
        TWO.replace(b",", b";"),
        TWO.replace(b",", b"\t"),
        b"\r\n".join(b'"' + line.replace(b",", b'";"') + b'"' for line in TWO.split(b"\r\n") if line),
        b"sep=;\r\n" + TWO.replace(b",", b";"),
        b"\xef\xbb\xbf" + TWO,
        TWO.decode().encode("utf-16"),
        b"\xfe\xff" + TWO.decode().encode("utf-16-be"),
        TWO.replace(b"\r\n", b"\n"),
        TWO.replace(b"\r\n", b"   ,,,\r\n , , \r\n").replace(b"answer   ", b"answer"),
        b"North Service,,,\r\n\r\n" + TWO,
        TWO.replace(b"sufficient", b" Sufficient. ").replace(b"yes", b"Y").replace(b"C01", b"c01"),
    ],
    ids=["semicolons", "tabs", "every text in quotation marks", "a line that names the delimiter", "UTF-8 with its mark", "UTF-16", "UTF-16 the other way round", "lone line feeds", "trailing blanks", "a title above", "as people spell it"],
)  # fmt: skip
def test_a_table_is_read_as_it_is(take: Take, north: str, data: bytes) -> None:
    ran = take(data)
    assert (ran.code, ran.err) == (0, "")
    assert [one.event for one in imported(north)] == [
        e.KeyQuestionJudged("C01", "2.1.1", "sufficient"),
        e.PromptAnswered("C01", "2.1.1a", "yes"),
    ]


def test_an_encoding_that_is_named_is_used(take: Take, north: str) -> None:
    take(TWO)
    file = long(("C01", "2.1.1", "no", "Déjà vu, façade"), more=["reason"]).decode().encode("cp1252")
    assert take(file).code == 2
    assert take(file, "--encoding", "cp1252").code == 0
    assert imported(north)[-1].reason == "Déjà vu, façade"


def test_a_file_that_grows_beyond_all_use_is_not_read(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "MOST_BYTES", 10)
    ran = take(TWO)
    assert (ran.code, "is larger than 0 MB: divide it into several files" in ran.err) == (2, True)


def test_a_file_that_cannot_be_read_is_told(take: Take, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(import_file, "Path", lambda file: SimpleNamespace(**{n: getattr(Path(file), n) for n in ("exists", "is_file", "stat")}, read_bytes=lambda: locked(Path(file))))  # fmt: skip
    ran = take(TWO)
    assert (ran.code, "cannot be read: Permission denied. Check its permissions" in ran.err) == (2, True)
