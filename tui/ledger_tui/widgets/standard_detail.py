"""The chosen standard: its route from evidence to rating, its key questions and the discretion tests."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ledger.domain.bands import above, below, is_rounding_sensitive, tally_band
from ledger.domain.discretion import Tests
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating, Step
from ledger_tui.consequences import figures
from ledger_tui.marks import WHY_NOT_RATED, marks
from ledger_tui.palette import DIM, RULE, STRONG, TEXT, WARN, look
from ledger_tui.widgets.event_text import field
from ledger_tui.widgets.panel import Parts, heading
from ledger_tui.widgets.shown_panel import Aside

BAR = 16
WORDS = 56
"""From so many cells on a bar is followed by its band in words."""


class StandardDetail(Aside):
    """Everything that the chosen standard's rating rests on."""

    def lines(self) -> Iterator[Parts]:
        """A heading, the route, the figures, the tests and the official wording."""
        width = self.size.width
        if self.shown is None or self.shown.at.chosen not in self.shown.view.standards:
            return
        at = self.shown.at
        rating = self.shown.view.standards[at.chosen].rating
        title = f"{rating.standard.id} {rating.standard.title}"
        yield heading(title, "" if at.follows else "kept, f follows", self.shown.stamp, width)
        for parts in _body(rating, width - 2):
            yield [(" ", TEXT), *parts]


def _body(rating: StandardRating, width: int) -> Iterator[Parts]:
    shown = look(rating.rating)
    said = ", ".join(mark.words for mark in marks(rating)) or (WHY_NOT_RATED[rating.why_not_rated] if rating.why_not_rated else "")
    yield [(f"{shown.shape} {shown.word}", shown.bold), (f"  {said}", WARN)]
    yield from field("route", (" → ".join(_step(step) for step in rating.route),), width)
    if isinstance(rating.evidence, CaseworkEvidence):
        for tally in rating.evidence.tallies:
            yield _bar(rating, tally, width)
        yield from _tests(rating, width)
    yield from ([(line, DIM)] for line in textwrap.wrap(rating.standard.statement, width))


def _step(step: Step) -> str:
    where = f" at #{step.position}" if step.position else f" by {', '.join(step.key_questions)}" if step.key_questions else ""
    return f"{step.step} {step.rating}{where}"


def _bar(rating: StandardRating, tally: Tally, width: int) -> Parts:
    band = tally_band(rating.rules, tally)
    if band is None:
        return [(f"{tally.key_question} ", STRONG), (figures(tally), DIM)]
    shown = look(band)
    cells = min(BAR, max(4, width - 23))
    filled = (tally.percent or 0) * cells // 100
    sensitive = is_rounding_sensitive(rating.rules, tally)
    return [
        (f"{tally.key_question} ", STRONG),
        (f"{figures(tally):<13}", TEXT),
        (shown.shape * filled, shown.style),
        ("·" * (cells - filled), RULE),
        (f" {shown.letter if sensitive or width < WORDS else shown.word}", shown.style),
        (" only by rounding" if sensitive else "", WARN),
    ]


def _tests(rating: StandardRating, width: int) -> Iterator[Parts]:
    found = rating.eligibility
    if found is None:
        return
    for way, tests, target in (("up", found.up, above(found.rating)), ("down", found.down, below(found.rating))):
        if tests is not None and target is not None:
            yield from field(way, (_test_words(tests, target),), width)


def _test_words(tests: Tests, target: Rating) -> str:
    close = "close" if tests.margin else "not close"
    small = "yes" if tests.small_sample else "no"
    return f"{tests.points} points to {target} ({close}) · one case would move it: {tests.one_case} · small sample: {small}"
