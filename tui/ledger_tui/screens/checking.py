"""Verification from the list of inspections: every record read again, rung by rung, in the list's place."""

from __future__ import annotations

from textual import work

from ledger.application import Ledger
from ledger.errors import LedgerError
from ledger_tui.messages import EventSought, InspectionOpened, VerificationStopped, Verifying, WholeVerified
from ledger_tui.screens.saving import Saving
from ledger_tui.widgets.answers import VerifyPanel

CHECKING = "-checking"
"""The class that the screen has while the verification stands in the list's place."""


class Checking(Saving[None]):
    """Shows a verification, whose lines lead to the events they speak of."""

    ledger: Ledger
    _verifying = False

    @property
    def checked(self) -> VerifyPanel | None:
        """The verification, None where it is not shown."""
        return self.query_one(VerifyPanel) if self.has_class(CHECKING) else None

    def action_verify(self) -> None:
        """Read every record again and check it, rung by rung."""
        self.add_class(CHECKING)
        if not self._verifying:
            self._verifying = True
            self.query_one(VerifyPanel).begin()
            self.verify()

    def uncheck(self) -> None:
        """The list again."""
        self.remove_class(CHECKING)

    @work(thread=True, exit_on_error=False, group="verify")
    def verify(self) -> None:
        """Verify the whole ledger, saying how far it is."""
        try:
            self.post_message(WholeVerified(self.ledger.verify(self._say_how_far)))
        except LedgerError as error:
            self.post_message(VerificationStopped(error))

    def _say_how_far(self, what: str, done: int, of: int) -> None:
        self.post_message(Verifying(what, done, of))

    def on_verifying(self, message: Verifying) -> None:
        """Say how far each layer is."""
        self.query_one(VerifyPanel).say_how_far(message)

    def on_verification_stopped(self, message: VerificationStopped) -> None:
        """Say why there is no answer; the key asks again."""
        self._verifying = False
        self.query_one(VerifyPanel).stop(message.error)

    def on_whole_verified(self, message: WholeVerified) -> None:
        """Show the rungs."""
        self._verifying = False
        self.query_one(VerifyPanel).answer(message.verified)

    def on_event_sought(self, message: EventSought) -> None:
        """Replay the inspection of an event, at that event."""
        self.seek(message.position)

    @work(thread=True, exclusive=True, exit_on_error=False, group="sought")
    def seek(self, position: int) -> None:
        """Look up which inspection an event is of; where it is of none, or cannot be read, that is said."""
        try:
            inspection = self.ledger.event(position).inspection
        except LedgerError as error:
            self.app.call_from_thread(self.say, str(error))
            return
        if inspection:
            self.post_message(InspectionOpened(inspection, position))
        else:
            self.app.call_from_thread(self.say, f"#{position} is about the ledger itself and no inspection.")
