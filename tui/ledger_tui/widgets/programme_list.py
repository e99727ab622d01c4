"""The inspections of a programme, one a line: the board as a strip, the score against the band edges, findings, last change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from rich.style import Style
from textual import events

from ledger.domain.framework import Framework, Rating
from ledger.domain.recorded import Provenance
from ledger.domain.scoring import PENDING, Overall
from ledger_tui.dates import day_of
from ledger_tui.folding import folded
from ledger_tui.messages import RowChosen, RowsScrolled
from ledger_tui.palette import DIM, RULE, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.programme import RECORDED, Programme, Row, Standing, edges
from ledger_tui.widgets.panel import Panel, Parts, fit, heading, length, widest
from ledger_tui.wording import PROVENANCE

SIGNS: Final[dict[Provenance, str]] = {"recorded": " ", "reported": "“", "reconstructed": "≈", "illustrative": "°"}
"""How far an inspection is to be believed, in one sign beside it."""

LEGEND: Final = {
    "Requests, after :": (
        ("goto POINT", "the list as at a position, a date or a time; a point alone does the same"),
        ("find WORDS", "only the inspections that hold all the words"),
        ("verify", "read every record again and check it"),
        ("picture [FILE]", "save a picture of the screen as SVG; save is the same"),
        ("help, quit", "this help; the end"),
    ),
    "Signs": (
        *((sign, PROVENANCE[provenance]) for provenance, sign in SIGNS.items() if sign.strip()),
        ("OGOO RRRG", "the rating of each standard by its first letter, a blank between domains"),
        ("6↑O 7↓R", "the points up and down to another overall rating"),
        ("from #412", "as recorded: the position of the ledger at which the inspection was opened"),
        ("high", "how many findings are high, … as long as they are looked for"),
    ),
}
"""What can be asked of the list, and what the signs of the list mean."""

WIDE, MEDIUM = 108, 76
"""From so many cells on the scale is drawn; from so many the points to the edges and the last change."""
ABOVE, BELOW = 2, 3
"""The lines above the rows, a heading and the columns' names, and those below them: a rule and what is known of the chosen one."""


