"""What happened on a screen, in the past tense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from ledger.answers import Listed
    from ledger.errors import LedgerError
    from ledger.integrity.faults import Verified
    from ledger.projections.points import Point
    from ledger_tui.comparison import Comparison, Told
    from ledger_tui.programme import Standing
    from ledger_tui.replay import Replay
    from ledger_tui.telling.line import Line


class ProgrammeListed(Message):
    """The inspections were listed as at a point; `stamp` names it, and the ledger has `now` of them at its latest event."""

    def __init__(self, at: Point, listed: Sequence[Listed], stamp: str, now: int) -> None:
        super().__init__()
        self.at, self.listed, self.stamp, self.now = at, listed, stamp, now


class StandingsRead(Message):
    """The ratings of all standards were read as at a point."""

    def __init__(self, at: Point, standings: Mapping[str, Standing]) -> None:
        super().__init__()
        self.at, self.standings = at, standings


class FindingsCounted(Message):
    """The high findings of one inspection were counted as at a point."""

    def __init__(self, at: Point, inspection: str, high: int) -> None:
        super().__init__()
        self.at, self.inspection, self.high = at, inspection, high


class RowsScrolled(Message):
    """Other rows of a list are on the screen now."""


class InspectionOpened(Message):
    """Someone asked to replay an inspection, at a position of its history or at its end."""

    def __init__(self, inspection: str, position: int | None = None) -> None:
        super().__init__()
        self.inspection, self.position = inspection, position


class HistoryRead(Message):
    """An inspection's history was read and made ready for replay."""

    def __init__(self, replay: Replay) -> None:
        super().__init__()
        self.replay = replay


class StandardChosen(Message):
    """A standard of the board was chosen."""

    def __init__(self, standard: str) -> None:
        super().__init__()
        self.standard = standard


class RowChosen(Message):
    """A row of the list drilled into was chosen."""

    def __init__(self, row: int) -> None:
        super().__init__()
        self.row = row


class SuppositionsWorkedOut(Message):
    """The whole history was worked out with what is supposed."""

    def __init__(self, replay: Replay) -> None:
        super().__init__()
        self.replay = replay


class ComparisonWorkedOut(Message):
    """What each event between two points changed was worked out."""

    def __init__(self, found: Comparison, told: Sequence[Told], events: int) -> None:
        super().__init__()
        self.found, self.told, self.events = found, told, events


class WheelTurned(Message):
    """The wheel was turned over a panel; `action` is what that does on its screen."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action = action


class StepSought(Message):
    """A step of the history was asked for; of several only the last matters."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self.step = step

    def can_replace(self, message: Message) -> bool:
        """A later one takes the place of an earlier one that has not been dealt with."""
        return isinstance(message, StepSought)


class PromptAnswered(Message):
    """Something was typed into the prompt at the foot of the screen and entered."""

    def __init__(self, purpose: str, text: str) -> None:
        super().__init__()
        self.purpose, self.text = purpose, text


class EventSought(Message):
    """An event was asked for by its position."""

    def __init__(self, position: int) -> None:
        super().__init__()
        self.position = position


class Answered(Message):
    """An answer for one of the panels was worked out; it is an answer to `key` and to nothing else."""

    def __init__(self, aside: str, key: tuple[object, ...], told: Sequence[Line], stamp: str) -> None:
        super().__init__()
        self.aside, self.key, self.told, self.stamp = aside, key, told, stamp


class Verifying(Message):
    """So many of a layer have been verified; of several only the last matters."""

    def __init__(self, what: str, done: int, of: int) -> None:
        super().__init__()
        self.what, self.done, self.of = what, done, of

    def can_replace(self, message: Message) -> bool:
        """A later one of the same layer takes the place of an earlier one that has not been dealt with."""
        return isinstance(message, Verifying) and message.what == self.what


class VerificationStopped(Message):
    """The records could not be read again to the end."""

    def __init__(self, error: LedgerError) -> None:
        super().__init__()
        self.error = error


class WholeVerified(Message):
    """Every record was read again and checked."""

    def __init__(self, verified: Verified) -> None:
        super().__init__()
        self.verified = verified
