"""What is said where something goes wrong once a recording has begun: what is in the ledger is never told as if it were not."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.importing import AS, NAME, ROLE, long, make
from tests.cli.ran import Ran, Run
from tests.cli.recording import head

from ledger.cli import output
from ledger.domain.access import Login
from ledger.errors import DamagedError, StorageError, UnknownError
from ledger.store.appending import Appended
from ledger.store.snapshot import Snapshot
from ledger.store.store import Store

JUDGE = (*AS, "record", "judge", NAME, "C01", "2.1.1", "sufficient", *ROLE)
DRAW = ("--as", "lead-inspector-1", "second", "draw", NAME, "1", "--standard", "2.1", "--role", "lead-inspector")
SHEET = ("--as", "reviewer-1", "second", "sheet", NAME, "1", "--role", "quality-reviewer")
MAP = ("access", "map", "north_lead", "lead-inspector-1", "--role", "recorder")
GONE = StorageError("The server cannot be reached: check that it runs, then repeat the command.")

Broken = Callable[..., Ran]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("telling") / "north.db"
    make(place)
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger of the test's own in a file, which the environment names."""
    monkeypatch.chdir(tmp_path)
    tmp_path.joinpath("answers.csv").write_bytes(long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "yes")))
    monkeypatch.setenv("LEDGER_URL", "north.db")
    return str(shutil.copy(made, tmp_path))


@pytest.fixture
def broken(run: Run, place: str, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """Runs a command of which something fails once it has recorded what it records."""
    assert place

    def broken(*words: str, error: BaseException, where: str = "read") -> Ran:
        append = Store.append

        def fail(*_: object) -> None:
            raise error

        with monkeypatch.context() as patch:

            def appended(store: Store, *events: object, **more: object) -> Appended:
                done = append(store, *events, **more)  # type: ignore[arg-type]
                if where == "append":
                    raise error
                patch.setattr(Store if where == "read" else output, "read" if where == "read" else "_write", fail)
                return done

            patch.setattr(Store, "append", appended)
            return run(*words)

    return broken


@pytest.fixture
def drawn(run: Run, place: str) -> int:
    """The last position once a sample is drawn."""
    assert [run(*words).code for words in (JUDGE, DRAW)] == [0, 0]
    return head(place)


def test_what_is_recorded_and_cannot_be_read_again_is_told_as_recorded(broken: Broken, place: str) -> None:
    last = head(place)
    ran = broken(*JUDGE, error=GONE)
    assert (ran.code, ran.out, head(place)) == (7, "", last + 1)
    assert ran.err == (
        f"ledger: Recorded as #{last + 1}: do not repeat the command, `ledger show {last + 1}` shows it. "
        "It could not be read again to be shown.\n"
    )


@pytest.mark.parametrize(
    ("error", "where", "code", "said"),
    [
        (DamagedError("the event at position 3 cannot be read"), "read", 6, " the event at position 3 cannot be read."),
        (output.OutputError("Standard output is full."), "write", 1, " Standard output is full."),
        (ZeroDivisionError("by zero"), "write", 1, " the program failed: ZeroDivisionError: by zero. This is a fault in it"),
        (KeyboardInterrupt(), "read", 130, ""),
    ],
)
def test_whatever_goes_wrong_afterwards_it_is_recorded(broken: Broken, error: BaseException, where: str, code: int, said: str) -> None:
    ran = broken("--ledger", "north.db", *JUDGE, "--json", error=error, where=where)
    assert ran.code == code
    assert "`ledger --ledger north.db show 9` shows it." + said in ran.err


def test_a_reader_who_has_gone_is_no_fault_where_all_is_recorded(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "give_up", lambda: None)
    ran = broken(*JUDGE, error=BrokenPipeError(), where="write")
    assert (ran.code, ran.err) == (0, "")


def test_an_import_that_cannot_be_shown_is_recorded(broken: Broken, place: str) -> None:
    ran = broken(*AS, "import", "answers.csv", *ROLE, "--correlation", "first", error=GONE)
    assert (ran.code, head(place)) == (7, 10)
    assert f"Recorded as #9 to #10: do not repeat the command, `ledger log {NAME} --correlation first` shows it. It could not" in ran.err


def test_a_sheet_that_cannot_be_shown_is_issued(broken: Broken, run: Run, drawn: int, place: str) -> None:
    ran = broken(*SHEET, error=GONE)
    assert (ran.code, head(place)) == (7, drawn + 1)
    assert f"Recorded as #{drawn + 1}: take the sheet again, which is issued once. It could not be read again" in ran.err
    assert (run(*SHEET).code, head(place)) == (0, drawn + 1)


def test_a_login_whose_mapping_cannot_be_shown_is_mapped(broken: Broken, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Snapshot, "login", lambda _: Login("north_owner", owns=True))
    ran = broken(*MAP, error=GONE)
    assert (ran.code, head(place)) == (7, 9)
    assert "Recorded as #9: do not repeat the command, `ledger access log` shows it." in ran.err


def test_an_interruption_while_it_is_recorded_names_what_makes_it_harmless_to_repeat(broken: Broken, run: Run, place: str) -> None:
    ran = broken(*JUDGE, error=KeyboardInterrupt(), where="append")
    assert ran.code == 130
    told = "ledger: Interrupted while it was recorded: whether it is recorded is not known; give the same command again with --command-id "
    assert ran.err.startswith(told)
    id_, _, rest = ran.err.removeprefix(told).partition(", ")
    assert rest == "which never records it twice.\n"
    again = run(*JUDGE, "--command-id", id_)
    assert (again.code, head(place)) == (0, 9)
    assert again.out.startswith("Recorded before, as #9, and not again")


def test_an_interruption_of_what_has_no_id_of_its_own_says_how_it_is_found_out(broken: Broken, run: Run, place: str) -> None:
    words = (*AS, "import", "answers.csv", *ROLE)
    ran = broken(*words, error=KeyboardInterrupt(), where="append")
    assert ran.code == 130
    assert ran.err.endswith("is not known; give the same command again, which leaves alone what stands already.\n")
    assert (run(*words).code, head(place)) == (0, 10)


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (JUDGE, r"give the same command again with --command-id \S{36}, which never records it twice\."),
        ((*AS, "import", "answers.csv", *ROLE), r"give the same command again, which leaves alone what stands already\."),
    ],
)
def test_what_nobody_can_say_is_told_with_what_makes_it_harmless_to_repeat(broken: Broken, words: tuple[str, ...], advice: str) -> None:
    ran = broken(*words, error=UnknownError("the way was lost"), where="append")
    assert ran.code == 7
    assert re.fullmatch(f"ledger: the way was lost; {advice}\n", ran.err)


