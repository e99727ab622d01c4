"""One line of an answer."""

from __future__ import annotations

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


def unfolded(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as text for no screen, each whole and on a line of its own: the label before what it labels."""
    for line in lines:
        text = " ".join(line.text.split())
        indent = "" if line.weight in {"heading", "strong"} else "  "
        yield f"{indent}{line.label}: {text}" if line.label else f"{indent}{text}"
