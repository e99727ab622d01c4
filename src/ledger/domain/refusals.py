"""Refusals: what a rule does not allow, said from the facts."""

from __future__ import annotations

from ledger.domain.recorded import Happened
from ledger.errors import ConflictError, NotFoundError, RefusedError

__all__ = ["EvidenceMovedError", "NotFoundError", "RefusedError", "check_order", "frozen", "not_reviewed", "refuse"]


class EvidenceMovedError(ConflictError):
    """The evidence of a decision is no longer what the panel had before it."""


def refuse(expected: str, found: str, do: str) -> RefusedError:
    """A refusal that says what the rule expects, what was found and what to do."""
    return RefusedError(f"{expected}; {found}. {do}.")


def check_order(now: Happened, before: Happened, subject: str) -> None:
    """Refuse an event that would go back in time behind the last one about the same subject."""
    if now.is_before(before):
        raise refuse(
            f"Events about {subject} are recorded in the order they happened",
            f"the last happened on {before.on}, this one on {now.on}",
            "Check --happened-on",
        )


def frozen(inspection: str) -> RefusedError:
    """The refusal of a change after confirmation."""
    return refuse("Ratings are frozen once confirmed", f"{inspection} has been confirmed", "Reopen it first, with a reason")


def not_reviewed(inspection: str, reason: str | None, reviewed_by: str | None) -> RefusedError:
    """The refusal of a change after reopening that does not say why, or was not reviewed by someone else."""
    found = "no reason was given" if not reason else "no reviewer was named" if not reviewed_by else f"{reviewed_by} reviewed their own"
    return refuse(
        f"After {inspection} was reopened, every change says why and who else reviewed it", found, "Give --reason and --reviewed-by"
    )
