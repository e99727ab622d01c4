"""One standard as a row of the board, in three widths."""

from __future__ import annotations

from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating, RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import score
from ledger_tui.marks import WHY_NOT_RATED, marks
from ledger_tui.palette import DIM, STRONG, TEXT, WARN, look
from ledger_tui.widgets.panel import Parts, fit, length, widest

WIDE = 108
"""From so many cells on a row spells ratings, counts and percentages out."""

MIDDLE = 66
"""From so many cells on it spells ratings out and gives counts."""


def standard_row(rating: StandardRating, width: int, was: Rating | None = None) -> Parts:
    """The row in the longest form that fits; `was` is the rating it is to be told apart from, if it is another."""
    if width >= WIDE:
        return wide_row(rating, width, was)
    return middle_row(rating, width, was) if width >= MIDDLE else narrow_row(rating, width, was)


def narrow_row(rating: StandardRating, width: int, was: Rating | None = None) -> Parts:
    """Letters and percentages: `3.2 Planning  ▅ G*  2 █80 ▅67 ▃63`."""
    shown = look(rating.rating)
    figures = _narrow_figures(rating)
    signs = f"←{look(was).letter}" if was is not None else "".join(mark.sign for mark in marks(rating))
    room = width - 16 - length(figures)
    return [
        (f"{rating.standard.id:<4}", STRONG),
        (fit(rating.standard.title, room), TEXT),
        (f" {shown.shape} {shown.letter:<2}", shown.bold),
        (f"{signs:<3}", WARN),
        (f"{_score(rating)} ", TEXT),
        *figures,
    ]


def _narrow_figures(rating: StandardRating) -> Parts:
    if not isinstance(rating.evidence, CaseworkEvidence):
        return [(f" {'proposed' if rating.route else 'not proposed':<14}", DIM)]
    if rating.why_not_rated == "not-judged":
        return [(f" {'not judged':<14}", DIM)]
    parts = []
    for tally in rating.evidence.tallies:
        band = look(tally_band(rating.rules, tally))
        parts.append((f" {band.shape}{'--' if tally.percent is None else tally.percent:<3}", band.style))
    return [*parts, ("     " * (3 - len(parts)), TEXT)]


def wide_row(rating: StandardRating, width: int, was: Rating | None = None) -> Parts:
    """Words, counts and percentages: `3.2 Planning ▅ G Good by discretion 2 .1 12/15 80% O █ …`."""
    shown = look(rating.rating)
    title = max(14, min(32, width - 93))
    return [
        (f"{rating.standard.id:<4}", STRONG),
        (fit(rating.standard.title, title), TEXT),
        (f" {shown.shape} {shown.letter:<2} ", shown.bold),
        *_words(rating, 26, was),
        (f" {_score(rating)} ", TEXT),
        *_wide_figures(rating),
    ]


def middle_row(rating: StandardRating, width: int, was: Rating | None = None) -> Parts:
    """Words and counts: `3.2 Planning ▅ G Good by discretion 2 12/15█ 8/12▅ 5/8▃`."""
    shown = look(rating.rating)
    return [
        (f"{rating.standard.id:<4}", STRONG),
        (fit(rating.standard.title, width - 58), TEXT),
        (f" {shown.shape} {shown.letter:<2} ", shown.bold),
        *_words(rating, 23, was),
        (f" {_score(rating)} ", TEXT),
        *_middle_figures(rating),
    ]


def _middle_figures(rating: StandardRating) -> Parts:
    if not isinstance(rating.evidence, CaseworkEvidence):
        return [(" proposed" if rating.route else "", DIM)]
    if rating.why_not_rated == "not-judged":
        return []
    return [part for tally in rating.evidence.tallies for part in _count(rating.rules, tally)]


def _count(rules: RatingRules, tally: Tally) -> Parts:
    band = look(tally_band(rules, tally))
    return [(f" {f'{tally.yes}/{tally.relevant}':>5}", TEXT), (band.shape, band.style)]


def _words(rating: StandardRating, room: int, was: Rating | None) -> Parts:
    """The rating's word and its marks in words, or as signs where they would not fit."""
    shown = look(rating.rating)
    found = marks(rating)
    words = (", ".join(mark.words for mark in found), " ".join(mark.brief or mark.sign for mark in found))
    if was is not None:
        words = (f"was {was}", f"was {look(was).letter}")
    elif rating.why_not_rated:
        words = (WHY_NOT_RATED[rating.why_not_rated], "")
    shortest = "".join(mark.sign for mark in found) if was is None else f"←{look(was).letter}"
    said = widest((*words, shortest), room - len(shown.word) - 1)
    return [(shown.word, shown.style), (fit(f" {said}", room - len(shown.word)), WARN if found or was is not None else DIM)]


def _wide_figures(rating: StandardRating) -> Parts:
    if not isinstance(rating.evidence, CaseworkEvidence):
        return [("proposed by the lead inspector" if rating.route else "", DIM)]
    if rating.why_not_rated == "not-judged":
        return []
    return [part for tally in rating.evidence.tallies for part in _cell(rating.rules, tally)]


def _cell(rules: RatingRules, tally: Tally) -> Parts:
    """One key question: its last number, counts, per cent, the band's letter and shape."""
    number = tally.key_question.rpartition(".")[2]
    band = look(tally_band(rules, tally))
    percent = "  no" if tally.percent is None else f"{tally.percent:>3}%"
    counts = f"{tally.yes}/{tally.relevant}"
    return [(f".{number} ", DIM), (f"{counts:<6}", TEXT), (f"{percent} {band.letter:<2}{band.shape} ", band.style)]


def _score(rating: StandardRating) -> str:
    found = score(rating.rules, rating.rating) if rating.standard.counts and rating.rating != Rating.NOT_RATED else None
    return "·" if found is None else str(found)
