"""Ratings as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import click

from ledger.application import Board
from ledger.cli.output import clean
from ledger.cli.tables import columns, indented
from ledger.domain.bands import above, below, is_rounding_sensitive, tally_band
from ledger.domain.discretion import Tests
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating, RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating, Step
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.domain.scoring import PENDING, Overall, score

if TYPE_CHECKING:
    from ledger.figures import RatedFigures

COLOURS: Final = {
    Rating.INADEQUATE: "red",
    Rating.REQUIRES_IMPROVEMENT: "yellow",
    Rating.GOOD: "green",
    Rating.OUTSTANDING: "cyan",
}

PROVENANCES: Final[dict[Provenance, str]] = {
    "recorded": "recorded as it happened",
    "reported": "as reported",
    "reconstructed": "reconstructed from published figures",
    "illustrative": "invented for training",
}

NOT_RATED: Final = {
    "not-judged": "not judged yet",
    "no-relevant-case": "no relevant case",
    "not-proposed": "nothing proposed yet",
    "declared": "declared not rated",
}


def board_lines(board: Board) -> list[str]:
    """The board of an inspection as at its point, which is said first."""
    if board.view.overall is None:
        raise ValueError("expected an inspection that has been opened, found none")
    return [*board_heading(board), "", *_ratings_lines(board.view.overall, board.view.ratings)]


def board_heading(board: Board) -> list[str]:
    """Which inspection it is, under which framework, how far it can be trusted, and both clocks of the point it stands at."""
    view = board.view
    framework, last = view.framework, view.last
    if framework is None or last is None:
        raise ValueError("expected an inspection that has been opened, found none")
    rated_under = framework.id if framework.id == view.opened_under else f"{framework.id} (opened under {view.opened_under})"
    return [
        click.style(f"{clean(view.service)} ({view.inspection})", bold=True),
        f"{rated_under}, {PROVENANCES[view.provenance]}",
        f"As at {clocks(last)}, step {view.step} of {board.of}",
    ]


def figures_lines(rated: RatedFigures) -> list[str]:
    """The ratings of a figures file."""
    return [f"Figures file, rated under {rated.framework.id}", "", *_ratings_lines(rated.overall, rated.ratings)]


def clocks(last: RecordedEvent) -> str:
    """A point of the ledger by its position and both clocks: when it happened and when it was recorded."""
    return f"#{last.position}: {happened(last)}, recorded {last.recorded_at}"


def happened(recorded: RecordedEvent) -> str:
    """When an event happened, in words that say so where it is not known."""
    return f"happened {recorded.by.happened.on}" if recorded.by.happened.on else "happened at a time not known"


def overall_words(total: Overall) -> str:
    """The overall rating with its score, or with what it may still come to."""
    if total.rating == PENDING:
        low, high = total.possible
        score_words = f"{low} to {high} of {total.out_of} possible" if total.score is None else f"{total.score} of {total.out_of}"
        return f"{PENDING}, {score_words}"
    limited = f", limited by {total.limited_by}" if total.limited_by else ""
    return f"{coloured(total.rating)}, {total.score} of {total.out_of}{limited}"


def coloured(rating: str) -> str:
    """A rating's word in its colour."""
    return click.style(rating, fg=COLOURS.get(Rating(rating)), bold=True) if rating in COLOURS else rating


def _ratings_lines(total: Overall, ratings: Sequence[StandardRating]) -> list[str]:
    heads = columns([_head(rating) for rating in ratings], right={3})
    bodies = _bodies(ratings)
    return [
        f"Overall: {overall_words(total)}",
        "",
        *(line for rating, head in zip(ratings, heads, strict=True) for line in (head, *bodies[rating.standard.id])),
    ]


def _head(rating: StandardRating) -> tuple[str, ...]:
    scored = score(rating.rules, rating.rating) if rating.standard.counts else None
    return (
        rating.standard.id,
        rating.standard.title,
        coloured(rating.rating),
        "" if scored is None else str(scored),
        ", ".join(_remarks(rating)),
    )


