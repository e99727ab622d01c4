"""What the global options say."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Self

from ledger.errors import UsageError


@dataclass(frozen=True, slots=True)
class Settings:
    """Which ledger a command reads or writes, and who writes; None where nothing was said."""

    ledger: str | None
    actor: str | None

    @classmethod
    def checked(cls, ledger: str | None, actor: str | None) -> Self:
        """The settings from the options and the environment; UsageError for an empty option."""
        if ledger is not None and not ledger.strip():
            raise UsageError("Expected a file path, a SQLAlchemy URL or demo after --ledger, found nothing.")
        if actor is not None and not actor.strip():
            raise UsageError("Expected an actor id such as inspector-1 after --as, found nothing.")
        return cls(ledger, actor or os.environ.get("LEDGER_ACTOR") or None)
