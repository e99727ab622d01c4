"""What happened on a screen, in the past tense."""

from __future__ import annotations

from textual.message import Message

from ledger.application import Board
from ledger_tui.replay import Replay


class InspectionsListed(Message):
    """The ids of all inspections were read."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__()
        self.ids = ids


class InspectionRead(Message):
    """The latest board of one inspection was read."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.board = board


class InspectionOpened(Message):
    """Someone asked to replay an inspection."""

    def __init__(self, inspection: str) -> None:
        super().__init__()
        self.inspection = inspection


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
