"""The words of an explanation: one standard's rating, from the judgements of its cases to what it adds to the overall one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ledger.audit.standpoint import Standpoint
from ledger.domain import events as e
from ledger.domain.bands import exact_band, is_rounding_sensitive, tally_band
from ledger.domain.discretion import Direction, Tests
from ledger.domain.framework import KeyQuestion, Prompt, Rating, RatingRules, Standard
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import RecordedEvent
from ledger.projections.disputes import Dispute


@dataclass(frozen=True)
class PromptExplained:
    """A prompt with its latest answer in every case that counts, by case, and the figures published about it."""

    prompt: Prompt
    answers: tuple[RecordedEvent, ...]
    published: tuple[RecordedEvent, ...]

    def answered(self, answer: str) -> int:
        """How many cases have this answer."""
        return sum(1 for recorded in self.answers if isinstance(recorded.event, e.PromptAnswered) and recorded.event.answer == answer)


@dataclass(frozen=True)
class QuestionExplained:
    """A key question with the latest judgement of every case that counts, by case, and what is published about it.

    `unjudged` of the sampled cases want a judgement still; `prompts` is None where they were not asked for.
    """

    question: KeyQuestion
    rules: RatingRules
    tally: Tally
    judgements: tuple[RecordedEvent, ...]
    unjudged: int
    published: tuple[RecordedEvent, ...]
    prompts: tuple[PromptExplained, ...] | None = None

    def judged(self, judgement: str) -> int:
        """How many cases were judged so."""
        return sum(1 for one in self.judgements if isinstance(one.event, e.KeyQuestionJudged) and one.event.judgement == judgement)

    @property
    def band(self) -> Rating | None:
        """The band of the rounded percentage, None where no case is relevant."""
        return tally_band(self.rules, self.tally)

    @property
    def exact(self) -> Rating | None:
        """The band that the exact fraction would earn, where rounding makes another of it; None where it does not."""
        return exact_band(self.rules, self.tally) if is_rounding_sensitive(self.rules, self.tally) else None


@dataclass(frozen=True)
class TestsExplained:
    """The tests towards the next band in one direction, with what they were held against.

    `boundary` is the percentage that parts the two bands; `lowest` are the key questions of the lowest percentage. `cases` are
    those a differing judgement in which would change the rating; None where only the counts are known.
    """

    direction: Direction
    to: Rating
    boundary: int
    tests: Tests
    lowest: tuple[Tally, ...]
    deciding: tuple[str, ...]
    cases: tuple[str, ...] | None


@dataclass(frozen=True)
class DecisionExplained:
    """A panel decision in force: the standard as it stood at the position the panel saw, and what changed its evidence since.

    `tests` are those at that position, towards both neighbours; `then` is None where the standard had no view there.
    """

    recorded: RecordedEvent
    event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden
    then: StandardRating | None
    tests: tuple[TestsExplained, ...]
    since: tuple[RecordedEvent, ...]
    stale: bool
    lapsed: bool
    effect: bool


@dataclass(frozen=True)
class Why:
    """Why a standard has the rating it has as at a point; `panel` are all panel events on it, in order, those in force included.

    `disputes` are those on the standard, whatever became of them.
    """

    at: Standpoint
    rated: StandardRating
    questions: tuple[QuestionExplained, ...]
    proposals: tuple[RecordedEvent, ...]
    tests: tuple[TestsExplained, ...]
    decision: DecisionExplained | None
    override: DecisionExplained | None
    panel: tuple[RecordedEvent, ...]
    disputes: tuple[Dispute, ...] = ()

    @property
    def standard(self) -> Standard:
        """The standard explained."""
        return self.rated.standard

    @cached_property
    def ended(self) -> tuple[RecordedEvent, ...]:
        """The panel events that are not in force: decisions replaced or revoked, and their revocations."""
        in_force = {explained.recorded.position for explained in (self.decision, self.override) if explained}
        return tuple(recorded for recorded in self.panel if recorded.position not in in_force)
