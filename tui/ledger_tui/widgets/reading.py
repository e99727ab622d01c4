"""A panel of an answer's lines: wrapped, scrolled, and those that speak of an event lead to it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.style import Style
from textual import events

from ledger_tui.messages import EventSought
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN
from ledger_tui.shown import Shown
from ledger_tui.telling.line import Line, Weight
from ledger_tui.widgets.panel import Parts, heading, length
from ledger_tui.widgets.shown_panel import Aside

STYLES: dict[Weight, Style] = {"heading": STRONG, "strong": STRONG, "plain": TEXT, "faint": DIM, "warning": WARN}
LABEL = 8
WAITING = "Working out …"

Key = tuple[object, ...]
"""What an answer is an answer to."""


class Reading(Aside):
    """Shows an answer only where it is the one to what is asked now; the chosen line is lit."""

    title = ""
    follows_choice = False
    """Whether the panel speaks of the chosen standard, so that j and k choose another one."""
    told: Sequence[Line] = ()
    answers: Key = ()
    stamp = ""
    index = 0
    top = 0
    _body: Sequence[tuple[int, Parts]] = ()
    _following = False

    def asked(self, shown: Shown) -> Key | None:
        """What is to be answered at a standpoint; None where the answer that stands is kept wherever one goes."""
        return shown.replay, shown.at.step, shown.at.chosen

    def tell(self, answers: Key, told: Sequence[Line], stamp: str) -> None:
        """Show an answer, the place in it kept as far as there is one."""
        self.answers, self.told, self.stamp = answers, told, stamp
        self.index = min(self.index, max(0, len(self.leading) - 1))
        self.redraw()

    @property
    def is_answered(self) -> bool:
        """Whether what is told is the answer to what is asked."""
        asked = self.asked(self.shown) if self.shown else None
        return bool(self.told) and (asked is None or asked == self.answers)

    @property
    def leading(self) -> list[int]:
        """Which of the lines lead to an event."""
        return [number for number, line in enumerate(self.told) if line.position is not None]

    @property
    def chosen(self) -> Line | None:
        """The line that is lit, or None where no line leads anywhere."""
        leading = self.leading if self.is_answered else []
        return self.told[leading[self.index]] if leading else None

    def choose_by(self, by: int) -> None:
        """Light the line so many further on among those that lead somewhere; before there is an answer, of the one to come."""
        self.index = max(0, self.index + by)
        if self.told:
            self.index = min(self.index, max(0, len(self.leading) - 1))
        self._following = True
        self.redraw()

    def scroll_by(self, lines: int) -> None:
        """Move the text so many lines, as far as there is any."""
        self.top = max(0, min(self.top + lines, len(self._body) - self.size.height + 2))
        self.redraw()

    def page_by(self, pages: int) -> None:
        """Move the text so many times what is seen of it, but for one line that stays in sight."""
        self.scroll_by(pages * max(1, self.size.height - 3))

    def lines(self) -> Iterator[Parts]:
        """A heading and as much of the answer as fits, saying how much more there is."""
        width, height = self.size
        yield heading(self.title, self.saying, self.stamp if self.is_answered or self.shown is None else self.shown.stamp, width)
        if not self.is_answered:
            yield [(f" {WAITING}", DIM)]
            return
        self._body = list(self._wrapped(width - 1))
        if self._following:
            self._bring_on(height - 2)
        self.top = max(0, min(self.top, len(self._body) - height + 2))
        rest = len(self._body) - self.top - (height - 1)
        yield from (parts for _, parts in self._body[self.top : self.top + height - (1 if rest <= 0 else 2)])
        if rest > 0:
            yield [(f" ↓ {rest + 1} more: page down", DIM)]

    def _bring_on(self, room: int) -> None:
        """Scroll as little as shows the whole line that is lit; to the top for the first."""
        self._following = False
        leading = self.leading
        rows = [row for row, (number, _) in enumerate(self._body) if leading and number == leading[self.index]]
        if rows:
            self.top = min(max(self.top, rows[-1] - room + 1), rows[0]) if self.index else 0

    @property
    def saying(self) -> str:
        """What the heading says besides the title."""
        return ""

    def _wrapped(self, width: int) -> Iterator[tuple[int, Parts]]:
        leading = self.leading
        lit = leading[self.index] if leading else -1
        for number, line in enumerate(self.told):
            ground = SELECTED if number == lit else Style()
            if line.weight in {"heading", "strong"} and number:
                yield number, []
            label = line.label
            indent = 0 if line.weight in {"heading", "strong"} else max(LABEL, len(label) + 1) if label else 2
            for text in textwrap.wrap(line.text, max(10, width - indent - 1), break_on_hyphens=False):
                parts = [(f" {label:<{indent}}", DIM), (text, STYLES[line.weight])]
                filled = [*parts, (" " * (width - length(parts)), TEXT)]
                yield number, [(piece, style + ground) for piece, style in filled]
                label = ""

    def on_click(self, event: events.Click) -> None:
        """Light the line that was clicked, or go to the event of the one that is lit."""
        row = self.top + event.y - 1
        if not event.y or not 0 <= row < len(self._body) or not self.is_answered:
            return
        number, leading = self._body[row][0], self.leading
        if number not in leading:
            return
        if leading[self.index] == number:
            self.post_message(EventSought(int(self.told[number].position or 0)))
        self.index = leading.index(number)
        self.redraw()

    def on_mouse_scroll_down(self) -> None:
        """Read on."""
        self.scroll_by(3)

    def on_mouse_scroll_up(self) -> None:
        """Read back."""
        self.scroll_by(-3)
