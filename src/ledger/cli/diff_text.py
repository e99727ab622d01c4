"""What changed between two points, as lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ledger.audit.diff import Diff, EventEffect
from ledger.audit.difference import Effect
from ledger.cli.board_text import clocks
from ledger.cli.citation_text import cited_lines, name_of, standing
from ledger.cli.difference_text import difference_lines
from ledger.cli.wrapping import listed, wrapped
from ledger.domain.recorded import Provenance

FEW: Final = 10
"""How many events that moved no rating are shown unless all are asked for."""

TITLES: Final[dict[Effect, str]] = {
    "overall": "moved the overall rating, its score or what it may come to",
    "rating": "moved a rating",
    "percentage": "moved a percentage or its counts",
    "nothing": "moved nothing on the board",
}


def diff_lines(found: Diff, *, everything: bool) -> list[str]:
    """Both points, what differs on the board, and the events by how far up they reached; the many that moved little are counted."""
    usual = found.last.view.provenance
    lines = [
        *standing(found.last),
        *wrapped(f"Compared with as at {clocks(found.first.last)}, step {found.first.view.step} of {found.first.of}", hanging=2),
        "",
        "What differs",
        *_changed(difference_lines(found.changed), 2),
    ]
    for effect, events in found.by_effect().items():
        lines += ["", f"{_count(len(events))} {TITLES[effect]}", *_events(effect, events, usual, everything=everything)]
    return lines


def _count(number: int) -> str:
    return f"{number or 'No'} event{'' if number == 1 else 's'}"


def _changed(lines: Sequence[str], indent: int) -> list[str]:
    return [line for text in lines or ["nothing"] for line in wrapped(text, indent, 2)]


def _events(effect: Effect, events: Sequence[EventEffect], usual: Provenance, *, everything: bool) -> Iterator[str]:
    if effect == "nothing" and not everything:
        counted = Counter(name_of(event.recorded) for event in events)
        if counted:
            yield from wrapped(listed((f"{number} {name}" for name, number in counted.most_common()), len(counted)), 2)
        return
    most = len(events) if everything or effect in {"overall", "rating"} else FEW
    for event in events[:most]:
        yield from cited_lines(event.recorded, usual, 2)
        if effect != "nothing":
            yield from _changed(difference_lines(event.changed), 6)
    if len(events) > most:
        yield f"  and {len(events) - most} more; --all lists them"
