"""The words of a sensitivity analysis: changes, the sets of them that move a rating, and distances to boundaries.

A change is the reversal of one thing on record and costs 1: one case's judgement on one key question, one proposal, one
discretion decision or override in force, which ends and revives none before it. Relevance never changes, and the end of a
decline changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, prod
from typing import Literal

from ledger.domain.discretion import Direction
from ledger.domain.framework import Rating
from ledger.domain.scoring import Pending

Turned = Literal["sufficient", "insufficient"]


@dataclass(frozen=True, slots=True)
class JudgementsTurned:
    """Any `count` of the `among` opposite judgements on one key question turned to `to`; 1 <= count <= among."""

    key_question: str
    to: Turned
    count: int
    among: int

    @property
    def cost(self) -> int:
        """How many changes this is."""
        return self.count

    @property
    def choices(self) -> int:
        """In how many ways the cases can be chosen."""
        return comb(self.among, self.count)


@dataclass(frozen=True, slots=True)
class DecisionEnded:
    """A discretion decision or override in force ended; `position` is None where it stands in no ledger."""

    kind: Literal["discretion", "override"]
    position: int | None
    cost: Literal[1] = 1
    choices: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class ProposalReplaced:
    """The proposal of a qualitative standard replaced by another of the four ratings."""

    before: Rating
    after: Rating
    cost: Literal[1] = 1
    choices: Literal[1] = 1


Part = JudgementsTurned | DecisionEnded | ProposalReplaced


@dataclass(frozen=True, slots=True)
class Way:
    """The parts that together lead one standard to `rating`; no parts where it stands there already."""

    standard: str
    rating: Rating
    parts: tuple[Part, ...]

    @property
    def cost(self) -> int:
        """How many changes the parts are."""
        return sum(part.cost for part in self.parts)

    @property
    def choices(self) -> int:
        """How many concrete sets of changes the parts stand for."""
        return prod(part.choices for part in self.parts)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One smallest set of changes, as ways of one or more standards in printed order, and the rating it leads to."""

    rating: Rating
    ways: tuple[Way, ...]

    @property
    def choices(self) -> int:
        """How many concrete sets of changes it stands for."""
        return prod(way.choices for way in self.ways)


@dataclass(frozen=True, slots=True)
class Move:
    """All smallest sets of changes that move a rating one way.

    `cost` is the size of each; `count` says how many alternatives there are and `choices` how many concrete sets of named
    cases, proposals and decisions they stand for together; `alternatives` lists them, the first ones only where
    `count` is larger.
    """

    cost: int
    count: int
    choices: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class KeyQuestionDistance:
    """The figures of one key question, and how many judgements take it into a band above (`up`) or below (`down`), if there is one."""

    key_question: str
    yes: int
    relevant: int
    percent: int | None
    band: Rating | None
    up: int | None
    down: int | None


@dataclass(frozen=True, slots=True)
class Boundary:
    """How far a casework standard's banded rating is from `rating` or beyond.

    `points` are whole percentage points, from the lowest key question's percentage to the boundary, as in discretion;
    `judgements` is the fewest that would have to differ.
    """

    rating: Rating
    direction: Direction
    points: int
    judgements: int


@dataclass(frozen=True, slots=True)
class StandardSensitivity:
    """What it would take to move one standard; `up` and `down` are None where no set of changes moves it that way.

    `beneath` is the banded or proposed rating, before the panel's decisions; boundaries and key questions are empty for a
    qualitative standard. A standard that is not rated moves neither way.
    """

    standard: str
    rating: Rating
    beneath: Rating
    provisional: bool
    boundaries: tuple[Boundary, ...]
    key_questions: tuple[KeyQuestionDistance, ...]
    up: Move | None
    down: Move | None


@dataclass(frozen=True, slots=True)
class ScoreEdge:
    """How many points of score separate the total from the nearest total in the overall band `rating`."""

    rating: Rating
    direction: Direction
    points: int


@dataclass(frozen=True, slots=True)
class OverallSensitivity:
    """What it would take to move the overall rating.

    While it is Pending, `up` and `down` are None and `waits_for` names the standards it waits for; `edges` is empty while
    there is no score.
    """

    rating: Rating | Pending
    score: int | None
    out_of: int
    waits_for: tuple[str, ...]
    edges: tuple[ScoreEdge, ...]
    up: Move | None
    down: Move | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much every rating of one inspection rests on; `overall` is None before the inspection is opened."""

    inspection: str
    standards: tuple[StandardSensitivity, ...]
    overall: OverallSensitivity | None
