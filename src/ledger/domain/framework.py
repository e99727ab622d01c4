"""An inspection framework as validated data: what is judged, and the rules that turn judgements into ratings."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ledger.domain.digest import rules_digest
from ledger.domain.wording import wordings_of

StandardId = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]
KeyQuestionId = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
PromptId = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+[a-z]$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Basis = Literal["casework", "qualitative"]
CaseKind = Literal["court", "out-of-court", "resettlement"]


class Rating(StrEnum):
    """A rating of a standard or of a service; *Not rated* is a value of its own, never Inadequate."""

    INADEQUATE = "Inadequate"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    GOOD = "Good"
    OUTSTANDING = "Outstanding"
    NOT_RATED = "Not rated"


RATED = (Rating.INADEQUATE, Rating.REQUIRES_IMPROVEMENT, Rating.GOOD, Rating.OUTSTANDING)


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Alias(_Data):
    """Another printed wording of a question or prompt, or the letter a report printed beside it."""

    text: Text
    source: Text
    letter: str | None = None


class Prompt(_Data):
    """A question that inspectors answer yes, no or not applicable in one case."""

    id: PromptId
    text: Text
    source: Text
    letter: str | None = None
    aliases: tuple[Alias, ...] = ()


class KeyQuestion(_Data):
    """A question that inspectors judge sufficient, insufficient or not relevant in one case."""

    id: KeyQuestionId
    text: Text
    source: Text
    aliases: tuple[Alias, ...] = ()
    prompts: tuple[Prompt, ...] = ()


class Standard(_Data):
    """A standard of the framework; `statement` is what the service is held to, in the official words."""

    id: StandardId
    title: Text
    statement: Text
    source: Text
    basis: Basis
    counts: bool
    may_be_not_rated: bool
    aliases: tuple[Alias, ...] = ()
    key_questions: tuple[KeyQuestion, ...] = ()


class Domain(_Data):
    """A group of standards; `cases` is the kind of case its casework standards are judged on."""

    id: Annotated[str, StringConstraints(pattern=r"^\d+$")]
    title: Text
    cases: CaseKind | None = None
    standards: tuple[Standard, ...] = Field(min_length=1)


class Band(_Data):
    """Percentages from `floor` up to the next band's floor earn `rating`, which scores `score`."""

    rating: Rating
    floor: int = Field(ge=0, le=100)
    score: int = Field(ge=0)


class OverallBand(_Data):
    """Total scores from `lowest` to `highest`, both included, earn `rating`."""

    rating: Rating
    lowest: int = Field(ge=0)
    highest: int = Field(ge=0)


class DiscretionTests(_Data):
    """The tests of being close to a boundary; `source` says where they are printed, or that they are assumed."""

    margin_points: int = Field(ge=0, le=100)
    one_case: bool
    small_sample: int = Field(ge=0)
    source: Text


class LimitingJudgement(_Data):
    """While `standard` is rated `rating`, the overall rating cannot be better than `at_most`."""

    standard: StandardId
    rating: Rating
    at_most: Rating
    source: Text

    @model_validator(mode="after")
    def _limits_ratings(self) -> Self:
        if Rating.NOT_RATED in (self.rating, self.at_most):
            raise ValueError(f"a limiting judgement on {self.standard} speaks of ratings, found {Rating.NOT_RATED}")
        return self


class RuleSources(_Data):
    """Where each rule of rating is printed, or how it was inferred."""

    percentage: Text
    bands: Text
    proposals: Text
    scores: Text


class RatingRules(_Data):
    """How percentages become ratings and ratings become the overall rating."""

    rounding: Literal["half-up"]
    bands: tuple[Band, ...] = Field(min_length=1)
    overall: tuple[OverallBand, ...] = Field(min_length=1)
    discretion: DiscretionTests
    limits: tuple[LimitingJudgement, ...] = ()
    source: RuleSources

    @model_validator(mode="after")
    def _bands_cover_every_percentage(self) -> Self:
        ratings = tuple(band.rating for band in self.bands)
        if ratings != RATED:
            raise ValueError(f"bands must be {', '.join(RATED)} in that order, found {', '.join(ratings)}")
        floors = [band.floor for band in self.bands]
        if floors[0] != 0:
            raise ValueError(f"the lowest band must start at 0 %, found {floors[0]} %: percentages below it have no band")
        if any(low >= high for low, high in pairwise(floors)):
            raise ValueError(f"band floors must rise, found {floors}: two bands overlap")
        scores = [band.score for band in self.bands]
        if any(low >= high for low, high in pairwise(scores)):
            raise ValueError(f"scores must rise with the rating, found {scores}")
        return self

    @model_validator(mode="after")
    def _overall_bands_touch(self) -> Self:
        ratings = tuple(band.rating for band in self.overall)
        if ratings != RATED:
            raise ValueError(f"overall bands must be {', '.join(RATED)} in that order, found {', '.join(ratings)}")
        expected = 0
        for band in self.overall:
            if band.lowest != expected or band.highest < band.lowest:
                raise ValueError(
                    f"overall band {band.rating} must start at {expected} and not end before it, "
                    f"found {band.lowest} to {band.highest}: bands leave a gap or overlap"
                )
            expected = band.highest + 1
        return self


