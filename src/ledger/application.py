"""The one door to a ledger for the command line and the terminal screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.deciding import Deciding
from ledger.domain import commands as c
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.errors import ConflictError, NotFoundError, RefusedError
from ledger.identity import command_digest, free_texts
from ledger.projections import ratings
from ledger.projections.points import AtMilestone, Point, step_at

if TYPE_CHECKING:
    from ledger.store.store import Store

LATEST = AtMilestone("latest")
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What handling commands led to: the positions of their events, none where nothing changed; `repeated` of the commands were known already."""

    positions: tuple[int, ...]
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """The ratings of an inspection as at one of its `of` events."""

    view: ratings.RatingsView
    of: int

    @property
    def framework_differs(self) -> bool:
        """Whether the framework of today has other rules than the one of the same id that the inspection was opened under."""
        framework = self.view.framework
        return framework is not None and framework.id == self.view.opened_under and framework.digest != self.view.opened_digest


class Ledger:
    """Commands in, history and ratings out; every write is one transaction."""

    def __init__(self, store: Store, frameworks: Callable[[str], Framework], salt: Callable[[str, str], bytes]) -> None:
        """`salt` gives the salt of a text from its event's id and its name."""
        self._store = store
        self._frameworks = frameworks
        self._salt = salt

    def inspections(self) -> list[str]:
        """The ids of all inspections, in the order they were opened."""
        return self._store.inspections()

    def history(self, inspection: str) -> list[RecordedEvent]:
        """All recorded events of an inspection in order; NotFoundError where there is no such inspection."""
        events = self._store.history(inspection)
        if not events:
            known = self.inspections()
            there = f"It has: {', '.join(known)}." if known else "It has none yet."
            raise NotFoundError(f"There is no inspection {inspection!r} in this ledger. {there}")
        return events

    def event(self, position: int) -> RecordedEvent:
        """The event at a position; NotFoundError where there is none."""
        found = self._store.at(position)
        if found is None:
            head = self.head()
            there = f"Its positions go from #1 to #{head}." if head else "It has none yet."
            raise NotFoundError(f"There is no event #{position} in this ledger. {there}")
        return found

    def start(self, framework: str | None = None) -> ratings.RatingsView:
        """The ratings view before any event, to be folded over a history, under the inspection's own framework or another."""
        return ratings.start(self._frameworks, self._frameworks(framework).id if framework else None)

    def board(self, inspection: str, at: Point = LATEST, framework: str | None = None) -> Board:
        """The ratings of an inspection as at a point, under its own framework or another."""
        start = self.start(framework)
        history = self.history(inspection)
        return Board(ratings.fold(start, history[: step_at(at, history)]), len(history))

    def head(self) -> int:
        """The last position written, 0 in an empty ledger."""
        head = self._store.head()
        return head[0] if head else 0

    def handle(self, *commands: c.Command) -> Outcome:
        """Decide the commands in order and record what they lead to in one transaction: all or nothing.

        A command recorded before changes nothing; where someone else wrote first, the commands are decided again on what stands now.
        Raises RefusedError, NotFoundError, or ConflictError where that fails or a panel's evidence has moved.
        """
        for attempt in range(1, ATTEMPTS + 1):
            recorded = {command.by.command_id: self._recorded(command) for command in commands}
            known = [position for positions in recorded.values() for position in positions]
            repeated = sum(1 for positions in recorded.values() if positions)
            deciding = Deciding(self._store, self._frameworks, self._salt)
            for command in commands:
                if not recorded[command.by.command_id]:
                    deciding.decide(command)
            if not deciding.pending:
                return Outcome(tuple(known), repeated)
            try:
                appended = self._store.append(deciding.pending, guards=deciding.guards)
            except ConflictError:
                if attempt == ATTEMPTS:
                    raise
            else:
                return Outcome((*known, *range(appended.first, appended.last + 1)), repeated)
        raise AssertionError("the last attempt returns or raises")

    def _recorded(self, command: c.Command) -> Sequence[int]:
        """The positions of a command's events if it was recorded before; a known id with other content is refused."""
        recorded = self._store.command(command.by.command_id)
        if recorded and (recorded[0].by.command_digest != command_digest(command) or _texts_differ(command, recorded[0])):
            raise RefusedError(
                f"A command id is used once; {command.by.command_id} was recorded at #{recorded[0].position} with other content. "
                "Give the new command an id of its own."
            )
        return [event.position for event in recorded]


def _texts_differ(command: c.Command, recorded: RecordedEvent) -> bool:
    """Whether a text given now is not the one recorded; an erased text can no longer be compared."""
    given = free_texts(command)
    return set(given) != set(recorded.texts) or any(text.body not in (None, given[name]) for name, text in recorded.texts.items())
