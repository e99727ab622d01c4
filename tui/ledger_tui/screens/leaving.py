"""Leaving a screen that records: once everything is recorded, and not where something was not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.screen import Screen, ScreenResultType

from ledger.errors import LedgerError, UnknownError
from ledger_tui.widgets.prompt import Prompt


class Finishing(Screen[ScreenResultType]):
    """Knows what it is recording, and does something once that is done."""

    _then: Callable[[LedgerError | None], object] | None = None

    @property
    def pending(self) -> tuple[str, ...]:
        """What is being recorded, and what waits for it, in words."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say something until the next move."""
        raise NotImplementedError

    def finish(self, then: Callable[[LedgerError | None], object]) -> None:
        """Do something once everything is recorded; asked for again, at once and with what may not be recorded."""
        pending = self.pending
        if not pending:
            then(None)
        elif self._then is not None:
            then(left_open(pending))
        else:
            self._then = then
            self.say("Leaving once every key is recorded; again leaves at once.")

    def came_of_it(self, missed: str) -> None:
        """Leave where that was asked for and nothing is being recorded any more; stay where something was `missed` or is asked for."""
        then = self._then
        if then is None or (self.pending and not missed):
            return
        self._then = None
        if missed:
            self.say(f"Not left. {missed}")
        elif any(prompt.asks for prompt in self.query(Prompt)):
            self.say("Not left: everything before is recorded, and something is asked for here; escape leaves that.")
        else:
            then(None)


class Leaving(Finishing[LedgerError | None]):
    """Ends without an error where nothing that was typed is left open, else, as nobody knows what became of it, with one that names it."""

    def leave(self, error: LedgerError | None = None) -> None:
        """Leave; where something lies on it, such as the help, that is being read."""
        if self.is_active:
            self.dismiss(error)
        else:
            self.say("Every key is recorded.")

    def action_back(self) -> None:
        """Leave, once everything is recorded."""
        self.finish(self.leave)


def left_open(pending: Sequence[str]) -> UnknownError:
    """What is said of a screen that was left before everything was recorded, one thing at a time being recorded."""
    first, *others = pending
    rest = f" Not recorded: {'; '.join(others)}." if others else ""
    return UnknownError(f"Left while this was being recorded, and whether it is recorded is not known: {first}.{rest}")
