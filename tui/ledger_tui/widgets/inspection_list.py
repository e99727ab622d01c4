"""The inspections of a ledger as rows, each filled in as it is read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger.application import Board
from ledger_tui.messages import InspectionOpened
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.widgets.panel import Panel, Parts, fit, heading, length, spread, widest
from ledger_tui.wording import PROVENANCE


class InspectionList(Panel):
    """Two lines an inspection: the service with its latest overall rating; id, framework, events and provenance."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.boards: dict[str, Board] = {}
        self.index = 0
        self.read = False

    @property
    def chosen(self) -> str | None:
        """The id of the chosen inspection, or None where there is none."""
        return self.ids[self.index] if self.ids else None

    def choose(self, index: int) -> None:
        """Choose a row, held within the list."""
        self.index = max(0, min(index, len(self.ids) - 1))
        self.redraw()

    @property
    def first(self) -> int:
        """The first inspection shown, so that the chosen one is on the screen."""
        return max(0, self.index + 1 - max(1, (self.size.height - 1) // 3))

    def lines(self) -> Iterator[Parts]:
        """A heading, then the inspections."""
        width = self.size.width
        yield heading("Inspections", str(len(self.ids)) if self.ids else "", "as at the latest event", width)
        if self.read and not self.ids:
            yield [(" This ledger has no inspection yet. `ledger demo` shows one that has.", TEXT)]
        for index in range(self.first, len(self.ids)):
            lit = SELECTED if index == self.index else Style()
            yield []
            for parts in self._row(self.ids[index], width):
                yield [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def _row(self, inspection: str, width: int) -> Iterator[Parts]:
        pointer = ("► " if inspection == self.chosen else "  ", WARN)
        board = self.boards.get(inspection)
        if board is None:
            yield [pointer, (fit(inspection, width - 2), STRONG)]
            yield [("  reading …", DIM)]
            return
        view, overall = board.view, board.view.overall
        shown = look(overall.rating if overall else None)
        score = f"{overall.score}/{overall.out_of}" if overall and overall.score is not None else ""
        yield [pointer, (fit(view.service, width - 33), STRONG), (f" {shown.shape} {shown.word:<21}", shown.bold), (f"{score:>6} ", TEXT)]
        provenance = PROVENANCE[view.provenance]
        facts = (f"{inspection} · {view.opened_under} · {board.of} events", f"{inspection} · {view.opened_under}", inspection)
        yield spread([(f"  {widest(facts, width - len(provenance) - 4)}", DIM)], [(f"{provenance} ", WARN)], width)

    def on_click(self, event: events.Click) -> None:
        """Choose the inspection that was clicked, or open the chosen one."""
        index = self.first + (event.y - 1) // 3
        if event.y and index < len(self.ids):
            again = index == self.index
            self.choose(index)
            if again and self.chosen:
                self.post_message(InspectionOpened(self.chosen))
