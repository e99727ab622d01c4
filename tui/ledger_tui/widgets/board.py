"""The board: every standard with its rating, score, marks and the figures of its key questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating, RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import score
from ledger_tui.consequences import changed_standards
from ledger_tui.marks import WHY_NOT_RATED, marks
from ledger_tui.messages import StandardChosen
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.shown import Shown
from ledger_tui.widgets.panel import Parts, fit, heading, length, widest
from ledger_tui.widgets.shown_panel import ShownPanel

WIDE = 108
"""From so many cells on the board spells ratings and counts out."""


class Board(ShownPanel):
    """Standards as rows, grouped by domain; the chosen one is lit, those the cursor's event changed are pointed at."""

    changed: frozenset[str] = frozenset()

    def show(self, shown: Shown) -> None:
        """Show the ratings as at the cursor."""
        self.changed = changed_standards(shown.before, shown.view)
        super().show(shown)

    @property
    def chosen(self) -> str:
        """The id of the chosen standard."""
        return self.shown.at.chosen if self.shown else ""

    @property
    def rows(self) -> list[StandardRating | str]:
        """Domain titles and ratings in printed order; the titles only where everything fits with them."""
        framework = self.shown.view.framework if self.shown else None
        if self.shown is None or framework is None:
            return []
        view = self.shown.view
        if len(framework.standards) + len(framework.domains) < self.size.height:
            rows: list[StandardRating | str] = []
            for domain in framework.domains:
                rows += [f"{domain.id} {domain.title}", *(view.standards[standard.id].rating for standard in domain.standards)]
            return rows
        return list(view.ratings)

    @property
    def first(self) -> int:
        """The first row shown, so that the chosen one is on the screen."""
        chosen = next((y for y, row in enumerate(self.rows) if isinstance(row, StandardRating) and row.standard.id == self.chosen), 0)
        return max(0, chosen + 2 - self.size.height)

    def lines(self) -> Iterator[Parts]:
        """A heading, then one line a row."""
        width = self.size.width
        if self.shown is None:
            return
        yield heading("Board", "", self.shown.stamp, width)
        for row in self.rows[self.first :]:
            if isinstance(row, str):
                yield [(f" {row}", DIM)]
            else:
                yield self._standard(row, width)

    def _standard(self, rating: StandardRating, width: int) -> Parts:
        name = rating.standard.id
        lit = SELECTED if name == self.chosen else Style()
        pointer = "►" if name in self.changed else " "
        row = wide_row(rating, width) if width >= WIDE else narrow_row(rating, width)
        parts = [(pointer, WARN), *row]
        return [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def on_click(self, event: events.Click) -> None:
        """Choose the standard that was clicked."""
        index = event.y - 1 + self.first
        rows = self.rows
        if event.y and index < len(rows):
            row = rows[index]
            if isinstance(row, StandardRating):
                self.post_message(StandardChosen(row.standard.id))


def narrow_row(rating: StandardRating, width: int) -> Parts:
    """Letters and percentages: `3.2 Planning  ▅ G*  2 █80 ▅67 ▃63`."""
    shown = look(rating.rating)
    figures = _narrow_figures(rating)
    signs = "".join(mark.sign for mark in marks(rating))
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


def wide_row(rating: StandardRating, width: int) -> Parts:
    """Words, counts and percentages: `3.2 Planning ▅ G Good by discretion 2 .1 12/15 80% O █ …`."""
    shown = look(rating.rating)
    title = max(14, min(32, width - 93))
    return [
        (f"{rating.standard.id:<4}", STRONG),
        (fit(rating.standard.title, title), TEXT),
        (f" {shown.shape} {shown.letter:<2} ", shown.bold),
        *_words(rating, 26),
        (f" {_score(rating)} ", TEXT),
        *_wide_figures(rating),
    ]


def _words(rating: StandardRating, room: int) -> Parts:
    """The rating's word and its marks in words, or as signs where they would not fit."""
    shown = look(rating.rating)
    found = marks(rating)
    words = (", ".join(mark.words for mark in found), " ".join(mark.brief or mark.sign for mark in found))
    if rating.why_not_rated:
        words = (WHY_NOT_RATED[rating.why_not_rated], "")
    said = widest((*words, "".join(mark.sign for mark in found)), room - len(shown.word) - 1)
    return [(shown.word, shown.style), (fit(f" {said}", room - len(shown.word)), WARN if found else DIM)]


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
