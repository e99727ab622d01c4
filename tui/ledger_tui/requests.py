"""What can be asked for in words, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ledger.projections.points import Point

if TYPE_CHECKING:
    from ledger.audit.findings import Severity

Verb = Literal["next", "prev", "change", "back-change", "board", "event", "blame", "verify", "cite", "help", "quit"]
"""What is asked for by one word."""


@dataclass(frozen=True, slots=True)
class Do:
    """Do what one word says."""

    verb: Verb


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a point of the history."""

    point: Point


@dataclass(frozen=True, slots=True)
class Compare:
    """Compare two points, or one with the cursor where `end` is None."""

    start: Point
    end: Point | None


@dataclass(frozen=True, slots=True)
class About:
    """Who last set a standard or key question, or why a standard has its rating; the chosen standard where `subject` is None."""

    ask: Literal["who", "why"]
    subject: str | None


@dataclass(frozen=True, slots=True)
class ListFindings:
    """List the findings of at least a severity."""

    severity: Severity


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What if these events, named by position, had not been; the event at the cursor where there are none."""

    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """Find the next event that speaks of all the words, those in double quotes as one, or of none of them where `without`."""

    words: str
    without: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Save a picture of the screen in a file, under a name that is asked for where `file` is None."""

    file: str | None


Request = Do | GoTo | Compare | About | ListFindings | WhatIf | Find | Picture
