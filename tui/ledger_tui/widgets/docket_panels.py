"""The panels of the disputes screen: who settles, the queue, the votes side by side, and the board either way."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from rich.style import Style
from textual import events

from ledger_tui.docket_words import case_against, outcome_words, subject_words, triage_words, vote, way_words
from ledger_tui.hand import Hand
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN, look
from ledger_tui.settling import Settling
from ledger_tui.settling_messages import DisputeChosen
from ledger_tui.stamp import short_stamp
from ledger_tui.widgets.panel import Panel, Parts, fit, heading, length, spread
from ledger_tui.widgets.recording_line import mode_line


class DocketPanel(Panel):
    """A panel that is handed the docket and who settles at every move."""

    settling: Settling | None = None
    hand: Hand | None = None

    def show(self, settling: Settling, hand: Hand) -> None:
        """Show how things stand."""
        self.settling, self.hand = settling, hand
        self.redraw()

    @property
    def stamp(self) -> str:
        """As at which event it stands."""
        return short_stamp(self.settling.docket.history[-1]) if self.settling else ""


class SettlingLine(DocketPanel):
    """Two lines: the service and the overall rating; the mode word with who settles and what they cite."""

    DEFAULT_CSS = "SettlingLine { height: 2; }"

    def lines(self) -> Iterator[Parts]:
        """The service, then who settles in the longest form that fits."""
        if self.settling is None or self.hand is None:
            return
        width, view = self.size.width, self.settling.docket.view
        overall = view.overall
        shown = look(overall.rating if overall else None)
        score = f" {overall.score}/{overall.out_of} " if overall and overall.score is not None else " "
        rating = [(f"{shown.shape} {shown.word}", shown.bold), (score, TEXT)]
        yield spread([(f" {fit(view.service, min(len(view.service), width - length(rating) - 3))}", STRONG)], rating, width)
        yield mode_line("DISPUTES", self.hand, self.settling.evidence, width, trouble=self.settling.trouble)


class Queue(DocketPanel):
    """One line a dispute, in the order to settle them."""

    top = 0

    def lines(self) -> Iterator[Parts]:
        """A heading, then the disputes that fit."""
        if self.settling is None:
            return
        width, height = self.size
        queue = self.settling.docket.queue
        unsure = f"{len(self.settling.unsure)} not known, " if self.settling.unsure else ""
        said = f"{unsure}{len(queue)} open, decisive first" if queue else "every one is settled"
        yield heading("Disputes", said, self.stamp, width)
        room = max(1, height - 1)
        self.top = max(self.settling.row + 1 - room, min(self.top, self.settling.row), 0)
        for one in queue[self.top : self.top + room]:
            chosen = one.dispute.number == self.settling.number
            lit = SELECTED if chosen else Style()
            name = f"{one.dispute.number:>3} {subject_words(one):<12} "
            late = f"due {one.dispute.event.due} " if one.dispute.event.due else ""
            state = f"{'answered ' if one.dispute.answered else ''}{late}"
            left = [("►" if chosen else " ", WARN), (name, STRONG)]
            left.append((fit(triage_words(one), width - length(left) - len(state) - 1), DIM if one.effect.kind == "moot" else TEXT))
            yield [(text, style + lit) for text, style in spread(left, [(state, DIM)], width)]

    def on_click(self, event: events.Click) -> None:
        """Choose the dispute that was clicked."""
        if self.settling is not None and 0 < event.y <= len(self.settling.docket.queue) - self.top:
            self.post_message(DisputeChosen(self.top + event.y - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next dispute."""
        self._scrolled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The dispute before."""
        self._scrolled(event, -1)

    def _scrolled(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if self.settling is not None:
            self.post_message(DisputeChosen(self.settling.row + by))


class Votes(DocketPanel):
    """What is disputed and what stands against it side by side, then everything that was ever recorded on it."""

    top = 0
    _number = 0

    def scroll_by(self, lines: int) -> None:
        """Move the text so many lines."""
        self.top = max(0, self.top + lines)
        self.redraw()

    def on_mouse_scroll_down(self) -> None:
        """Read on."""
        self.scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        """Read back."""
        self.scroll_by(-3)

    def lines(self) -> Iterator[Parts]:
        """A heading and as much of the text as fits from the place scrolled to."""
        if self.settling is None:
            return
        width, height = self.size
        one = self.settling.one
        yield heading(f"Dispute {one.dispute.number}: {subject_words(one)}" if one else "No dispute", "", self.stamp, width)
        if self._number != self.settling.number:
            self._number, self.top = self.settling.number, 0
        text = list(self._text(width))
        self.top = max(0, min(self.top, len(text) - height + 1))
        room = height - 1
        more = len(text) - self.top - room
        yield from text[self.top : self.top + (room if more <= 0 else room - 1)]
        if more > 0:
            yield [(f" ↓ {more + 1} more lines: page down", DIM)]

    def _text(self, width: int) -> Iterator[Parts]:
        one = self.settling.one if self.settling else None
        if self.settling is None or one is None:
            return
        told = self.settling.docket.told(one)
        framework = self.settling.docket.view.framework
        question = framework.by_key_question.get(one.dispute.event.subject) if framework else None
        if question is not None:
            yield from ([(f" {line}", TEXT)] for line in textwrap.wrap(question.text, width - 2))
        half = width // 2 - 1
        left = [("AS RECORDED", STRONG), *_wrapped(vote(one.dispute.disputed), half - 2)]
        right = [("AS DISPUTED", STRONG), *_wrapped(case_against(one, told), width - half - 3)]
        for (first, first_style), (second, second_style) in zip_longest(left, right, fillvalue=("", TEXT)):
            yield [(" ", TEXT), (fit(first, half - 2), first_style), (" │ ", DIM), (second, second_style)]
        others = [event for event in told if event.position != one.dispute.disputed.position]
        if others:
            yield [(" Everything else recorded on it", STRONG)]
        for event in others:
            yield from ([(f" {line}", DIM)] for line in textwrap.wrap(" · ".join(vote(event)), width - 2))


class Ways(DocketPanel):
    """What the board comes to if what is disputed stands, and for every way to amend it; what was last settled."""

    def lines(self) -> Iterator[Parts]:
        """A heading, one line a way, and what is to be said."""
        if self.settling is None:
            return
        width, one = self.size.width, self.settling.one
        yield heading("The board either way", "", self.stamp, width)
        said = self.settling.message or (outcome_words(self.settling.last) if self.settling.last else "")
        yield from ([(f" {line}", WARN)] for line in textwrap.wrap(said, width - 2))
        if one is None:
            return
        for way, amended in ((one.stands, False), *((way, True) for way in one.amended)):
            name, comes_to = way_words(one, way, amended=amended)
            shown = look(way.rating)
            moved = way.rating != one.stands.rating or way.overall.rating != one.stands.overall.rating
            sign = "!" if moved else " "
            yield [
                (f" {sign} {name:<22} ", WARN if moved else TEXT),
                (f"{shown.shape} ", shown.bold),
                (comes_to, STRONG if moved else TEXT),
            ]


def _wrapped(texts: Iterator[str], width: int) -> list[tuple[str, Style]]:
    lines: list[tuple[str, Style]] = []
    for text in texts:
        lines += [(line, TEXT) for line in textwrap.wrap(text, max(8, width)) or [""]]
    return lines