class Framework(_Data):
    """One version of the standards framework, complete and checked."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    title: Text
    attribution: Text
    rules: RatingRules
    domains: tuple[Domain, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ids_are_unique_and_nested(self) -> Self:
        ids = [*(d.id for d in self.domains), *(s.id for s in self.standards)]
        for domain in self.domains:
            for standard in domain.standards:
                _belongs(standard.id, standard.id.partition(".")[0], domain.id)
                ids += [_belongs(question.id, standard_of(question.id), standard.id) for question in standard.key_questions]
                for question in standard.key_questions:
                    ids += [_belongs(prompt.id, key_question_of(prompt.id), question.id) for prompt in question.prompts]
        repeated = sorted(name for name, times in Counter(ids).items() if times > 1)
        if repeated:
            raise ValueError(f"ids must be unique, found more than once: {', '.join(repeated)}")
        return self

    @model_validator(mode="after")
    def _standards_fit_their_basis(self) -> Self:
        for domain in self.domains:
            for standard in domain.standards:
                if standard.basis == "casework" and not standard.key_questions:
                    raise ValueError(f"standard {standard.id} is rated from casework but has no key question: an empty rule set")
                if standard.basis == "casework" and domain.cases is None:
                    raise ValueError(f"standard {standard.id} is rated from casework but domain {domain.id} names no kind of case")
        if not any(standard.counts for standard in self.standards):
            raise ValueError("no standard counts towards the overall rating: an empty rule set")
        return self

    @model_validator(mode="after")
    def _overall_bands_reach_the_maximum(self) -> Self:
        highest = self.rules.overall[-1].highest
        if highest != self.maximum_score:
            raise ValueError(f"overall bands must end at {self.maximum_score}, the most the counting standards can score, found {highest}")
        for limit in self.rules.limits:
            if limit.standard not in self.by_standard:
                raise ValueError(f"a limiting judgement names standard {limit.standard}, which is not in the framework")
        return self

    @model_validator(mode="after")
    def _every_wording_finds_one_prompt(self) -> Self:
        for question in self.by_key_question.values():
            wordings = Counter(wording for prompt in question.prompts for wording in wordings_of(prompt))
            twice = [wording for wording, times in wordings.items() if times > 1]
            if twice:
                raise ValueError(f"key question {question.id}: the wording {twice[0]!r} belongs to more than one prompt")
        return self

    @cached_property
    def standards(self) -> tuple[Standard, ...]:
        """All standards in printed order."""
        return tuple(standard for domain in self.domains for standard in domain.standards)

    @cached_property
    def by_standard(self) -> dict[str, Standard]:
        """Standards by id."""
        return {standard.id: standard for standard in self.standards}

    @cached_property
    def by_key_question(self) -> dict[str, KeyQuestion]:
        """Key questions by id."""
        return {question.id: question for standard in self.standards for question in standard.key_questions}

    @cached_property
    def by_prompt(self) -> dict[str, Prompt]:
        """Prompts by id."""
        return {prompt.id: prompt for question in self.by_key_question.values() for prompt in question.prompts}

    @cached_property
    def cases_of(self) -> dict[str, CaseKind | None]:
        """The kind of case each standard is judged on, by standard id."""
        return {standard.id: domain.cases for domain in self.domains for standard in domain.standards}

    @cached_property
    def standards_on(self) -> dict[CaseKind, tuple[Standard, ...]]:
        """The casework standards judged on each kind of case."""
        kinds: tuple[CaseKind, ...] = ("court", "out-of-court", "resettlement")
        return {kind: tuple(s for s in self.standards if s.basis == "casework" and self.cases_of[s.id] == kind) for kind in kinds}

    @cached_property
    def maximum_score(self) -> int:
        """The most that the counting standards can score together."""
        return self.rules.bands[-1].score * sum(standard.counts for standard in self.standards)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over everything that can change a rating; wording and sources are left out."""
        return rules_digest(self.model_dump(mode="json"))


def standard_of(question_or_prompt: str) -> str:
    """The standard id within a key-question or prompt id: `2.1` of `2.1.3` or `2.1.3a`."""
    return ".".join(question_or_prompt.split(".")[:2])


def key_question_of(prompt: str) -> str:
    """The key-question id within a prompt id: `2.1.3` of `2.1.3a`."""
    return prompt.rstrip("abcdefghijklmnopqrstuvwxyz")


def _belongs(child: str, wanted: str, parent: str) -> str:
    if wanted != parent:
        raise ValueError(f"id {child} belongs under {wanted}, found under {parent}")
    return child