def test_of_lines_nobody_can_say_it_is_told_how_far_they_came(broken: Broken, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = broken(*_lines(monkeypatch), error=UnknownError("the way was lost"), where="append")
    assert ran.code == 7
    assert ran.err.startswith("ledger: the way was lost. Whether line 1 is recorded is not known: give it again with the command_id ")


def test_an_interruption_before_anything_is_recorded_says_nothing(run: Run, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ledger.cli.record_verb.build", interrupted)
    ran = run(*JUDGE)
    assert (ran.code, ran.err, head(place)) == (130, "", 8)


ANSWERS = [("2.1.1a", "yes"), ("2.1.1b", "maybe"), ("2.1.1c", "no"), ("2.1.1d", "no")]
GONE_AWAY = (BrokenPipeError(), 1, "Whoever read the answers has gone.")
FULL = (output.OutputError("Standard output is full."), 1, "Standard output is full.")
STOPPED = (KeyboardInterrupt(), 130, "")


def _lines(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Four lines on standard input, the second of them wrong."""
    by = {"actor": "inspector-1", "role": "inspector"}
    asked = [{"do": "answer", "inspection": NAME, "case": "C01", "prompt": prompt, "answer": value, "by": by} for prompt, value in ANSWERS]
    text = "".join(json.dumps(one) + "\n" for one in asked)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode()), isatty=lambda: False))
    monkeypatch.setattr(output, "give_up", lambda: None)
    return "record", "--jsonl", "-"


def _failing_at(number: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer of this number fails."""
    write, answers = output.write_json_lines, iter(range(1, 9))

    def written(values: list[output.JsonLike]) -> None:
        if next(answers) == number:
            raise error
        write(values)

    monkeypatch.setattr(output, "write_json_lines", written)


@pytest.mark.parametrize(
    ("at", "recorded", "last"),
    [(1, 9, "line 1, the last recorded line 1, as #9"), (2, 9, "line 2, the last recorded line 1, as #9"), (3, 10, "line 3, the last recorded line 3, as #10")],
)  # fmt: skip
@pytest.mark.parametrize("stop", [GONE_AWAY, FULL, STOPPED], ids=["gone", "full", "stopped"])
def test_lines_whose_answers_have_nowhere_to_go_end_with_the_last_that_was_recorded(
    run: Run, place: str, monkeypatch: pytest.MonkeyPatch, at: int, recorded: int, last: str, stop: tuple[BaseException, int, str]
) -> None:
    words, (error, code, said) = _lines(monkeypatch), stop
    _failing_at(at, error, monkeypatch)
    ran = run(*words)
    assert (ran.code, len(ran.objects), head(place)) == (code, at - 1, recorded)
    assert ran.err == f"ledger: The last line read is {last}. {said}".rstrip() + "\n"


def test_lines_that_are_interrupted_name_the_one_that_may_be_recorded(broken: Broken, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = broken(*_lines(monkeypatch), error=KeyboardInterrupt(), where="append")
    assert (ran.code, ran.out, head(place)) == (130, "", 9)
    assert ran.err.startswith("ledger: Whether line 1 is recorded is not known: give it again with the command_id ")
    assert ran.err.endswith(". The last line read is line 1, none was recorded.\n")


def test_lines_that_nobody_has_read_yet_are_said_to_be_unread(run: Run, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=SimpleNamespace(readline=interrupted), isatty=lambda: False))
    ran = run("record", "--jsonl", "-")
    assert (ran.code, ran.err, head(place)) == (130, "ledger: No line was read.\n", 8)
