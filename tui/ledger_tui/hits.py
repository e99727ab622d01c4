"""What a search found: the event gone to, which of those found it is, and whether the way went round an end. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ledger_tui.requests import Find


@dataclass(frozen=True, slots=True)
class Hit:
    """The `number`th of `of` steps found; `round` says that it was reached past the last event, or back past the first."""

    step: int
    number: int
    of: int
    round: Literal["", "last", "first"] = ""

    @property
    def words(self) -> str:
        """Which of those found it is: `3 of 14, round past the last event`."""
        return f"{self.number} of {self.of}{f', round past the {self.round} event' if self.round else ''}"


def hit(found: Sequence[int], step: int, direction: Literal[1, -1]) -> Hit | None:
    """The nearest of the steps found, which rise, after (or before) a step, going round; None where nothing was found."""
    if not found:
        return None
    index = bisect_right(found, step) if direction > 0 else bisect_left(found, step) - 1
    if 0 <= index < len(found):
        return Hit(found[index], index + 1, len(found))
    index %= len(found)
    return Hit(found[index], index + 1, len(found), "last" if direction > 0 else "first")


def terms(text: str) -> tuple[str, ...]:
    """What a search looks for, in small letters: every word, and what stands in double quotes as one; else the text itself."""
    small = text.casefold()
    read = (quoted or word for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', small))
    return tuple(read) or (small,)


def speaks(said: str, wanted: Sequence[str], *, without: bool) -> bool:
    """Whether what is said holds all that is wanted, or none of it where `without`."""
    return not any(term in said for term in wanted) if without else all(term in said for term in wanted)


def found(wanted: Find) -> str:
    """What was searched, as it is typed: `/panel`, `/!panel`."""
    return f"/{'!' if wanted.without else ''}{wanted.words}"


def nothing_found(wanted: Find) -> str:
    """That nothing was found."""
    if len(terms(wanted.words)) > 1:
        speak = "every event speaks of some of" if wanted.without else "no event speaks of all of"
        return f"Nothing found: {speak} “{wanted.words}”."
    return f"Nothing found: “{wanted.words}” is in {'every' if wanted.without else 'no'} event."
