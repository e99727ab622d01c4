"""What is supposed, told: which events are left out or turned over, from what to what, and what that moves."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit.suppositions import Supposition
from ledger.domain import events as e
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger_tui.consequences import from_the_top
from ledger_tui.replay import Replay
from ledger_tui.telling.line import listed
from ledger_tui.wording import headline, spaced, titled

LEFT_OUT = "left out, as if it had never happened"


def changes_told(replay: Replay, framework: Framework | None) -> Iterator[str]:
    """Every event that something is supposed of; what is turned the same way in one sentence, by question and case."""
    turned: dict[str, dict[str, list[str]]] = {}
    others: list[str] = []
    for one in replay.supposed:
        recorded = replay.history[replay.step_at(one.position) - 1]
        change = _turned(recorded.event, one)
        if change is None:
            others.append(_other(recorded, one, framework))
        else:
            way, subject, case = change
            turned.setdefault(way, {}).setdefault(subject, []).append(case)
    for way, subjects in turned.items():
        each = "; ".join(f"{subject} in {listed(cases)}" for subject, cases in subjects.items())
        yield f"{each}: {way}{f' (#{replay.supposed.each[0].position})' if len(replay.supposed) == 1 else ''}"
    yield from others


def moves_told(replay: Replay, step: int) -> tuple[str, ...]:
    """What the suppositions move as at a step, from the overall rating down; or, in one sentence, that they move nothing there."""
    moved = from_the_top(replay.recorded.view_at(step), replay.view_at(step))
    if moved:
        return moved
    if all(replay.step_at(one.position) > step for one in replay.supposed):
        return ("nothing here: what is supposed comes later",)
    left_out = len(replay.supposed) == 1 and replay.supposed.each[0].instead is None
    return ("leaving this out moves nothing" if left_out else "nothing on the board",)


def _turned(event: e.Event, one: Supposition) -> tuple[str, str, str] | None:
    """From what to what a judgement or an answer is turned, on which question and in which case; None for anything else."""
    match event, one.instead:
        case e.KeyQuestionJudged(case, subject, was), e.KeyQuestionJudged(judgement=now):
            return f"{spaced(was)} → {spaced(now)}", subject, case
        case e.PromptAnswered(case, subject, was), e.PromptAnswered(answer=now):
            return f"{spaced(was)} → {spaced(now)}", subject, case
        case _:
            return None


def _other(recorded: RecordedEvent, one: Supposition, framework: Framework | None) -> str:
    match recorded.event, one.instead:
        case e.RatingProposed(standard, was), e.RatingProposed(rating=now):
            return f"{titled(standard, framework)}: {was} → {now} proposed (#{one.position})"
        case event, None:
            return f"{headline(event, framework)} (#{one.position}): {LEFT_OUT}"
        case event, e.DiscretionRevoked() | e.OverrideRevoked():
            return f"{headline(event, framework)} (#{one.position}): ended, and none before it revived"
        case event, instead:
            return f"{headline(event, framework)} (#{one.position}): taken as {headline(instead, framework)}"
