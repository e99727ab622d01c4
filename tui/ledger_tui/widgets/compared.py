"""The panels of a comparison: its heading, the two boards, and the events between."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.style import Style
from textual import events

from ledger.domain.framework import Domain, Standard
from ledger.projections.ratings import RatingsView
from ledger_tui.comparison import Comparison, Told, standing
from ledger_tui.landmarks import milestone_at
from ledger_tui.messages import RowChosen, WheelTurned
from ledger_tui.palette import DIM, MODE, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.replay import Replay
from ledger_tui.rows import board_rows
from ledger_tui.stamp import long_stamps, mode_stamp
from ledger_tui.widgets.event_text import event_text
from ledger_tui.widgets.gauge import score_words
from ledger_tui.widgets.panel import Panel, Parts, clipped, fit, heading, length, spread, widest
from ledger_tui.widgets.standard_row import standard_row
from ledger_tui.wording import PROVENANCE


class ComparedHeading(Panel):
    """The service, its provenance, the mode word; about a decision, what was decided on what and how it stands."""

    found: Comparison | None = None

    def lines(self) -> Iterator[Parts]:
        """As many as `headed` has."""
        return headed(self.found, self.size.width) if self.found is not None else iter(())


def headed(found: Comparison, width: int) -> Iterator[Parts]:
    """Two lines, and what is to be said of a decision under them: how it stands, and what it was."""
    view = found.last
    provenance = PROVENANCE[view.provenance]
    yield spread(
        [(f" {fit(view.service, min(width - len(provenance) - 4, len(view.service)))}", STRONG)], [(f"{provenance} ", WARN)], width
    )
    word = "WHAT IT HAD SEEN" if found.decision else "COMPARE"
    yield [(" ", TEXT), (f" {word} ", MODE), (f" {widest(sides(found), width - len(word) - 4)}", TEXT)]
    decision, stands = standing(found)
    for said, style in ((stands, WARN), (decision, TEXT)):
        yield from ([(f" {line}", style)] for line in textwrap.wrap(said, width - 2))


def sides(found: Comparison) -> Iterator[str]:
    """The stamps of both sides, each with what it stands at in words, then shorter, then without; or that they are one."""
    first, last = (found.stamp(view) for view in (found.first, found.last))
    at_first, at_last = (milestone_at(found.replay.history, view.step) for view in (found.first, found.last))
    if found.last.step == found.replay.steps:
        at_last = at_last or "the end"
    if found.first.step == found.last.step:
        yield from (f"{first}{f', {at_first},' if at_first else ''} beside itself", f"{first} beside itself")
        return
    in_words = f"{first}{f', {at_first},' if at_first else ''} beside {last}{f', {at_last}' if at_last else ''}"
    yield from (in_words, in_words.replace("AS AT ", ""), f"{first} beside {last}")


class ComparedBoard(Panel):
    """One side: the standards that differ in their colours, all others dim."""

    found: Comparison | None = None

    def __init__(self, side: str) -> None:
        super().__init__(id=side)
        self.side = side

    @property
    def view(self) -> RatingsView | None:
        """The view of this side."""
        if self.found is None:
            return None
        return self.found.first if self.side == "first" else self.found.last

    def lines(self) -> Iterator[Parts]:
        """A heading with the point, the rows, the overall rating."""
        width, view = self.size.width, self.view
        if self.found is None or view is None:
            return
        stamp = self.found.stamp(view)
        when = widest(long_stamps(view.last, view.step, self.found.replay.steps)[1:], max(0, width - len(stamp) - 9))
        yield heading(when, "", stamp, width)
        for row in self._rows(view, self.size.height - 2):
            yield self._standard(view, row.id, width) if isinstance(row, Standard) else [(f" {row.id} {row.title}", DIM)]
        if view.overall is not None:
            shown, lit = look(view.overall.rating), self.found.changed.moves_overall
            score, low, high = score_words(view.overall), *view.overall.possible
            forms = (f"{view.overall.rating} {score}", f"{shown.letter} {score}", f"{shown.letter} {low} to {high}")
            words = f"     Overall {shown.shape} {widest(forms, width - 15)}"
            yield [("»" if lit else " ", WARN), (words, shown.bold if lit else DIM)]

    def _rows(self, view: RatingsView, room: int) -> Sequence[Domain | Standard]:
        """The rows of the board; where not all have room, those up to the last that differs."""
        rows = board_rows(view.framework, room) if view.framework else []
        moved = self.found.moved if self.found else frozenset()
        last = max((index for index, row in enumerate(rows) if row.id in moved), default=0)
        first = max(0, min(last + 1, len(rows)) - room)
        return rows[first : first + room]

    def _standard(self, view: RatingsView, name: str, width: int) -> Parts:
        lit = self.found is not None and name in self.found.moved
        parts = standard_row(view.standards[name].rating, width)
        return [("»" if lit else " ", WARN), *(parts if lit else [(text, DIM) for text, _ in parts])]


class ComparedEvents(Panel):
    """The events between the two points, by the furthest that each reached."""

    told: Sequence[Told] = ()
    said = "working them out"
    stamp = ""
    row = 0

    def tell(self, told: Sequence[Told], said: str) -> None:
        """Show these, the first event chosen."""
        self.told, self.said = told, said
        self.row = next((index for index, line in enumerate(told) if line.step), 0)
        self.redraw()

    @property
    def chosen(self) -> int:
        """The step of the chosen event, 0 where there is none."""
        return self.told[self.row].step if self.told else 0

    def choose(self, row: int, way: int) -> None:
        """Choose a row, or the nearest event that way where it is a heading."""
        rows = range(row, len(self.told)) if way > 0 else range(min(row, len(self.told) - 1), -1, -1)
        self.row = next((index for index in rows if self.told[index].step), self.row)
        self.redraw()

    @property
    def first(self) -> int:
        """The first row shown."""
        room = self.size.height - 1
        return max(0, min(self.row - room // 2, len(self.told) - room))

    def lines(self) -> Iterator[Parts]:
        """A heading, then the rows around the chosen one."""
        width, height = self.size
        yield heading("The events between", self.said, self.stamp, width)
        for index in range(self.first, min(len(self.told), self.first + height - 1)):
            line = self.told[index]
            lit = SELECTED if index == self.row and line.step else Style()
            parts = clipped([("→ " if lit else "  " if line.step else " ", TEXT), *line.parts], width)
            yield [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def on_mouse_scroll_down(self) -> None:
        """The next event."""
        self.post_message(WheelTurned("choose(1)"))

    def on_mouse_scroll_up(self) -> None:
        """The previous event."""
        self.post_message(WheelTurned("choose(-1)"))

    def on_click(self, event: events.Click) -> None:
        """Choose the event that was clicked; a click on the chosen one goes to it."""
        index = event.y - 1 + self.first
        if event.y and index < len(self.told):
            self.post_message(RowChosen(index))


class ComparedEvent(Panel):
    """The chosen event in words, where there is room for it."""

    replay: Replay | None = None
    step = 0

    def tell(self, replay: Replay, step: int) -> None:
        """Show the event at a step, in whatever width there is by the time it is drawn."""
        self.replay, self.step = replay, step
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading and as much as fits."""
        width = self.size.width
        recorded = self.replay.event_at(self.step) if self.replay else None
        if self.replay is None or recorded is None:
            yield heading("Event", "", "", width)
            return
        yield heading(f"Event #{recorded.position}", "", mode_stamp("AS AT", recorded, self.replay.supposed), width)
        yield from ([(" ", TEXT), *parts] for parts in event_text(self.replay, self.step, width - 2))
