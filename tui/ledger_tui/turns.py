"""The changes of ratings in words: from what to what at a step, and since when what ended there had held."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import PENDING, Pending
from ledger.projections.ratings import RatingsView
from ledger_tui.consequences import provisionally
from ledger_tui.dates import day_of
from ledger_tui.palette import look
from ledger_tui.replay import Outcome, Replay


def turned_at(replay: Replay, step: int, *, brief: bool = False) -> str:
    """What a step changed: `3.2 Good (since #412, 5 June 2020) → Outstanding, score 23 → 24`; nothing where it changed no rating.

    With `brief` ratings are told by their letters, and no dates.
    """
    index = _index(replay, step)
    if index is None:
        return ""
    was, now = replay.outcomes[index - 1], replay.outcomes[index]
    moved = [_turn(turn, brief=brief) for turn in _turns(replay, index)]
    if was.overall == now.overall and was.score != now.score:
        moved.append(f"score {_score(was)} → {_score(now)}")
    return ", ".join(moved)


def ended_at(replay: Replay, step: int) -> Iterator[str]:
    """Every rating that a step ended, with the event that it had held since: `2.1 Good until here, from #412, 5 June 2020`."""
    index = _index(replay, step)
    for turn in _turns(replay, index) if index is not None else ():
        if turn.since is not None:
            yield f"{turn.name} {turn.was_called}{turn.was} until here, from {_dated(turn.since)}"


def _turn(turn: _Turn, *, brief: bool) -> str:
    was, now = (look(turn.was).letter, look(turn.now).letter) if brief else (turn.was, turn.now)
    since = ""
    if turn.since is not None:
        since = f" (since #{turn.since.position})" if brief else f" (since {_dated(turn.since)})"
    return f"{turn.name} {turn.was_called}{was}{since} → {turn.now_called}{now}"


def _dated(recorded: RecordedEvent) -> str:
    """An event by its position and the day it happened, as far as that is known."""
    happened = recorded.by.happened
    return f"#{recorded.position}{'' if happened.on is None else f', {day_of(happened)}'}"


def the_end(replay: Replay, *, brief: bool = False) -> str:
    """What is said at the last event: that it is the end, and where a rating changed last."""
    change = replay.previous_change(replay.steps + 1)
    if not change or change == replay.steps:
        return "the end"
    position = replay.position_of(change)
    return f"the end; [ goes to #{position}" if brief else f"the end; #{position} last changed a rating: [ goes there"


@dataclass(frozen=True, slots=True)
class _Turn:
    """A rating that turned; `since` is the event from which it was what it was, None where it was no rating.

    What was or is rated of cases that are not all judged is called `provisional `, the empty text is for what is not.
    """

    name: str
    was: Rating | Pending
    now: Rating | Pending
    since: RecordedEvent | None
    was_called: str = ""
    now_called: str = ""


def _turns(replay: Replay, index: int) -> Iterator[_Turn]:
    step = replay.outcomes[index].step
    before, after = replay.view_at(step - 1), replay.view_at(step)
    each = zip(replay.columns, _all(replay.outcomes[index - 1]), _all(replay.outcomes[index]), strict=True)
    for column, (name, was, now) in enumerate(each):
        if was != now:
            if was in (Rating.NOT_RATED, PENDING):
                yield _Turn(name, was, now, None)
            else:
                since = replay.event_at(_since(replay, index - 1, column))
                yield _Turn(name, was, now, since, _called(before, name), _called(after, name))


def _called(view: RatingsView, name: str) -> str:
    found = view.standards.get(name)
    return provisionally(found.rating) if found else ""


def _index(replay: Replay, step: int) -> int | None:
    """Which of the outcomes came out at a step; None for the first, and for a step at which nothing moved."""
    index = bisect_left(replay.outcomes, step, key=lambda outcome: outcome.step)
    return index if 0 < index < len(replay.outcomes) and replay.outcomes[index].step == step else None


def _since(replay: Replay, index: int, column: int) -> int:
    """The step since which a rating had held what it was at an outcome."""
    value = _all(replay.outcomes[index])[column]
    while index and _all(replay.outcomes[index - 1])[column] == value:
        index -= 1
    return replay.outcomes[index].step


def _all(outcome: Outcome) -> tuple[Rating | Pending, ...]:
    return (*outcome.ratings, outcome.overall)


def _score(outcome: Outcome) -> str:
    return "none" if outcome.score is None else str(outcome.score)
