"""Words folded into lines, and cut at a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ledger_tui.folding import folded

TEXTS = st.text(st.sampled_from("ab/ é漢"), max_size=60)


@pytest.mark.parametrize(
    ("text", "width", "most", "lines"),
    [
        ("", 10, 3, []),
        ("one two three", 13, 1, ["one two three"]),
        ("one two three", 12, 3, ["one two", "three"]),
        ("one two three", 12, 1, ["one two …"]),
        ("one two three", 7, 1, ["one …"]),
        ("abcdefgh ijk", 8, 1, ["abcdefg…"]),
        ("Saved as /home/someone/pictures/x.svg", 20, 3, ["Saved as /home/", "someone/pictures/", "x.svg"]),
        ("abcdefgh", 3, 3, ["abc", "def", "gh"]),
    ],
)
def test_text_is_broken_between_words_and_paths_after_a_slash(text: str, width: int, most: int, lines: list[str]) -> None:
    assert folded(text, width, most) == lines


@given(TEXTS, st.integers(2, 30), st.integers(1, 4))
def test_no_line_is_wider_than_asked_and_nothing_is_lost_where_there_is_room(text: str, width: int, most: int) -> None:
    assert all(cell_len(line) <= width for line in folded(text, width, most))
    assert len(folded(text, width, most)) <= most
    assert "".join(folded(text, width, 1_000)).replace(" ", "") == "".join(text.split())
