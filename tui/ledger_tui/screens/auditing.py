"""Keys that ask for an answer beside the event: findings, why, blame, verification. Each is worked out off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual import work
from textual.timer import Timer

from ledger.errors import LedgerError
from ledger.projections.points import Position
from ledger_tui.messages import Answered, EventSought, HistoryRead, VerificationStopped, Verifying, WholeVerified
from ledger_tui.offered import NOTHING_OPEN
from ledger_tui.replay import Replay
from ledger_tui.river import WHOLE, RiverMark
from ledger_tui.screens.comparing import Comparing
from ledger_tui.standpoint import Standpoint
from ledger_tui.telling.line import Line
from ledger_tui.widgets.answers import VerifyPanel
from ledger_tui.widgets.event_detail import EventDetail
from ledger_tui.widgets.reading import Reading
from ledger_tui.widgets.river import River

if TYPE_CHECKING:
    from ledger.audit.findings import Severity

ANSWERING: Final = 80
"""Up to so many cells an open panel of answers stands in the board's place, which could not be read beside it."""

REST: Final = 0.1
"""Seconds that the cursor rests before an answer is worked out, so that playing and scrubbing wait for none."""


def river_marks(replay: Replay, told: Iterable[Line]) -> Iterator[RiverMark]:
    """A mark on the river for every finding that has an event of the inspection: F where it is high, f where it is not."""
    for line in told:
        if line.position is not None:
            high = line.label == "high"
            yield RiverMark(replay.step_of(Position(line.position)), WHOLE, "F" if high else "f", weight=5 if high else 4)


