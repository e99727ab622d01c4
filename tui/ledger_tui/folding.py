"""Words folded into lines: broken between words, a path after a slash, and cut at a word where there are too many. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

ELLIPSIS = "…"


def folded(text: str, width: int, most: int) -> list[str]:
    """The text in lines of at most so many cells, at most so many of them; the last one ends with an ellipsis where there is more."""
    lines: list[str] = []
    for piece in _pieces(text, width):
        if lines and cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
    kept = [line.rstrip() for line in lines[:most]]
    return [*kept[:-1], _cut(kept[-1], width)] if len(lines) > most else kept


def _pieces(text: str, width: int) -> Iterator[str]:
    """The words, each with the blank after it; one that is wider than a line in parts that are not."""
    for word in text.split():
        if cell_len(word) <= width:
            yield f"{word} "
            continue
        parts = [part for run in re.findall(r"[^/]*/|[^/]+", word) for part in chop_cells(run, width)]
        yield from (*parts[:-1], f"{parts[-1]} ")


def _cut(line: str, width: int) -> str:
    """The line with an ellipsis at its end, and without the words that leave no room for it."""
    while cell_len(line) + 2 > width and " " in line:
        line = line.rpartition(" ")[0]
    return f"{line} {ELLIPSIS}" if cell_len(line) + 2 <= width else f"{chop_cells(line, max(1, width - 1))[0]}{ELLIPSIS}"
