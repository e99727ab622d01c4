"""One line of an answer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Weight = Literal["heading", "strong", "plain", "faint", "warning"]


@dataclass(frozen=True, slots=True)
class Line:
    """What is said, beside a label where there is one; `position` is the event that it speaks of, and that enter goes to."""

    text: str
    label: str = ""
    weight: Weight = "plain"
    position: int | None = None


def heading(text: str) -> Line:
    """A line that says what follows."""
    return Line(text, weight="heading")


def listed(names: Iterable[str]) -> str:
    """The names with commas, the last joined by *and*."""
    known = list(names)
    return f"{', '.join(known[:-1])} and {known[-1]}" if len(known) > 1 else "".join(known)


def counted(number: int, what: str) -> str:
    """So many of something: `1 event`, `2 events`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def unfolded(lines: Iterable[Line], width: int) -> Iterator[str]:
    """The lines as text for no screen, wrapped to a width: labels beside what they label, headings by themselves."""
    for line in lines:
        label = f"{line.label}: " if line.label else ""
        indent = "" if line.weight in {"heading", "strong"} else "  "
        yield from textwrap.wrap(f"{indent}{label}{line.text}", width, subsequent_indent=f"{indent}  ", break_on_hyphens=False) or [""]
