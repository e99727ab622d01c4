"""What the ledger answers with: ratings as at an event, what a command led to, what events changed, and rows of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Overall
from ledger.errors import DamagedError
from ledger.projections.ratings import RatingsView


@dataclass(frozen=True, slots=True)
class Outcome:
    """The positions of the events that commands led to, none where nothing changed; `repeated` of the commands were known already.

    `remains` is the file beside the ledger where words that were erased are still to be found, None where none is known of.
    """

    positions: tuple[int, ...]
    repeated: int = 0
    remains: str | None = None


class RulesThen(NamedTuple):
    """The framework that an inspection was opened under, by its id and the digest of its rules at the time."""

    inspection: str
    framework: str
    digest: str


@dataclass(frozen=True, slots=True)
class Board:
    """The ratings of an inspection as at one of its `of` events."""

    view: RatingsView
    of: int

    @property
    def rules_then(self) -> RulesThen:
        """What the inspection was opened under."""
        return RulesThen(self.view.inspection, self.view.opened_under, self.view.opened_digest)

    @property
    def framework_differs(self) -> bool:
        """Whether the framework of today has other rules than the one of the same id that the inspection was opened under."""
        framework = self.view.framework
        return framework is not None and framework.id == self.view.opened_under and framework.digest != self.view.opened_digest


@dataclass(frozen=True, slots=True)
class Change:
    """Events of one inspection, and its ratings before the first and after the last of them."""

    events: tuple[RecordedEvent, ...]
    before: RatingsView
    after: RatingsView


@dataclass(frozen=True, slots=True)
class Listed:
    """An inspection in the list as at one of its `of` events, the `step`-th, which is `last`; `opened` is its first."""

    service: str
    opened: RecordedEvent
    last: RecordedEvent
    step: int
    of: int
    overall: Overall
    framework: Framework
    open_disputes: int = 0

    @property
    def inspection(self) -> str:
        """The id of the inspection."""
        return self.opened.inspection

    @property
    def rules_then(self) -> RulesThen:
        """What the inspection was opened under."""
        return RulesThen(self.inspection, self.framework.id, self.opened.by.framework_digest)

    @property
    def framework_differs(self) -> bool:
        """Whether the framework of today has other rules than the one of the same id that the inspection was opened under."""
        return self.framework.digest != self.opened.by.framework_digest


class UnlistedError(DamagedError):
    """Some inspections cannot be listed, and the message says why; `listed` has all others, in order of opening."""

    def __init__(self, listed: Sequence[Listed], unread: Iterable[DamagedError]) -> None:
        super().__init__("; ".join(map(str, unread)))
        self.listed = list(listed)
