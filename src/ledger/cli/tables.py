"""Columns of text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

GAP = "  "


def columns(rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> list[str]:
    """One line a row, every column as wide as its widest cell; the columns in `right` end together."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [GAP.join(_padded(cell, widths[index], index in right) for index, cell in enumerate(row)) for row in rows]


def indented(lines: Sequence[str], by: int) -> list[str]:
    """The lines, moved to the right."""
    return [" " * by + line for line in lines]


def _padded(cell: str, width: int, right: bool) -> str:  # noqa: FBT001 - one of two ways, named where it is called
    space = " " * (width - _width(cell))
    return space + cell if right else cell + space


def _width(cell: str) -> int:
    return len(click.unstyle(cell))
