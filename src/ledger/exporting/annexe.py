"""The annexe tables as reports print them: each standard's rating, and the percentages of its key questions and prompts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import KeyQuestion, Prompt
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.exporting.table import Origin, Table, Value
from ledger.projections.casebook import CasebookView
from ledger.projections.ratings import RatingsView

COLUMNS = (
    "standard",
    "question",
    "letter",
    "wording",
    "rating",
    "percent yes",
    "yes",
    "relevant",
    "score",
    "inspection",
    "as at",
    "provenance",
)


def annexe(board: RatingsView, casebook: CasebookView, origin: Origin) -> Table:
    """A row for the overall rating, one a standard, and below it one a key question and one a prompt; n/a answers do not count."""
    return Table("annexe", COLUMNS, _rows(board, _prompts(casebook), origin))


def _rows(board: RatingsView, prompts: dict[str, Tally], origin: Origin) -> Iterator[tuple[Value, ...]]:
    overall = board.overall
    assert overall is not None, "an inspection that has a history was opened"
    yield ("overall", None, None, board.service, str(overall.rating), None, None, None, overall.score, *origin)
    for rating in board.ratings:
        standard = rating.standard
        score = next((band.score for band in rating.rules.bands if band.rating == rating.rating), None) if standard.counts else None
        yield (standard.id, None, None, standard.title, str(rating.rating), None, None, None, score, *origin)
        for question in standard.key_questions if standard.basis == "casework" else ():
            yield _figures(rating, question, _tally(rating, question), origin)
            for prompt in question.prompts:
                yield _figures(rating, prompt, prompts.get(prompt.id, Tally(prompt.id, 0, 0)), origin)


def _figures(rating: StandardRating, one: KeyQuestion | Prompt, tally: Tally, origin: Origin) -> tuple[Value, ...]:
    """The figures of a question; only a key question has a band."""
    band = tally_band(rating.rules, tally) if isinstance(one, KeyQuestion) else None
    letter = one.letter if isinstance(one, Prompt) else None
    rated = str(band) if band else None
    return (rating.standard.id, one.id, letter, one.text, rated, tally.percent, tally.yes, tally.relevant, None, *origin)


def _tally(rating: StandardRating, question: KeyQuestion) -> Tally:
    evidence = rating.evidence
    assert isinstance(evidence, CaseworkEvidence), "a casework standard rests on casework"
    return next(tally for tally in evidence.tallies if tally.key_question == question.id)


def _prompts(casebook: CasebookView) -> dict[str, Tally]:
    """How many of the cases in the sample were answered yes, of those answered yes or no, by prompt."""
    counted = Counter((question, value) for (case, question), (value, _) in casebook.standing.items() if case not in casebook.withdrawn)
    answered = {question for question, value in counted if value in {"yes", "no"}}
    return {one: Tally(one, counted[one, "yes"], counted[one, "yes"] + counted[one, "no"]) for one in answered}
