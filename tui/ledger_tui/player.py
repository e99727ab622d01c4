"""The player: how fast it goes, and whether it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.message_pump import MessagePump
from textual.timer import Timer


@dataclass(frozen=True, slots=True)
class Speed:
    """A speed: so many events every so many milliseconds."""

    name: str
    events: int
    milliseconds: int


SPEEDS = (
    Speed("¼x", 1, 400),
    Speed("½x", 1, 200),
    Speed("1x", 1, 100),
    Speed("2x", 1, 50),
    Speed("4x", 2, 50),
    Speed("8x", 4, 50),
    Speed("16x", 8, 50),
)
NORMAL = 2
"""The index of 1x, ten events a second."""


class Player:
    """Calls `tick` with a number of events, again and again while it plays."""

    def __init__(self, owner: MessagePump, tick: Callable[[int], None]) -> None:
        """`owner` is what the ticking ends with."""
        self._owner = owner
        self._tick = tick
        self._speed = NORMAL
        self._timer: Timer | None = None

    @property
    def plays(self) -> bool:
        """Whether it plays."""
        return self._timer is not None

    @property
    def words(self) -> str:
        """The state as shown: nothing while it rests at its normal speed."""
        name = SPEEDS[self._speed].name
        if self.plays:
            return f"▶ {name}"
        return "" if self._speed == NORMAL else f"‖ {name}"

    def play(self) -> None:
        """Begin to tick, from now on and not at once."""
        self.pause()
        speed = SPEEDS[self._speed]
        self._timer = self._owner.set_interval(speed.milliseconds / 1000, lambda: self._tick(speed.events))

    def pause(self) -> None:
        """Stop ticking."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = None

    def faster(self, by: int) -> None:
        """Take a speed so many higher (or lower), and go on in it if it plays."""
        self._speed = max(0, min(self._speed + by, len(SPEEDS) - 1))
        if self.plays:
            self.play()
