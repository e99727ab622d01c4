"""The event at the cursor in plain words, and what it changed; before it whatever is supposed."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.integrity.faults import Verified
from ledger_tui.palette import DIM, TEXT
from ledger_tui.telling.verified import event_verified
from ledger_tui.widgets.event_text import event_text, field, signatures, supposed_text
from ledger_tui.widgets.panel import Parts, heading, widest
from ledger_tui.widgets.scrolled import Scrolled


class EventDetail(Scrolled):
    """Headline, what, who, why, what it led to, when and evidence; scrolls where they do not fit.

    Where what is supposed leaves no room for who did it, that and when stand in one line above it.
    """

    verified: Verified | None = None

    def lines(self) -> Iterator[Parts]:
        """A heading and as much of the text as fits, saying how much more there is."""
        width, height = self.size
        if self.shown is None:
            return
        recorded = self.shown.recorded
        yield heading(f"Event #{recorded.position}" if recorded else "Event", "", self.shown.stamp, width)
        body = list(supposed_text(self.shown, width - 2))
        body += event_text(self.shown.replay, self.shown.view.step, width - 2, supposed=False)
        if recorded is not None:
            said = event_verified(self.verified, recorded.position) if self.verified else "not verified since this was opened: V verifies"
            body += field("bytes", (said,), width - 2, TEXT if self.verified else DIM)
        seen = any(parts[0][0].startswith("who") for parts in body[: height - 2] if parts)
        signed = bool(self.shown.at.supposed) and not seen
        if recorded is not None and signed:
            yield [(" ", TEXT), (widest(signatures(recorded), width - 2), TEXT)]
        yield from self.scrolled(body, height - (2 if signed else 1))
