"""What a word comes near to, worked out only as often as does not keep anyone waiting."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from typing import Final

MOST: Final = 50
"""How many different texts of one file are looked at; each takes up to a twentieth of a second."""

LONGEST: Final = 300


class Nearness:
    """Suggestions for one file."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str | None] = {}

    def of(self, kind: str, text: str, known: Collection[str], cutoff: float) -> str | None:
        """The one of the texts known of a kind that comes nearest, None where none is near, or too many were looked for."""
        key = (kind, text[: LONGEST + 1])
        if key not in self._found:
            if len(text) > LONGEST or len(self._found) >= MOST:
                return None
            self._found[key] = next(iter(get_close_matches(text, list(known), n=1, cutoff=cutoff)), None)
        return self._found[key]
