"""Keys that suppose: this event left out, this judgement the other way; nothing is recorded."""

from __future__ import annotations

from typing import Literal

from textual import work

from ledger.audit.suppositions import NOTHING_SUPPOSED, Supposition, Suppositions, turned_over
from ledger.domain import events as e
from ledger_tui.messages import SuppositionsWorkedOut
from ledger_tui.screens.drilling import Drilling
from ledger_tui.telling.what_if import changes_told, moves_told
from ledger_tui.watching import HistoryGrew


class Supposing(Drilling):
    """Leaves events out and turns judgements over, and takes either back; the screen then shows what would be."""

    def action_leave_out(self) -> None:
        """The event looked at left out, or put back."""
        recorded = self.shown.in_question if self.shown else None
        if recorded is None or isinstance(recorded.event, e.InspectionOpened):
            self.say("without its opening there is no inspection")
        else:
            self.suppose(self.at.supposed.toggled(Supposition(recorded.position)))

    def action_turn_over(self) -> None:
        """The judgement looked at turned over, or back."""
        recorded = self.shown.in_question if self.shown else None
        other = turned_over(recorded.event) if recorded else None
        if recorded is None or other is None:
            self.say("only a judgement or an answer can be turned over; x leaves any event out")
        else:
            self.suppose(self.at.supposed.toggled(Supposition(recorded.position, other)))

    def suppose(self, supposed: Suppositions, called: str = "") -> None:
        """Suppose exactly this, and say what it is called or moves; what shows the whole history follows when it is worked out."""
        self.go(self.at.supposing(supposed, called).saying("" if supposed else "as recorded again"))
        if supposed:
            each = "; ".join(changes_told(self.current, self.framework)) if self.has_class("-tight") else ""
            self.say(": ".join(filter(None, (called, each))) if called else moves_told(self.current, self.at.step)[0])
            self.fold_whole(supposed)

    @work(thread=True, exclusive=True, exit_on_error=False, group="suppositions")
    def fold_whole(self, supposed: Suppositions) -> None:
        """Work the whole history out with the suppositions."""
        if self.replay is not None:
            replay = self.replay.supposing(supposed)
            replay.outcomes  # noqa: B018 (worked out here, off the screen's thread)
            self.post_message(SuppositionsWorkedOut(replay))

    def on_suppositions_worked_out(self, message: SuppositionsWorkedOut) -> None:
        """Show the whole history so, unless something else is supposed by now."""
        if message.replay.supposed == self.at.supposed and message.replay.recorded is self.replay:
            self.supposing = self.laid = message.replay
            self.go(self.at)

    def on_history_grew(self, message: HistoryGrew) -> None:
        """Work the longer history out with what is supposed."""
        if self.at.supposed and message.before is not message.replay:
            self.call_later(self.fold_whole, self.at.supposed)

    def action_smallest(self, what: Literal["standard", "overall"]) -> None:
        """The next smallest set of changes that would move the chosen standard, or the overall rating; after the last none again.

        It begins with the first set wherever what is supposed is not a set of these, for all that the same is supposed.
        """
        from ledger_tui.smallest import smallest_sets

        if self.replay is None or not self.standards:
            return
        standard = self.at.chosen if what == "standard" else None
        sets = smallest_sets(self.replay, self.at.step, standard)
        here = self.at.supposed, self.at.called
        index = next((i for i, one in enumerate(sets) if (one.supposed, one.said) == here), -1) + 1
        if not sets:
            self.say(f"nothing recorded would move {standard or 'the overall rating'}")
        elif index == len(sets):
            self.suppose(NOTHING_SUPPOSED)
            self.say("that was the last of the smallest sets")
        else:
            self.suppose(sets[index].supposed, sets[index].said)