def _remarks(rating: StandardRating) -> Iterator[str]:
    if rating.why_not_rated is not None:
        yield NOT_RATED[rating.why_not_rated]
    evidence = rating.evidence
    if isinstance(evidence, CaseworkEvidence) and evidence.provisional and evidence.done:
        yield f"provisional: {evidence.done} of {evidence.of} judged"
    if not rating.standard.counts:
        yield "does not count towards the score"


def _step(step: Step) -> str:
    where = f" at #{step.position}" if step.position is not None else ""
    match step.step:
        case "banded":
            return f"{step.rating} by its lowest band ({', '.join(step.key_questions)})"
        case "proposed":
            return f"{step.rating} as proposed{where}"
        case "discretion" | "override":
            return f"{step.rating} by {step.step}{where}"


def _bodies(ratings: Sequence[StandardRating]) -> dict[str, list[str]]:
    """What stands below each standard: its key questions in columns shared by all, the discretion tests, the panel's decisions."""
    tallies = [(rating, tally) for rating in ratings for tally in _tallies(rating)]
    lines = columns([_key_question(rating.rules, tally) for rating, tally in tallies], right={1, 3, 4}) if tallies else []
    bodies: dict[str, list[str]] = {rating.standard.id: [] for rating in ratings}
    for (rating, _), line in zip(tallies, lines, strict=True):
        bodies[rating.standard.id].append(line)
    return {rating.standard.id: indented([*bodies[rating.standard.id], *_panel(rating)], 5) for rating in ratings}


def _tallies(rating: StandardRating) -> tuple[Tally, ...]:
    evidence = rating.evidence
    return evidence.tallies if isinstance(evidence, CaseworkEvidence) and evidence.done else ()


def _key_question(rules: RatingRules, tally: Tally) -> tuple[str, ...]:
    found = tally_band(rules, tally)
    percent = "" if tally.percent is None else f"{tally.percent}%"
    sensitive = " (rounding-sensitive)" if is_rounding_sensitive(rules, tally) else ""
    words = "no relevant case" if found is None else coloured(found) + sensitive
    return tally.key_question, str(tally.yes), "of", str(tally.relevant), percent, words


def _panel(rating: StandardRating) -> Iterable[str]:
    if len(rating.route) > 1:
        yield f"{rating.rating}: {', then '.join(_step(step) for step in rating.route)}"
    found = rating.eligibility
    if found is not None:
        yield from _tests("up", above(found.rating), found.up)
        yield from _tests("down", below(found.rating), found.down)
    if rating.decision is not None:
        yield _decision(rating)
    if rating.override is not None:
        stale = ", stale: the evidence has changed since" if rating.override.stale else ""
        effect = "" if rating.overrides else ", without effect"
        yield f"override to {rating.override.to_rating}{_at(rating.override.position)}{stale}{effect}"


def _tests(way: str, to: Rating | None, tests: Tests | None) -> Iterator[str]:
    if tests is None:
        return
    met = f"close enough ({', '.join(tests.met)})" if tests.met else "not close enough"
    points = "1 point" if tests.points == 1 else f"{tests.points} points"
    small = "yes" if tests.small_sample else "no"
    yield f"discretion {way} to {to}: {met}; {points}, one case {tests.one_case}, small sample {small}"


def _decision(rating: StandardRating) -> str:
    decision = rating.decision
    assert decision is not None
    moved = f" from {decision.from_rating or 'a rating not said'}"
    if decision.to_rating is not None:
        moved += f" to {decision.to_rating}"
    remarks = [
        word
        for word, true in (
            ("lapsed: the banded rating is another now", rating.lapsed),
            ("stale: the evidence has changed since", decision.stale),
            ("without effect", decision.kind == "exercised" and not rating.effect and not rating.lapsed),
        )
        if true
    ]
    return ", ".join([f"discretion {decision.kind}{moved}{_at(decision.position)}", *remarks])


def _at(position: int | None) -> str:
    return "" if position is None else f" at #{position}"
