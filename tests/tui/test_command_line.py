from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.recorded import Happened
from ledger.errors import UsageError
from ledger.projections.points import AtMilestone, HappenedBy, Position, RecordedBy
from ledger_tui.command_line import FORMS, read_request, requests, sought
from ledger_tui.requests import About, Compare, Do, Find, GoTo, ListFindings, Picture, Request, WhatIf


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ("412", GoTo(Position(412))),
        (" #412 ", GoTo(Position(412))),
        ("panel", GoTo(AtMilestone("panel"))),
        ("goto 412", GoTo(Position(412))),
        ("GOTO 2020-06-05", GoTo(HappenedBy(Happened.parse("2020-06-05")))),
        ("go 2020-06-05T17:00Z", GoTo(RecordedBy("2020-06-05T17:00:00.000000Z"))),
        ("diff 50 100", Compare(Position(50), Position(100))),
        ("diff draft", Compare(AtMilestone("draft"), None)),
        ("compare draft latest", Compare(AtMilestone("draft"), AtMilestone("latest"))),
        ("who 2.1.3", About("who", "2.1.3")),
        ("who", About("who", None)),
        ("why 3.2", About("why", "3.2")),
        ("findings", ListFindings("low")),
        ("findings HIGH", ListFindings("high")),
        ("whatif", WhatIf(())),
        ("what-if 412 #413", WhatIf((412, 413))),
        ("find lead inspector", Find("lead inspector")),
        ("find ! lead", Find("lead", without=True)),
        ("next", Do("next")),
        ("previous", Do("prev")),
        ("q", Do("quit")),
        ("verify", Do("verify")),
        ("picture", Picture(None)),
        ("save my board.svg", Picture("my board.svg")),
    ],
)
def test_a_line_is_read_as_what_it_asks_for(text: str, request_: Request) -> None:
    assert read_request(text) == request_


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Expected a request such as goto 412"),
        ("nowhere", "Expected a point such as 412, or a request such as why 3.2; help lists them all. Found 'nowhere'"),
        ("412 413", "Expected a point such as 412, .*Found '412 413'"),
        ("2020-13-05", "Expected a point: .*found '2020-13-05'"),
        ("goto", "Expected a point: .* after goto; found 'nothing'"),
        ("goto 1 2", "after goto; found '1 2'"),
        ("goto nowhere", "Expected a point: .*found 'nowhere'"),
        ("diff", "Expected one point or two"),
        ("diff 1 2 3", "Expected one point or two.*found '1 2 3'"),
        ("who lead", "Expected a standard or a key question such as 3.2 or 2.1.3 after who; found 'lead'"),
        ("why 2.1.3", "Expected a standard such as 3.2 after why; found '2.1.3'"),
        ("findings grave", "Expected one of high, medium, low after findings; found 'grave'"),
        ("whatif 2.1", "Expected positions such as 412 after whatif; found '2.1'"),
        ("find", "Expected words after find"),
        ("find !", "Expected words after find"),
        ("verify 4", "verify stands alone; found '4' after it"),
    ],
)
def test_a_line_that_asks_for_nothing_known_is_told_what_was_expected(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_request(text)


@given(st.text(max_size=40))
def test_any_line_is_read_or_refused_in_words(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(read_request(text), Request)


def test_every_request_is_among_the_forms() -> None:
    first = {word for form, _ in FORMS for word in form.split(" ", 1)[0].split(",") if word}
    named = {name.strip() for form, _ in FORMS for name in form.split(",") if " " not in name.strip()}
    assert set(requests()) <= first | named


def test_a_search_begun_with_a_bang_is_for_what_does_not_speak_of_the_words() -> None:
    assert sought("! sufficient") == Find("sufficient", without=True)
    assert sought("sufficient!") == Find("sufficient!")
