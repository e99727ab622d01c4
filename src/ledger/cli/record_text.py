"""What a recording came to: the events, and what they changed on the board."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.application import Change
from ledger.audit.difference import difference, difference_json
from ledger.cli.board_json import Object
from ledger.cli.difference_text import difference_lines, figures
from ledger.cli.event_text import what
from ledger.cli.wrapping import wrapped
from ledger.domain import events as e
from ledger.domain.percentages import Tally
from ledger.domain.recorded import RecordedEvent


@dataclass(frozen=True, slots=True)
class Done:
    """What a command led to: nothing where it changes nothing; `again` where it was recorded before."""

    change: Change | None
    positions: tuple[int, ...]
    dry_run: bool = False
    again: bool = False

    @property
    def events(self) -> tuple[RecordedEvent, ...]:
        """The events recorded, or those that would be."""
        return self.change.events if self.change else ()


def done_json(done: Done) -> Object:
    """The positions, the events by name, and what they changed, `changed` null where nothing was recorded."""
    changed = difference_json(difference(done.change.before, done.change.after)) if done.change and done.events else None
    return {
        "ok": True,
        "dry_run": done.dry_run,
        "repeated": done.again,
        "positions": done.positions,
        "events": [_name(recorded) for recorded in done.events],
        "changed": changed,
    }


def done_lines(done: Done) -> list[str]:
    """One line an event, the figures that a panel had before it, and what changed on the board."""
    if not done.change or not done.events:
        return ["It would change nothing." if done.dry_run else "Nothing was recorded: it stands so already."]
    lines = [line for recorded in done.events for line in _event(recorded, done)]
    changed = difference_lines(difference(done.change.before, done.change.after)) or ["nothing on the board"]
    heading = "What it would change" if done.dry_run else "What it changed"
    return [*lines, "", heading, *(line for text in changed for line in wrapped(text, 2, 2))]


def _event(recorded: RecordedEvent, done: Done) -> list[str]:
    said = what(recorded.event)
    event = f"{_name(recorded)}{f': {said}' if said else ''}"
    if done.dry_run:
        head = f"Nothing was written. It would be recorded: {event}"
    elif done.again:
        head = f"Recorded before, as #{recorded.position}, and not again: {event}"
    else:
        head = f"Recorded as #{recorded.position}: {event}"
    return [*wrapped(head, hanging=2), *_seen(recorded.event)]


def _seen(event: e.Event) -> list[str]:
    """What the panel had before it."""
    seen: e.Seen | None = getattr(event, "seen", None)
    if seen is None:
        return []
    shown = [f"{one.key_question} {figures(Tally(one.key_question, one.yes, one.relevant))}" for one in seen.figures]
    text = "; ".join(shown) or f"proposed {seen.proposed or 'nothing'}"
    return wrapped(f"before the panel at #{seen.position}: {text}", 2, 2)


def _name(recorded: RecordedEvent) -> str:
    return e.event_name(e.TOPIC_OF[type(recorded.event)])
