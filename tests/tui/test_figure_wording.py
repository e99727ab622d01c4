"""What a report says, in words that tell what is published from what is inferred or disagreed on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger.domain import events as e
from ledger_tui.figure_wording import figure_headline

FIGURE = e.PublishedFigureRecorded("count", "3.2.3", "5/8", "stated", "north-yorkshire-2020", 913, "3.2. Planning", "five of eight")


@pytest.mark.parametrize(
    ("kind", "subject", "value", "headline"),
    [
        ("count", "3.2.3", "5/8", "Published count of 3.2.3: 5/8"),
        ("overall", "overall", "Good", "Published overall: Good"),
        ("disagreement", "2.3.3", "11 of 15", "The report disagrees with itself on 2.3.3; it says here: 11 of 15"),
        ("recommendation", "the board", "Meet.", "Published recommendation to the board: Meet."),
        ("sample", "court", "21", "Published sample of court cases: 21"),
    ],
)
def test_what_a_report_says_is_told(kind: e.FigureKind, subject: str, value: str, headline: str) -> None:
    assert figure_headline(replace(FIGURE, kind=kind, subject=subject, value=value)) == headline


def test_what_is_inferred_is_not_called_published() -> None:
    assert figure_headline(replace(FIGURE, status="inferred")) == "Inferred count of 3.2.3: 5/8"
