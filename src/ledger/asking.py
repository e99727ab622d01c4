"""Who asks, for programs: the attribution of a command with what is usual filled in."""

from __future__ import annotations

import uuid
from typing import TypedDict, Unpack

from ledger.bootstrap import utc_now
from ledger.domain.commands import By
from ledger.domain.recorded import Happened, Provenance, Role


class More(TypedDict, total=False):
    """What can be said besides who, why and when; the names are those of `By`."""

    command_id: str
    recorded_by: str
    reviewed_by: str
    evidence: tuple[str, ...]
    correlation: str
    causation: str
    provenance: Provenance


def by(actor: str, role: Role, *, reason: str | None = None, happened_on: str | None = None, **more: Unpack[More]) -> By:
    """Who asks, in which role and why; it happened today (UTC) unless `happened_on` says otherwise, as a time, a day or a month.

    Who types it is whose the database login is, or the actor, unless `recorded_by` says who. Every call has a command id of its own
    unless `command_id` gives one, a UUID, which makes asking again harmless. ValueError for a time that is not one.
    """
    more.setdefault("command_id", str(uuid.uuid4()))
    return By(actor=actor, role=role, happened=Happened.parse(happened_on or utc_now().date().isoformat()), reason=reason, **more)
