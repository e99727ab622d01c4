"""Drilling: the rows beneath a standard, a key question, a case and a prompt, as they stood at a step and nothing later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from ledger.domain import events as e
from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating, Standard, standard_of
from ledger.projections.ratings import RatingsView
from ledger_tui.consequences import figures
from ledger_tui.palette import DIM, STRONG, TEXT, WARN, look
from ledger_tui.replay import Replay
from ledger_tui.subjects import Thing
from ledger_tui.widgets.panel import Parts
from ledger_tui.wording import headline, spaced

GOOD, BAD = look(Rating.GOOD).style, look(Rating.INADEQUATE).style


@dataclass(frozen=True, slots=True)
class Level:
    """How deep one has drilled: into a standard, a key question of it, a case on that, and what is settled there."""

    standard: str
    question: str = ""
    case: str = ""
    subject: str = ""

    @property
    def title(self) -> str:
        """The way down to it: `3.2 → 3.2.3 → C07`."""
        return " → ".join(part for part in (self.standard, self.question, self.case, self.subject) if part)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its words, what `notes` say of it, the step of the event it rests on (0 for none), and the level beneath it, if any."""

    parts: Parts
    notes: tuple[str, ...] = ()
    step: int = 0
    into: Level | None = None


def rows(replay: Replay, view: RatingsView, level: Level) -> Sequence[Row]:
    """The rows of a level as at a view; none before the inspection was opened."""
    framework = view.framework
    standard = framework.by_standard.get(level.standard) if framework else None
    if standard is None:
        return ()
    if level.subject:
        return tuple(_events(replay, view, _subject(level)))
    if level.case:
        return tuple(_of_case(replay, view, level))
    return tuple(_cases(replay, view, level) if level.question else _of_standard(replay, view, standard))


def _of_standard(replay: Replay, view: RatingsView, standard: Standard) -> Iterator[Row]:
    rating = view.standards[standard.id].rating
    texts = {question.id: question.text for question in standard.key_questions}
    if isinstance(rating.evidence, CaseworkEvidence):
        for tally in rating.evidence.tallies:
            band = look(tally_band(rating.rules, tally))
            question = tally.key_question
            parts = [(f"{question} ", STRONG), (f"{figures(tally):<17}", TEXT), (f"{band.shape} {band.word}", band.style)]
            yield Row(parts, (texts[question],), into=Level(standard.id, question))
    for kind in ("proposal", "discretion", "override"):
        yield from _events(replay, view, (kind, standard.id))


def _cases(replay: Replay, view: RatingsView, level: Level) -> Iterator[Row]:
    framework = view.framework
    kind = framework.cases_of[level.standard] if framework else None
    for case in sorted(case for case, of in view.cases.items() if of == kind):
        judged = _judgement(view, level.question, case)
        times = replay.about(("case", case, level.question), view.step)
        again = f"  changed {len(times) - 1} x" if len(times) > 1 else ""
        parts = [(f"{case:<6}", STRONG), _judged(judged), (again, WARN)]
        yield Row(parts, () if times else ("Not judged yet.",), _latest(times), Level(level.standard, level.question, case))


def _of_case(replay: Replay, view: RatingsView, level: Level) -> Iterator[Row]:
    question = view.framework.by_key_question[level.question] if view.framework else None
    subjects = [(level.question, question.text), *((prompt.id, prompt.text) for prompt in question.prompts)] if question else []
    for subject, text in subjects:
        times = replay.about(("case", level.case, subject), view.step)
        said = _judgement(view, subject, level.case) if subject == level.question else _answer(replay, times)
        parts = [(f"{subject:<8}", STRONG), _judged(said), (f" {text}", DIM)]
        yield Row(parts, (text,), _latest(times), Level(level.standard, level.question, level.case, subject))


def _events(replay: Replay, view: RatingsView, thing: Thing) -> Iterator[Row]:
    for step in replay.about(thing, view.step):
        recorded = replay.history[step - 1]
        supposed = replay.supposed.by_position.get(recorded.position)
        mark = "" if supposed is None else " left out" if supposed.instead is None else " turned over"
        parts = [(f"#{recorded.position} ", DIM), (headline(recorded.event, view.framework), TEXT), (mark, WARN)]
        yield Row(parts, (), step)


def _subject(level: Level) -> Thing:
    return ("case", level.case, level.subject)


def _latest(steps: Sequence[int]) -> int:
    return steps[-1] if steps else 0


def _judgement(view: RatingsView, question: str, case: str) -> str:
    """The judgement that counts, by the view and so by what is supposed too."""
    casework = view.standards[standard_of(question)].casework
    pattern = casework.judged.get(case) if casework else None
    if casework is None or pattern is None:
        return ""
    index = next(i for i, tally in enumerate(casework.tallies) if tally.key_question == question)
    return pattern[index] or ""


def _answer(replay: Replay, steps: Sequence[int]) -> str:
    """The last answer, as it is supposed to have been where something is supposed of it."""
    for step in reversed(steps):
        recorded = replay.history[step - 1]
        supposed = replay.supposed.by_position.get(recorded.position)
        event = recorded.event if supposed is None else supposed.instead
        if isinstance(event, e.PromptAnswered):
            return event.answer
    return ""


def _judged(said: str) -> tuple[str, Style]:
    if said in ("sufficient", "yes"):
        return f"+ {said:<13}", GOOD
    if said in ("insufficient", "no"):
        return f"- {said:<13}", BAD
    return f"· {spaced(said) or 'not yet':<13}", DIM
