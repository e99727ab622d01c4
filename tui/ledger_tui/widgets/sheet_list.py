"""The sheet of a case: standards, key questions and prompts in the official wording, with what is recorded on each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.style import Style
from textual import events

from ledger.domain.roles import spoken
from ledger_tui.palette import DIM, SELECTED, STRONG, TEXT, WARN
from ledger_tui.recording_messages import LineChosen
from ledger_tui.sheet import Line
from ledger_tui.stamp import short_stamp
from ledger_tui.widgets.panel import Panel, Parts, fit, heading, length
from ledger_tui.writing import Said, Writing

VALUE = 16
"""The cells in which an answer or judgement is written."""

INDENT = {"standard": 0, "question": 1, "prompt": 3}
PLAIN = Said("recorded", "")


class SheetList(Panel):
    """One line each, the chosen one with its whole wording; what came of a key stands under its line where it wants words."""

    can_focus = False
    writing: Writing | None = None
    top = 0
    _rows: tuple[int, ...] = ()

    def show(self, writing: Writing) -> None:
        """Show the sheet, scrolled so that the chosen line can be read."""
        self.writing = writing
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """A heading with the progress, then the lines that fit."""
        width, height = self.size
        if self.writing is None:
            return
        yield heading(f"Case {self.writing.sheet.case}", progress(self.writing), short_stamp(self.writing.sheet.view.last), width)
        drawn = [(row, parts) for row in range(len(self.writing.sheet.lines)) for parts in self._line(row, width)]
        room = max(1, height - 1)
        chosen = [y for y, (row, _) in enumerate(drawn) if row == self.writing.row]
        self.top = max(chosen[-1] + 2 - room, min(self.top, chosen[0] - 1), 0)
        self.top = max(0, min(self.top, len(drawn) - room))
        shown = drawn[self.top : self.top + room]
        self._rows = tuple(row for row, _ in shown)
        yield from (parts for _, parts in shown)

    def _line(self, row: int, width: int) -> Iterator[Parts]:
        if self.writing is None:
            return
        line, chosen = self.writing.sheet.lines[row], row == self.writing.row
        lit = SELECTED if chosen else Style()
        said = self.writing.said.get(line.id, PLAIN)
        for parts in (*self._text(line, width, chosen=chosen), *_words(said, width)):
            yield [(text, style + lit) for text, style in [*parts, (" " * (width - length(parts)), TEXT)]]

    def _text(self, line: Line, width: int, *, chosen: bool) -> Iterator[Parts]:
        """The line as it is; the chosen one with as many lines as its wording takes."""
        indent = INDENT[line.kind]
        name = f"{line.id[-1:] if line.kind == 'prompt' else line.id} "
        room = width - VALUE - indent - len(name) - 3
        wrapped = textwrap.wrap(line.text, room) if chosen else [fit(line.text, room)]
        style = TEXT if line.kind == "prompt" else STRONG
        yield [
            ("►" if chosen else " ", WARN),
            (" " * indent, TEXT),
            (name, DIM if line.kind == "prompt" else STRONG),
            (fit(wrapped[0], room), style),
            (" ", TEXT),
            *self._value(line),
        ]
        yield from ([(" " * (1 + indent + len(name)), TEXT), (text, style)] for text in wrapped[1:])

    def _value(self, line: Line) -> Parts:
        if self.writing is None or line.kind == "standard":
            return []
        said, value = self.writing.said.get(line.id, PLAIN), self.writing.sheet.value(line.id)
        if said.kind == "waiting":
            return [(fit(f"… {said.words}", VALUE), DIM)]
        sign = {"refused": "✗", "conflict": "✗", "unknown": "?", "news": "•"}.get(said.kind, "✓" if value else "·")
        return [(fit(f"{sign} {spoken(value) if value else ''}", VALUE), STRONG if value else DIM)]

    def on_click(self, event: events.Click) -> None:
        """Choose the line that was clicked."""
        if 0 < event.y <= len(self._rows):
            self.post_message(LineChosen(self._rows[event.y - 1]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Further down the sheet."""
        self._scrolled(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Further up the sheet."""
        self._scrolled(event, -1)

    def _scrolled(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if self.writing is not None:
            self.post_message(LineChosen(self.writing.moved(by).row))


def progress(writing: Writing) -> str:
    """How far the case is, what wants looking at first: `1 not recorded, 31 of 36 answered, 9 of 12 judged`."""
    parts = [f"{len(writing.waiting)} being recorded"] if writing.waiting else []
    if writing.unrecorded:
        parts.append(f"{writing.unrecorded} not recorded")
    if writing.unsure:
        parts.append(f"{len(writing.unsure)} not known")
    answered, prompts = writing.sheet.progress("prompt")
    if prompts:
        parts.append(f"{answered} of {prompts} answered")
    judged, questions = writing.sheet.progress("question")
    return ", ".join([*parts, f"{judged} of {questions} judged"])


def _words(said: Said, width: int) -> Iterator[Parts]:
    """What wants more words than a sign: why a key was not recorded, and who else recorded something."""
    if said.kind in ("refused", "conflict", "unknown", "news"):
        yield from ([("      ", TEXT), (text, WARN)] for text in textwrap.wrap(said.words, max(10, width - 8)))
