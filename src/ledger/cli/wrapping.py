"""Text that stays within eighty columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from ledger.cli.output import clean

WIDTH: Final = 80


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """The text on as many lines as it takes, moved in by `indent` and all but the first line by `hanging` more."""
    first, rest = " " * indent, " " * (indent + hanging)
    return textwrap.wrap(clean(text), WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first]


def labelled(label: str, text: str, indent: int, width: int) -> list[str]:
    """The text beside a label, its lines all beginning in the column `width` after it."""
    return wrapped(f"{label.ljust(width)}{text}" if label else " " * width + text, indent, width)


def listed(names: Iterable[str], most: int = 8) -> str:
    """The names with commas, the last joined by *and*, those above `most` counted."""
    known = list(names)
    if len(known) > most:
        known = [*known[:most], f"{len(known) - most} more"]
    return f"{', '.join(known[:-1])} and {known[-1]}" if len(known) > 1 else "".join(known)


def numbered(titles: Iterable[tuple[str, list[str]]]) -> Iterator[str]:
    """The sections with their numbers, each after an empty line."""
    for number, (title, lines) in enumerate(titles, 1):
        yield from ("", f"{number}. {title}", *lines)
