"""Whoever is said to be known by a login: the ledger must say, at that position, that there was such a login."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.domain import access
from ledger.domain.access import Holders
from ledger.domain.events import TOPIC_OF
from ledger.domain.recorded import OF_THE_LEDGER, Attribution, RecordedEvent
from ledger.domain.roles import spoken
from ledger.integrity.faults import Fault, shown


class Typists:
    """Checks recorded events in order against the logins that were mapped before each."""

    def __init__(self) -> None:
        self._holders: Holders = {}

    def faults(self, recorded: RecordedEvent) -> Iterator[Fault]:
        """What is claimed of who typed an event and no mapping bears out; what the ledger's owner did is theirs by the tables.

        An event that does not stand where it belongs maps nobody, and is a fault by itself.
        """
        if not access.belongs(recorded):
            expected = "an event about a login in that login's stream, any other in an inspection's"
            yield Fault("stream", expected, f"{TOPIC_OF[type(recorded.event)]} in {shown(recorded.stream)}", recorded.position)
        elif recorded.inspection == OF_THE_LEDGER:
            self._holders = access.evolve(self._holders, recorded.event)
        elif recorded.by.authenticated:
            yield from self._of_somebody(recorded.by, recorded.position)

    def _of_somebody(self, by: Attribution, position: int) -> Iterator[Fault]:
        roles = access.roles_of(by.recorded_by, self._holders)
        if roles is None:
            yield Fault("typed by", "someone to whom a login was mapped by then", shown(by.recorded_by), position)
        elif by.actor.id != by.recorded_by and "recorder" not in roles:
            expected = f"a recorder where {shown(by.actor.id)} acts"
            yield Fault("typed by", expected, f"{shown(by.recorded_by)}, {' and '.join(map(spoken, sorted(roles)))}", position)
        elif by.actor.id == by.recorded_by and by.actor.role not in roles:
            expected = f"{shown(by.recorded_by)} in a role mapped to their login"
            yield Fault("acting as", expected, spoken(by.actor.role), position)
