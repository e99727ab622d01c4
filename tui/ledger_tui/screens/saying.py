"""A screen that says what came of the last key, in one place and until the next key."""

from __future__ import annotations

from textual import events
from textual.screen import Screen, ScreenResultType

from ledger_tui.widgets.status import Status

Q_LEAVES = "Nothing is open on top: q leaves."
LEAVES = frozenset({"back", "quit"})
"""The actions that are done all the same."""

FIRST = 2
"""How many screens there are, Textual's own included, where nothing lies beneath the one that is seen."""


def lies_on_another(screen: Screen[ScreenResultType]) -> bool:
    """Whether a screen was opened from another, which escape leads back to."""
    return len(screen.app.screen_stack) > FIRST


class Saying(Screen[ScreenResultType]):
    """Has a `Status` among its widgets."""

    def say(self, text: str) -> None:
        """Say something until the next key."""
        self.query_one(Status).say(text)

    def hush(self) -> None:
        """Say nothing any more."""
        self.query_one(Status).say("")

    def of_no_use(self, event: events.Key) -> str:  # noqa: ARG002 - a screen that has no use for a key says so
        """What is to be said of a key that does nothing here; nothing where it does something."""
        return ""

    def on_key(self, event: events.Key) -> None:
        """What was said is gone before the key does anything; of one that does nothing that is said."""
        self.hush()
        said = self.of_no_use(event)
        if said:
            event.stop()
            self.say(said)

    def on_mouse_down(self, event: events.MouseDown) -> None:  # noqa: ARG002 - Textual's signature
        """What was said is gone before the click does anything."""
        self.hush()
