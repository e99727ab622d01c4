"""An event in words, as the lines of a panel."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rich.style import Style

from ledger.domain.recorded import RecordedEvent
from ledger_tui.consequences import consequences
from ledger_tui.dates import happened_on
from ledger_tui.palette import DIM, STRONG, TEXT, WARN
from ledger_tui.replay import Replay
from ledger_tui.shown import Shown
from ledger_tui.telling.what_if import LEFT_OUT, changes_told, moves_told
from ledger_tui.turns import ended_at
from ledger_tui.widgets.panel import Parts
from ledger_tui.wording import Words, describe, headline, spaced

LABEL = 8
NARROW = 30
"""In fewer cells than this no room is kept beside a text for its label."""
NOTHING = "nothing on the board"


def supposed_text(shown: Shown, width: int) -> Iterator[Parts]:
    """What is supposed and what that moves at the cursor, and a line left free; nothing where nothing is supposed."""
    if not shown.at.supposed:
        return
    yield from ([(line, STRONG)] for line in textwrap.wrap(shown.at.called, width))
    yield from field("what if", tuple(changes_told(shown.replay, shown.view.framework)), width, WARN)
    yield from field("then", moves_told(shown.replay, shown.view.step), width, STRONG)
    yield []


def signatures(recorded: RecordedEvent) -> Iterator[str]:
    """Who did it, in which role and when, in one line, from long to short."""
    by = recorded.by
    yield f"{by.actor.id}, {spaced(by.actor.role)} · {happened_on(by.happened)}"
    yield f"{by.actor.id} · {happened_on(by.happened)}"
    yield by.actor.id


def event_text(replay: Replay, step: int, width: int, *, supposed: bool = True) -> Iterator[Parts]:
    """The event at a step, what it changed, and with `supposed` what is supposed of it."""
    recorded = replay.event_at(step)
    if recorded is None:
        yield [("Nothing has happened yet.", TEXT)]
        return
    before = replay.view_at(step - 1)
    after = replay.view_at(step)
    words = describe(recorded, after.framework, replay.previous_like(step))
    yield from ([(line, STRONG)] for line in textwrap.wrap(words.headline, width))
    if supposed:
        yield from _supposed(replay, recorded.position, width)
    changed = consequences(before, after)
    if before.framework is not None and not changed and recorded.position not in replay.supposed.by_position:
        changed = (NOTHING,)
    yield from _fields(words, changed, _ended(replay, step), width)
    cause = replay.cause_of(step)
    if cause is not None:
        yield from field("follows", (f"#{cause.position} {headline(cause.event, after.framework)}",), width)


def _supposed(replay: Replay, position: int, width: int) -> Iterator[Parts]:
    one = replay.supposed.by_position.get(position)
    if one is not None:
        said = LEFT_OUT if one.instead is None else f"taken as: {headline(one.instead)}"
        yield from field("what if", (said,), width, WARN)


def _ended(replay: Replay, step: int) -> Sequence[str]:
    """What the event ended; nothing as long as the whole history is not worked out, for which no key waits."""
    return tuple(ended_at(replay, step)) if replay.is_worked_out else ()


def _fields(words: Words, changed: Sequence[str], ended: Sequence[str], width: int) -> Iterator[Parts]:
    yield from field("what", words.what[:1], width)
    yield from field("who", (words.who,), width)
    yield from field("why", (words.why,), width, DIM if words.why == "no reason recorded" else TEXT)
    yield from field("led to", changed, width, DIM if changed == (NOTHING,) else STRONG)
    yield from field("was", ended, width)
    yield from field("when", (words.happened, words.recorded), width)
    yield from field("more", words.what[1:], width)
    yield from field("cites", words.evidence, width)
    yield from field("note", (words.provenance,) if words.provenance else (), width, WARN)


def field(label: str, texts: Sequence[str], width: int, style: Style = TEXT) -> Iterator[Parts]:
    """A labelled field: the label beside the first line, every text wrapped within the rest of the width, or in all of a narrow one."""
    if width < NARROW:
        yield from _narrow_field(label, texts, width, style)
        return
    shown = label
    for text in texts:
        for line in textwrap.wrap(text, max(10, width - LABEL)):
            yield [(f"{shown:<{LABEL}}", DIM), (line, style)]
            shown = ""


def _narrow_field(label: str, texts: Sequence[str], width: int, style: Style) -> Iterator[Parts]:
    for number, text in enumerate(texts):
        named = f"{label}: " if not number else ""
        for line in textwrap.wrap(f"{named}{text}", max(10, width - 1), subsequent_indent=" "):
            own = len(named) if line.startswith(named) else 0
            yield [(line[:own], DIM), (line[own:], style)]
            named = ""