class Auditing(Comparing):
    """Opens the panels of answers, and has what they ask worked out."""

    least: Severity = "low"
    """The findings listed are of at least this severity."""
    subject: str | None = None
    """What blame is told of: a standard, a key question, or everything."""
    opens_at: int | None = None
    """The position to open at; None for the end."""
    _resting: Timer | None = None

    def on_history_read(self, message: HistoryRead) -> None:
        """As the frame, then to the position asked for."""
        message.prevent_default()  # the frame's own handler, which would run once more
        super().on_history_read(message)
        if self.resumes is not None:
            self.resume(self.resumes)
        elif self.opens_at is not None:
            self.go_to_position(self.opens_at)

    def go(self, at: Standpoint) -> None:
        """As the frame; an open panel has its answer worked out once the cursor rests."""
        super().go(at)
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._work_out) if self.reading is not None else None

    @property
    def answering(self) -> bool:
        """Where there is little room, an open panel has all of it."""
        return self.reading is not None and self.app.size.width <= ANSWERING

    @property
    def reading(self) -> Reading | None:
        """The panel of answers that is open."""
        return next((panel for panel in self.panels if isinstance(panel, Reading) and panel.id == self.at.aside), None)

    def action_ask(self, aside: str) -> None:
        """The panel beside the event with everything there is to tell, or the usual one again.

        A list that one came from to an event is opened again as it was; once it is closed by its key, it is worked out anew.
        """
        panel = self.query_one(f"#{aside}", Reading)
        came = self.at.before is not None and self.at.before.aside == aside
        if self.at.aside == aside:
            panel.tell((), (), "")
            self.close_asides()
        elif came and panel.told:
            self.go(replace(self.at, aside=aside))
        else:
            self.least, self.subject = "low", None
            self.open_aside(aside)

    def open_aside(self, aside: str) -> None:
        """The panel beside the event, its answer worked out anew."""
        self.query_one(f"#{aside}", Reading).tell((), (), "")
        self.go(replace(self.at, aside=aside))

    def close_asides(self) -> None:
        """The event and the usual panel."""
        self.go(self.at.shut if self.has_class("-roomy") else replace(self.at, aside=""))

    def action_choose(self, by: int) -> None:
        """The next line of an open list, or the next standard of the board."""
        panel = self.reading
        if panel is None or panel.follows_choice:
            super().action_choose(by)
        else:
            panel.choose_by(by)

    def action_line(self, by: int) -> None:
        """The next or previous line of an open panel that leads to an event."""
        if self.reading is None:
            self.say(NOTHING_OPEN)
        else:
            self.reading.choose_by(by)

    def action_enter(self) -> None:
        """To the event of the line that is lit in an open panel; else what enter does on the board."""
        panel = self.reading
        line = panel.chosen if panel else None
        if line is None:
            super().action_enter()
        else:
            self.go_to_position(int(line.position or 0))

    def action_detail(self, lines: int) -> None:
        """Move in the words of the open panel, or of the event."""
        panel = self.reading
        if panel is None:
            super().action_detail(lines)
        else:
            panel.page_by(1 if lines > 0 else -1)

    def _work_out(self) -> None:
        panel, replay = self.reading, self.replay
        shown = panel.shown if panel else None
        if panel is None or replay is None or shown is None or panel.is_answered:
            return
        key = panel.asked(shown)
        if key is not None:
            self.work_out(str(panel.id), key, shown.replay, shown.at, shown.stamp)

    @work(thread=True, exclusive=True, exit_on_error=False, group="answers")
    def work_out(self, aside: str, key: tuple[object, ...], replay: Replay, at: Standpoint, stamp: str) -> None:
        """Work out what a panel asks as at a standpoint."""
        try:
            told = list(self._told(aside, replay, at))
        except LedgerError as error:
            told = [Line(str(error), weight="warning")]
        self.post_message(Answered(aside, key, told, stamp))

    def _told(self, aside: str, replay: Replay, at: Standpoint) -> Iterator[Line]:
        history, start = at.supposed.of(replay.history[: at.step]), self.ledger.start()
        match aside:
            case "why":
                from ledger.audit.why import why
                from ledger_tui.telling.why import why_told

                yield from why_told(why(history, len(history), start, at.chosen))
            case "blame":
                from ledger.audit.blame import blamed
                from ledger_tui.telling.blame import blame_told

                yield from blame_told(blamed(history, len(history), start), self.subject)
            case _:
                from ledger.audit.findings import at_or_above, findings
                from ledger_tui.telling.findings import findings_told

                elsewhere = self.ledger.decisions_elsewhere(self.inspection, history[-1].position) if history else ()
                found = at_or_above(findings(history, start, elsewhere), self.least)
                yield from findings_told(found)

    def on_answered(self, message: Answered) -> None:
        """Give the answer to the panel that asked."""
        self.query_one(f"#{message.aside}", Reading).tell(message.key, message.told, message.stamp)
        if message.aside == "findings" and self.replay is not None:
            self.query_one(River).mark(river_marks(self.replay, message.told))

    def on_event_sought(self, message: EventSought) -> None:
        """Go to the event of a line."""
        self.go_to_position(message.position)

    def go_to_position(self, position: int) -> None:
        """The cursor at the event of a position, if it is one of this inspection; a panel that covers it is closed; back leads to here."""
        if self.replay is None:
            return
        step = self.replay.step_of(Position(position))
        if self.replay.position_of(step) == position:
            if self.reading is None:
                self.go(self.at.at(step))
            else:
                self.go(self.at.off(step) if self.has_class("-roomy") else self.at.away(step))
        else:
            self.say(f"#{position} is an event of another inspection")

    def action_verify(self) -> None:
        """Read every record again and check it, rung by rung."""
        if self.at.mode != "VERIFYING":
            self.query_one(VerifyPanel).begin()
            self.go(replace(self.at, aside="verify", mode="VERIFYING"))
            self.verify()

    @work(thread=True, exclusive=True, exit_on_error=False, group="verify")
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
        self.query_one(VerifyPanel).stop(message.error)
        self.go(replace(self.at, mode="AS AT"))

    def on_whole_verified(self, message: WholeVerified) -> None:
        """Show the rungs; the event says from now on whether its bytes verify."""
        self.query_one(EventDetail).verified = message.verified
        self.query_one(VerifyPanel).answer(message.verified)
        self.go(replace(self.at, mode="AS AT"))
