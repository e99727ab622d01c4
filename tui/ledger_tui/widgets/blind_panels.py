"""The panels of the second judge: who judges and what they declare, the sheet, and the line with what may be seen of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger_tui.blind import BlindSheet, Missed, compared
from ledger_tui.blind_messages import BlindLineChosen
from ledger_tui.docket_words import vote
from ledger_tui.hand import Hand
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN
from ledger_tui.widgets.panel import Panel, Parts, fit, heading, length, spread
from ledger_tui.widgets.recording_line import mode_line

DECLARED = {None: "nothing declared yet", "not-seen": "declares: first not seen", "seen": "declares: first seen"}


class BlindPanel(Panel):
    """A panel that is handed the sheet and who judges at every move."""

    sheet: BlindSheet | None = None
    hand: Hand | None = None

    def show(self, sheet: BlindSheet, hand: Hand) -> None:
        """Show how things stand."""
        self.sheet, self.hand = sheet, hand
        self.redraw()


class BlindLine(BlindPanel):
    """Two lines: which sample, and what is declared; the mode word with who judges and what they cite."""

    DEFAULT_CSS = "BlindLine { height: 2; }"

    def lines(self) -> Iterator[Parts]:
        """The sample, then who judges in the longest form that fits."""
        if self.sheet is None or self.hand is None:
            return
        width = self.size.width
        name = [(f" {self.sheet.inspection}, sample {self.sheet.sample}", STRONG), (f"  sheet of #{self.sheet.issued}", DIM)]
        yield spread(name, [(f"{DECLARED[self.sheet.declared]} ", TEXT if self.sheet.declared else WARN)], width)
        yield mode_line("SECOND JUDGEMENTS", self.hand, self.sheet.evidence, width)


class BlindList(BlindPanel):
    """One line a judgement that was drawn; the first judgement stands beside it only once the second is recorded."""

    top = 0

    def lines(self) -> Iterator[Parts]:
        """A heading with the progress, then the lines that fit."""
        if self.sheet is None:
            return
        width, height = self.size
        sheet = self.sheet
        yield heading("Sheet", f"{len(sheet.given)} of {len(sheet.drawn)} judged", "first judgements hidden until yours is recorded", width)
        room = max(1, height - 1)
        self.top = max(sheet.row + 1 - room, min(self.top, sheet.row), 0)
        for row, one in list(enumerate(sheet.drawn))[self.top : self.top + room]:
            said = compared(sheet, row)
            left = [("►" if row == sheet.row else " ", WARN), (f"{one.case:<5}{one.key_question:<7}", STRONG)]
            right = f" {'✓' if said else _sign(sheet.missed.get(row))} {said or ''}"
            left.append((fit(sheet.wording(one), max(8, width - length(left) - max(34, len(right)))), TEXT))
            lit = SELECTED if row == sheet.row else Style()
            parts = [*left, (right, STRONG if said else DIM)]
            yield [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        if self.sheet is not None and 0 < event.y <= len(self.sheet.drawn) - self.top:
            self.post_message(BlindLineChosen(self.top + event.y - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next line."""
        self._scrolled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The line before."""
        self._scrolled(event, -1)

    def _scrolled(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if self.sheet is not None:
            self.post_message(BlindLineChosen(self.sheet.row + by))


def _sign(missed: Missed | None) -> str:
    """What stands beside a line that is not judged: that a judgement is not recorded, or that nobody knows whether it is."""
    if missed is None:
        return "·"
    return "✗" if missed.known else "?"


class BlindDetail(BlindPanel):
    """The wording and the keys of the line; both judgements once the second is recorded."""

    def lines(self) -> Iterator[Parts]:
        """A heading, what is said, the wording, and what may be seen."""
        if self.sheet is None:
            return
        width, sheet = self.size.width, self.sheet
        yield heading(f"{sheet.one.key_question} in case {sheet.one.case}", "", "", width)
        yield from ([(f" {line}", TEXT)] for line in textwrap.wrap(sheet.wording(sheet.one), width - 2))
        yield from ([(f" {line}", WARN)] for line in textwrap.wrap(sheet.message, width - 2))
        if sheet.row not in sheet.given:
            yield [(" s ", STRONG), ("sufficient  ", DIM), ("i ", STRONG), ("insufficient  ", DIM), ("r ", STRONG), ("not relevant", DIM)]
            missed = sheet.missed.get(sheet.row)
            if missed and missed.words != sheet.message:
                yield from ([(f" {line}", WARN)] for line in textwrap.wrap(missed.words, width - 2))
            if sheet.reason:
                yield [(f" why: {sheet.reason}", TEXT)]
            return
        for recorded in (sheet.given[sheet.row], sheet.firsts.get(sheet.row)):
            if recorded is not None:
                yield from ([(f" {line}", TEXT)] for line in textwrap.wrap(" · ".join(vote(recorded)), width - 2))
