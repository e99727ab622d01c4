"""The heading of a panel in every width: the mode word is what is left of it last."""

from __future__ import annotations

import pytest

from ledger_tui.palette import TEXT
from ledger_tui.widgets.panel import clipped, heading, length

WHAT_IF = "WHAT IF (8) · AS AT #2193"


@pytest.mark.parametrize(
    ("title", "stamp", "width", "left"),
    [
        ("Event #2193", WHAT_IF, 60, ["Event #2193", "WHAT IF (8) · AS AT #2193"]),
        ("Event #2193", WHAT_IF, 38, ["Event #2193", "WHAT IF (8) · #2193"]),
        ("3.3 → 3.3.3 → C23", WHAT_IF, 39, ["3.3 → 3.3.3 → C23", "WHAT IF · #2193"]),
        ("Event #2193", WHAT_IF, 29, ["Event #2193", "WHAT IF (8)"]),
        ("Event #2193", WHAT_IF, 27, ["Event #2193", "WHAT IF"]),
        ("Event #2193", WHAT_IF, 19, ["Event", "WHAT IF"]),
        ("Event #2193", WHAT_IF, 12, ["WHAT IF"]),
        ("Event #2193", "LIVE · AS AT #2193", 27, ["Event #2193", "LIVE"]),
        ("Event #2193", "AS AT #2193", 27, ["Event", "AS AT #2193"]),
        ("2.3 Implementation", "AS AT #2193", 27, ["2.3 Impl…", "AS AT #2193"]),
        ("Event #2193", "", 20, ["Event #2193"]),
    ],
)
def test_the_mode_word_stays(title: str, stamp: str, width: int, left: list[str]) -> None:
    found = "".join(text for text, _ in heading(title, "", stamp, width))
    assert [part.strip() for part in found.split("─") if part.strip()] == left


@pytest.mark.parametrize(
    ("width", "expected"), [(9, "#412 judged"[:8] + "…"), (5, "#412…"), (4, "#41…"), (1, "…"), (11, "#412 judged"), (12, "#412 judged")]
)
def test_a_line_that_is_cut_says_so(width: int, expected: str) -> None:
    assert "".join(text for text, _ in clipped([("#412 ", TEXT), ("judged", TEXT)], width)) == expected


@pytest.mark.parametrize("width", range(16, 90))
def test_a_heading_takes_the_width_it_has(width: int) -> None:
    assert length(heading("Event #2193", "said", WHAT_IF, width)) == width
