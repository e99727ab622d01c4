"""The river beside the board, or in its place: the same rows against time; a click or a drag seeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.style import Style

from ledger.domain.framework import Standard
from ledger_tui.palette import DIM, HEAD, RULE, STRONG, TEXT, look
from ledger_tui.replay import Replay
from ledger_tui.river import Cells, RiverMark, river
from ledger_tui.rows import board_rows
from ledger_tui.track import cell_of
from ledger_tui.widgets.panel import Parts, fit, heading
from ledger_tui.widgets.seekable import Seekable

LABELS = 21
ALIGNED = "-aligned"
"""The class it has beside the board, whose rows then name its own."""


class River(Seekable):
    """One cell a slice of the events; the letter of a rating where it changed, its shape where it stayed."""

    marks: Sequence[RiverMark] = ()
    _laid: tuple[Replay, int, Sequence[RiverMark]] | None = None

    def mark(self, marks: Iterable[RiverMark]) -> None:
        """Show these marks besides those of the events themselves, such as those of findings."""
        self.marks = tuple(marks)
        self.redraw()

    @property
    def left(self) -> int:
        """How many cells the labels take."""
        return 1 if self.has_class(ALIGNED) else LABELS

    def lines(self) -> Iterator[Parts]:
        """A heading, the rows of the board, the overall rating, the marks; the cursor's line through them all."""
        width, height = self.size
        if self.shown is None or self.shown.view.framework is None:
            return
        yield heading("River", "the whole history", self.shown.stamp, width)
        self._lay(self.shown.track, width - self.left)
        head = cell_of(self.shown.at.step, self.shown.replay.steps, width - self.left)
        for row in board_rows(self.shown.view.framework, height - 3):
            if isinstance(row, Standard):
                yield self._line(f"{row.id:<4}{fit(row.title, LABELS - 9)}", row.id, self._rows.standards[row.id], head)
            else:
                yield self._line(f"{row.id} {row.title}", "", [(" ", RULE)] * (width - self.left), head)
        yield self._line("    Overall", "", self._rows.overall, head)
        yield self._line("    Panel, draft …", "", self._rows.marks, head)

    def _lay(self, replay: Replay, width: int) -> None:
        laid = (replay, width, self.marks)
        if self._laid != laid:
            self._laid, self._rows = laid, river(replay, width, self.marks)

    def _line(self, label: str, standard: str, cells: Cells, head: int) -> Parts:
        under = (cells[head][0], HEAD)
        return [*self._label(label, standard), *_runs(cells[:head]), under, *_runs(cells[head + 1 :])]

    def _label(self, label: str, standard: str) -> Parts:
        if self.left == 1 or self.shown is None:
            return [(" ", TEXT)]
        style = STRONG if standard and standard == self.shown.at.chosen else DIM
        if not standard:
            return [(f" {fit(label, LABELS - 1)}", style)]
        shown = look(self.shown.view.standards[standard].rating.rating)
        return [(f" {label}", style), (f" {shown.letter:<2} ", shown.bold)]


def _runs(cells: Cells) -> list[tuple[str, Style]]:
    """The cells, those of one style next to each other as one piece."""
    return [("".join(sign for sign, _ in run), style) for style, run in groupby(cells, key=lambda cell: cell[1])]
