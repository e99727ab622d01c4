"""Scripts: the commands of one inspection in batches, each batch one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from typing import Final

from ledger.domain import commands as c
from ledger.domain.recorded import Actor, Happened, Provenance

Script = Generator[tuple[c.Command, ...], int, None]
"""Yields batches of commands; is sent the ledger's last position after each, for decisions that name the position seen."""

COMMANDS: Final = uuid.UUID("4f1d0d5e-6a0b-5c53-9f0e-2d1a7c3b8e64")
"""The namespace of the command ids: the same inspection always gives the same ones."""

LEAD: Final = Actor("lead-inspector-1", "lead-inspector")
CHAIR: Final = Actor("panel-1", "panel-chair")
RECORDER: Final = Actor("recorder-1", "recorder")


class Envelope:
    """Says who, when and why for one inspection's commands, which are numbered as they are asked for."""

    def __init__(self, inspection: str, provenance: Provenance, recorded_by: str | None = None) -> None:
        """`recorded_by` types everything; where it is None, everyone types for themselves."""
        self.inspection = inspection
        self._provenance: Provenance = provenance
        self._recorded_by = recorded_by
        self._number = 0

    def by(
        self,
        actor: Actor,
        happened: Happened,
        *,
        reason: str | None = None,
        evidence: tuple[str, ...] = (),
        provenance: Provenance | None = None,
        correlation: str | None = None,
    ) -> c.By:
        """The attribution of the next command."""
        self._number += 1
        return c.By(
            command_id=str(uuid.uuid5(COMMANDS, f"{self.inspection}:{self._number}")),
            actor=actor.id,
            role=actor.role,
            recorded_by=self._recorded_by or actor.id,
            happened=happened,
            reason=reason,
            evidence=evidence,
            provenance=provenance or self._provenance,
            correlation=correlation,
        )


def inspector(number: int) -> Actor:
    """Inspector number `number`, from 1."""
    return Actor(f"inspector-{number}", "inspector")
