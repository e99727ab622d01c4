"""The overall rating: its score on a scale of the bands, and the distance to the nearest boundary."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from ledger.domain.framework import RatingRules
from ledger.domain.scoring import Overall
from ledger_tui.palette import DIM, RULE, STRONG, TEXT, look
from ledger_tui.widgets.panel import Parts, length, spread, widest
from ledger_tui.widgets.shown_panel import ShownPanel


class Gauge(ShownPanel):
    """Three lines: the overall rating in words, the scale with its bands, and the numbers under it."""

    DEFAULT_CSS = "Gauge { height: 3; }"

    def lines(self) -> Iterator[Parts]:
        """The words, the scale, the numbers."""
        width = self.size.width
        view = self.shown.view if self.shown else None
        if self.shown is None or view is None or view.overall is None or view.framework is None:
            return
        overall, rules = view.overall, view.framework.rules
        shown = look(overall.rating)
        stamp = self.shown.stamp
        forms = [self._words(overall, rules, word, width - cell_len(stamp) - 5) for word in (overall.rating, shown.letter)]
        left, distance = next((form for form in forms if form[1]), forms[0])  # the word gives way before the distance does
        yield spread([*left, (f"  {distance}", DIM)], [(f"{stamp} ", DIM), ("─", RULE)], width)
        per = max(1, min(3, (width - 2) // (overall.out_of + 1)))
        yield [(" ", TEXT), *scale(overall, rules, per)]
        yield [(" ", TEXT), *edges(rules, per)]

    def _words(self, overall: Overall, rules: RatingRules, word: str, room: int) -> tuple[Parts, str]:
        """The rating by a word with its score, and the distance in what is left of the room, if it fits."""
        shown = look(overall.rating)
        left = [(" Overall ", TEXT), (f"{shown.shape} {word} ", shown.bold), (score_words(overall), STRONG)]
        return left, widest((*distance_words(overall, rules), ""), room - length(left))


def score_words(overall: Overall) -> str:
    """The score out of what, or the range still possible."""
    if overall.score is None:
        low, high = overall.possible
        return f"{low} to {high} possible of {overall.out_of}"
    return f"{overall.score}/{overall.out_of}"


def distance_words(overall: Overall, rules: RatingRules) -> Iterator[str]:
    """How far the score is from its band's ends, in full first and then shorter."""
    held = f"held at {overall.rating} by {overall.limited_by} · " if overall.limited_by else ""
    if overall.score is None:
        yield ""
        return
    index = next(i for i, band in enumerate(rules.overall) if band.lowest <= overall.score <= band.highest)
    ends = []
    if index + 1 < len(rules.overall):
        above = rules.overall[index + 1]
        ends.append((above.lowest - overall.score, "up to", look(above.rating).word, look(above.rating).letter))
    if index > 0:
        below = rules.overall[index - 1]
        ends.append((overall.score - below.highest, "down to", look(below.rating).word, look(below.rating).letter))
    ends.sort(key=lambda end: end[0])
    yield held + ", ".join(f"{points} {'point' if points == 1 else 'points'} {way} {word}" for points, way, word, _ in ends)
    yield held + ", ".join(f"{points} {way} {word}" for points, way, word, _ in ends)
    yield held + ", ".join(f"{points} {way} {letter}" for points, way, _, letter in ends)
    yield held + "".join(f"{points} {way} {letter}" for points, way, _, letter in ends[:1])


def scale(overall: Overall, rules: RatingRules, per: int) -> Parts:
    """The bands as a staircase, `per` cells a point: bright over what is scored or still possible, the score itself white."""
    low, high = (0, overall.score) if overall.score is not None else overall.possible
    parts = []
    for band in rules.overall:
        shown = look(band.rating)
        for point in range(band.lowest, band.highest + 1):
            style = shown.style if low <= point <= high else RULE
            parts.append((shown.shape * per, STRONG if point == overall.score else style))
    return parts


def edges(rules: RatingRules, per: int) -> Parts:
    """Under each band its letter, where there is room, and its lowest and highest score; those of the last may stand out beyond it."""
    parts = []
    for band in rules.overall:
        cells = per * (band.highest - band.lowest + 1)
        span = f"{band.lowest}-{band.highest}" if band.highest > band.lowest else str(band.lowest)
        full = f"{look(band.rating).letter} {span}"
        last = band is rules.overall[-1]
        parts.append((full.center(cells) if last or len(full) < cells else span[:cells].center(cells), DIM))
    return parts
