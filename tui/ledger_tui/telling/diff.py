"""What differs between two points, told: the ratings and figures, then the events that did it, by how far up they reached."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit.diff import Diff
from ledger.audit.difference import Effect
from ledger_tui.consequences import consequences
from ledger_tui.telling.events import cited
from ledger_tui.telling.line import Line, counted, heading

_REACHED: dict[Effect, str] = {
    "overall": "moved the overall rating, its score, or what it may still come to",
    "rating": "moved a rating",
    "percentage": "moved a percentage only",
    "nothing": "moved nothing",
}


def diff_told(found: Diff) -> Iterator[Line]:
    """Both points, what differs, and every event between them but those that moved nothing, which are counted."""
    yield Line(f"From #{found.first.last.position} to #{found.last.last.position}", weight="strong")
    moved = consequences(found.first.view, found.last.view)
    yield from (Line(text) for text in moved or ("nothing differs",))
    for effect, events in found.by_effect().items():
        if events:
            yield heading(f"{counted(len(events), 'event')} {_REACHED[effect]}")
        if effect != "nothing":
            yield from (cited(event.recorded, found.last.view) for event in events)
