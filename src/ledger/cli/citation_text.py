"""A recorded event as an answer for people cites it."""

from __future__ import annotations

from ledger.audit.standpoint import Standpoint
from ledger.cli.board_text import PROVENANCES, clocks, happened
from ledger.cli.event_text import what
from ledger.cli.output import clean
from ledger.cli.wrapping import wrapped
from ledger.domain.events import TOPIC_OF, event_name
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.projections.ratings import COUNTS_ONLY

MADE_UP = (
    "Reconstructed from published figures: how each case was judged is not published, so the judgements of single cases "
    "shown here were made up to meet the published counts."
)


def standing(at: Standpoint) -> list[str]:
    """The lines that say which inspection an answer is about, at which point, by both clocks, and how far it can be trusted."""
    view = at.view
    known = MADE_UP if view.provenance in COUNTS_ONLY else f"{PROVENANCES[view.provenance].capitalize()}."
    return [
        *wrapped(f"{view.service} ({view.inspection}), {at.framework.id}"),
        *wrapped(f"As at {clocks(at.last)}, step {view.step} of {at.of}", hanging=2),
        *wrapped(known),
    ]


def name_of(recorded: RecordedEvent) -> str:
    """The event's name without its version."""
    return event_name(TOPIC_OF[type(recorded.event)])


def people_and_clocks(recorded: RecordedEvent, usual: Provenance) -> str:
    """Who did it, in which role, who typed it if another did, when by both clocks, and any provenance but the usual one."""
    by = recorded.by
    typed = f", typed by {clean(by.recorded_by)}" if by.recorded_by != by.actor.id else ""
    provenance = f", {PROVENANCES[by.provenance]}" if by.provenance != usual else ""
    return f"by {clean(by.actor.id)} ({by.actor.role}){typed}, {happened(recorded)}, recorded {recorded.recorded_at[:19]}Z{provenance}"


def cited_lines(recorded: RecordedEvent, usual: Provenance, indent: int) -> list[str]:
    """An event in a few lines: position, name, what it says, who, when, why."""
    said = what(recorded.event)
    head = f"#{recorded.position} {name_of(recorded)}{f' {said}' if said else ''}, {people_and_clocks(recorded, usual)}"
    return [*wrapped(head, indent, 2), *reason_lines(recorded, indent + 2)]


def reason_lines(recorded: RecordedEvent, indent: int) -> list[str]:
    """The reason given, or that it was erased and by which event; nothing where there was none."""
    text = recorded.texts.get("reason")
    if text is None:
        return []
    return wrapped(f"why: {text.words}", indent, 2)
