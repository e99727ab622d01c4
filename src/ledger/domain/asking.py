"""Who asks for something to be recorded: the part that every command has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from ledger.domain.recorded import Provenance, Role
from ledger.domain.values import CHECKED, Id, Moment, Name, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who asks, in which role, when it happened, why and on what evidence; `command_id` makes a repetition harmless.

    `recorded_by` is who types it: where it is None, whoever the database knows by their login, else the actor.
    """

    command_id: Id
    actor: Name
    role: Role
    recorded_by: Name | None = None
    happened: Moment
    reason: Words | None = None
    evidence: tuple[Name, ...] = ()
    provenance: Provenance = "recorded"
    correlation: Name | None = None
    causation: Name | None = None
    reviewed_by: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfInspection:
    """What is asked of one inspection, and by whom."""

    __pydantic_config__: ClassVar[ConfigDict] = CHECKED

    inspection: Name
    by: By
