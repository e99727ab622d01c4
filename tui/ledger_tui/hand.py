"""Who types: the person, the role and the day that every key is recorded under, and where it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ledger.application import Ledger
from ledger.domain.recorded import Happened, Role

if TYPE_CHECKING:
    from ledger.domain.asking import By


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, in which role, who types it and who reviewed it; `happened` gives when what is typed now happened."""

    actor: str
    role: Role
    recorded_by: str
    happened: Callable[[], Happened]
    reviewed_by: str | None = None
    correlation: str | None = None

    def held(self) -> Hand:
        """The same, for whom everything happened now: what waits is recorded for the day on which it was typed."""
        now = self.happened()
        return replace(self, happened=lambda: now)

    def by(self, command_id: str, reason: str | None = None, evidence: tuple[str, ...] = ()) -> By:
        """The attribution of a command."""
        from ledger.domain.asking import By

        return By(
            command_id=command_id,
            actor=self.actor,
            role=self.role,
            recorded_by=self.recorded_by,
            happened=self.happened(),
            reason=reason,
            evidence=evidence,
            correlation=self.correlation,
            reviewed_by=self.reviewed_by,
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one may write: the ledger opened for writing, and the hand that types, each found when it is first asked for."""

    ledger: Callable[[], Ledger]
    hand: Callable[[], Hand]
