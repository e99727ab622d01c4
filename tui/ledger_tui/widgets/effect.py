"""What the last recorded key changed on the board, and how the board stands now."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from ledger.domain.framework import standard_of
from ledger_tui.consequences import consequences
from ledger_tui.palette import DIM, STRONG, TEXT, look
from ledger_tui.recorder import Recorded
from ledger_tui.stamp import short_stamp
from ledger_tui.widgets.panel import Panel, Parts, heading
from ledger_tui.widgets.standard_row import narrow_row
from ledger_tui.writing import Writing


class Effect(Panel):
    """The overall rating, the standard of the chosen line, and what the last key moved."""

    DEFAULT_CSS = "Effect { height: 5; }"

    writing: Writing | None = None

    def show(self, writing: Writing) -> None:
        """Show the board as it stands after everything that is recorded."""
        self.writing = writing
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading, the overall rating, the standard, and the effect in words."""
        width = self.size.width
        if self.writing is None:
            return
        view = self.writing.sheet.view
        yield heading("Board", "", short_stamp(view.last), width)
        overall = view.overall
        if overall is not None:
            shown = look(overall.rating)
            low, high = overall.possible
            score = f"{overall.score}/{overall.out_of}" if overall.score is not None else ""
            possible = f"{low} to {high} of {overall.out_of} possible" if low != high else ""
            yield [(" Overall  ", STRONG), (f"{shown.shape} {shown.word}", shown.bold), (f"  {score or possible}", TEXT)]
        yield [(" ", TEXT), *narrow_row(view.standards[standard_of(self.writing.line.id)].rating, width - 1)]
        yield from _moved(self.writing.last, width)


def _moved(last: Recorded | None, width: int) -> Iterator[Parts]:
    if last is None:
        yield [(" No key recorded yet since this was opened.", DIM)]
        return
    changed = "; ".join(consequences(last.before, last.after)) or "nothing on the board moved"
    text = f"#{last.event.position} {last.entry.words}: {changed}"
    yield from ([(" ", TEXT), (part, STRONG)] for part in textwrap.wrap(text, width - 2))
