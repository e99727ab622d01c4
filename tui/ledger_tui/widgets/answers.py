"""The panels of answers: findings, why, blame, verification."""

from __future__ import annotations

from ledger.errors import LedgerError
from ledger.integrity.faults import Verified
from ledger_tui.messages import Verifying
from ledger_tui.shown import Shown
from ledger_tui.telling.line import Line
from ledger_tui.telling.verified import verified_told
from ledger_tui.widgets.reading import Key, Reading

WHOLE = "the whole ledger"
"""What a verification stands at."""


class FindingsPanel(Reading):
    """What a reviewer should look at, as at the point where it was asked for, wherever one goes from there."""

    title = "Findings"

    def asked(self, shown: Shown) -> Key | None:
        """Nothing new once there is an answer: its list stays while one goes from finding to finding."""
        return None if self.told else (shown.replay, shown.at.step)

    @property
    def saying(self) -> str:
        """That the list stands elsewhere than the cursor, where it does."""
        return "F twice: look as at the cursor" if self.told and self.shown and self.stamp != self.shown.stamp else ""


class WhyPanel(Reading):
    """Why the chosen standard has its rating as at the cursor."""

    title = "Why"
    follows_choice = True


class BlamePanel(Reading):
    """Who made every rating and key question what it is as at the cursor."""

    title = "Blame"

    def asked(self, shown: Shown) -> Key | None:
        """The whole board as at the cursor, whichever standard is chosen."""
        return shown.replay, shown.at.step


class VerifyPanel(Reading):
    """Every record of the ledger read again and checked; the answer stands wherever one goes."""

    title = "Verify"

    def asked(self, shown: Shown) -> Key | None:  # noqa: ARG002 - it stands at no point
        """Nothing that depends on the cursor."""
        return None

    def begin(self) -> None:
        """Forget the answer that stands."""
        self.tell((), (), "")

    def say_how_far(self, message: Verifying) -> None:
        """How far a layer is, beside how far the others are."""
        others = [line for line in self.told if line.label != message.what]
        layer = [Line(f"{message.done:,} of {message.of:,}", message.what)] if message.what else []
        self.tell((), [*others, *layer], WHOLE)

    def stop(self, error: LedgerError) -> None:
        """Say why there is no answer."""
        self.tell((), [Line(f"Not verified: {error}", weight="warning")], WHOLE)

    def answer(self, verified: Verified) -> None:
        """Show the rungs."""
        self.tell((), list(verified_told(verified)), WHOLE)
