"""Refusals: what a rule does not allow, said from the facts."""

from __future__ import annotations

from ledger.errors import ConflictError, NotFoundError, RefusedError

__all__ = ["EvidenceMovedError", "NotFoundError", "RefusedError", "refuse"]


class EvidenceMovedError(ConflictError):
    """The evidence of a decision is no longer what the panel had before it."""


def refuse(expected: str, found: str, do: str) -> RefusedError:
    """A refusal that says what the rule expects, what was found and what to do."""
    return RefusedError(f"{expected}; {found}. {do}")
