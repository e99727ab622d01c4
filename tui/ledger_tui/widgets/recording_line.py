"""The line that always says what is recorded, by whom, in which role, for which day and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.domain.roles import spoken
from ledger_tui.dates import happened_on
from ledger_tui.hand import Hand
from ledger_tui.palette import DIM, MODE, STRONG, TEXT, WARN
from ledger_tui.widgets.panel import Panel, Parts, fit, length, spread, widest
from ledger_tui.writing import Writing


class RecordingLine(Panel):
    """Two lines: the service and the case; the mode word with who types and what every key cites."""

    DEFAULT_CSS = "RecordingLine { height: 2; }"

    writing: Writing | None = None
    hand: Hand | None = None

    def show(self, writing: Writing, hand: Hand) -> None:
        """Show the sheet that is typed on, and who types."""
        self.writing, self.hand = writing, hand
        self.redraw()

    def lines(self) -> Iterator[Parts]:
        """The case, then who types in the longest form that fits."""
        width = self.size.width
        if self.writing is None or self.hand is None:
            return
        sheet = self.writing.sheet
        case = [(f"case {sheet.case} ", STRONG), (f"{sheet.kind} ", TEXT)]
        service = fit(sheet.view.service, min(len(sheet.view.service), width - length(case) - 3))
        named = [(f" {service}", STRONG), (f"  {sheet.framework.id}", DIM)]
        yield spread(named if length(named) + length(case) < width else named[:1], case, width)
        yield mode_line("RECORDING", self.hand, self.writing.evidence, width, trouble=self.writing.trouble)


def mode_line(mode: str, hand: Hand, evidence: Sequence[str], width: int, *, trouble: str = "") -> Parts:
    """The mode word, who types in the longest form that fits, and what every key cites, or the trouble there is."""
    cites = f"cites {', '.join(evidence)} " if evidence else ""
    if trouble:
        cites = f"{trouble} "
    room = width - len(mode) - 5
    typing: Parts = [(" ", TEXT), (f" {mode} ", MODE), (f" {widest(who(hand), room - len(cites))}", STRONG)]
    return spread(typing, [(fit(cites, min(len(cites), room // 2)), WARN)] if cites else [], width)


def who(hand: Hand) -> tuple[str, ...]:
    """Who types, in full first and then ever shorter."""
    acting = f"{hand.actor}, {spoken(hand.role)}"
    typed = f" · typed by {hand.recorded_by}" if hand.recorded_by != hand.actor else ""
    reviewed = f" · reviewed by {hand.reviewed_by}" if hand.reviewed_by else ""
    day = happened_on(hand.happened())
    return (
        f"{acting}{typed}{reviewed} · happened {day}",
        f"{acting}{typed}{reviewed} · {day}",
        f"{acting}{typed}{reviewed}",
        acting,
    )