class ProgrammeList(Panel):
    """Rows in the order and through the filter of the programme; the chosen one is lit and told about below."""

    programme = Programme()
    stamp = "as at the latest event"
    read = False
    now = 0
    index = 0
    first = 0

    @property
    def room(self) -> int:
        """How many rows there is room for."""
        return max(1, self.size.height - ABOVE - BELOW)

    @property
    def chosen(self) -> Row | None:
        """The chosen row, or None where there is none."""
        rows = self.programme.shown
        return rows[min(self.index, len(rows) - 1)] if rows else None

    def show(self, programme: Programme) -> None:
        """Show a programme, the same inspection chosen as before where it is still there."""
        before = self.chosen.name if self.chosen else None
        self.programme = programme
        names = [row.name for row in programme.shown]
        self.choose(names.index(before) if before in names else self.index)

    def choose(self, index: int) -> None:
        """Choose a row, held within the list and brought on to the screen."""
        self.index = max(0, min(index, len(self.programme.shown) - 1))
        self.scroll_to_row(max(self.index - self.room + 1, min(self.first, self.index)))

    def scroll_to_row(self, first: int) -> None:
        """The row that stands first, as far as there are rows to fill the screen."""
        wanted = max(0, min(first, len(self.programme.shown) - self.room))
        if wanted != self.first:
            self.first = wanted
            self.post_message(RowsScrolled())
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading, the columns, the rows, and what is known of the chosen one."""
        width, height = self.size
        rows, programme = self.programme.shown, self.programme
        said = f"{len(rows)} of {len(programme.rows)}, “{programme.filter}”" if programme.filter else str(len(programme.rows) or "")
        yield heading("Programme", said, self.stamp, width)
        if not rows:
            yield from ([(f" {line}", TEXT)] for line in folded(self._nothing(), max(1, width - 2), height))
            return
        yield [(f" {self._columns(width)}"[:width], DIM)]
        drawn = [self._row(row, index, width) for index, row in enumerate(rows[self.first : self.first + self.room], self.first)]
        yield from drawn
        yield from ([] for _ in range(height - ABOVE - BELOW - len(drawn)))
        yield [("─" * width, RULE)]
        yield from self._about(width)

    def _nothing(self) -> str:
        if not self.read:
            return "Reading …"
        if self.programme.rows:
            return f"Nothing found for “{self.programme.filter}”: escape shows all again."
        if self.now:
            there = f"there {'is' if self.now == 1 else 'are'} {self.now} now"
            return f"No inspection had been opened {self.stamp}; {there}: @ and enter list them."
        return "This ledger has no inspection yet. `ledger demo` shows one that has."

    def _columns(self, width: int) -> str:
        programme = self.programme
        by = f"{programme.by}{', turned' if programme.turned else ''}"
        names = f"{fit(by, self._name_room(width) + 2)} {'standards':<17}{'overall':<11}"
        to_edges = f"{'to the band edges':<20}" if width >= WIDE else f"{'edges':<10}" if width >= MEDIUM else ""
        room = added_room(programme, width)
        more = f"{'from' if programme.order == RECORDED else programme.order:>{room}}" if room else ""
        return f"{names}{to_edges}{'high':>4}{more}{'  last change' if width >= MEDIUM else ''}"

    def _name_room(self, width: int) -> int:
        return max(0, name_room(width) - added_room(self.programme, width))

    def _row(self, row: Row, index: int, width: int) -> Parts:
        one, overall = row.listed, row.listed.overall
        shown = look(overall.rating)
        score = f"{overall.score}/{overall.out_of}" if overall.score is not None else f"{overall.possible[0]}-{overall.possible[1]}"
        lit = SELECTED if index == self.index else Style()
        high = "…" if row.high is None else str(row.high or "·")
        changed = day_of(one.last.by.happened) if width >= WIDE else brief_day(row)
        parts: Parts = [
            ("►" if index == self.index else " ", WARN),
            (SIGNS[one.opened.by.provenance], WARN),
            (f"{fit(one.service, self._name_room(width))} ", STRONG),
            *strip(one.framework, row.standing),
            (f" {shown.shape} {shown.letter:<2} ", shown.bold),
            (f"{score:<6}", TEXT),
            *(scale(overall, one.framework) if width >= WIDE else ()),
            (f"{distances(overall, one.framework):<11}" if width >= MEDIUM else "", DIM),
            (f"{high:>3}", WARN if row.high else DIM),
            (added(row, self.programme, width), DIM),
            (f"  {changed}" if width >= MEDIUM else "", TEXT),
        ]
        return [(text, style + lit) for text, style in [*parts, (" " * max(0, width - length(parts)), TEXT)]]

    def _about(self, width: int) -> Iterator[Parts]:
        row = self.chosen
        if row is None:
            return
        one = row.listed
        step = f"{one.of} events" if one.step == one.of else f"event {one.step} of {one.of}"
        known = (
            f"{one.inspection} · {one.framework.id} · {step} · last #{one.last.position}",
            f"{one.inspection} · {step}",
            one.inspection,
        )
        yield [(f" {widest(known, width - 2)}", TEXT)]
        provenance = PROVENANCE[one.opened.by.provenance]
        yield [(f" {SIGNS[one.opened.by.provenance]} {provenance}" if provenance else "", WARN)]

    def on_click(self, event: events.Click) -> None:
        """Choose the inspection that was clicked, or open the chosen one."""
        index = self.first + event.y - ABOVE
        if event.y >= ABOVE and index < min(len(self.programme.shown), self.first + self.room):
            again = index == self.index
            self.choose(index)
            if again:
                self.post_message(RowChosen(index))

    def on_mouse_scroll_down(self) -> None:
        """Further down the list."""
        self.scroll_to_row(self.first + 3)

    def on_mouse_scroll_up(self) -> None:
        """Further up the list."""
        self.scroll_to_row(self.first - 3)


def strip(framework: Framework, standing: Standing | None) -> Parts:
    """The board in a cell a standard: the first letter of each rating in its colour, a blank between domains, in seventeen cells."""
    parts: list[tuple[str, Style]] = []
    for domain in framework.domains:
        for standard in domain.standards:
            values = standing.get(standard.id) if standing else None
            shown = look(Rating(values.rating)) if values else None
            parts.append((shown.letter[:1], shown.bold) if shown else ("·", DIM))
        parts.append((" ", TEXT))
    return [*parts, (" " * (17 - length(parts)), TEXT)]


def scale(overall: Overall, framework: Framework) -> Parts:
    """The bands in ten cells, each in its shape, the cell of the score bright: `▁▃▃▃▅▅▅▅█ `."""
    cells, most = 9, overall.out_of
    parts: list[tuple[str, Style]] = []
    for cell in range(cells):
        low, high = cell * (most + 1) // cells, (cell + 1) * (most + 1) // cells - 1
        band = next(band for band in framework.rules.overall if band.highest >= low)
        shown = look(band.rating)
        here = overall.score is not None and low <= overall.score <= high
        parts.append((shown.shape, STRONG if here else shown.style))
    return [*parts, (" ", TEXT)]


def distances(overall: Overall, framework: Framework) -> str:
    """The points up and down to another band: `6↑O 7↓R`."""
    score = overall.score
    if overall.rating == PENDING or score is None:
        return "pending"
    found = edges(overall, framework.rules)
    return " ".join(f"{abs(points)}{'↑' if points > 0 else '↓'}{_band(score + points, framework)}" for points in found)


def name_room(width: int) -> int:
    """The cells there are for the name of the service and what is added of what the list is sorted by."""
    return width - (76 if width >= WIDE else 59 if width >= MEDIUM else 37)


def added_room(programme: Programme, width: int) -> int:
    """The cells of a column with what the list is sorted by, where the usual columns do not have it; 0 where they do."""
    if programme.order == RECORDED:
        return max(6, len(f" #{max((row.listed.opened.position for row in programme.rows[-1:]), default=0)}"))
    return 12 if width < MEDIUM and programme.order in {"edge", "changed"} else 0


def added(row: Row, programme: Programme, width: int) -> str:
    """What a row is sorted by, in that column."""
    room = added_room(programme, width)
    said = {
        RECORDED: lambda: f"#{row.listed.opened.position}",
        "edge": lambda: distances(row.listed.overall, row.listed.framework),
        "changed": lambda: brief_day(row),
    }
    return f"{said[programme.order]():>{room}}" if room else ""


def brief_day(row: Row) -> str:
    """The day of the last change as figures, as precisely as it is known."""
    return (row.listed.last.by.happened.on or "no date")[:10]


def _band(score: int, framework: Framework) -> str:
    rating: Rating | Literal["Pending"] = next(band.rating for band in framework.rules.overall if band.lowest <= score <= band.highest)
    return look(rating).letter[:1]
