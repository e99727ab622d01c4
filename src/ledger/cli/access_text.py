"""Whose every login is, as lines for people."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.access import Access
from ledger.cli.citation_text import name_of
from ledger.cli.event_text import what
from ledger.cli.output import clean
from ledger.cli.tables import columns
from ledger.domain.recorded import RecordedEvent
from ledger.domain.roles import spoken


def holder_lines(now: Access) -> list[str]:
    """A line a login, and what is known of the one that is asking."""
    rows = [[clean(login), clean(holder.actor), ", ".join(map(spoken, holder.roles))] for login, holder in now.standing]
    table = columns([["login", "actor", "acts as"], *rows]) if rows else ["No login is mapped in this ledger."]
    return [*table, *([""] if rows or now.asking else []), _asking(now)]


def _asking(now: Access) -> str:
    if now.asking is None:
        return "The ledger is a file: who records in it is not known by any login."
    whose = f"{clean(now.actor)}'s" if now.actor else "nobody's"
    owns = ", which owns the ledger" if now.asking.owns else ""
    return f"You are asking by the login {clean(now.asking.name)}{owns}; it is {whose}."


def done_lines(recorded: Sequence[RecordedEvent]) -> list[str]:
    """What was recorded, a line an event."""
    if not recorded:
        return ["Nothing was recorded: it stands so already."]
    return [f"Recorded as #{one.position}: {name_of(one)}: {clean(what(one.event))}" for one in recorded]
