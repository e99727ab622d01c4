"""The timeline: how busy each day was, the play head, rating changes and milestones; a click or a drag seeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rich.style import Style

from ledger.domain.recorded import RecordedEvent
from ledger.projections.points import MILESTONES
from ledger_tui.palette import DIM, HEAD, PLAYED, RULE, TEXT
from ledger_tui.replay import Replay
from ledger_tui.shown import Shown
from ledger_tui.track import cell_of
from ledger_tui.turns import the_end, turned_at
from ledger_tui.widgets.panel import Parts, heading
from ledger_tui.widgets.seekable import Seekable

LEVELS = " ▁▂▃▄▅▆▇█"
DATED = 100
"""In fewer cells than this a turn is told by letters and without a date."""

BRIEF = 76
"""In fewer cells than this the end is told in fewer words."""
NAMES = {"fieldwork-complete": "fieldwork complete"}
BRIEF_NAMES = {"fieldwork-complete": "fieldwork"}


class Timeline(Seekable):
    """One cell a slice of the events in order; its height is how many events that day has."""

    DEFAULT_CSS = "Timeline { height: 4; }"

    _track: Track | None = None

    @property
    def cells(self) -> int:
        """How many cells the history has, one being left free at each side."""
        return max(1, self.size.width - 2)

    def lines(self) -> Iterator[Parts]:
        """A heading, the density, the rating changes and the milestones, the play head through them all."""
        width, height = self.size
        if self.shown is None or not self.shown.replay.steps:
            return
        replay = self.shown.track
        if self._track is None or self._track.replay is not replay or self._track.width != self.cells:
            self._track = Track(replay, self.cells)
        track = self._track
        head = track.cell(self.shown.at.step)
        yield heading("Timeline", here(self.shown, width), self.shown.stamp, width)
        levels = height - 3
        for level in range(levels - 1, -1, -1):
            yield [(" ", TEXT), *_headed(track.density(level, levels), head, PLAYED, RULE)]
        yield [(" ", TEXT), *_headed(track.changes, head, TEXT, DIM)]
        yield [(" ", TEXT), (track.milestones[: head + 1], TEXT), (track.milestones[head + 1 :], DIM)]

    def named_at(self, x: int, y: int) -> int | None:
        """The step of the milestone whose name stands at a cell, None where none does."""
        if self._track is None or y != self.size.height - 1:
            return None
        cell = x - self.left
        return next((label.step for label in self._track.labels if label.start <= cell < label.end), None)


def here(shown: Shown, width: int) -> str:
    """What the cursor stands at: a turn, or the end and where the last turn is; nothing elsewhere or as long as it is worked out."""
    replay, step = shown.replay, shown.view.step
    if not replay.is_worked_out:
        return ""
    return turned_at(replay, step, brief=width < DATED) or (the_end(replay, brief=width < BRIEF) if step == replay.steps else "")


class Label(NamedTuple):
    """The name of the milestone at a step, and the cell it begins in."""

    start: int
    text: str
    step: int

    @property
    def end(self) -> int:
        """The cell after its last."""
        return self.start + len(self.text)


class Track:
    """A history laid out over `width` cells."""

    def __init__(self, replay: Replay, width: int) -> None:
        self.replay = replay
        self.width = width
        self.changes = self._marked(replay.rating_changes)
        self.labels = self._labels()
        self.milestones = self._written()

    def cell(self, step: int) -> int:
        """The cell a step stands in."""
        return cell_of(step, self.replay.steps, self.width)

    def density(self, level: int, levels: int) -> str:
        """One row of the density, `level` 0 at the foot of `levels`."""
        most = max(self._busy)
        heights = (max(1, busy * 8 * levels // most) for busy in self._busy)
        return "".join(LEVELS[max(0, min(8, height - 8 * level))] for height in heights)

    @cached_property
    def _busy(self) -> list[int]:
        """For each cell how many events its day has."""
        days = [_day(recorded) for recorded in self.replay.history]
        a_day = Counter(days)
        steps = self.replay.steps
        return [a_day[days[min(steps - 1, cell * steps // self.width)]] for cell in range(self.width)]

    def _marked(self, steps: Sequence[int]) -> str:
        cells = [" "] * self.width
        for step in steps:
            cells[self.cell(step)] = "▴"
        return "".join(cells)

    def _labels(self) -> Sequence[Label]:
        """Milestones by name under their cells, by their shorter names where those in full would not all be there."""
        full, brief = (list(self._labelled(names)) for names in (NAMES, BRIEF_NAMES))
        return full if not full or full[-1].end <= self.width else brief

    def _labelled(self, names: Mapping[str, str]) -> Iterator[Label]:
        """The names under their cells; those that would run into each other are joined, ending at the right edge."""
        groups: list[tuple[int, list[Label]]] = []
        for step, name in _reached(self.replay.history):
            at, text = self.cell(step), f"◆{names.get(name, name)}"
            if groups and at <= groups[-1][1][-1].end:
                before = groups[-1][1]
                before.append(Label(before[-1].end + 1, text, step))
            else:
                groups.append((at, [Label(at, text, step)]))
        free = 0
        for at, group in groups:
            start = max(free, min(at, self.width - (group[-1].end - at)))
            yield from (label._replace(start=label.start + start - at) for label in group)
            free = group[-1].end + start - at + 1

    def _written(self) -> str:
        """The names in their places."""
        line = ""
        for label in self.labels:
            line = line.ljust(label.start) + label.text
        return line[: self.width].ljust(self.width)


def _reached(history: Sequence[RecordedEvent]) -> list[tuple[int, str]]:
    kinds = {kind: name for name, kind in MILESTONES.items()}
    return [(step, kinds[type(r.event)]) for step, r in enumerate(history, start=1) if type(r.event) in kinds]


def _day(recorded: RecordedEvent) -> str:
    return (recorded.by.happened.on or "")[:10]


def _headed(row: str, head: int, played: Style, ahead: Style) -> Parts:
    """A row with the play head in it: bright before, dim after."""
    return [(row[:head], played), (row[head], HEAD), (row[head + 1 :], ahead)]
