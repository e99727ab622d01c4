"""The river: every standard's rating over the whole history, a cell a slice of its events, with marks for what happened there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.style import Style

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Pending
from ledger_tui.palette import RULE, STRONG, WARN, look
from ledger_tui.replay import Outcome, Replay
from ledger_tui.subjects import standard_in
from ledger_tui.track import cell_of

Cells = list[tuple[str, Style]]
"""One sign and its style a cell."""

WHOLE = ""
"""What a mark is about that is about no one standard."""


SIGNS: dict[type[e.Event], tuple[str, int]] = {
    e.DiscretionExercised: ("*", 8),
    e.RatingOverridden: ("!", 9),
    e.DiscretionDeclined: ("d", 6),
    e.DiscretionRevoked: ("r", 7),
    e.OverrideRevoked: ("r", 7),
    e.PanelConvened: ("P", 9),
    e.DraftShared: ("D", 8),
    e.InspectionReopened: ("R", 7),
    e.RatingsConfirmed: ("C", 6),
    d.DisputeRaised: ("?", 5),
}
"""The sign and the weight of what is marked on the river."""

LEGEND = (
    ("I R G O", "the rating changed here to that of this letter; its shape where it stays"),
    ("* d ! r", "discretion, discretion declined, override, one of them revoked"),
    ("?", "a dispute was raised"),
    ("x X", "what if: left out, taken otherwise"),
    ("P D C R", "panel sitting, draft shared, ratings confirmed, reopened"),
    ("F f", "a high finding, another finding, once findings were looked for"),
)


@dataclass(frozen=True, slots=True)
class RiverMark:
    """A sign at a step, in the row of a standard or, for WHOLE, in the row of marks; of those in one cell the weightiest is seen."""

    step: int
    standard: str
    sign: str
    style: Style = WARN
    weight: int = 1


@dataclass(frozen=True, slots=True)
class River:
    """The cells of each standard's row, of the overall rating's, and of the marks that are about no one standard."""

    standards: dict[str, Cells]
    overall: Cells
    marks: Cells


def river(replay: Replay, width: int, extra: Iterable[RiverMark] = ()) -> River:
    """The river of a history over so many cells; `extra` marks stand over those of the events themselves."""
    framework = replay.view_at(replay.steps).framework
    if framework is None or width < 1:
        return River({}, [], [])
    ends = _ends(replay, width)
    names = [standard.id for standard in framework.standards]
    rows = {name: _row([end.ratings[index] if end else None for end in ends]) for index, name in enumerate(names)}
    overall = _row([end.overall if end else None for end in ends])
    marks: Cells = [("·", RULE)] * width
    for mark in sorted((*_marks(replay.history), *extra, *_supposed(replay)), key=lambda mark: mark.weight):
        row = rows.get(mark.standard) if mark.standard else marks
        if row is not None:
            row[cell_of(mark.step, replay.steps, width)] = (mark.sign, mark.style)
    return River(rows, overall, marks)


def _ends(replay: Replay, width: int) -> list[Outcome | None]:
    """What stood at the end of each cell, None before the opening."""
    ends: list[Outcome | None] = [None] * width
    for outcome in replay.outcomes:
        ends[cell_of(outcome.step, replay.steps, width)] = outcome
    for cell in range(1, width):
        ends[cell] = ends[cell] or ends[cell - 1]
    return ends


def _row(ratings: list[Rating | Pending | None]) -> Cells:
    """A shape a cell, and the letter where the rating is another than in the cell before."""
    cells: Cells = []
    before = ratings[0]
    for rating in ratings:
        shown = look(rating)
        cells.append((shown.shape, shown.style) if rating == before else (shown.letter[0], shown.bold))
        before = rating
    return cells


def _supposed(replay: Replay) -> Iterator[RiverMark]:
    for one in replay.supposed:
        step = replay.step_at(one.position)
        standard = standard_in(replay.history[step - 1].event) or WHOLE
        yield RiverMark(step, standard, "x" if one.instead is None else "X", WARN, 10)


def _marks(history: Iterable[RecordedEvent]) -> Iterator[RiverMark]:
    for step, recorded in enumerate(history, start=1):
        event = recorded.event
        sign, weight = SIGNS.get(type(event), ("", 0))
        if sign:
            yield RiverMark(step, standard_in(event) or WHOLE, sign, STRONG, weight)
