"""Who asks for something to be recorded: the part that every command has."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.domain.recorded import Happened, Provenance, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who asks, in which role, when it happened, why and on what evidence; `command_id` makes a repetition harmless.

    `recorded_by` is who types it: where it is None, whoever the database knows by their login, else the actor.
    """

    command_id: str
    actor: str
    role: Role
    recorded_by: str | None = None
    happened: Happened
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    provenance: Provenance = "recorded"
    correlation: str | None = None
    causation: str | None = None
    reviewed_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfInspection:
    """What is asked of one inspection, and by whom."""

    inspection: str
    by: By
