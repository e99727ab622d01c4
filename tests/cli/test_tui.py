"""`ledger tui` without a screen: the replay as lines of text, and requests answered line by line."""

from __future__ import annotations

import io
import re
import shlex

import pytest
from tests.cli.ran import Run

NY, TRAINING = "north-yorkshire-2020", "training-example"


def test_every_event_is_a_block_of_plain_words(demo: Run) -> None:
    told = demo("tui", NY, "--plain", "--from", "2192", "--to", "2194").out
    blocks = told.split("\n\n")
    assert blocks[0] == "North Yorkshire Youth Justice Service (north-yorkshire-2020), youth-2018, reconstructed from published figures"
    assert [block.splitlines()[0] for block in blocks[1:]] == [
        "#2192, event 2192 of 2569: Ratings panel convened",
        "#2193, event 2193 of 2569: 3.2 Planning moved to Good by discretion",
        "#2194, event 2194 of 2569: 3.3 Implementation and delivery moved to Good by discretion",
    ]
    for said in (
        "  what: Requires improvement → Good",
        "  who: panel-1, panel chair, typed by recorder-1",
        "  when: in July 2020, recorded 21 November 2026 at 16:00 UTC",
        "  why: Keeping other people safe, at 63 per cent, fell",
        "  evidence: north-yorkshire-2020:255",
        "  led to: 3.2 Planning: Requires improvement → Good by discretion",
        "  led to: Overall score: 23/36 → 24/36",
    ):
        assert said in blocks[2]


def test_a_named_inspection_is_told_where_there_is_no_terminal(demo: Run) -> None:
    assert demo("tui", TRAINING, "--from", "latest").out == demo("tui", TRAINING, "--plain", "--from", "latest").out


def test_only_the_rating_changes_are_told_where_they_are_asked_for(demo: Run) -> None:
    told = demo("tui", NY, "--plain", "--changes", "--from", "panel").out
    assert [line for line in told.splitlines() if line.startswith("#")] == [
        "#2193, event 2193 of 2569: 3.2 Planning moved to Good by discretion",
        "#2194, event 2194 of 2569: 3.3 Implementation and delivery moved to Good by discretion",
    ]


def asked(demo: Run, monkeypatch: pytest.MonkeyPatch, inspection: str, *requests: str) -> tuple[list[str], str]:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{request}\n" for request in requests)))
    ran = demo("tui", inspection, "--plain", "--ask")
    assert ran.code == 0
    return ran.out.split("\n\n")[1:], ran.err


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("goto 2193", "#2193, event 2193 of 2569: 3.2 Planning moved"),
        ("prev", "#2568, event 2568 of 2569"),
        ("back-change", "#2194, event 2194 of 2569"),
        ("event", "#2569, event 2569 of 2569"),
        ("find discretion", "by discretion"),
        ("board", "  3.2 Planning: Good, by discretion, 3.2.1 12/15 80 %; 3.2.2 8/12 67 %; 3.2.3 5/8 63 %"),
        ("why 3.2", "  The panel moved it to Good by discretion (#2193)."),
        ("who 3.2.3", "  set by: #2164 3.2.3 judged not relevant in case C36: inspector-9 (inspector), 5 June 2020"),
        ("blame", "Overall Good 25/36\n  rating set by #2191 "),
        ("whatif 2193", "  moves: 3.2 Planning: Good → Requires improvement"),
        ("diff panel", "  Overall score: 23/36 → 25/36"),
        ("diff draft latest", "moved nothing"),
        ("findings high", "1 finding: 1 high"),
        ("verify", "records verified, no fault found"),
        (
            "cite",
            "north-yorkshire-2020 #2569: The report disagrees with itself on context; it says here: 56,835; recorder-1 (recorder), happened in September 2020, ",
        ),
        ("help", "  why [STANDARD]: why a standard has its rating"),
    ],
)
def test_a_request_is_answered(demo: Run, monkeypatch: pytest.MonkeyPatch, request_: str, said: str) -> None:
    blocks, err = asked(demo, monkeypatch, NY, request_)
    assert said in "\n\n".join(blocks)
    assert err == ""


@pytest.mark.parametrize("request_", ["board", "why 3.2", "who 3.2", "findings", "whatif 2193", "diff panel"])
def test_an_answer_says_both_clocks_of_the_point_it_stands_at(demo: Run, monkeypatch: pytest.MonkeyPatch, request_: str) -> None:
    [goto, answer, *_], _ = asked(demo, monkeypatch, NY, "goto 2193", request_)
    assert goto.startswith("#2193")
    assert answer.splitlines()[0] == "AS AT #2193, step 2193 of 2569 · July 2020 (happened) · recorded 2026-11-21 16:00"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("next", "There is no later event."),
        ("change", "There is no later rating change."),
        ("nonsense", "Expected a point such as 412"),
        ("goto 999999", "Nothing is recorded at #999999 yet"),
        ("why", "Expected a standard such as why 3.2"),
        ("why 9.9", "9.9"),
        ("who 9.9", "9.9 is no standard or key question"),
        ("whatif 1", "#1 is no event of this inspection that could be left out."),
        ("find zebra", "“zebra” is in no event."),
        ("picture", "There is no picture without a screen."),
    ],
)
def test_what_cannot_be_answered_is_said_and_the_next_request_is_answered(
    demo: Run, monkeypatch: pytest.MonkeyPatch, request_: str, said: str
) -> None:
    blocks, err = asked(demo, monkeypatch, NY, request_, "", "event", "quit", "board")
    assert said in err
    assert "\n\n".join(blocks).count("#2569, event 2569 of 2569") == 1
    assert "Overall Good, 25" not in "".join(blocks)


def test_recorded_words_cannot_move_the_cursor_of_a_terminal(demo: Run) -> None:
    assert not any(ord(sign) < 0x20 and sign != "\n" for sign in demo("tui", TRAINING, "--plain", "--changes").out)


def test_the_command_that_a_refusal_names_works_as_it_is_printed(demo: Run, run: Run, place: str) -> None:
    printed = re.findall(r"`ledger (.*?)`", demo("tui", "--plain").err)
    told, listed = (run(*shlex.split(arguments)) for arguments in printed)
    assert told.out.startswith("North Yorkshire Youth Justice Service (north-yorkshire-2020)")
    assert "darlington-2021" in listed.out
    assert "found none. This ledger has no inspection yet." in run("--ledger", place, "tui", "--plain").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NY, "--plain", "--from", "latest", "--to", "panel"), "Expected --from before --to, found --from at event 2569"),
        (("--plain",), "Expected an inspection to tell, found none. `ledger --ledger "),
        ((), "Expected a terminal to draw on, found none. `ledger --ledger "),
        ((NY, "--plain", "--to", "soon"), "Expected a point"),
    ],
)
def test_what_cannot_be_told_is_refused(demo: Run, arguments: tuple[str, ...], said: str) -> None:
    ran = demo("tui", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
