"""The rules of a framework in words, each with the source it is printed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.domain.framework import Framework, LimitingJudgement, RatingRules


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in words; `source` is None for a rule of this ledger that no report prints."""

    words: str
    source: str | None


def percentage_rule(rules: RatingRules) -> Rule:
    """How judgements become a percentage (OX 691, DAR 657)."""
    words = (
        "For each key question, the cases judged sufficient are counted against all the cases it is relevant to. The share is "
        "rounded to a whole per cent, halves up. A question that is relevant to no case is left out."
    )
    return Rule(words, rules.source.percentage)


def band_rule(rules: RatingRules) -> Rule:
    """How percentages become the rating of a standard (NY 1065-1071)."""
    floors = [band.floor for band in rules.bands]
    ends = [*(floor - 1 for floor in floors[1:]), None]
    bands = [_band(band.rating, band.floor, end) for band, end in zip(rules.bands, ends, strict=True)]
    words = f"A percentage {_listed(bands)}. The standard takes the rating of its lowest key question."
    return Rule(words, rules.source.bands)


def _band(rating: str, lowest: int, highest: int | None) -> str:
    if highest is None:
        return f"of {lowest} or over is {rating}"
    return f"of {lowest} to {highest} is {rating}" if lowest else f"below {highest + 1} is {rating}"


def proposal_rule(rules: RatingRules) -> Rule:
    """How a qualitative standard is rated."""
    return Rule(
        "This standard is not rated from cases: its rating is the one that the lead inspector proposed last.", rules.source.proposals
    )


def discretion_rule(rules: RatingRules) -> Rule:
    """When the panel may move a standard one band (NY 1075-1077)."""
    tests = rules.discretion
    grounds = [f"it is at most {_many(tests.margin_points, 'percentage point')} from the boundary (margin)"]
    if tests.one_case:
        grounds.append("a differing judgement in one case would change the rating (one case)")
    grounds.append(f"it rests on {_many(tests.small_sample, 'relevant case')} or fewer (small sample)")
    close = "where its lowest key question is close to a boundary"
    words = f"The ratings panel may move a standard one band {close}: {', '.join(grounds[:-1])}, or {grounds[-1]}."
    return Rule(words, tests.source)


def override_rule() -> Rule:
    """When the panel may replace a rating on other grounds."""
    return Rule("The ratings panel may replace a rating on any other ground, with a reason, whatever rating lies beneath.", None)


def overall_rule(framework: Framework) -> Rule:
    """How ratings become the overall rating (NY 1081-1095)."""
    rules = framework.rules
    scores = _listed([f"{band.rating} scores {band.score}" for band in rules.bands])
    bands = _listed([f"{band.lowest} to {band.highest} is {band.rating}" for band in rules.overall])
    counting = sum(standard.counts for standard in framework.standards)
    words = f"{scores}. The scores of the {counting} standards that count are added, out of {framework.maximum_score}: {bands}."
    return Rule(words, rules.source.scores)


def limit_rule(limit: LimitingJudgement) -> Rule:
    """How one standard holds the overall rating back (NEL 1258)."""
    return Rule(f"While {limit.standard} is rated {limit.rating}, the overall rating cannot be better than {limit.at_most}.", limit.source)


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
