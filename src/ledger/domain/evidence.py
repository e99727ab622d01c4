"""What a standard's rating rests on: the figures of its key questions, or one proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ledger.domain.framework import Rating
from ledger.domain.percentages import Tally

Judgement = Literal["sufficient", "insufficient", "not-relevant"]
Answer = Literal["yes", "no", "not-applicable"]

Pattern = tuple[Judgement | None, ...]
"""One case's judgements, in the order of the standard's key questions; None where not yet judged."""


@dataclass(frozen=True, slots=True)
class CaseworkEvidence:
    """The figures of a casework standard.

    `tallies` has one entry a key question, in framework order; `done` of `of` judgements have been made;
    `patterns` counts the cases by their judgements, and is None where only the counts are known.
    """

    tallies: tuple[Tally, ...]
    done: int
    of: int
    patterns: Mapping[Pattern, int] | None = None

    @property
    def provisional(self) -> bool:
        """Whether a sampled case still wants a judgement."""
        return self.done < self.of


@dataclass(frozen=True, slots=True)
class ProposedEvidence:
    """The lead inspector's latest proposal for a qualitative standard; None before there is one."""

    proposed: Rating | None
    position: int | None = None


Evidence = CaseworkEvidence | ProposedEvidence
